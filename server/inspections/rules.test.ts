import { expect, test } from "vitest";
import {
  cancellationProblem,
  conclusionProblem,
  independenceProblem,
  inspectionState,
  recordingProblem,
  startProblem,
  type Ties,
} from "./rules";

const today = "2026-03-01";
const free: Ties = { assignments: [], decidedOnProject: false, registeredProject: false };
const held = (over: Partial<Ties["assignments"][number]> = {}): Ties => ({
  ...free,
  assignments: [{ role: "inspector", own: false, touches: true, validTo: null, ...over }],
});

test.each([
  ["inspector of the province", held(), false],
  ["inspector at the inspected unit itself", held({ own: true }), true],
  ["clerk of the inspected unit", held({ role: "clerk", own: true }), true],
  ["clerk of the province", held({ role: "clerk" }), true],
  ["clerk of another commune", held({ role: "clerk", touches: false }), false],
  ["clerk until eleven months ago", held({ role: "clerk", own: true, validTo: "2025-04-01" }), true],
  ["clerk until a year and a day ago", held({ role: "clerk", own: true, validTo: "2025-02-28" }), false],
  ["decided on the project", { ...held(), decidedOnProject: true }, true],
  ["registered the project", { ...held(), registeredProject: true }, true],
])("%s", (_, ties, bound) => {
  expect(independenceProblem(ties, today)).toBe(bound ? "inspector_not_independent" : undefined);
});

const planned = { inspectorId: "me", visitedOn: null, concludedAt: null, cancelledAt: null };
const begun = { ...planned, visitedOn: "2026-03-01" };
const concluded = { ...begun, concludedAt: "2026-03-02T08:00:00+07:00" };
const cancelled = { ...planned, cancelledAt: "2026-03-02T08:00:00+07:00" };

test("a visit is planned, begun, and over once", () => {
  expect([planned, begun, concluded, cancelled].map(inspectionState)).toEqual([
    "planned",
    "visited",
    "concluded",
    "cancelled",
  ]);
  expect(startProblem(planned, "me")).toBeUndefined();
  expect(startProblem(planned, "another")).toBe("not_allowed");
  expect(startProblem(concluded, "me")).toBe("inspection_over");
  expect(recordingProblem(planned, "me")).toBe("visit_not_started");
  expect(recordingProblem(begun, "me")).toBeUndefined();
  expect(recordingProblem(begun, "another")).toBe("not_allowed");
  expect(recordingProblem(cancelled, "me")).toBe("inspection_over");
});

test("it is concluded when everything that must be put right was asked for, cancelled only with nothing found", () => {
  expect(conclusionProblem(begun, 0, "me")).toBeUndefined();
  expect(conclusionProblem(begun, 1, "me")).toBe("corrective_action_needed");
  expect(conclusionProblem(planned, 0, "me")).toBe("visit_not_started");
  expect(cancellationProblem(begun, 0, "me")).toBeUndefined();
  expect(cancellationProblem(begun, 1, "me")).toBe("inspection_has_findings");
  expect(cancellationProblem(concluded, 0, "me")).toBe("inspection_over");
});
