import type { RequestSubject } from "@/db/schema/programmes";
import type { Verdict } from "@/db/schema/requests";
import { applyBudgetDecision } from "../budgets/commands";
import type { Tx } from "../db";
import { applyProjectDecision } from "../projects/commands";
import type { Scope } from "../trpc";

/** What a verdict does to what was asked about, in the transaction of the last decision. */
export const effects = {
  "project.livelihood": applyProjectDecision,
  "project.housing": applyProjectDecision,
  "project.infrastructure": applyProjectDecision,
  "budget.decision": applyBudgetDecision,
} satisfies Record<RequestSubject, (tx: Tx, scope: Scope, subjectId: string, verdict: Verdict) => Promise<void>>;
