import { afterAll, beforeAll, expect, test } from "vitest";
import { systemClock } from "../clock";
import { asPerson } from "../db";
import { newId } from "../ids";
import { aHousehold, aSupport, type Household } from "../testing/households";
import { makeWorld, op, type Person, problemOf, type Unit, type World } from "../testing/world";
import type { Scope } from "../trpc";
import { confirmSupport, planSupport, withdrawSupport } from "./commands";

let world: World;
let here: Unit;
let there: Unit;
let clerk: Person;
let neighbour: Person;

beforeAll(async () => {
  world = await makeWorld();
  here = await world.commune("Bình Liêu");
  there = await world.commune("Lục Hồn");
  clerk = await world.person("clerk", here);
  neighbour = await world.person("clerk", there);
});
afterAll(() => world.end());

const help = (household: Household, over: Record<string, unknown> = {}) => ({
  id: newId(),
  householdId: household.id,
  kind: "livelihood" as const,
  programme: "Giảm nghèo bền vững",
  detail: "1 bò cái sinh sản",
  amount: "28000000",
  loan: "0",
  onDate: "2022-06-20",
  documentId: null,
  ...over,
});

/** The plain functions as a project's command calls them. */
const within = <T>(who: Person, permission: string, work: (tx: never, scope: Scope) => Promise<T>) =>
  asPerson(who.sessionId, (tx, known) =>
    work(
      tx as never,
      { personId: who.id, sessionId: who.sessionId, permission, who: known, clock: systemClock } as unknown as Scope,
    ),
  );

const plan = (household: Household, projectId = newId()) => ({
  id: newId(),
  householdId: household.id,
  kind: "housing" as const,
  programme: "Xóa nhà tạm",
  detail: "Xây mới",
  amount: 60_000_000n,
  onDate: "2025-11-28",
  projectId,
});

test("a clerk who types a household is told of the house its family got in another commune, without a name", async () => {
  const origin = await aHousehold(world, there, { name: "Nông Văn Chiến" });
  await aSupport(world, origin);
  const split = await aHousehold(world, here, { splitFrom: origin });

  expect(await world.as(clerk).supports.guard({ householdId: split.id, kind: "housing" })).toMatchObject({
    problem: "housed_before",
    splitOn: "2023-03-14",
    supports: [
      {
        onDate: "2022-05-26",
        kind: "housing",
        programme: null,
        detail: null,
        amount: null,
        unitName: "Lục Hồn",
        relation: "origin_household",
        headName: null,
        householdId: null,
      },
    ],
  });
});

test("in one's own commune the guard also names the household", async () => {
  const origin = await aHousehold(world, here, { name: "Nông Văn Chiến" });
  const split = await aHousehold(world, here, { splitFrom: origin });
  await aSupport(world, split);
  expect((await world.as(clerk).supports.guard({ householdId: origin.id, kind: "housing" })).supports).toMatchObject([
    { relation: "same_family", headName: "Nông Thị Xuyến", householdId: split.id },
  ]);
  expect((await world.as(clerk).supports.guard({ householdId: split.id, kind: "housing" })).supports).toMatchObject([
    { relation: "this_household" },
  ]);
});

test("withdrawn help and help of another kind do not stand in the way", async () => {
  const household = await aHousehold(world, here);
  await aSupport(world, household, { state: "withdrawn" });
  await aSupport(world, household, { kind: "livelihood" });
  expect(await world.as(clerk).supports.guard({ householdId: household.id, kind: "housing" })).toMatchObject({
    problem: null,
    supports: [],
  });
});

test.each(["both walls", "procedures alone"])(
  "the clerk of the next commune neither asks nor records for it: %s",
  async (walls) => {
    const household = await aHousehold(world, here);
    const look = async () => {
      expect(
        await problemOf(world.as(neighbour).supports.guard({ householdId: household.id, kind: "housing" })),
      ).toMatchObject({ code: "not_found" });
      expect(await problemOf(world.as(neighbour).supports.record({ ...help(household), ...op() }))).toMatchObject({
        code: "not_found",
      });
    };
    await (walls === "both walls" ? look() : world.withoutPolicies(["households", "supports"], look));
  },
);

test("row policies alone keep the neighbour out of the record, and the family function tells a stranger nothing", async () => {
  const household = await aHousehold(world, here);
  const support = await aSupport(world, household);
  await world.rawAs(neighbour, async (query) => {
    expect(await query("select id from supports where id = $1", [support.id])).toEqual([]);
    expect(await query("select * from app.family_supports($1, null)", [household.familyId])).toEqual([]);
    await query("update supports set state = 'withdrawn' where id = $1", [support.id]);
    await expect(
      query(
        `insert into supports (id, household_id, family_id, unit_id, province_id, kind, state, programme, detail, on_date)
         values ($1, $2, $2, $3, $4, 'relief', 'received', 'x', 'x', '2022-01-01')`,
        [newId(), household.id, here.id, here.provinceId],
      ),
    ).rejects.toThrow(/row-level security/);
  });
  expect(await world.sql("select state from supports where id = $1", [support.id])).toEqual([{ state: "received" }]);
});

test("a clerk records past help once, however often it is sent; the trail says so without amounts", async () => {
  const household = await aHousehold(world, here);
  const input = { ...help(household), ...op() };
  const both = await Promise.all([1, 2].map(() => world.as(clerk).supports.record(input)));
  expect(both).toEqual([{ id: input.id }, { id: input.id }]);
  expect(await world.sql("select amount::text, state from supports where household_id = $1", [household.id])).toEqual([
    { amount: "28000000", state: "received" },
  ]);
  expect(await world.history(household.id)).toMatchObject([
    { event: "support.recorded", person_id: clerk.id, detail: { kind: "livelihood" } },
  ]);
});

test("a leader, an inspector and an auditor record nothing", async () => {
  const household = await aHousehold(world, here);
  for (const role of ["leader", "inspector", "auditor"] as const) {
    const other = await world.person(role, here);
    expect(await problemOf(world.as(other).supports.record({ ...help(household), ...op() }))).toMatchObject({
      code: "not_allowed",
    });
    await world.as(other).supports.guard({ householdId: household.id, kind: "housing" });
  }
  const finance = await world.person("finance", here);
  expect(
    await problemOf(world.as(finance).supports.guard({ householdId: household.id, kind: "housing" })),
  ).toMatchObject({ code: "not_allowed" });
});

test.each([
  ["help of tomorrow", { onDate: "2026-01-03" }, "day_has_not_come", "onDate"],
  ["a house without an amount", { kind: "housing", amount: "0" }, "support_has_no_amount", "amount"],
  ["a document nobody knows", { documentId: newId() }, "unknown_document", "documentId"],
  ["an amount below zero", { amount: "-5" }, "invalid", "amount"],
  ["a kind that is none", { kind: "gold" }, "invalid", "kind"],
])("%s is refused at its field", async (_, over, code, path) => {
  const household = await aHousehold(world, here);
  const call = world
    .as(clerk, new Date("2026-01-02T05:00:00Z"))
    .supports.record({ ...help(household, over), ...op() } as never);
  expect(await problemOf(call)).toMatchObject({ code, fields: [{ path }] });
});

test("a second house of the family is refused when recorded, and when two halves ask at once", async () => {
  const origin = await aHousehold(world, there);
  const split = await aHousehold(world, here, { splitFrom: origin });
  const house = (of: Household) => ({ ...help(of, { kind: "housing" }), ...op() });
  const answers = await Promise.all([
    problemOf(world.as(neighbour).supports.record(house(origin))),
    problemOf(world.as(clerk).supports.record(house(split))),
  ]);
  expect(answers.map(({ code }) => code).sort()).toEqual(["housed_before", "none"]);
  expect(await problemOf(world.as(clerk).supports.record(house(split)))).toMatchObject({
    code: "housed_before",
    fields: [{ path: "householdId" }],
  });
});

test("an ended household takes nothing more", async () => {
  const household = await aHousehold(world, here);
  await world.sql("update households set ended_on = '2025-01-01' where id = $1", [household.id]);
  expect(await problemOf(world.as(clerk).supports.record({ ...help(household), ...op() }))).toMatchObject({
    code: "household_ended",
  });
});

test("what a project plans is confirmed with the amount and day it was given", async () => {
  const household = await aHousehold(world, here);
  const planned = plan(household);
  await within(clerk, "projects.write", (tx, scope) => planSupport(tx, scope, planned));
  await within(clerk, "projects.report", (tx, scope) =>
    confirmSupport(tx, scope, { projectId: planned.projectId, amount: 58_000_000n, onDate: "2026-01-05" }),
  );
  expect(
    await world.sql("select state, amount::text, on_date::text from supports where id = $1", [planned.id]),
  ).toEqual([{ state: "received", amount: "58000000", on_date: "2026-01-05" }]);
  expect((await world.history(household.id)).map(({ event }) => event)).toEqual([
    "support.planned",
    "support.received",
  ]);
});

test("a leader who rejects a project withdraws its plan, and the family may ask again", async () => {
  const household = await aHousehold(world, here);
  const planned = plan(household);
  await within(clerk, "projects.write", (tx, scope) => planSupport(tx, scope, planned));
  expect(
    await problemOf(
      within(clerk, "projects.write", (tx, scope) => planSupport(tx, scope, plan(household))).catch((cause) => {
        throw Object.assign(new Error(), { cause });
      }),
    ),
  ).toMatchObject({ code: "housed_before" });
  const leader = await world.person("leader", here);
  await within(leader, "requests.decide", (tx, scope) => withdrawSupport(tx, scope, { projectId: planned.projectId }));
  await within(clerk, "projects.write", (tx, scope) => planSupport(tx, scope, plan(household)));
});

test("32 plans for one family at once: one stands", async () => {
  const household = await aHousehold(world, here);
  const answers = await Promise.allSettled(
    Array.from({ length: 32 }, () =>
      within(clerk, "projects.write", (tx, scope) => planSupport(tx, scope, plan(household))),
    ),
  );
  expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
});
