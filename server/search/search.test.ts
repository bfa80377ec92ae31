import { afterAll, beforeAll, expect, test } from "vitest";
import { aHousehold } from "../testing/households";
import { theReform } from "../testing/units";
import { makeWorld, type Person, problemOf, type World } from "../testing/world";

let world: World;
let clerk: Person;
let units: Awaited<ReturnType<typeof theReform>>;

beforeAll(async () => {
  world = await makeWorld();
  units = await theReform(world);
  clerk = await world.person("clerk", units.commune);
  await aHousehold(world, units.commune, { name: "Hoàng Thị Bình" });
  for (let made = 0; made < 7; made++) await aHousehold(world, units.commune, { name: `Lý Văn Bình ${made}` });
});
afterAll(() => world.end());

test("a clerk finds households, units and papers in one go, five of each at most", async () => {
  const found = await world.as(clerk).search.all({ q: "binh" });
  expect(found.households).toHaveLength(5);
  expect(found.units!.map(({ id }) => id)).toContain(units.commune.id);
  expect((await world.as(clerk).search.all({ q: "hoang thi binh" })).households).toMatchObject([
    { headName: "Hoàng Thị Bình" },
  ]);
  expect((await world.as(clerk).search.all({ q: "1/qd" })).documents).toMatchObject([{ number: "1/QĐ-UBND" }]);
});

test("the clerk of the next commune finds no household of this one, and an administrator is not even asked", async () => {
  const neighbour = await world.person("clerk", units.tienYen);
  expect((await world.as(neighbour).search.all({ q: "hoang thi binh" })).households).toEqual([]);
  const administrator = await world.person("administrator", world.province);
  const found = await world.as(administrator).search.all({ q: "binh" });
  expect([found.households, found.projects]).toEqual([null, null]);
  expect(found.units!.length).toBeGreaterThan(0);
});

test("nothing typed finds nothing, and nobody signed out searches", async () => {
  expect(await world.as(clerk).search.all({ q: "  " })).toEqual({
    households: null,
    projects: null,
    documents: null,
    units: null,
  });
  expect(await problemOf(world.as(undefined).search.all({ q: "binh" }))).toMatchObject({ code: "not_signed_in" });
});
