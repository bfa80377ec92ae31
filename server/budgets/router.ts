import { z } from "zod";
import { id } from "../inputs";
import { allowed, command, router } from "../trpc";
import { draftDecision, editDecision, submitDecision } from "./commands/decisions";
import { commit, pay, reverse } from "./commands/spending";
import {
  editingDecision,
  getDecision,
  listDecisions,
  receiversByCode,
  searchReceivers,
  transferSources,
} from "./decision-queries";
import {
  commitInput,
  decisionRef,
  draftDecisionInput,
  editDecisionInput,
  lineRef,
  listDecisionsInput,
  overviewInput,
  payInput,
  projectRef,
  receiversByCodeInput,
  receiversInput,
  reverseInput,
  sourcesInput,
  submitDecisionInput,
  year,
} from "./inputs";
import { getLine, listLines, overview, projectMoney } from "./queries";

export const budgetsRouter = router({
  overview: allowed("budgets.read")
    .input(overviewInput)
    .query(({ ctx, input }) => overview(ctx.tx, ctx.scope, input)),
  lines: allowed("budgets.read")
    .input(z.strictObject({ unitId: id, year }))
    .query(({ ctx, input }) => listLines(ctx.tx, ctx.scope, input)),
  line: allowed("budgets.read")
    .input(lineRef)
    .query(({ ctx, input }) => getLine(ctx.tx, ctx.scope, input.id, input.page)),
  ofProject: allowed("budgets.read")
    .input(projectRef)
    .query(({ ctx, input }) => projectMoney(ctx.tx, ctx.scope, input.projectId)),
  decisions: allowed("budgets.read")
    .input(listDecisionsInput)
    .query(({ ctx, input }) => listDecisions(ctx.tx, ctx.scope, input)),
  decision: allowed("budgets.read")
    .input(decisionRef)
    .query(({ ctx, input }) => getDecision(ctx.tx, ctx.scope, input.id)),
  editing: allowed("budgets.divide")
    .input(decisionRef)
    .query(({ ctx, input }) => editingDecision(ctx.tx, ctx.scope, input.id)),
  transferSources: allowed("budgets.divide")
    .input(sourcesInput)
    .query(({ ctx, input }) => transferSources(ctx.tx, ctx.scope, input.year)),
  receivers: allowed("budgets.divide")
    .input(receiversInput)
    .query(({ ctx, input }) => searchReceivers(ctx.tx, ctx.scope, input)),
  receiversByCode: allowed("budgets.divide")
    .input(receiversByCodeInput)
    .query(({ ctx, input }) => receiversByCode(ctx.tx, ctx.scope, input.codes)),
  draftDecision: command("budgets.divide", draftDecisionInput, draftDecision),
  editDecision: command("budgets.divide", editDecisionInput, editDecision),
  submitDecision: command("budgets.divide", submitDecisionInput, submitDecision),
  commit: command("budgets.commit", commitInput, commit),
  pay: command("budgets.pay", payInput, pay),
  reverse: command("budgets.pay", reverseInput, reverse),
});
