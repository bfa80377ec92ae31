import { expect, test } from "vitest";
import { housingSupportProblem, pastSupportProblem } from "./rules";

test.each([
  ["nothing before", [], undefined],
  ["a house was received", [{ kind: "housing", state: "received" }], "housed_before"],
  ["a house is planned", [{ kind: "housing", state: "planned" }], "housed_before"],
  ["the plan was withdrawn", [{ kind: "housing", state: "withdrawn" }], undefined],
  ["cattle is not a house", [{ kind: "livelihood", state: "received" }], undefined],
] as const)("%s", (_, supports, problem) => {
  expect(housingSupportProblem(supports)).toBe(problem);
});

const help = { onDate: "2022-05-26", amount: "1", loan: "0", kind: "housing" } as const;
test.each([
  ["help in the past", help, undefined],
  ["help of today", { ...help, onDate: "2026-01-02" }, undefined],
  ["help of tomorrow", { ...help, onDate: "2026-01-03" }, "onDate"],
  ["a house without an amount", { ...help, amount: "0" }, "amount"],
  ["a credit without a loan", { ...help, kind: "credit", amount: "0" }, "loan"],
  ["school meals whose amount nobody knows", { ...help, kind: "education", amount: "0" }, undefined],
] as const)("%s", (_, given, field) => {
  expect(pastSupportProblem(given, "2026-01-02")?.field).toBe(field);
});
