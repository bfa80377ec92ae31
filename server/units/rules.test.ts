import { describe, expect, test } from "vitest";
import { inForceOn, isInForce, lastDay, meanings } from "./rules";

const old = { unitId: "old", validFrom: "2021-01-01", validTo: "2025-07-01" };
const now = { unitId: "new", validFrom: "2025-07-01", validTo: null };

test.each([
  ["the day before its first", "2020-12-31", false],
  ["its first day", "2021-01-01", true],
  ["its last day", "2025-06-30", true],
  ["the day it ended", "2025-07-01", false],
])("a unit on %s", (_, day, expected) => {
  expect(isInForce(old, day)).toBe(expected);
});

describe("a code", () => {
  test("means the old unit until the last day of June and the new one from the first of July", () => {
    expect(inForceOn([old, now], "2025-06-30")).toBe(old);
    expect(inForceOn([old, now], "2025-07-01")).toBe(now);
  });
  test("means nothing before anyone held it, and nobody is put in its place", () => {
    expect(inForceOn([old, now], "2019-01-01")).toBeUndefined();
  });
  test("is told with the time in which it meant nothing", () => {
    const later = { ...now, validFrom: "2026-01-01" };
    expect(meanings([later, old])).toEqual([old, { validFrom: "2025-07-01", validTo: "2026-01-01" }, later]);
    expect(meanings([now, old])).toEqual([old, now]);
  });
});

test("the last day is the day before the end, over months and leap years", () => {
  expect(lastDay("2025-07-01")).toBe("2025-06-30");
  expect(lastDay("2024-03-01")).toBe("2024-02-29");
  expect(lastDay(null)).toBeNull();
});
