import { afterAll, beforeAll, expect, test } from "vitest";
import { asPerson } from "../db";
import { newId } from "../ids";
import { makeWorld, type Person, problemOf, type Unit, type World } from "../testing/world";
import { normInForce } from "./queries";

let world: World;
let here: Unit;
let clerk: Person;

beforeAll(async () => {
  world = await makeWorld();
  here = await world.commune("Bình Liêu");
  clerk = await world.person("clerk", here);
});
afterAll(() => world.end());

const norm = (provinceId: string, onDate: string) =>
  asPerson(clerk.sessionId, (tx) => normInForce(tx, world.ids.line, "new", provinceId, onDate));

test("a clerk reads the programmes with their lines and times", async () => {
  const [programme] = await world.as(clerk).programmes.list({});
  expect(programme).toMatchObject({ code: "P", validFrom: "2021-01-01", validTo: "2031-01-01" });
  expect(programme!.lines.map(({ code }) => code)).toEqual(["L1", "L2"]);
  expect(await world.as(clerk).programmes.list({ onDate: "2031-01-01" })).toEqual([]);
});

test("the norm that counts is the one in force on the day: the raise of 10 November 2024 begins on that day", async () => {
  expect((await norm(here.provinceId, "2024-11-09"))?.amount).toBe("50000000");
  expect((await norm(here.provinceId, "2024-11-10"))?.amount).toBe("60000000");
  expect(await norm(here.provinceId, "2020-12-31")).toBeUndefined();
  const shown = await world.as(clerk).programmes.norms({ onDate: "2024-11-09" });
  expect(shown.map(({ workKind, amount }) => [workKind, amount])).toEqual([
    ["new", "50000000"],
    ["repair", "25000000"],
  ]);
});

test("a province's own norm comes before the nation's, and only there", async () => {
  await world.sql(
    "insert into norms (id, line_id, work_kind, amount, province_id, valid_from) values ($1, $2, 'new', 80000000, $3, '2025-01-01')",
    [newId(), world.ids.line, world.province.id],
  );
  expect((await norm(world.province.id, "2025-06-01"))?.amount).toBe("80000000");
  expect((await norm(world.otherProvince.id, "2025-06-01"))?.amount).toBe("60000000");
});

test("routes, standards, sources and capital kinds are there to read", async () => {
  const as = world.as(clerk).programmes;
  expect(
    (await as.routes({ onDate: "2025-01-01" })).find(({ subject }) => subject === "project.housing"),
  ).toMatchObject({
    steps: [
      { step: 1, role: "leader", at: "unit", days: 7 },
      { step: 2, role: "manager", at: "province" },
    ],
  });
  expect(await as.standards({})).toMatchObject([{ code: "S", ruralLine: "1500000", minDeprivations: 3 }]);
  const money = await as.money();
  expect(money.sources.map(({ code, budget }) => [code, budget])).toEqual([
    ["central", true],
    ["province", true],
    ["social", false],
  ]);
  expect(money.capitalKinds).toHaveLength(2);
});

test("code lists come by name, in their order; an unknown list is empty", async () => {
  const words = JSON.stringify({ vi: "x", id: "x", en: "x" });
  await world.sql(
    "insert into codes (list, code, name, sort) values ('colours', 'b', $1, 2), ('colours', 'a', $1, 1)",
    [words],
  );
  const lists = await world.as(clerk).programmes.codes({ lists: ["colours", "shapes"] });
  expect(lists.colours!.map(({ code }) => code)).toEqual(["a", "b"]);
  expect(lists.shapes).toEqual([]);
});

test("nobody signed out reads them, and the application cannot write them", async () => {
  expect(await problemOf(world.as(undefined).programmes.list({}))).toMatchObject({ code: "not_signed_in" });
  await world.rawAs(clerk, async (query) => {
    await expect(query("update norms set amount = 1")).rejects.toThrow(/permission denied/);
  });
});
