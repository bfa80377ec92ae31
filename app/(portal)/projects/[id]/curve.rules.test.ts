import { expect, test } from "vitest";
import { actualAt, monthEnds, paidOver, planAt } from "./curve";

test("months run from the one before the start to that of the end", () => {
  expect(monthEnds("2023-03-06", "2023-05-02")).toEqual(["2023-02-28", "2023-03-31", "2023-04-30", "2023-05-31"]);
  expect(monthEnds("2023-01-01", "2023-01-31")).toEqual(["2022-12-31", "2023-01-31"]);
});

test("what was reached stays until something new is reported; the future is no result", () => {
  const reached = [
    { onDate: "2023-03-10", percent: 12 },
    { onDate: "2023-05-01", percent: 40 },
  ];
  const ends = monthEnds("2023-03-06", "2023-07-31");
  expect(actualAt(ends, reached, "2023-05-20")).toEqual([0, 12, 12, 40, null, null]);
  expect(actualAt(ends, reached.slice(1), "2023-05-20", null)).toEqual([null, null, null, 40, null, null]);
});

test("a plan with two dates runs evenly between them", () => {
  expect(planAt(["2022-12-31", "2023-01-31", "2023-12-31", "2024-01-31"], "2023-01-01", "2024-01-01")).toEqual([
    0, 8.2, 99.7, 100,
  ]);
});

test("advances count as paid, recoveries and reversals take away, allocations do not count", () => {
  const entry = (kind: string, amount: string, onDate: string, reversedKind: string | null = null) => ({
    kind,
    amount,
    onDate,
    reversedKind,
  });
  expect(
    paidOver(
      [
        entry("allocation", "100", "2023-01-01"),
        entry("payment", "40", "2023-03-01"),
        entry("advance", "20", "2023-02-01"),
        entry("recovery", "5", "2023-04-01"),
        entry("reversal", "40", "2023-05-01", "payment"),
      ],
      "100",
    ),
  ).toEqual([
    { onDate: "2023-02-01", percent: 20 },
    { onDate: "2023-03-01", percent: 60 },
    { onDate: "2023-04-01", percent: 55 },
    { onDate: "2023-05-01", percent: 15 },
  ]);
});
