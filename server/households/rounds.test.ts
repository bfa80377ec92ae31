import { afterAll, beforeAll, expect, test } from "vitest";
import { aClass, aHousehold } from "../testing/households";
import { aUnit, theReform } from "../testing/units";
import { makeWorld, type Person, type Unit, type World } from "../testing/world";

let world: World;
let units: Awaited<ReturnType<typeof theReform>>;
let manager: Person;

const settled = { from: "2025-01-01", to: "2026-01-01", round: "2024" };

/** A household of an old unit, in a village that today lies in a new one, or in none. */
async function family(at: Unit, village: Unit | undefined, held: "poor" | "near_poor" | "not_poor") {
  const household = await aHousehold(world, at);
  if (village) await world.sql("update households set village_id = $2 where id = $1", [household.id, village.id]);
  await aClass(world, household, held, settled);
  return household;
}

/** A village that changed hands with the reform. */
async function village(name: string, before: Unit, after: Unit) {
  const made = await aUnit(world, { name, type: "thon", parent: before, to: "2025-07-01" });
  await world.sql("update units set valid_to = null, parent_id = $2 where id = $1", [made.id, after.id]);
  await world.sql(
    `insert into unit_versions (id, unit_id, name, folded, type_code, level_code, parent_id, province_id, urban, valid_from)
     select gen_random_uuid(), unit_id, name, folded, type_code, level_code, $2, province_id, urban, '2025-07-01' from unit_versions where unit_id = $1`,
    [made.id, after.id],
  );
  return made;
}

beforeAll(async () => {
  world = await makeWorld();
  units = await theReform(world);
  manager = await world.person("manager", world.province);
  const { township, hucDong, voNgai, commune, tienYen } = units;
  const naLuong = await village("Nà Luông", voNgai, commune);
  const naNhai = await village("Nà Nhái", voNgai, tienYen);
  await family(township, undefined, "poor");
  await family(township, undefined, "not_poor");
  await family(hucDong, undefined, "near_poor");
  await family(voNgai, naLuong, "poor");
  await family(voNgai, naLuong, "not_poor");
  await family(voNgai, naNhai, "poor");
  await family(voNgai, undefined, "near_poor");
  const newcomer = await aHousehold(world, commune);
  await aClass(world, newcomer, "poor", { from: "2026-01-01", to: null, round: "2025" });
});
afterAll(() => world.end());

const rounds = async (who = manager, at = units.commune) => world.as(who).households.rounds({ unitId: at.id });

test("one round under three lenses: the code's holder then, the parts by their share, and today's bounds", async () => {
  const { rounds: told, waiting, unseen } = await rounds();
  expect(told.map(({ round }) => round)).toEqual(["2024", "2025"]);
  expect(told[0]).toMatchObject({
    was: { unitId: units.township.id, households: 2, poor: 1, nearPoor: 0 },
    // Two whole units with three households, and 61.3 % of the four of Vô Ngại.
    now: { households: 5, poor: 2, nearPoor: 2, unknown: { households: 0 } },
    same: { households: 5, poor: 2, nearPoor: 1 },
  });
  expect(told[1]).toMatchObject({
    was: { unitId: units.commune.id, households: 1, poor: 1 },
    now: { households: 1 },
    same: { households: 1 },
  });
  expect({ waiting, unseen }).toEqual({ waiting: 1, unseen: [] });
});

test("a divided unit whose share is not known is told apart, never guessed", async () => {
  await world.sql("update unit_links set household_share = null where predecessor_id = $1", [units.voNgai.id]);
  const { rounds: told } = await rounds();
  expect(told[0]!.now).toEqual({
    households: 3,
    poor: 1,
    nearPoor: 1,
    unknown: { households: 4, poor: 2, nearPoor: 1 },
  });
});

test("a clerk of the commune is told which part she does not see, and counts nothing of it", async () => {
  const clerk = await world.person("clerk", units.commune);
  const { rounds: told, waiting, unseen } = await rounds(clerk);
  expect(unseen).toEqual(["xã Vô Ngại"]);
  expect(waiting).toBe(0);
  expect(told[0]!.same).toEqual({ households: 3, poor: 1, nearPoor: 1 });
});

test("somebody of another province learns nothing", async () => {
  const stranger = await world.person("manager", world.otherProvince);
  expect((await rounds(stranger)).rounds).toEqual([]);
});
