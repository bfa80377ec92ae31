import type { Client } from "pg";
import { documentRow, indicatorId } from "../reference";
import { addDays, at, idOf, type Row, unitId } from "../tools";
import { addHouseholds, reviewDocuments } from "./households";
import { addHouses, addHousesOf2022 } from "./housing";
import { writeInspections } from "./inspections";
import { addLivelihoods } from "./livelihood";
import { Money } from "./money";
import { addPeople, personId, staffOf } from "./people";
import { Pictures } from "./pictures";
import { Projects } from "./projects";
import { asksOf, writeRequests } from "./requests";
import { addSuccessorLines } from "./successor";
import { addSupports } from "./supports";
import { addWorks } from "./works";
import { World } from "./world";

function addReviewDocuments(world: World) {
  for (const { key, province, year, issuedOn } of reviewDocuments) {
    const unit = unitId(province);
    world.add(
      "documents",
      documentRow({
        key,
        unit,
        province: unit,
        number: `${year - 1000}/QĐ-UBND`,
        kind: "committee_decision",
        issuer: `Ủy ban nhân dân tỉnh ${world.nameOf(province)}`,
        issuedOn,
        summary: `Công nhận kết quả rà soát hộ nghèo, hộ cận nghèo cuối năm ${year} (số liệu mẫu)`,
      }),
    );
  }
}

/**
 * Whole numbers that agree with what was published as a rate or with "more than" (domain.md 10). They stand
 * beside the publications under a source of their own, so that nobody takes them for published. Figures
 * that the portal neither counts nor compares stay as published.
 */
function addExactFigures(world: World) {
  const source = "Số liệu mẫu của Terrace, khớp với số đã công bố";
  const add = (code: string, period: string, value: number) =>
    world.add("indicator_values", {
      id: idOf("indicator value", "demo", code, period),
      indicatorId: indicatorId(code),
      unitId: unitId("vn-20"),
      period,
      value,
      valueTo: null,
      qualifier: "exact",
      source,
      sourceUrl: "",
      publishedOn: "2025-11-27",
      documentId: null,
    });
  for (const [year, poor, near] of [
    ["2021", 23_515, 23_245],
    ["2022", 17_193, 20_894],
    ["2023", 11_604, 18_350],
    ["2024", 6_476, 15_613],
  ] as const) {
    add("C1", year, poor);
    add("C2", year, near);
  }
  add("D1", "2021-2025", 1_149_184_000_000);
  add("D2", "2021-2025", 844_120_000_000);
  add("E5", "2022-2024", 4_095);
  add("E6", "2022-2024", 1_323);
  add("E7", "2022-2024", 1_852);
  add("E8", "2022-2024", 920);
}

/** A trail for all money and for the records that a visitor opens first; the portal writes its own from then on. */
function addTrail(world: World, projects: Projects, money: Money) {
  const shown = projects.list.filter(
    ({ key, year }) => /^(road|canna|2026)/.test(key) || (key.startsWith("house/") && year === 2026),
  );
  let count = 0;
  const trail: Row[] = money.trail();
  for (const project of shown) {
    const { unitId, provinceId } = projects.place(project);
    const staff = staffOf(world, project.unit);
    const say = (day: string, hour: number, person: string, event: string, detail: object = {}) => {
      count += 1;
      trail.push({
        unitId,
        provinceId,
        at: at(day, hour, count % 60),
        personId: person,
        event,
        noun: "projects",
        recordId: project.id,
        detail,
      });
    };
    say(project.created, 8, staff.clerk, "project.registered", { code: project.code });
    if (project.asked) say(project.asked, 10, staff.clerk, "project.submitted", { version: project.version });
    if (project.decided) {
      const event =
        { returned: "project.returned", rejected: "project.rejected" }[project.status as string] ?? "project.approved";
      say(project.decided, 14, staff.managers[0], event, { version: project.version });
    }
    if (project.startedOn) say(project.startedOn, 8, staff.clerk, "project.started");
    if (project.completedOn) say(project.completedOn, 16, staff.clerk, "project.completed");
  }
  for (const row of world.all("households").slice(0, 6))
    trail.push({
      unitId: row.unitId,
      provinceId: row.provinceId,
      at: at(addDays("2026-11-10", count++ % 9), 10),
      personId: personId(row.provinceId === unitId("vn-22") ? "lan@binhlieu" : "khanh@yenbinh"),
      event: "household.read",
      noun: "households",
      recordId: row.id,
      detail: { fields: ["members", "dwelling", "classes", "supports"] },
    });
  // The trail is read by its number, and is written as things happen.
  world.add("audit_events", ...trail.sort((a, b) => String(a.at).localeCompare(String(b.at))));
}

/**
 * Invented people, families, projects and money, in two real provinces: enough that every screen is
 * alive today. The same on every machine, but for salts and nonces.
 */
export async function loadDemo(client: Client): Promise<void> {
  const world = new World();
  const pictures = new Pictures(world);
  const [households] = await Promise.all([
    (async () => {
      await addPeople(world);
      return addHouseholds(world);
    })(),
    pictures.draw(),
  ]);
  addReviewDocuments(world);
  addExactFigures(world);
  addSuccessorLines(world);

  const projects = new Projects(world);
  const helped = addHousesOf2022(projects, households);
  const reported = addWorks(projects, pictures);
  addLivelihoods(projects, households);
  addHouses(projects, pictures, households, helped);
  addSupports(world, households);
  const { last: lastProject } = projects.finish(reported);
  const money = new Money(world, projects);
  money.plan();
  addTrail(world, projects, money);
  const inspections = await writeInspections(client, projects, pictures);

  await pictures.place();
  await world.write(client);
  await money.write(client);
  await client.query(
    `update projects p set status = 'settled' where p.id = any ($1::uuid[]) and p.status <> 'settled'`,
    [projects.list.filter(({ status }) => status === "settled").map(({ id }) => id)],
  );
  const requests = await writeRequests(client, world, [...asksOf(projects), ...money.asks]);
  const counted = await inspections.write();
  await client.query(
    `select setval('project_numbers', $1), setval('household_numbers', $2), setval('request_numbers', $3),
            setval('inspection_numbers', $4), setval('finding_numbers', $5)`,
    [lastProject, world.all("households").length, requests, counted.inspections, counted.findings],
  );
}
