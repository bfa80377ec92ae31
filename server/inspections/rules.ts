import type { Role } from "@/db/schema/people";
import type { ProblemCode } from "../problem";

export const inspectionStates = ["planned", "visited", "concluded", "cancelled"] as const;
export type InspectionState = (typeof inspectionStates)[number];

type Instant = string | Date | null;
export type InspectionFacts = {
  inspectorId: string;
  visitedOn: string | null;
  concludedAt: Instant;
  cancelledAt: Instant;
};

export function inspectionState(inspection: Omit<InspectionFacts, "inspectorId">): InspectionState {
  if (inspection.cancelledAt) return "cancelled";
  if (inspection.concludedAt) return "concluded";
  return inspection.visitedOn ? "visited" : "planned";
}

/** What ties a person to a project. `touches` is true when the unit lies above, below or before the project's. */
export type Ties = {
  assignments: { role: Role; own: boolean; touches: boolean; validTo: string | null }[];
  decidedOnProject: boolean;
  registeredProject: boolean;
};

/** How long a former role keeps its holder from inspecting (domain.md 9.3, invariant 30). */
export const monthsApartInDays = 365;

const daysBefore = (day: string, days: number) =>
  new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10);

/** Nobody inspects their own unit, now or within the last year, nor what they decided on or registered. */
export function independenceProblem(ties: Ties, today: string): ProblemCode | undefined {
  const since = daysBefore(today, monthsApartInDays);
  const recent = ties.assignments.filter(({ validTo }) => validTo === null || validTo > since);
  const bound = recent.some(({ role, own, touches }) => own || (touches && role !== "inspector" && role !== "auditor"));
  return bound || ties.decidedOnProject || ties.registeredProject ? "inspector_not_independent" : undefined;
}

const mine = (inspection: InspectionFacts, personId: string): ProblemCode | undefined => {
  if (inspection.concludedAt || inspection.cancelledAt) return "inspection_over";
  return inspection.inspectorId === personId ? undefined : "not_allowed";
};

export const startProblem = mine;

/** What is seen is recorded by the inspector of the visit, while it lasts. */
export const recordingProblem = (inspection: InspectionFacts, personId: string): ProblemCode | undefined =>
  mine(inspection, personId) ?? (inspection.visitedOn ? undefined : "visit_not_started");

export const conclusionProblem = (
  inspection: InspectionFacts,
  findingsWithoutAction: number,
  personId: string,
): ProblemCode | undefined =>
  recordingProblem(inspection, personId) ?? (findingsWithoutAction > 0 ? "corrective_action_needed" : undefined);

/** What was found stands; a visit that found something is concluded, not cancelled. */
export const cancellationProblem = (
  inspection: InspectionFacts,
  findings: number,
  personId: string,
): ProblemCode | undefined => mine(inspection, personId) ?? (findings > 0 ? "inspection_has_findings" : undefined);
