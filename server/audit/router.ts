import { allowed, router } from "../trpc";
import { blocksInput, historyInput, listAuditInput } from "./inputs";
import { blocks, history, listAudit } from "./queries";

export const auditRouter = router({
  history: allowed("history.read")
    .input(historyInput)
    .query(({ ctx, input }) => history(ctx.tx, ctx.scope, input)),
  list: allowed("audit.read")
    .input(listAuditInput)
    .query(({ ctx, input }) => listAudit(ctx.tx, ctx.scope, input)),
  blocks: allowed("audit.read")
    .input(blocksInput)
    .query(({ ctx, input }) => blocks(ctx.tx, ctx.scope, input)),
});
