import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Around,
  commitmentProblem,
  decisionChanges,
  editingProblem,
  type LineState,
  lineAtReceiver,
  overdrawn,
  paymentProblem,
  type SpendingLine,
  type Transfer,
  transferProblems,
} from "./rules";

const words = (text: string) => ({ vi: text, id: text, en: text });
const line = (over: Partial<LineState>): LineState => ({
  id: "province-line",
  parentId: null,
  unitId: "province",
  projectId: null,
  lineId: "P1",
  programmeId: "P",
  sourceCode: "central",
  capitalCode: "investment",
  received: 100n,
  free: 100n,
  holder: "Tỉnh",
  purpose: words("P1"),
  ...over,
});
const around: Around = {
  lines: [
    line({}),
    line({
      id: "commune-line",
      parentId: "province-line",
      unitId: "commune",
      received: 40n,
      free: 40n,
      holder: "Xã A",
    }),
    line({ id: "next-line", parentId: "province-line", unitId: "next", received: 10n, free: 10n, holder: "Xã B" }),
    line({ id: "own-line", unitId: "next", sourceCode: "commune", received: 5n, free: 5n }),
  ],
  units: [
    { id: "province", name: "Tỉnh", above: ["nation", "province"] },
    { id: "commune", name: "Xã A", above: ["nation", "province", "commune"] },
    { id: "next", name: "Xã B", above: ["nation", "province", "next"] },
    { id: "third", name: "Xã C", above: ["nation", "province", "third"] },
  ],
  projects: [
    {
      id: "road",
      name: "Đường",
      unitId: "commune",
      kind: "infrastructure",
      approved: true,
      above: ["province", "commune"],
    },
    {
      id: "draft",
      name: "Nháp",
      unitId: "commune",
      kind: "infrastructure",
      approved: false,
      above: ["province", "commune"],
    },
    { id: "house", name: "Nhà", unitId: "commune", kind: "housing", approved: true, above: ["province", "commune"] },
  ],
  programmeLines: [
    { id: "P1", programmeId: "P", kinds: ["infrastructure"], inYear: true },
    { id: "old", programmeId: "P", kinds: ["infrastructure"], inYear: false },
    { id: "other", programmeId: "Q", kinds: ["infrastructure"], inYear: true },
  ],
  sources: ["central", "commune"],
  capitals: ["investment", "recurrent"],
};
const transfer = (over: Partial<Transfer>): Transfer => ({
  kind: "allocation",
  fromLineId: "province-line",
  toUnitId: "third",
  toProjectId: null,
  lineId: "P1",
  sourceCode: "central",
  capitalCode: "investment",
  amount: "10",
  ...over,
});

describe("a transfer", () => {
  test.each<[string, Partial<Transfer>, string | undefined]>([
    ["goes down to a commune", {}, undefined],
    ["goes to an approved project of the commune", { toUnitId: null, toProjectId: "road" }, undefined],
    ["comes from outside", { kind: "appropriation", fromLineId: null, toUnitId: "province" }, undefined],
    [
      "is given back to the line it came from",
      { kind: "adjustment", fromLineId: "commune-line", toUnitId: "province" },
      undefined,
    ],
    ["moves to a sibling", { kind: "adjustment", fromLineId: "commune-line", toUnitId: "next" }, undefined],
    ["moves to a sibling that has no line yet", { kind: "adjustment", fromLineId: "commune-line" }, undefined],
    ["is cancelled", { kind: "cancellation", toUnitId: null }, undefined],
    [
      "is not for a project that is not approved",
      { toUnitId: null, toProjectId: "draft" },
      "toProjectId project_not_approved",
    ],
    [
      "is not for a kind of project that the line does not fund",
      { toUnitId: null, toProjectId: "house" },
      "lineId line_does_not_fund_kind",
    ],
    ["never turns investment into recurrent money", { capitalCode: "recurrent" }, "capitalCode entry_does_not_fit"],
    ["never changes its source", { sourceCode: "commune" }, "sourceCode entry_does_not_fit"],
    ["is never a loan", { sourceCode: "credit" }, "sourceCode not_in_list"],
    ["stays within its programme", { lineId: "other" }, "lineId entry_does_not_fit"],
    ["is of a programme of that year", { lineId: "old" }, "lineId line_not_in_period"],
    ["names its giver", { fromLineId: null }, "fromLineId required"],
    ["comes from a line of the reach and year", { fromLineId: "elsewhere" }, "fromLineId not_found"],
    ["names one receiver", { toProjectId: "road" }, "toUnitId required"],
    ["goes to a unit of the reach", { toUnitId: "elsewhere" }, "toUnitId unknown_unit"],
    [
      "never goes sideways without an adjustment",
      { fromLineId: "commune-line", toUnitId: "next" },
      "toUnitId unknown_unit",
    ],
    ["never goes to itself", { toUnitId: "province" }, "toUnitId entry_does_not_fit"],
    ["from outside has no giver", { kind: "appropriation" }, "fromLineId entry_does_not_fit"],
    [
      "from outside never comes to a line that has one above it",
      { kind: "appropriation", fromLineId: null, toUnitId: "commune" },
      "toUnitId entry_does_not_fit",
    ],
    [
      "is cancelled only where it came from outside",
      { kind: "cancellation", fromLineId: "commune-line", toUnitId: null },
      "fromLineId entry_does_not_fit",
    ],
  ])("%s", (_, over, expected) => {
    const [found] = transferProblems([transfer(over)], around);
    expect(found && `${found.problem.field} ${found.problem.code}`).toBe(expected);
  });

  test("that takes too much says by how much, and how much it may take", () => {
    expect(
      transferProblems([transfer({ amount: "90" }), transfer({ toUnitId: "commune", amount: "11" })], around),
    ).toEqual([
      {
        place: 1,
        problem: {
          field: "amount",
          code: "overspent_line",
          values: { over: "1", most: "10", free: "100", line: "province-line" },
        },
      },
    ]);
  });
});

test("rows are served in their order, and what is refused adds up to what is missing", () => {
  const amounts = fc.array(fc.record({ from: fc.constantFrom("a", "b", null), amount: fc.bigInt(1n, 1000n) }), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(amounts, fc.bigInt(0n, 3000n), (rows, whole) => {
      const found = overdrawn(
        rows.map(({ from, amount }) => ({ fromLineId: from, amount: `${amount}` })),
        (id) => (id === "a" ? whole : 0n),
      );
      const of = (id: string) => rows.filter(({ from }) => from === id).reduce((sum, { amount }) => sum + amount, 0n);
      const over = [...found.values()]
        .filter((each) => each.line === "a")
        .reduce((sum, each) => sum + BigInt(each.over), 0n);
      expect(over).toBe(of("a") > whole ? of("a") - whole : 0n);
    }),
  );
});

test("an approver sees totals first, then who receives, then what is left above", () => {
  const changes = decisionChanges(
    [
      transfer({ amount: "10" }),
      transfer({ toUnitId: "commune", amount: "20" }),
      transfer({ toUnitId: null, toProjectId: "road", amount: "30" }),
    ],
    around,
    () => words("P1 mới"),
  );
  expect(changes.map(({ group, label, before, after }) => [group, label, before, after])).toEqual([
    ["totals", undefined, "40", "100"],
    ["totals", undefined, "100", "40"],
    ["receiving", "Xã C", "0", "10"],
    ["receiving", "Xã A", "40", "60"],
    ["receiving", "Đường", "0", "30"],
    ["giving", "Tỉnh", "100", "40"],
  ]);
});

test("money given back leaves the child and frees the parent", () => {
  const changes = decisionChanges(
    [transfer({ kind: "adjustment", fromLineId: "commune-line", toUnitId: "province", amount: "15" })],
    around,
    () => words(""),
  );
  expect(changes.slice(2).map(({ field, label, before, after }) => [field, label, before, after])).toEqual([
    ["received", "Xã A", "40", "25"],
    ["free", "Tỉnh", "100", "115"],
  ]);
});

test.each([
  ["its maker changes a draft", "draft", "maker", undefined],
  ["its maker changes what came back", "returned", "maker", undefined],
  ["nobody changes what waits", "submitted", "maker", "decision_not_editable"],
  ["nobody changes what is posted", "posted", "maker", "decision_not_editable"],
  ["who might approve it does not change it", "draft", "colleague", "not_allowed"],
] as const)("%s", (_, status, person, expected) => {
  expect(editingProblem({ status, createdBy: "maker" }, person)).toBe(expected);
});

const spending = (over: Partial<SpendingLine> = {}): SpendingLine => ({
  lineId: "line",
  projectApproved: true,
  free: 100n,
  payable: 99n,
  norm: null,
  normLeft: null,
  heldBy: [],
  ...over,
});

test.each([
  ["the last đồng is committed", spending(), 100n, undefined],
  [
    "one đồng more is not",
    spending(),
    101n,
    { field: "amount", code: "overspent_line", values: { over: "1", free: "100", line: "line" } },
  ],
  ["a project that is not approved", spending({ projectApproved: false }), 1n, { code: "project_not_approved" }],
  [
    "a house above its norm",
    spending({ norm: 60n, normLeft: 20n }),
    21n,
    { field: "amount", code: "above_norm", values: { over: "1", free: "20", norm: "60" } },
  ],
] as const)("a commitment: %s", (_, held, amount, expected) => {
  expect(commitmentProblem(held, amount)).toEqual(expected);
});

test.each([
  ["the last đồng is paid", spending(), 99n, undefined],
  [
    "one đồng more is not",
    spending(),
    100n,
    { field: "amount", code: "overpaid_line", values: { over: "1", free: "99", line: "line" } },
  ],
  [
    "a serious finding holds it",
    spending({ heldBy: ["PH-1", "PH-2"] }),
    1n,
    { code: "payment_held", values: { found: "PH-1, PH-2" } },
  ],
] as const)("a payment: %s", (_, held, amount, expected) => {
  expect(paymentProblem(held, amount)).toEqual(expected);
});

const giving = { lineId: "roads", parent: { unitId: "province", projectId: null, lineId: "all" } };
test.each([
  ["a commune takes it as it was given", "allocation", giving, { id: "commune", lineId: null }, "roads"],
  [
    "a project of the same programme takes it under its own line",
    "allocation",
    giving,
    { id: "p", lineId: "bridges" },
    "bridges",
  ],
  ["a project of another programme does not", "allocation", giving, { id: "p", lineId: "schools" }, "roads"],
  ["given back it is again what it was", "adjustment", giving, { id: "province", lineId: null }, "all"],
  ["moved aside to another it stays what it is", "adjustment", giving, { id: "other", lineId: null }, "roads"],
  [
    "a line that came from nobody gives back to nobody",
    "adjustment",
    { ...giving, parent: null },
    { id: "province", lineId: null },
    "roads",
  ],
] as const)("the line at the receiver: %s", (_, kind, from, to, under) => {
  const programmes: Record<string, string> = { roads: "one", bridges: "one", all: "one", schools: "other" };
  expect(lineAtReceiver(kind, from, to, (id) => programmes[id])).toBe(under);
});
