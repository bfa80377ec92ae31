import { applyBudgetDecision } from "./budgets/commands/decisions";
import { budgetDecisionNow } from "./budgets/decision-queries";
import { applyProjectDecision } from "./projects/commands/approval";
import type { Subject, Subjects } from "./requests/subjects";

const project: Subject = { decided: applyProjectDecision, standing: async () => ({ checks: [] }) };

/** What can be asked for, and whose commands answer: the second table of contents. */
export const subjects: Subjects = {
  "project.livelihood": project,
  "project.housing": project,
  "project.infrastructure": project,
  "budget.decision": { decided: applyBudgetDecision, standing: budgetDecisionNow },
};
