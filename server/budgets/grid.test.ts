import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../ids";
import { aDecision, aLine, aSubmittedDecision, budgetYear } from "../testing/budgets";
import { theReform } from "../testing/units";
import { makeWorld, op, type Person, problemOf, type World } from "../testing/world";
import { mostTransfers } from "./inputs";

/** What the table of a decision asks: the units below a holder, and whom a code of a spreadsheet means. */

let world: World;
let manager: Person;
let other: Person;
let units: Awaited<ReturnType<typeof theReform>>;

beforeAll(async () => {
  world = await makeWorld();
  units = await theReform(world);
  manager = await world.person("manager", world.province);
  other = await world.person("manager", world.province);
});
afterAll(() => world.end());

test("the units right below whoever holds money are its rows: those of today, with today's code", async () => {
  await aLine(world, world.province, 1000);
  const { units: rows } = await world.as(manager).budgets.transferSources({ year: budgetYear });
  expect(rows.map(({ id, code, parentId }) => [id, code, parentId])).toEqual([
    [units.commune.id, "06838", world.province.id],
    [units.tienYen.id, "06862", world.province.id],
  ]);
});

test("a code says all it has meant, and into which units of today that went", async () => {
  const found = await world.as(manager).budgets.receiversByCode({ codes: ["06838", "06853", "99999"] });
  expect(found.map(({ code, validFrom, validTo, into }) => [code, validFrom, validTo, into])).toEqual([
    ["06838", "2025-07-01", null, [units.commune.id]],
    ["06838", "2021-01-01", "2025-07-01", [units.commune.id]],
    ["06853", "2021-01-01", "2025-07-01", [units.commune.id, units.tienYen.id]],
  ]);
});

test("a manager of another province is told of no code, and who divides nothing is not asked", async () => {
  const elsewhere = await world.person("manager", world.otherProvince);
  expect(await world.as(elsewhere).budgets.receiversByCode({ codes: ["06838"] })).toEqual([]);
  const finance = await world.person("finance", world.province);
  expect(await problemOf(world.as(finance).budgets.receiversByCode({ codes: ["06838"] }))).toMatchObject({
    code: "not_allowed",
  });
});

test("no decision holds more than its most transfers, however they are sent", async () => {
  const transfer = { kind: "allocation" as const, toUnitId: units.commune.id, amount: "1" };
  const most = Array.from({ length: mostTransfers + 1 }, () => transfer);
  expect(
    await problemOf(world.as(manager).budgets.draftDecision({ ...aDecision(world, most), ...op() })),
  ).toMatchObject({
    code: "invalid",
    fields: [{ path: "transfers", code: "too_many" }],
  });
});

test("a whole table is one decision: 65 communes under 8 lines, drawn up, approved, and each has its own", async () => {
  const communes = await Promise.all(Array.from({ length: 65 }, (_, at) => world.commune(`Xã ${at}`)));
  const lines: { id: string; lineId: string }[] = [];
  for (let each = 0; each < 8; each++) {
    const [lineId, code] = [newId(), `T${each}`];
    await world.sql(
      "insert into programme_lines (id, programme_id, code, name, kinds, sort) values ($1, $2, $3, $4, '{livelihood}', 9)",
      [lineId, world.ids.programme, code, JSON.stringify({ vi: code, id: code, en: code })],
    );
    lines.push({ id: await aLine(world, world.province, 65 * 66, { lineId }), lineId });
  }
  const began = performance.now();
  const decision = await aSubmittedDecision(
    world,
    manager,
    lines.flatMap(({ id, lineId }) =>
      communes.map((commune, at) => ({
        kind: "allocation" as const,
        fromLineId: id,
        toUnitId: commune.id,
        lineId,
        amount: String(at + 1),
      })),
    ),
  );
  await world.as(other).requests.decide({ requestId: decision.requestId, verdict: "approve", ...op() });
  expect(performance.now() - began).toBeLessThan(10_000);
  const held = await world.sql<{ received: string }>(
    "select received::text from budget_lines where unit_id = $1 and line_id = any ($2)",
    [communes[64]!.id, lines.map(({ lineId }) => lineId)],
  );
  expect(held.map(({ received }) => received)).toEqual(Array(8).fill("65"));
  const [{ left } = { left: "" }] = await world.sql<{ left: string }>(
    "select (received - allocated_down)::text as left from budget_lines where id = $1",
    [lines[0]!.id],
  );
  expect(left).toBe(String(65 * 66 - (65 * 66) / 2));
});
