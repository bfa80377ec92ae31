import { afterAll, beforeAll, expect, test } from "vitest";
import { projectStatuses } from "@/db/schema/project-lists";
import { newId } from "../ids";
import { projectStageNames, projectStages } from "../projects/rules";
import { makeWorld, type Person, problemOf, type Unit, type World } from "../testing/world";

let world: World;
let here: Unit;
let next: Unit;
let clerk: Person;
let manager: Person;
let auditor: Person;

const year = 2026;

async function project(at: Unit, kind: string, status: string, by: Person) {
  const id = newId();
  await world.sql(
    `insert into projects (id, unit_id, province_id, kind, code, name, folded, line_id, year, status, created_by) values ($1, $2, $3, $4, $5, 'P', 'p', $6, $7, $8, $9)`,
    [id, at.id, at.provinceId, kind, id, world.ids.line, year, status, by.id],
  );
  return id;
}

async function helped(at: Unit, on: string[], houseClass: string) {
  const id = newId();
  await world.sql(
    `insert into households (id, unit_id, province_id, family_id, code, head_name, folded, ethnicity) values ($1, $2, $3, $1, $4, 'H', 'h', 'tay')`,
    [id, at.id, at.provinceId, id],
  );
  await world.sql(
    `insert into household_class_periods (id, household_id, unit_id, province_id, standard_id, class, valid_from, round) values ($1, $2, $3, $4, $5, $6, '2025-01-01', '2024')`,
    [newId(), id, at.id, at.provinceId, world.ids.standard, houseClass],
  );
  for (const day of on) {
    await world.sql(
      `insert into supports (id, household_id, family_id, unit_id, province_id, kind, state, programme, detail, on_date) values ($1, $2, $2, $3, $4, 'training', 'received', 'P', 'd', $5)`,
      [newId(), id, at.id, at.provinceId, day],
    );
  }
}

beforeAll(async () => {
  world = await makeWorld();
  here = await world.commune("Bình Liêu");
  next = await world.commune("Lục Hồn");
  clerk = await world.person("clerk", here);
  manager = await world.person("manager", world.province);
  auditor = await world.person("auditor", world.nation);
  await project(here, "housing", "submitted", clerk);
  await project(here, "housing", "completed", clerk);
  await project(next, "livelihood", "in_progress", clerk);
  await helped(here, ["2026-02-01", "2026-05-01"], "poor");
  await helped(next, ["2026-03-01"], "near_poor");
  await helped(next, ["2025-03-01"], "near_poor");
});
afterAll(() => world.end());

test("a clerk's overview counts their own commune and nothing of the next one", async () => {
  const seen = await world.as(clerk).dashboard.overview({ year });
  expect(seen.place.id).toBe(here.id);
  expect(seen.projects).toEqual([
    { kind: "housing", status: "completed", count: 1 },
    { kind: "housing", status: "submitted", count: 1 },
  ]);
  expect(seen.helped).toEqual([{ class: "poor", count: 1 }]);
});

test("a household counts once in a year, however often it was helped", async () => {
  const seen = await world.as(manager).dashboard.overview({ year });
  expect(seen.helped).toEqual([
    { class: "near_poor", count: 1 },
    { class: "poor", count: 1 },
  ]);
});

test("a province is the sum of its parts, and the nation of its provinces", async () => {
  const province = await world.as(manager).dashboard.overview({ year });
  const sum = (rows: { count: number }[]) => rows.reduce((total, { count }) => total + count, 0);
  expect(province.parts.reduce((total, { projects }) => total + projects, 0)).toBe(sum(province.projects));
  const nation = await world.as(auditor).dashboard.overview({ year });
  expect(nation.parts.map(({ id, projects, helped }) => ({ id, projects, helped }))).toEqual([
    { id: world.province.id, projects: 3, helped: 2 },
  ]);
});

test.each(["both walls", "procedures alone"])(
  "nobody opens the overview of a place beyond their reach: %s",
  async (walls) => {
    const look = async () => {
      expect(await problemOf(world.as(clerk).dashboard.overview({ unit: next.id }))).toMatchObject({
        code: "not_found",
      });
      expect(await problemOf(world.as(clerk).dashboard.overview({ unit: world.province.id }))).toMatchObject({
        code: "not_found",
      });
      expect(await problemOf(world.as(manager).dashboard.overview({ unit: world.otherProvince.id }))).toMatchObject({
        code: "not_found",
      });
    };
    const tables = ["project_totals", "household_totals", "help_totals", "budget_totals"];
    await (walls === "both walls" ? look() : world.withoutPolicies(tables, look));
  },
);

test("row policies alone show a clerk only their own totals", async () => {
  await world.rawAs(clerk, async (query) => {
    expect(await query("select distinct unit_id from project_totals")).toEqual([{ unit_id: here.id }]);
    expect(await query("select distinct unit_id from help_totals")).toEqual([{ unit_id: here.id }]);
  });
});

test("every number of projects is the total of the list that it opens", async () => {
  for (const [person, unit] of [
    [clerk, here],
    [manager, world.province],
  ] as const) {
    const { projects } = await world.as(person).dashboard.overview({ year });
    for (const stage of [undefined, ...projectStageNames]) {
      const statuses: readonly string[] = stage ? projectStages[stage] : projectStatuses;
      const counted = projects.filter((row) => statuses.includes(row.status)).reduce((sum, row) => sum + row.count, 0);
      const { total } = await world.as(person).projects.list({ unit: unit.id, year, ...(stage && { stage }) });
      expect(total, `${stage}`).toBe(counted);
    }
  }
});

test("every number of households helped is the total of the list that it opens", async () => {
  const { helped: counted } = await world.as(manager).dashboard.overview({ year });
  for (const { class: helpedClass, count } of counted) {
    const asked = { unit: world.province.id, helped: year, helpedClass: helpedClass as "poor" };
    expect((await world.as(manager).households.list(asked)).total, helpedClass).toBe(count);
  }
  expect((await world.as(manager).households.list({ unit: world.province.id, helped: year })).total).toBe(2);
});

test("kept totals agree with the facts after a project moves on, is put aside, and help is withdrawn", async () => {
  const moving = await project(here, "livelihood", "draft", clerk);
  await world.sql("update projects set status = 'submitted' where id = $1", [moving]);
  const aside = await project(here, "livelihood", "draft", clerk);
  await world.sql("update projects set binned_at = now() where id = $1", [aside]);
  await world.sql("update supports set state = 'withdrawn' where on_date = '2025-03-01'");
  expect(await world.sql("select * from app.kept_total_differences()")).toEqual([]);
  const seen = await world.as(manager).dashboard.overview({ year: 2025 });
  expect(seen.helped).toEqual([]);
});

test("a kept total that was tampered with is named", async () => {
  await world.sql(
    "update project_totals set count = count + 1 where unit_id = $1 and kind = 'housing' and status = 'submitted'",
    [here.id],
  );
  expect(await world.sql("select what, kept, facts from app.kept_total_differences()")).toEqual([
    { what: "project_totals", kept: "2", facts: "1" },
  ]);
  await world.sql(
    "update project_totals set count = count - 1 where unit_id = $1 and kind = 'housing' and status = 'submitted'",
    [here.id],
  );
});
