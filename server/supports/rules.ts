import type { SupportKind, SupportState } from "@/db/schema/households";
import type { ProblemCode } from "../problem";

export type Help = { kind: SupportKind; state: SupportState };

/**
 * Why the family may not be helped with a house; undefined when it may. A house once in life,
 * whoever of the family got it and whatever the programme (invariant 16); planned counts like received.
 */
export function housingSupportProblem(supports: readonly Help[]): ProblemCode | undefined {
  return supports.some(({ kind, state }) => kind === "housing" && state !== "withdrawn") ? "housed_before" : undefined;
}

/** Past help lies in the past, and was worth something: given, lent, or both. */
export function pastSupportProblem(
  help: { onDate: string; amount: string; loan: string; kind: SupportKind },
  today: string,
): { field: string; code: ProblemCode } | undefined {
  if (help.onDate > today) return { field: "onDate", code: "day_has_not_come" };
  const given = help.amount !== "0" || help.loan !== "0";
  // A class, an insurance card or school meals may have no amount known at the commune.
  const needsAmount = help.kind === "housing" || help.kind === "credit";
  if (needsAmount && !given)
    return { field: help.kind === "credit" ? "loan" : "amount", code: "support_has_no_amount" };
  return undefined;
}
