import { expect, test } from "vitest";
import {
  answering,
  classReasons,
  leavingProblem,
  membersProblems,
  relationshipProblem,
  scoredClass,
  splitProblem,
} from "./rules";

const measure = { income: "1200000", line: "1500000", deprivations: 3, minDeprivations: 3 };

test.each([
  ["within the line with three deprivations", measure, "poor"],
  ["exactly on the line", { ...measure, income: "1500000" }, "poor"],
  ["within the line with two", { ...measure, deprivations: 2 }, "near_poor"],
  ["one đồng above the line, whatever is missing", { ...measure, income: "1500001", deprivations: 9 }, "not_poor"],
  ["without an income", { ...measure, income: null }, undefined],
  ["where nobody said whether it is urban", { ...measure, line: null }, undefined],
] as const)("the score of a household %s", (_, given, scored) => {
  expect(scoredClass(given)).toBe(scored);
});

test.each([
  ["poor by score", "poor", measure, ["income_within", "deprivations_enough"]],
  ["near poor by score", "near_poor", { ...measure, deprivations: 1 }, ["income_within", "deprivations_few"]],
  ["not poor by score", "not_poor", { ...measure, income: "1780000" }, ["income_above"]],
  [
    "of average standard",
    "average_standard",
    { ...measure, income: "1780000" },
    ["income_above", "average_above_line"],
  ],
  ["just escaped", "newly_escaped", { ...measure, income: "1780000" }, ["income_above", "escaped_lately"]],
  [
    "escaped although the score says poor",
    "newly_escaped",
    measure,
    ["income_within", "deprivations_enough", "decided_otherwise"],
  ],
  [
    "decided near poor although the score says poor",
    "near_poor",
    measure,
    ["income_within", "deprivations_enough", "decided_otherwise"],
  ],
  ["with no income measured", "poor", { ...measure, income: null }, ["income_unknown"]],
  ["where no line is known", "poor", { ...measure, line: null }, ["line_unknown"]],
] as const)("why a household is %s", (_, decided, given, codes) => {
  expect(classReasons(decided, given).map(({ code }) => code)).toEqual(codes);
});

const help = (kind: string, onDate = "2025-08-18", state = "planned") => ({ id: kind, kind, onDate, state }) as never;

test("a planned house answers the housing deprivation; a cow, an old house and a withdrawn one do not", () => {
  const all = [
    help("housing"),
    help("livelihood"),
    help("housing", "2020-01-01"),
    help("housing", "2025-08-18", "withdrawn"),
  ];
  expect(answering("housing_quality", "2025-01-01", all)).toEqual([help("housing")]);
  expect(answering("telecom", "2025-01-01", all)).toEqual([]);
});

const head = { bornOn: "1984-01-01", relationship: "head", identity: null };
const child = { bornOn: "2009-01-01", relationship: "child", identity: null };

test.each([
  ["a head and a child", [head, child], []],
  ["nobody at the head", [child], ["members:one_head"]],
  ["two heads", [head, head], ["members:one_head"]],
  ["a child not born yet", [head, { ...child, bornOn: "2026-01-03" }], ["members.1.bornOn:day_has_not_come"]],
  [
    "one number for two people",
    [
      { ...head, identity: "014084000001" },
      { ...child, identity: "014084000001" },
    ],
    ["members.1.identity:identity_twice"],
  ],
])("the people of a new household: %s", (_, people, found) => {
  expect(membersProblems(people, "2026-01-02").map(({ path, code }) => `${path}:${code}`)).toEqual(found);
});

test("a head is neither made nor unmade by editing a person, and does not leave before the others", () => {
  expect(relationshipProblem("child", "spouse")).toBeUndefined();
  expect(relationshipProblem("head", "head")).toBeUndefined();
  expect(relationshipProblem("child", "head")).toBe("one_head");
  expect(relationshipProblem("head", "child")).toBe("one_head");
  expect(relationshipProblem(undefined, "head")).toBe("one_head");
  expect(leavingProblem("head")).toBe("head_leaves_last");
  expect(leavingProblem("child")).toBeUndefined();
});

const living = [
  { id: "a", relationship: "head" },
  { id: "b", relationship: "child" },
  { id: "c", relationship: "child_in_law" },
];
test.each([
  [
    "son and wife",
    [
      { memberId: "b", relationship: "head" },
      { memberId: "c", relationship: "spouse" },
    ],
    undefined,
  ],
  ["nobody of them a head", [{ memberId: "b", relationship: "child" }], "one_head"],
  ["the head of the old household", [{ memberId: "a", relationship: "head" }], "head_leaves_last"],
  [
    "everyone",
    living.map(({ id }) => ({ memberId: id, relationship: id === "a" ? "head" : "child" })),
    "split_takes_everyone",
  ],
  ["a stranger", [{ memberId: "x", relationship: "head" }], "not_found"],
  [
    "the same person twice",
    [
      { memberId: "b", relationship: "head" },
      { memberId: "b", relationship: "child" },
    ],
    "not_found",
  ],
])("a split by %s", (_, moving, problem) => {
  expect(splitProblem(living, moving)).toBe(problem);
});
