import fc from "fast-check";
import { expect, test } from "vitest";
import {
  changedFields,
  countChanges,
  isOvertaken,
  isTooOld,
  keptDays,
  keyOf,
  patternOf,
  putBack,
  type Typed,
  withoutSecrets,
} from "./typed";

const began = { id: "a", version: 3, name: "", phone: null, members: [{ id: "m", name: "", identity: null }] };
const typed = (change: Partial<Typed>): Typed => ({
  key: "k",
  person: "lan",
  address: "/households/new",
  title: "Đăng ký hộ",
  at: 0,
  version: 3,
  values: {},
  changed: [],
  count: 0,
  leftOut: 0,
  known: [],
  carried: {},
  ...change,
});

test("what was typed belongs to one person, one address and one form", () => {
  const keys = [
    keyOf("lan", "/households/new", "household"),
    keyOf("hung", "/households/new", "household"),
    keyOf("lan", "/households/1/edit", "household"),
    keyOf("lan", "/households/new", "support"),
  ];
  expect(new Set(keys).size).toBe(4);
});

test.each([
  ["nothing", began, 0, []],
  ["a name", { ...began, name: "Lan" }, 1, ["name"]],
  ["a name taken back, and an emptied number", { ...began, name: "", phone: "" }, 0, []],
  ["an id that came back with what was typed", { ...began, id: "b" }, 0, []],
  ["a person added, whose id nobody typed", { ...began, members: [...began.members, { id: "n", name: "" }] }, 0, []],
  ["a person with a name", { ...began, members: [...began.members, { id: "n", name: "Mai" }] }, 1, ["members"]],
  ["a person taken out", { ...began, members: [] }, 0, []],
  ["zero and no are answers", { ...began, area: 0, poor: false }, 2, ["area", "poor"]],
])("counts what was filled in: %s", (_, now, count, changed) => {
  expect(countChanges(began, now)).toBe(count);
  expect(changedFields(began, now)).toEqual(changed);
});

test("identity numbers of every row stay out, and are counted so that the person is told", () => {
  const secrets = new Map([[patternOf("members.0.identity"), null as unknown]]);
  const now = {
    ...began,
    members: [
      { id: "m", name: "Lan", identity: "022190001234" },
      { id: "n", name: "Mai", identity: "022190005678" },
      { id: "o", name: "Sáu", identity: null },
    ],
  };
  const { values, leftOut } = withoutSecrets(now, secrets);
  expect(leftOut).toBe(2);
  expect(JSON.stringify(values)).not.toMatch(/0221/);
  expect(values).toMatchObject({ members: [{ name: "Lan" }, { name: "Mai" }, { name: "Sáu" }] });
});

test("an emptied secret holds what its field holds when empty: a number is not taken away by bringing back", () => {
  expect(withoutSecrets({ identity: "0221" }, new Map([["identity", undefined]])).values).toEqual({
    identity: undefined,
  });
});

test("nothing that stands under a secret's name is ever kept, whatever the shape of the form", () => {
  const tree = fc.letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      fc.string(),
      fc.constant(null),
      fc.array(tie("node"), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom("name", "identity", "members"), tie("node")),
    ),
  })).node;
  fc.assert(
    fc.property(fc.array(tree, { maxLength: 4 }), (rows) => {
      const { values } = withoutSecrets({ members: rows }, new Map([["members.*.identity", null]]));
      for (const row of values.members as unknown[]) {
        if (row && typeof row === "object" && !Array.isArray(row) && "identity" in row) expect(row.identity).toBeNull();
      }
    }),
  );
});

test("over the same version everything comes back, ids of new rows with it", () => {
  const kept = typed({ values: { ...began, id: "first", name: "Lan" }, changed: ["name"] });
  expect(isOvertaken(kept, 3)).toBe(false);
  expect(putBack(kept, { ...began, id: "second" }, 3)).toMatchObject({ id: "first", name: "Lan" });
});

test("over a newer version only what this person had changed is put", () => {
  const kept = typed({ values: { ...began, name: "Lan", phone: null }, changed: ["name"] });
  const newer = { ...began, version: 4, phone: "0912345678" };
  expect(isOvertaken(kept, 4)).toBe(true);
  expect(putBack(kept, newer, 4)).toEqual({ ...newer, name: "Lan" });
});

test("what is older than a fortnight goes", () => {
  expect(isTooOld(0, keptDays * 86_400_000)).toBe(false);
  expect(isTooOld(0, keptDays * 86_400_000 + 1)).toBe(true);
});
