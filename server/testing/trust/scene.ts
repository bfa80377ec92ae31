import { roles } from "@/db/schema/people";
import { aFundedProject } from "../budgets";
import { aClass, aHousehold, householdCodes } from "../households";
import { aFinding, anAction, aRunningProject, aVisit } from "../inspections";
import { aHouse, aModel, aRoad } from "../projects";
import { makeWorld, op, type Person, type World } from "../world";

/** A commune with a little of everything, and people of every role at the nation and in the commune. */
export type Scene = Awaited<ReturnType<typeof makeScene>>;

export async function makeScene() {
  const world = await makeWorld();
  await householdCodes(world);
  const commune = await world.commune("Bình Liêu");
  const people = new Map<string, Person>();
  for (const role of roles) {
    people.set(`${role} nation`, await world.person(role, world.nation));
    people.set(`${role} commune`, await world.person(role, commune));
  }
  const who = (key: string): Person => people.get(key)!;
  const clerk = who("clerk commune");
  const household = await aHousehold(world, commune, { identity: "099000000001", class: "poor" });
  const other = await aHousehold(world, commune);
  await aClass(world, other, "near_poor");
  for (const project of [aModel(world, commune, [household]), aHouse(world, other), aRoad(world, commune)])
    await world.as(clerk).projects.register({ ...project, ...op() });
  const { projectId: funded } = await aFundedProject(world, commune, 1_000_000_000);
  const running = await aRunningProject(world, commune);
  // Scenes leave the details of a project out; pages and procedures may count on them.
  await world.sql(
    `insert into infrastructure_details (project_id, unit_id, province_id, sector, investor)
     select id, unit_id, province_id, 'road', 'Ban Quản lý' from projects where id = any ($1)`,
    [[funded, running]],
  );
  const inspector = await world.person("inspector", world.province);
  const visit = await aVisit(world, inspector, running);
  const finding = await aFinding(world, inspector, visit);
  await anAction(world, inspector, finding);
  return { world, commune, people, who, inspector, household, running, visit, finding, known: await idsOf(world) };
}

const tables = [
  ...["units", "people", "households", "members", "projects", "budget_lines", "budget_decisions", "requests"],
  ...["inspections", "findings", "corrective_actions", "documents", "programme_lines", "role_assignments", "sessions"],
];

async function idsOf(world: World): Promise<string[]> {
  const every = tables.map((table) => `select id::text from ${table}`).join(" union all ");
  return (await world.sql<{ id: string }>(every)).map(({ id }) => id);
}

/** Whoever was disabled, signed out or deprived by a call is there again. */
export async function revive({ world, people }: Pick<Scene, "world" | "people">): Promise<void> {
  const ids = [...people.values()].map(({ id }) => id);
  await world.sql("update people set disabled_at = null, must_change_password = false where id = any ($1)", [ids]);
  await world.sql("update sessions set revoked_at = null, last_seen_at = now() where person_id = any ($1)", [ids]);
  await world.sql("update role_assignments set valid_to = null where person_id = any ($1) and assigned_by is null", [
    ids,
  ]);
}
