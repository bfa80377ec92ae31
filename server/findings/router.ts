import { allowed, command, router } from "../trpc";
import { answerAction, askAction, closeFinding, releaseFinding, verifyAction, withdrawFinding } from "./commands";
import {
  answerActionInput,
  askActionInput,
  closeFindingInput,
  findingRef,
  listFindingsInput,
  releaseFindingInput,
  verifyActionInput,
  withdrawFindingInput,
} from "./inputs";
import { getFinding, listFindings } from "./queries";

export const findingsRouter = router({
  list: allowed("inspections.read")
    .input(listFindingsInput)
    .query(({ ctx, input }) => listFindings(ctx.tx, ctx.scope, input)),
  get: allowed("inspections.read")
    .input(findingRef)
    .query(({ ctx, input }) => getFinding(ctx.tx, ctx.scope, input.id)),
  askAction: command("findings.record", askActionInput, askAction),
  answerAction: command("actions.answer", answerActionInput, answerAction),
  verifyAction: command("findings.verify", verifyActionInput, verifyAction),
  close: command("findings.verify", closeFindingInput, closeFinding),
  withdraw: command("findings.verify", withdrawFindingInput, withdrawFinding),
  release: command("findings.release", releaseFindingInput, releaseFinding),
});
