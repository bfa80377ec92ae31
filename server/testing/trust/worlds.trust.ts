import { afterAll, beforeAll, expect, test } from "vitest";
import type { Role } from "@/db/schema/people-lists";
import { roles } from "@/db/schema/people-lists";
import { aLine } from "../budgets";
import { aClass, aHousehold, aSupport, type Household, someIdentity } from "../households";
import { aRunningProject } from "../inspections";
import type { Person, Unit } from "../world";
import { type Asking, askingsOf } from "./askings";
import { casesOf } from "./cases";
import { type Cast, makeCast } from "./cast";
import { ask } from "./cells";
import { figure, mutant, seeded, size } from "./harness";
import { withoutClause, withoutReach } from "./mutants";
import { heldAt, mayCall } from "./oracle";
import { wire } from "./wire.mjs";

/**
 * What lies beyond one's reach changes no byte of any answer (trust.md A3): not a list, nor its order, a page, a
 * count, a sum, a search, a picker. One world is changed again and again where the reader may not see, each time
 * into another world, and every answer stays as it was.
 */

const { random } = seeded("A3");
const some = (most: number) => Math.floor(random() * most);
const oneOf = <T>(from: readonly T[]): T => from[some(from.length)]!;

let cast: Cast;
type Reader = { role: Role; person: Person; askings: Asking[]; before: Map<Asking, string> };
let readers: Reader[];
let far: Unit;
let beside: Unit;
/** Where a family of ours split from, beyond its readers' reach. */
let origin: Household;
const now = new Date();

async function answer({ person }: Reader, { at, input }: Asking): Promise<string> {
  const said = await ask(cast.world, person, at, input, now).catch((error: Error) => `refused: ${error.message}`);
  return JSON.stringify(said) ?? "undefined";
}

beforeAll(async () => {
  cast = await makeCast();
  const { world, records, actors } = cast;
  far = { id: records.elsewhere.unit, provinceId: world.otherProvince.id };
  beside = { id: records.sibling.unit, provinceId: world.province.id };
  origin = await aHousehold(world, far, { name: "Nông Gốc" });
  await aSupport(world, origin, { kind: "housing" });
  const [mine] = await world.sql<{ id: string }>(
    "update households set family_id = $2, split_from_id = $2, split_on = '2023-03-14' where id = $1 returning id",
    [records.own.household.id, origin.id],
  );
  expect(mine).toBeDefined();
  wire.undone = true;
  readers = roles.map((role) => {
    const { person, spareSession } = actors.find((actor) => actor.role === role && !actor.gone)!;
    const askings = askingsOf(casesOf(world), role, records.own, { role, spareSession });
    const share = size(0.2, 1);
    return { role, person: person!, askings: askings.filter(() => random() < share), before: new Map() };
  });
  for (const reader of readers) {
    for (const each of reader.askings) reader.before.set(each, await answer(reader, each));
  }
  // Most answers are of something: what is refused or empty cannot differ.
  const said = readers.flatMap(({ before }) => [...before.values()]);
  const telling = said.filter((one) => /[0-9a-f]{8}-[0-9a-f]{4}-/.test(one));
  expect(telling.length).toBeGreaterThan(said.length / 2);
}, 600_000);
afterAll(async () => {
  wire.undone = false;
  await cast?.world.end();
});

/** Tables of facts with a place, and what of a row may be anything. */
const loose: Record<string, string[]> = {
  households: [
    "head_name = 'K' || md5(random()::text)",
    "folded = md5(random()::text)",
    "address = md5(random()::text)",
    "ethnicity = 'dao'",
  ],
  members: ["name = 'K' || md5(random()::text)", "born_on = '1950-01-01'::date + (random() * 20000)::int"],
  supports: ["detail = md5(random()::text)", "programme = md5(random()::text)", "amount = (random() * 1e8)::bigint"],
  projects: [
    "name = 'K' || md5(random()::text)",
    "folded = md5(random()::text)",
    "year = 2020 + (random() * 6)::int",
    "total_amount = (random() * 1e9)::bigint",
    "progress = (random() * 9999)::int",
  ],
  requests: ["title = 'K' || md5(random()::text)", "folded = md5(random()::text)", "amount = (random() * 1e9)::bigint"],
  inspections: ["reason = md5(random()::text)", "planned_on = '2026-01-01'::date + (random() * 300)::int"],
  findings: [
    "note = md5(random()::text)",
    "severity = (array['minor','corrective','serious'])[1 + (random() * 2)::int]",
    "recorded_at = recorded_at - random() * interval '90 days'",
  ],
  budget_lines: ["received = received + (random() * 1e6)::bigint"],
  budget_totals: ["received = received + (random() * 1e6)::bigint"],
  household_totals: ["count = count + 1 + (random() * 9)::int"],
  help_totals: ["count = count + 1 + (random() * 9)::int"],
  project_totals: ["count = count + 1 + (random() * 9)::int"],
  documents: ["summary = md5(random()::text)", "number = md5(random()::text)"],
  people: ["name = 'K' || md5(random()::text)", "folded = md5(random()::text)"],
};

const unitsOf = (at: Unit) => `unit_id = '${at.id}'`;
const heldThere = (at: Unit) => `id in (select person_id from role_assignments where unit_id = '${at.id}')`;

/** Changes some rows of a place as somebody who owns the database would, past every trigger. */
async function scramble(at: Unit): Promise<void> {
  const { sql } = cast.world;
  await sql("select setseed($1)", [random()]);
  await sql("set session_replication_role = replica");
  for (const [table, sets] of Object.entries(loose)) {
    if (random() < 0.4) continue;
    const where = table === "people" ? heldThere(at) : unitsOf(at);
    await sql(`update ${table} set ${oneOf(sets)} where ${where} and random() < 0.7`);
  }
  // That a family was helped elsewhere is told on purpose (design.md D8), so that help stays.
  const spared = `and id not in (select id from supports where household_id = '${origin.id}')`;
  if (random() < 0.3) {
    const table = oneOf(["findings", "requests", "inspections", "supports"]);
    await sql(`delete from ${table} where ${unitsOf(at)} ${spared} and random() < 0.3`);
  }
  await sql("set session_replication_role = origin");
}

/** And grows it, the way it grows in life. */
async function grow(at: Unit): Promise<void> {
  const { world } = cast;
  const household = await aHousehold(world, at, { name: `Nông ${some(99)}`, identity: someIdentity() });
  if (random() < 0.5) await aClass(world, household, oneOf(["poor", "near_poor", "not_poor"] as const));
  if (random() < 0.5) await aSupport(world, household, { kind: "livelihood" });
  if (random() < 0.5) await aRunningProject(world, at, { name: `Kenh ${some(99)}` });
  if (random() < 0.3)
    await aLine(world, at, some(1000) + 1, { year: 2020 + some(5), sourceCode: "province" }).catch(() => undefined);
  if (random() < 0.3) await world.person(oneOf(roles), at, { name: `Nguoi ${some(99)}` });
}

/** Answers that are no longer what they were, of the readers who may not see the place. */
async function differing(unseeing: readonly Reader[], each: number, about = /./): Promise<string[]> {
  const found: string[] = [];
  for (const reader of unseeing) {
    const askings = reader.askings.filter(({ at }) => about.test(at));
    for (let n = 0; n < Math.min(each, askings.length); n++) {
      const asking = each >= askings.length ? askings[n]! : oneOf(askings);
      if ((await answer(reader, asking)) !== reader.before.get(asking)) found.push(`${reader.role}: ${asking.said}`);
    }
  }
  return found;
}

const atTheCommune = () => readers.filter(({ role }) => heldAt[role] === "commune");

test("nothing beyond one's reach changes a byte of an answer", async () => {
  const worlds = size(10, 200);
  const each = size(12, 20);
  let asked = 0;
  const wrong: string[] = [];
  for (let world = 1; world <= worlds; world++) {
    // The sibling commune last: whoever reaches the province sees it change, and their answers with it.
    const [place, unseeing] = world <= worlds * 0.7 ? [far, readers] : [beside, atTheCommune()];
    await scramble(place);
    await grow(place);
    // Some of the questions, and now and then all of them.
    const most = world % size(5, 20) === 0 ? Number.POSITIVE_INFINITY : each;
    const found = await differing(unseeing, most);
    asked += unseeing.reduce((sum, { askings }) => sum + Math.min(most, askings.length), 0);
    wrong.push(...found.map((line) => `world ${world} ${line}`));
  }
  for (const line of wrong.slice(0, 40)) console.error(line);
  figure(
    "A3",
    "answers that change with what one may not see",
    `${wrong.length} of ${asked} answers in ${worlds} paired worlds`,
    "0",
    wrong.length === 0,
  );
});

/** The same with a defence taken away: whoever asks one of these, asking all of them. */
const seenBy = (about: RegExp) => differing(readers, Number.POSITIVE_INFINITY, about);

/** What a mutant is asked: answered once as the world is now, and the same when it is asked again. */
async function asking(at: string, inputs: object[]): Promise<void> {
  for (const reader of readers) reader.askings = reader.askings.filter((asking) => asking.at !== at);
  for (const reader of readers.filter(({ role }) => (mayCall[at] as Role[]).includes(role))) {
    for (const input of inputs) {
      const each = { at, input, said: `${at} ${JSON.stringify(input)}` };
      reader.before.set(each, await answer(reader, each));
      reader.askings.push(each);
    }
  }
  expect(await differing(readers, Number.POSITIVE_INFINITY, new RegExp(`^${at}$`))).toEqual([]);
}

test("a list that counts without its reach is seen", async () => {
  const { unit } = cast.records.elsewhere;
  await asking("households.list", [{ unit }, { unit, q: "nong" }]);
  const found = await withoutReach(/^households\.list\./, () =>
    cast.world.withoutPolicies(["households", "household_totals"], () => seenBy(/^households\.list$/)),
  );
  mutant("A3", "with the list of households counting without its reach", found.length === 0);
});

test("a sum over kept totals without its reach is seen", async () => {
  const { own } = cast.records;
  await asking("units.get", [{ id: own.unit }, { id: cast.records.elsewhere.unit }, { id: cast.world.nation.id }]);
  await asking("budgets.overview", [{ unitId: cast.world.province.id, year: 2026 }, {}]);
  const tables = ["household_totals", "project_totals", "budget_lines"];
  const widened = await withoutClause(
    cast.world.sql,
    "app.reaches",
    "coalesce(province = any (app.provinces(permission)), false)",
    () =>
      withoutReach(/^(units\.counts|budgets\.)/, () =>
        cast.world.withoutPolicies(tables, () => seenBy(/^(units\.get|budgets\.overview)$/)),
      ),
    "true",
  );
  mutant("A3", "with totals added up without their reach", widened.length === 0);
});

test("what was written about help elsewhere is seen", async () => {
  const householdId = cast.records.own.household.id;
  await asking("supports.guard", [{ householdId, kind: "housing" }]);
  await cast.world.sql("update supports set detail = 'x' || detail where unit_id = $1", [far.id]);
  const clause = "CASE WHEN r.reached THEN s.detail END";
  const found = await withoutClause(
    cast.world.sql,
    "app.family_supports",
    clause.toLowerCase(),
    () => seenBy(/^supports\.guard$/),
    "s.detail",
  );
  mutant("A3", "with the guard showing what was written about help elsewhere", found.length === 0);
});
