import type { ProblemCode } from "../problem";

/** Why a role cannot end on this day: the first on which it would no longer be held. */
export function endProblem(
  held: { validFrom: string; validTo: string | null },
  validTo: string,
  today: string,
): ProblemCode | undefined {
  if (held.validTo !== null && held.validTo <= today) return "role_already_ended";
  if (validTo < today) return "role_end_in_past";
  if (validTo < held.validFrom) return "assignment_ended_before_start";
  return undefined;
}

/** Nobody changes their own access: one pair of eyes more for every right. */
export const ownAccessProblem = (personId: string, actorId: string): ProblemCode | undefined =>
  personId === actorId ? "own_access" : undefined;
