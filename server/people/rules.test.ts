import { expect, test } from "vitest";
import { endProblem, ownAccessProblem } from "./rules";

const open = { validFrom: "2024-01-01", validTo: null };

test.each([
  ["today", open, "2025-11-20", undefined],
  ["later", open, "2026-01-01", undefined],
  ["before today", open, "2025-11-19", "role_end_in_past"],
  ["when it has ended", { ...open, validTo: "2025-11-20" }, "2025-12-01", "role_already_ended"],
  ["when its end is set but not reached", { ...open, validTo: "2026-06-01" }, "2025-12-01", undefined],
  ["before a coming role begins", { ...open, validFrom: "2026-01-01" }, "2025-12-01", "assignment_ended_before_start"],
] as const)("a role ends %s", (_, held, validTo, problem) => {
  expect(endProblem(held, validTo, "2025-11-20")).toBe(problem);
});

test("nobody changes their own access", () => {
  expect(ownAccessProblem("a", "a")).toBe("own_access");
  expect(ownAccessProblem("a", "b")).toBeUndefined();
});
