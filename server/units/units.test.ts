import { afterAll, beforeAll, expect, test } from "vitest";
import { asPerson, rows } from "../db";
import { newId } from "../ids";
import { theReform } from "../testing/units";
import { makeWorld, type Person, problemOf, type World } from "../testing/world";

let world: World;
let clerk: Person;
let units: Awaited<ReturnType<typeof theReform>>;

beforeAll(async () => {
  world = await makeWorld();
  units = await theReform(world);
  clerk = await world.person("clerk", units.commune);
});
afterAll(() => world.end());

const search = (input: Parameters<ReturnType<World["as"]>["units"]["search"]>[0]) =>
  world.as(clerk).units.search(input);

test("a clerk types without tone marks and finds the commune, the old township and the old district, each with level, parent and time", async () => {
  const found = await search({ q: "binh lieu", onDate: "2025-11-20" });
  expect(found.map(({ id }) => id)).toEqual([units.commune.id, units.district.id, units.township.id]);
  expect(found).toMatchObject([
    {
      levelCode: "commune",
      code: "06838",
      validFrom: "2025-07-01",
      validTo: null,
      inForce: true,
      title: { vi: "Xã {name}" },
    },
    {
      levelCode: "district",
      parent: { name: "Here" },
      validTo: "2025-07-01",
      inForce: false,
      title: { vi: "Huyện {name}" },
    },
    { levelCode: "commune", parent: { name: "Bình Liêu", title: { vi: "Huyện {name}" } }, inForce: false },
  ]);
});

test("on a day before the reform the units of that day come first", async () => {
  const found = await search({ q: "Bình Liêu", onDate: "2025-06-30" });
  expect(found.map(({ inForce }) => inForce)).toEqual([true, true, false]);
  expect(found[0]!.id).toBe(units.district.id);
});

test.each([
  ["thi tran binh lieu", "township"],
  ["xã vô ng", "voNgai"],
  ["06862", "tienYen"],
  ["VO NGAI", "voNgai"],
] as const)("%s finds %s first", async (q, name) => {
  expect((await search({ q }))[0]!.id).toBe(units[name].id);
});

test("level and territory narrow the search; a wildcard is only a character", async () => {
  expect((await search({ q: "binh lieu", levels: ["district"] })).map(({ id }) => id)).toEqual([units.district.id]);
  expect((await search({ q: "", within: units.commune.id })).map(({ id }) => id).sort()).toEqual(
    [units.commune.id, units.township.id, units.hucDong.id].sort(),
  );
  expect(await search({ q: "%" })).toEqual([]);
});

test("a code means the township until the last day of June 2025 and the commune from the first of July", async () => {
  const meaning = async (onDate: string) =>
    (await world.as(clerk).units.byCode({ scheme: "gso", code: "06838", onDate }))?.id;
  expect(await meaning("2024-04-15")).toBe(units.township.id);
  expect(await meaning("2025-06-30")).toBe(units.township.id);
  expect(await meaning("2025-07-01")).toBe(units.commune.id);
  expect(await meaning("2020-01-01")).toBeUndefined();
});

test("a code without a day is refused", async () => {
  const problem = await problemOf(world.as(clerk).units.byCode({ scheme: "gso", code: "06838" } as never));
  expect(problem).toMatchObject({ code: "invalid", fields: [{ path: "onDate", code: "required" }] });
});

test("a unit tells its history: predecessors with their part, the other half of a divided one, and who else held its code", async () => {
  const unit = await world.as(clerk).units.get({ id: units.commune.id, onDate: "2025-11-20" });
  expect(unit.links).toHaveLength(4);
  expect(unit.links.find((link) => link.predecessorId === units.township.id)).toMatchObject({
    part: false,
    passedCode: true,
    householdShare: 1,
    predecessor: { name: "Bình Liêu", title: { vi: "Thị trấn {name}" }, code: "06838" },
  });
  expect(unit.links.filter((link) => link.predecessorId === units.voNgai.id)).toMatchObject([
    { successorId: units.commune.id, part: true, householdShare: 0.613 },
    { successorId: units.tienYen.id, part: true, householdShare: 0.379 },
  ]);
  expect(unit.holders.map(({ unitId, validTo }) => [unitId, validTo])).toEqual([
    [units.township.id, "2025-07-01"],
    [units.commune.id, null],
  ]);
  const old = await world.as(clerk).units.get({ id: units.township.id });
  expect(old.links).toMatchObject([{ successorId: units.commune.id }]);
});

test("a picker shows a chosen unit as it was on the day", async () => {
  expect(await world.as(clerk).units.option({ id: units.township.id, onDate: "2024-01-01" })).toMatchObject({
    inForce: true,
    title: { vi: "Thị trấn {name}" },
    parent: { title: { vi: "Huyện {name}" } },
  });
  expect((await world.as(clerk).units.option({ id: units.township.id })).inForce).toBe(false);
  expect(await problemOf(world.as(clerk).units.option({ id: newId() }))).toMatchObject({ code: "not_found" });
});

test("what lies below depends on the day", async () => {
  const below = async (onDate: string) =>
    (await world.as(clerk).units.get({ id: world.province.id, onDate })).children.map(({ id }) => id);
  expect(await below("2025-06-30")).toEqual([units.district.id]);
  expect(await below("2025-07-01")).toEqual([units.commune.id, units.tienYen.id]);
  expect(
    (await world.as(clerk).units.get({ id: units.district.id, onDate: "2025-06-30" })).children.map(({ name }) => name),
  ).toEqual(["Bình Liêu", "Húc Động", "Vô Ngại"]);
});

test("the list shows the map of a day, and says which day", async () => {
  const before = await world.as(clerk).units.list({ onDate: "2025-06-30", level: "commune" });
  expect(before).toMatchObject({ onDate: "2025-06-30", total: 3 });
  const after = await world.as(clerk).units.list({ onDate: "2025-07-01", level: "commune", sort: "code" });
  expect(after.items).toMatchObject([
    { code: "06838", predecessors: 3, parent: { name: "Here" } },
    { code: "06862", predecessors: 1 },
  ]);
  expect((await world.as(clerk).units.list({ onDate: "2025-07-01", q: "06862" })).total).toBe(1);
  expect((await world.as(clerk).units.list({ onDate: "2025-06-30", q: "06862" })).total).toBe(0);
});

test("counts are for those who reach the unit; to others they are unknown, not zero", async () => {
  expect((await world.as(clerk).units.get({ id: units.commune.id })).counts).toMatchObject({
    households: 0,
    projects: 0,
  });
  expect((await world.as(clerk).units.get({ id: units.tienYen.id })).counts).toEqual({
    households: null,
    poor: null,
    projects: null,
  });
  const administrator = await world.person("administrator", world.province);
  expect((await world.as(administrator).units.get({ id: units.commune.id })).counts.households).toBeNull();
});

test("a unit that never was is not found, and nobody signed out reads the map", async () => {
  expect(await problemOf(world.as(clerk).units.get({ id: newId() }))).toMatchObject({ code: "not_found" });
  expect(await problemOf(world.as(undefined).units.search({ q: "binh" }))).toMatchObject({ code: "not_signed_in" });
});

test("two units never hold one code on one day, whoever writes it", async () => {
  await expect(
    world.sql(
      "insert into unit_codes (id, unit_id, scheme, code, valid_from) values ($1, $2, 'gso', '06838', '2025-06-01')",
      [newId(), units.tienYen.id],
    ),
  ).rejects.toThrow(/code_names_one_unit_at_a_time/);
});

test("readings name places in the reader's language, as titles and inside a sentence; without one in Vietnamese", async () => {
  const said = (tongue?: "vi" | "en") =>
    asPerson(
      clerk.sessionId,
      (tx) =>
        rows(
          tx,
          "test.titles",
          "select app.titled(t.title, u.name) as head, app.titled_within(t.title, u.name) as within from units u join unit_types t on t.code = u.type_code where u.id = $1",
          [units.commune.id],
        ),
      tongue,
    );
  expect(await said("en")).toEqual([{ head: "Bình Liêu xa", within: "Bình Liêu xa" }]);
  expect(await said("vi")).toEqual([{ head: "Xã Bình Liêu", within: "xã Bình Liêu" }]);
  expect(await said()).toEqual([{ head: "Xã Bình Liêu", within: "xã Bình Liêu" }]);
});
