import type { Severity } from "@/db/schema/inspection-lists";
import type { ProjectKind } from "@/db/schema/programmes";
import type { ProblemCode } from "../problem";

/** What an inspector may find, and in which kinds of project (domain.md 5.3, 5.4). */
export const findingKinds = {
  stock_below_standard: ["livelihood"],
  stock_lost: ["livelihood"],
  work_quality: ["housing", "infrastructure"],
  payment_before_acceptance: ["livelihood", "housing", "infrastructure"],
  wrong_beneficiary: ["livelihood", "housing"],
  duplicate_support: ["livelihood", "housing"],
  money_mismatch: ["livelihood", "housing", "infrastructure"],
  counterpart_missing: ["livelihood", "housing", "infrastructure"],
  minutes_missing: ["livelihood", "housing", "infrastructure"],
  list_not_posted: ["livelihood", "housing", "infrastructure"],
  late_progress: ["livelihood", "housing", "infrastructure"],
  other: ["livelihood", "housing", "infrastructure"],
} as const satisfies Record<string, readonly ProjectKind[]>;
export type FindingKind = keyof typeof findingKinds;

export const kindsFor = (project: ProjectKind): FindingKind[] =>
  (Object.keys(findingKinds) as FindingKind[]).filter((kind) =>
    (findingKinds[kind] as readonly ProjectKind[]).includes(project),
  );

type Instant = string | Date | null;

/** What a finding's state is made of: facts somebody made, and how many of its actions stand where. */
export type FindingFacts = {
  severity: Severity;
  closedAt: Instant;
  withdrawnAt: Instant;
  releasedAt: Instant;
  /** Actions that wait for an answer. */
  asked: number;
  /** Actions whose last answer was refused. */
  refused: number;
  /** Actions that wait for verification. */
  answered: number;
  verified: number;
};

export const findingStates = ["open", "asked", "answered", "refused", "verified", "closed", "withdrawn"] as const;
export type FindingState = (typeof findingStates)[number];

/** Where a finding stands: what somebody must do next, with the inspector's turn before the clerk's. */
export function findingState(finding: Omit<FindingFacts, "severity" | "releasedAt">): FindingState {
  if (finding.withdrawnAt) return "withdrawn";
  if (finding.closedAt) return "closed";
  if (finding.answered > 0) return "answered";
  if (finding.refused > 0) return "refused";
  if (finding.asked > 0) return "asked";
  return finding.verified > 0 ? "verified" : "open";
}

/** Whole days past the first day on which an answer was due; 0 when none is late. */
export function overdueDays(dueOn: string | null, today: string): number {
  if (!dueOn) return 0;
  return Math.max(0, Math.round((Date.parse(today) - Date.parse(dueOn)) / 86_400_000));
}

/** D9: it holds the next payment of its project until it is closed, withdrawn or released. */
export const holdsPayment = (
  finding: Pick<FindingFacts, "severity" | "closedAt" | "withdrawnAt" | "releasedAt">,
): boolean => finding.severity === "serious" && !finding.closedAt && !finding.withdrawnAt && !finding.releasedAt;

/** Corrective and serious findings need somebody who puts it right. */
export const needsAction = (finding: FindingFacts): boolean =>
  finding.severity !== "minor" &&
  !finding.withdrawnAt &&
  finding.asked + finding.refused + finding.answered + finding.verified === 0;

/** Days that are offered for corrective action. */
export const termsToAct = [7, 15, 30] as const;

/** Days that a finding of this severity is given unless the inspector says otherwise. */
export const daysToAct = (severity: Severity): number => (severity === "serious" ? 7 : 15);

/** The day on which work that is asked for today is due: ISO dates. */
export const dueAfter = (today: string, days: number): string =>
  new Date(Date.parse(today) + days * 86_400_000).toISOString().slice(0, 10);

export type ActionFacts = { answeredAt: Instant; answeredBy: string | null; verifiedAt: Instant };

const over = (finding: Pick<FindingFacts, "closedAt" | "withdrawnAt">): ProblemCode | undefined =>
  finding.closedAt || finding.withdrawnAt ? "finding_closed" : undefined;

/** Why nothing more may be asked for or written on this finding. */
export const overProblem = over;

/** Why this person may not close the finding now. */
export function closureProblem(
  finding: FindingFacts,
  actions: readonly Pick<ActionFacts, "answeredBy">[],
  closerId: string,
): ProblemCode | undefined {
  if (over(finding)) return "finding_closed";
  if (needsAction(finding)) return "corrective_action_needed";
  if (finding.asked + finding.refused + finding.answered > 0) return "finding_has_open_actions";
  // Four eyes: nobody signs off their own repair.
  if (actions.some((action) => action.answeredBy === closerId)) return "doer_verifies";
  return undefined;
}

export function answerProblem(
  finding: Pick<FindingFacts, "closedAt" | "withdrawnAt">,
  action: ActionFacts,
): ProblemCode | undefined {
  if (over(finding)) return "finding_closed";
  if (action.verifiedAt) return "action_already_verified";
  if (action.answeredAt) return "action_already_answered";
  return undefined;
}

export function verificationProblem(
  finding: Pick<FindingFacts, "closedAt" | "withdrawnAt">,
  action: ActionFacts,
  verifierId: string,
): ProblemCode | undefined {
  if (over(finding)) return "finding_closed";
  if (action.verifiedAt) return "action_already_verified";
  if (!action.answeredAt) return "action_not_answered";
  if (action.answeredBy === verifierId) return "doer_verifies";
  return undefined;
}

/** A release is for a finding that holds a payment, and once. */
export function releaseProblem(
  finding: Pick<FindingFacts, "severity" | "closedAt" | "withdrawnAt" | "releasedAt">,
): ProblemCode | undefined {
  return over(finding) ?? (holdsPayment(finding) ? undefined : "finding_holds_no_payment");
}
