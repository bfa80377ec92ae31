import { afterAll, beforeAll, expect, test } from "vitest";
import { aHousehold, aSupport, type Household } from "../testing/households";
import { makeWorld, type Person, type Unit, type World } from "../testing/world";

/** Who saw a household among others: lists, searches and the participants of a project leave one row a reading. */

let world: World;
let here: Unit;
let clerk: Person;
let manager: Person;
let auditor: Person;
let farAuditor: Person;
let mine: Household;
let next: Household;
let far: Household;

beforeAll(async () => {
  world = await makeWorld();
  here = await world.commune("Bình Liêu");
  const there = await world.commune("Lục Hồn");
  clerk = await world.person("clerk", here);
  manager = await world.person("manager", world.province);
  auditor = await world.person("auditor", world.province);
  farAuditor = await world.person("auditor", world.otherProvince);
  mine = await aHousehold(world, here, { name: "Hoàng Thị Nhàn" });
  next = await aHousehold(world, there, { name: "Hoàng Văn Ngọ" });
  far = await aHousehold(world, await world.commune("Mẫu Sơn", world.otherProvince), { name: "Hoàng Thị Xa" });
});
afterAll(() => world.end());

const seenBy = async (who: Person, household: Household) =>
  (await world.as(who).audit.list({ record: household.id })).items.map(({ event, personId, unit, detail }) => ({
    event,
    personId,
    at: unit.id,
    detail,
  }));

test("a list is one row at the lowest place that holds what it showed, found by each of them and by nobody else's", async () => {
  await world.as(clerk).households.list({});
  const listed = { event: "household.listed", personId: clerk.id, at: here.id };
  expect(await seenBy(auditor, mine)).toEqual([{ ...listed, detail: { households: 1, shown: [mine.id] } }]);
  expect(await seenBy(auditor, next)).toEqual([]);

  await world.as(manager).households.list({ sort: "name" });
  const [latest] = await seenBy(auditor, next);
  expect(latest).toMatchObject({ personId: manager.id, at: world.province.id, detail: { shown: [mine.id, next.id] } });
  expect(await seenBy(auditor, mine)).toHaveLength(2);
  expect(await seenBy(farAuditor, mine)).toEqual([]);
});

test("whoever may ask the trail is led to it from the household, and nobody else", async () => {
  const may = async (who: Person) => (await world.as(who).households.get({ id: mine.id })).may;
  expect(await may(auditor)).toEqual(["audit.read"]);
  expect(await may(clerk)).not.toContain("audit.read");
  expect(await may(manager)).toEqual([]);
});

test("a list over several provinces stands where the reader's role is held", async () => {
  const wide = await world.person("manager", world.nation);
  const nationAuditor = await world.person("auditor", world.nation);
  await world.as(wide).households.list({ q: "hoang" });
  expect(await seenBy(nationAuditor, far)).toMatchObject([{ personId: wide.id, at: world.nation.id }]);
});

test("searches name those they told, no more: the box on top shows five, and what found nothing leaves nothing", async () => {
  const many: Household[] = [];
  for (let each = 0; each < 7; each++) many.push(await aHousehold(world, here, { name: `Tằng A Sáu ${each}` }));
  const shown = async (household: Household) =>
    (await seenBy(auditor, household)).filter(({ event }) => event === "household.found").length;

  const found = (await world.as(clerk).search.all({ q: "tang a sau" })).households!;
  expect(found).toHaveLength(5);
  const told = new Set(found.map(({ id }) => id));
  for (const household of many) expect(await shown(household)).toBe(told.has(household.id) ? 1 : 0);

  expect(await world.as(clerk).households.search({ q: "tang a sau" })).toHaveLength(7);
  expect(await Promise.all(many.map(shown))).toEqual(many.map(({ id }) => (told.has(id) ? 2 : 1)));

  const rows = async () => (await world.sql<{ n: number }>("select count(*)::int as n from audit_events"))[0]!.n;
  const before = await rows();
  expect(await world.as(clerk).households.search({ q: "khong co ai" })).toEqual([]);
  expect(await rows()).toBe(before);
});

test("what a family had before, told while somebody types, is a reading of it", async () => {
  await aSupport(world, mine, { kind: "housing" });
  await world.as(clerk).supports.guard({ householdId: mine.id, kind: "housing" });
  expect((await seenBy(auditor, mine))[0]).toMatchObject({ event: "household.supports_read", personId: clerk.id });
});
