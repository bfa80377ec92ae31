import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../ids";
import { makeWorld, type Person, problemOf, type World } from "../testing/world";

let world: World;
let clerk: Person;

beforeAll(async () => {
  world = await makeWorld();
  clerk = await world.person("clerk", await world.commune("Bình Liêu"));
  const indicator = newId();
  await world.sql("insert into indicators (id, code, name, measure, direction) values ($1, 'D1', $2, $3, 'down')", [
    indicator,
    JSON.stringify({ vi: "Số hộ nghèo", id: "Rumah tangga miskin", en: "Poor households" }),
    JSON.stringify({ vi: "hộ", id: "rumah tangga", en: "households" }),
  ]);
  for (const [unit, period, value, qualifier] of [
    [world.province.id, "2024", "1310.0000", "more_than"],
    [world.province.id, "2023", "4100", "less_than"],
    [world.otherProvince.id, "2024", "12.2", "exact"],
  ]) {
    await world.sql(
      "insert into indicator_values (id, indicator_id, unit_id, period, value, qualifier, source, published_on) values ($1, $2, $3, $4, $5, $6, 'Báo Nhân Dân', '2025-01-02')",
      [newId(), indicator, unit, period, value, qualifier],
    );
  }
});
afterAll(() => world.end());

test("a clerk reads what was published, with its qualifier, place, source and day", async () => {
  const { items, total, places, periods } = await world.as(clerk).indicators.published({});
  expect(total).toBe(3);
  expect(items[1]).toMatchObject({
    code: "D1",
    period: "2024",
    value: "1310",
    qualifier: "more_than",
    unit: { name: "Here" },
    source: "Báo Nhân Dân",
    publishedOn: "2025-01-02",
  });
  expect(places.map(({ name }) => name)).toEqual(["Elsewhere", "Here"]);
  expect(periods).toEqual(["2024", "2023"]);
});

test("place, period and words narrow the list", async () => {
  const total = async (input: object) => (await world.as(clerk).indicators.published(input)).total;
  expect(await total({ unitId: world.province.id })).toBe(2);
  expect(await total({ period: "2024" })).toBe(2);
  expect(await total({ q: "so ho ngheo" })).toBe(3);
  expect(await total({ q: "ho giau" })).toBe(0);
});

test("nobody signed out reads them here, and the application cannot write one", async () => {
  expect(await problemOf(world.as(undefined).indicators.published({}))).toMatchObject({ code: "not_signed_in" });
  await world.rawAs(clerk, async (query) => {
    await expect(query("update indicator_values set value = 1")).rejects.toThrow(/permission denied/);
  });
});
