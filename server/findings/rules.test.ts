import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  answerProblem,
  closureProblem,
  daysToAct,
  dueAfter,
  type FindingFacts,
  findingKinds,
  findingState,
  holdsPayment,
  kindsFor,
  needsAction,
  overdueDays,
  releaseProblem,
  termsToAct,
  verificationProblem,
} from "./rules";

const bare: FindingFacts = {
  severity: "corrective",
  closedAt: null,
  withdrawnAt: null,
  releasedAt: null,
  asked: 0,
  refused: 0,
  answered: 0,
  verified: 0,
};
const finding = (over: Partial<FindingFacts> = {}): FindingFacts => ({ ...bare, ...over });
const at = "2026-03-01T08:00:00+07:00";

test.each([
  ["nothing was asked", {}, "open"],
  ["an action waits for an answer", { asked: 1 }, "asked"],
  ["one answered, one asked: the inspector's turn", { asked: 1, answered: 1 }, "answered"],
  ["one refused, one asked", { asked: 1, refused: 1 }, "refused"],
  ["all verified", { verified: 2 }, "verified"],
  ["verified and asked again", { verified: 1, asked: 1 }, "asked"],
  ["closed", { verified: 1, closedAt: at }, "closed"],
  ["withdrawn with an action still open", { asked: 1, withdrawnAt: at }, "withdrawn"],
] as const)("state: %s", (_, over, state) => {
  expect(findingState(finding(over))).toBe(state);
});

test.each([
  ["due yesterday", "2026-02-28", 1],
  ["due today", "2026-03-01", 0],
  ["due tomorrow", "2026-03-02", 0],
  ["nothing due", null, 0],
])("overdue: %s", (_, due, days) => {
  expect(overdueDays(due, "2026-03-01")).toBe(days);
});

test.each([
  ["serious and open", { severity: "serious" }, true],
  ["only corrective", {}, false],
  ["released", { severity: "serious", releasedAt: at }, false],
  ["closed", { severity: "serious", closedAt: at }, false],
  ["withdrawn", { severity: "serious", withdrawnAt: at }, false],
] as const)("holds the next payment: %s", (_, over, holds) => {
  expect(holdsPayment(finding(over))).toBe(holds);
  expect(releaseProblem(finding(over)) === undefined).toBe(holds);
});

test.each([
  ["all verified", { verified: 1 }, ["clerk"], undefined],
  ["minor, nothing asked", { severity: "minor" }, [], undefined],
  ["corrective, nothing asked", {}, [], "corrective_action_needed"],
  ["one waits for verification", { verified: 1, answered: 1 }, ["clerk", "clerk"], "finding_has_open_actions"],
  ["one was refused", { refused: 1 }, [null], "finding_has_open_actions"],
  ["the closer did the work", { verified: 1 }, ["inspector"], "doer_verifies"],
  ["closed already", { closedAt: at, answered: 1 }, ["inspector"], "finding_closed"],
  ["withdrawn", { withdrawnAt: at }, [], "finding_closed"],
] as const)("closing: %s", (_, over, doers, problem) => {
  expect(
    closureProblem(
      finding(over),
      doers.map((answeredBy) => ({ answeredBy })),
      "inspector",
    ),
  ).toBe(problem);
});

const action = (over = {}) => ({ answeredAt: null, answeredBy: null, verifiedAt: null, ...over });
const answered = action({ answeredAt: at, answeredBy: "clerk" });

test("an action is answered once, until its answer is refused", () => {
  expect(answerProblem(finding(), action())).toBeUndefined();
  expect(answerProblem(finding(), answered)).toBe("action_already_answered");
  expect(answerProblem(finding(), { ...answered, verifiedAt: at })).toBe("action_already_verified");
  expect(answerProblem(finding({ withdrawnAt: at }), action())).toBe("finding_closed");
});

test("an answer is verified once, and never by who gave it", () => {
  expect(verificationProblem(finding(), answered, "inspector")).toBeUndefined();
  expect(verificationProblem(finding(), answered, "clerk")).toBe("doer_verifies");
  expect(verificationProblem(finding(), action(), "inspector")).toBe("action_not_answered");
  expect(verificationProblem(finding(), { ...answered, verifiedAt: at }, "inspector")).toBe("action_already_verified");
  expect(verificationProblem(finding({ closedAt: at }), answered, "inspector")).toBe("finding_closed");
});

test("only what must be put right needs an action", () => {
  expect(needsAction(finding())).toBe(true);
  expect(needsAction(finding({ severity: "minor" }))).toBe(false);
  expect(needsAction(finding({ asked: 1 }))).toBe(false);
  expect(needsAction(finding({ withdrawnAt: at }))).toBe(false);
});

test("a serious finding is given a week, any other a fortnight and a day; both are offered", () => {
  expect([daysToAct("serious"), daysToAct("corrective"), daysToAct("minor")]).toEqual([7, 15, 15]);
  expect(termsToAct).toEqual(expect.arrayContaining([daysToAct("serious"), daysToAct("corrective")]));
  expect(dueAfter("2026-12-25", 7)).toBe("2027-01-01");
  expect(dueAfter("2028-02-28", 1)).toBe("2028-02-29");
});

test("the kinds are those of the reference data, for the same kinds of project", () => {
  const { findingKinds: reference } = JSON.parse(readFileSync("db/seed/data/codes.json", "utf8")) as {
    findingKinds: { code: string; appliesTo: string[] }[];
  };
  expect(Object.fromEntries(reference.map(({ code, appliesTo }) => [code, appliesTo]))).toEqual(findingKinds);
  expect(kindsFor("infrastructure")).not.toContain("stock_lost");
});
