import type { RequestStatus, Verdict } from "@/db/schema/requests";
import type { ProblemCode } from "../problem";

export type Decidable = {
  status: RequestStatus;
  requestedBy: string;
  /** Who made what is asked about: often who asked. */
  madeBy: string | null;
  waitingRole: string | null;
  /** The unit of the waiting step and all above it. */
  heldAt: string[];
  /** Who has decided an earlier step. */
  decidedBy: string[];
};

export type Decider = { personId: string; roles: readonly { role: string; unitId: string }[] };

/** Why this person may not decide the step that waits; undefined when they may. */
export function decisionProblem(request: Decidable, person: Decider): ProblemCode | undefined {
  if (request.status !== "open") return "request_already_decided";
  // The maker is never the approver (invariant 42).
  if (request.requestedBy === person.personId || request.madeBy === person.personId) return "requester_decides";
  const holds = person.roles.some(
    ({ role, unitId }) => role === request.waitingRole && request.heldAt.includes(unitId),
  );
  if (!holds || request.decidedBy.includes(person.personId)) return "wrong_role_for_step";
  return undefined;
}

/** Whoever must change something is told what. */
export function reasonProblem(verdict: Verdict, reason: string): ProblemCode | undefined {
  return verdict !== "approve" && reason === "" ? "reason_missing" : undefined;
}

/** Only who asked takes a request back, and only while nobody has finished deciding it. */
export function withdrawalProblem(
  request: { status: RequestStatus; requestedBy: string },
  personId: string,
): ProblemCode | undefined {
  if (request.requestedBy !== personId) return "not_allowed";
  return request.status === "open" ? undefined : "request_already_decided";
}
