import { expect, test } from "vitest";
import { keyPlan, schemaProblem, type Trail, totalsProblem, trailProblem } from "./rules";

const known = [
  { name: "0001_tables.sql", hash: "a" },
  { name: "0002_access.sql", hash: "b" },
  { name: "0003_later.sql", hash: "c" },
];

test.each([
  ["all of them", known, undefined],
  ["those of an earlier release", known.slice(0, 2), undefined],
  ["those that landed in another order", [known[2]!, known[0]!], undefined],
  ["one of a newer release", [...known, { name: "0004_new.sql", hash: "d" }], /newer release.*0004_new/],
  ["one that was edited", [{ name: "0001_tables.sql", hash: "x" }], /another text of 0001_tables/],
  ["none", [], /no migrations/],
])("a backup with the migrations of this release: %s", (_, ofBackup, problem) => {
  const said = schemaProblem(ofBackup, known);
  if (problem) expect(said).toMatch(problem);
  else expect(said).toBeUndefined();
});

const keys = { IDENTITY_KEY: "i", AUDIT_KEY: "a" };

test.each([
  ["the portal has them already", keys, keys, { write: [], fixed: [] }],
  ["the environment gives them", keys, {}, { write: [], fixed: [] }],
  [
    "a fresh portal made its own",
    { IDENTITY_KEY: "x", AUDIT_KEY: "y" },
    { IDENTITY_KEY: "x", AUDIT_KEY: "y" },
    { write: ["IDENTITY_KEY", "AUDIT_KEY"], fixed: [] },
  ],
  ["nobody gives any", {}, {}, { write: ["IDENTITY_KEY", "AUDIT_KEY"], fixed: [] }],
  ["the environment gives another", { IDENTITY_KEY: "x", AUDIT_KEY: "a" }, {}, { write: [], fixed: ["IDENTITY_KEY"] }],
])("keys of a backup: %s", (_, given, inFile, plan) => {
  expect(keyPlan(keys, given, inFile)).toEqual(plan);
});

const trail: Trail = { blocks: 2, rows: 9, sealed: 8, hash: "h", problems: [] };

test.each<[string, Trail, Trail, RegExp | undefined]>([
  ["as it was", trail, trail, undefined],
  ["broken, as it was before", { ...trail, problems: ["b", "a"] }, { ...trail, problems: ["a", "b"] }, undefined],
  ["with another end", trail, { ...trail, hash: "x" }, /does not end/],
  ["shorter by a block", trail, { ...trail, blocks: 1 }, /does not end/],
  ["with a row less", trail, { ...trail, rows: 8 }, /missing/],
  ["broken on the way", trail, { ...trail, problems: ["block 1: content"] }, /block 1: content/],
])("a trail that comes out %s", (_, before, after, problem) => {
  const said = trailProblem(before, after);
  if (problem) expect(said).toMatch(problem);
  else expect(said).toBeUndefined();
});

test("kept totals come out as they went in, whatever their order", () => {
  expect(totalsProblem(["a", "b"], ["b", "a"])).toBeUndefined();
  expect(totalsProblem([], ["a"])).toMatch(/a$/);
});
