import { expect, test } from "vitest";
import { type Decidable, decisionProblem, reasonProblem, withdrawalProblem } from "./rules";

const waiting: Decidable = {
  status: "open",
  requestedBy: "clerk",
  madeBy: "maker",
  waitingRole: "leader",
  heldAt: ["commune", "province", "nation"],
  decidedBy: ["first"],
};
const holding = (personId: string, role: string, unitId: string) => ({ personId, roles: [{ role, unitId }] });

test.each([
  ["the leader of the commune decides", waiting, holding("leader", "leader", "commune"), undefined],
  ["so does a leader above it", waiting, holding("leader", "leader", "province"), undefined],
  ["a leader of the next commune does not", waiting, holding("leader", "leader", "next"), "wrong_role_for_step"],
  ["another role does not", waiting, holding("manager", "manager", "commune"), "wrong_role_for_step"],
  ["who made it does not, though another asked", waiting, holding("maker", "leader", "commune"), "requester_decides"],
  ["who asked does not, whatever they hold", waiting, holding("clerk", "leader", "commune"), "requester_decides"],
  ["who decided an earlier step does not", waiting, holding("first", "leader", "commune"), "wrong_role_for_step"],
  [
    "nobody decides twice",
    { ...waiting, status: "approved" },
    holding("leader", "leader", "commune"),
    "request_already_decided",
  ],
] as const)("%s", (_, request, person, expected) => {
  expect(decisionProblem(request as Decidable, person)).toBe(expected);
});

test("a return and a rejection say why", () => {
  expect(reasonProblem("approve", "")).toBeUndefined();
  expect(reasonProblem("return", "")).toBe("reason_missing");
  expect(reasonProblem("reject", "")).toBe("reason_missing");
  expect(reasonProblem("reject", "vì trùng")).toBeUndefined();
});

test("only who asked takes it back, and only while it is open", () => {
  expect(withdrawalProblem(waiting, "clerk")).toBeUndefined();
  expect(withdrawalProblem(waiting, "leader")).toBe("not_allowed");
  expect(withdrawalProblem({ ...waiting, status: "returned" }, "clerk")).toBe("request_already_decided");
});
