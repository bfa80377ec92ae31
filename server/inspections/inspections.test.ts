import { afterAll, beforeAll, expect, test } from "vitest";
import { today } from "../clock";
import { newId } from "../ids";
import { aFinding, anAction, aPhoto, aRunningProject, aSight, aVisit } from "../testing/inspections";
import { makeWorld, op, type Person, problemOf, type Unit, type World } from "../testing/world";
import { inspectionState } from "./rules";

let world: World;
let here: Unit;
let clerk: Person;
let neighbour: Person;
let inspector: Person;
let auditor: Person;
let project: string;

const day = (days: number) => today({ now: () => new Date(Date.now() + days * 86_400_000) });
const tables = ["inspections", "findings", "finding_files", "corrective_actions", "projects"];

beforeAll(async () => {
  world = await makeWorld();
  here = await world.commune("Lục Hồn");
  clerk = await world.person("clerk", here);
  neighbour = await world.person("clerk", await world.commune("Bình Liêu"));
  inspector = await world.person("inspector", world.province);
  auditor = await world.person("auditor", world.province);
  project = await aRunningProject(world, here);
});
afterAll(() => world.end());

const plan = (over: Record<string, unknown> = {}) => ({
  id: newId(),
  projectId: project,
  kind: "check" as const,
  reason: "Kế hoạch quý",
  plannedOn: day(1),
  ...over,
  ...op(),
});

test("an inspector plans a visit, goes, concludes; the code, the state and the history say so", async () => {
  const asked = plan();
  const { code } = await world.as(inspector).inspections.plan(asked);
  expect(code).toMatch(/^KT-20\d\d-\d{4,}$/);
  expect(await world.as(inspector).inspections.get({ id: asked.id })).toMatchObject({
    code,
    state: "planned",
    projectId: project,
    may: { start: true, record: false, conclude: false, cancel: true },
  });
  await world.as(inspector).inspections.start({ inspectionId: asked.id, visitedOn: day(0), ...op() });
  await world.as(inspector).inspections.conclude({ inspectionId: asked.id, conclusion: "Đạt", ...op() });
  expect(await world.as(clerk).inspections.get({ id: asked.id })).toMatchObject({
    state: "concluded",
    conclusion: "Đạt",
    may: { start: false, record: false, conclude: false, cancel: false },
  });
  expect((await world.history(asked.id)).map(({ event }) => event)).toEqual([
    "inspection.planned",
    "inspection.started",
    "inspection.concluded",
  ]);
});

const sights = (...over: Record<string, unknown>[]) =>
  over.map((each) => {
    const { inspectionId: _, ...seen } = aSight("", each);
    return seen;
  });
const whole = (over: Record<string, unknown> = {}) => ({
  id: newId(),
  projectId: project,
  kind: "check" as const,
  visitedOn: day(0),
  findings: sights({}, { severity: "minor" }, { severity: "serious" }),
  ...over,
  ...op(),
});

test("the ten-thousandth visit has a number of its own", async () => {
  await world.sql("select setval('inspection_numbers', greatest(9998, nextval('inspection_numbers')))");
  const codes = [];
  for (let at = 0; at < 3; at++) {
    const { id } = await world.as(inspector).inspections.plan(plan());
    codes.push((await world.as(inspector).inspections.get({ id })).code.split("-").at(-1));
  }
  expect(codes).toEqual(["9999", "10000", "10001"]);
});

test("a visit that nobody planned is written down whole, with its findings, once", async () => {
  const asked = whole();
  const written = await world.as(inspector).inspections.record(asked);
  expect(written).toMatchObject({ id: asked.id, code: expect.stringMatching(/^KT-20\d\d-\d{4,}$/) });
  expect(written.findings.map(({ id }) => id).sort()).toEqual(asked.findings.map(({ id }) => id).sort());
  expect(await world.as(inspector).inspections.record(asked)).toEqual(written);
  expect(await world.as(clerk).inspections.get({ id: asked.id })).toMatchObject({
    state: "visited",
    visitedOn: day(0),
    findings: [{ severity: "corrective" }, { severity: "minor" }, { severity: "serious" }].map((each) =>
      expect.objectContaining(each),
    ),
  });
  expect((await world.history(asked.id)).map(({ event }) => event)).toEqual(["inspection.started"]);
  for (const { id } of asked.findings) {
    expect((await world.history(id)).map(({ event }) => event)).toEqual(["finding.recorded"]);
  }
});

test("of a visit with one finding that is refused nothing is kept", async () => {
  const refused: [Record<string, unknown>, string][] = [
    [{ kind: "stock_lost" }, "findings.1.kind"],
    [{ seenAt: new Date(Date.now() + 3 * 86_400_000).toISOString() }, "findings.1.seenAt"],
    [{ fileIds: [await aPhoto(world, clerk, here)] }, "fileIds"],
  ];
  for (const [over, path] of refused) {
    const asked = whole({ findings: sights({}, over) });
    expect(await problemOf(world.as(inspector).inspections.record(asked))).toMatchObject({ fields: [{ path }] });
    expect(await world.sql("select id from inspections where id = $1", [asked.id])).toEqual([]);
  }
  expect(await problemOf(world.as(inspector).inspections.record(whole({ visitedOn: day(2) })))).toMatchObject({
    fields: [{ path: "visitedOn", code: "in_the_future" }],
  });
});

test.each(["both walls", "procedures alone"])("who may not write down a visit: %s", async (walls) => {
  const elsewhere = await world.person("inspector", world.otherProvince);
  const tied = await world.person("inspector", here);
  const look = async () => {
    expect(await problemOf(world.as(clerk).inspections.record(whole()))).toMatchObject({ code: "not_allowed" });
    expect(await problemOf(world.as(elsewhere).inspections.record(whole()))).toMatchObject({ code: "not_found" });
    expect(await problemOf(world.as(tied).inspections.record(whole()))).toMatchObject({
      code: "inspector_not_independent",
    });
  };
  await (walls === "both walls" ? look() : world.withoutPolicies(tables, look));
});

test("a visit is not planned for yesterday, nor begun tomorrow; each says which day", async () => {
  expect(await problemOf(world.as(inspector).inspections.plan(plan({ plannedOn: day(-2) })))).toMatchObject({
    code: "invalid",
    fields: [{ path: "plannedOn", code: "in_the_past" }],
  });
  const asked = plan();
  await world.as(inspector).inspections.plan(asked);
  expect(
    await problemOf(world.as(inspector).inspections.start({ inspectionId: asked.id, visitedOn: day(2), ...op() })),
  ).toMatchObject({ fields: [{ path: "visitedOn", code: "in_the_future" }] });
  expect(
    await problemOf(world.as(inspector).inspections.conclude({ inspectionId: asked.id, conclusion: "x", ...op() })),
  ).toMatchObject({ code: "visit_not_started" });
});

test.each(["clerk", "manager", "auditor", "finance"] as const)("a %s plans nothing", async (role) => {
  const person = await world.person(role, world.province);
  expect(await problemOf(world.as(person).inspections.plan(plan()))).toMatchObject({ code: "not_allowed" });
});

test("an inspector of another province finds no project to inspect", async () => {
  const stranger = await world.person("inspector", world.otherProvince);
  expect(await problemOf(world.as(stranger).inspections.plan(plan()))).toMatchObject({ code: "not_found" });
  expect(await world.as(stranger).inspections.subjects({ q: "" })).toEqual([]);
  await world.withoutPolicies(tables, async () => {
    expect(await problemOf(world.as(stranger).inspections.plan(plan()))).toMatchObject({ code: "not_found" });
    expect(await world.as(stranger).inspections.subjects({ q: "" })).toEqual([]);
  });
  const subjects = await world.as(inspector).inspections.subjects({ q: "be tong" });
  expect(subjects.map(({ id }) => id)).toEqual([]);
  const named = await aRunningProject(world, here, { name: "cau treo" });
  expect((await world.as(inspector).inspections.subjects({ q: "Cầu treo" })).map(({ id }) => id)).toEqual([named]);
});

const bound: [string, (who: Person) => Promise<void>, ((who: Person) => Promise<string>)?][] = [
  ["belongs to the inspected unit", (who) => world.assign(who, "inspector", here)],
  [
    "was a clerk there until half a year ago",
    (who) => world.assign(who, "clerk", here, { from: "2024-01-01", to: day(-180) }),
  ],
  [
    "was a manager of the province until half a year ago",
    (who) => world.assign(who, "manager", world.province, { from: "2024-01-01", to: day(-180) }),
  ],
  ["registered the project", async () => {}, (who) => aRunningProject(world, here, { createdBy: who })],
  ["decided on the project", (who) => decidedOn(project, who)],
];

/** A request about the project that this person approved while they led the unit, long ago. */
async function decidedOn(projectId: string, who: Person) {
  const request = newId();
  await world.assign(who, "leader", here, { from: "2020-01-01", to: "2021-01-01" });
  await world.sql(
    `insert into requests (id, unit_id, province_id, code, subject, subject_id, subject_version, title, folded, changes,
                           waiting_step, waiting_role, waiting_unit_id, waiting_since, due_on, requested_by)
     values ($1, $2, $3, $4, 'project.infrastructure', $5, 1, 'x', 'x', '[]', 1, 'leader', $2, '2020-05-01', '2020-05-09', $6)`,
    [request, here.id, here.provinceId, `YC-${request.slice(-8)}`, projectId, clerk.id],
  );
  await world.sql(
    "insert into request_steps (request_id, unit_id, province_id, step, role, at_unit_id, days) values ($1, $2, $3, 1, 'leader', $2, 7)",
    [request, here.id, here.provinceId],
  );
  await world.sql(
    `insert into request_decisions (request_id, unit_id, province_id, step, requested_by, verdict, decided_by, decided_at)
     values ($1, $2, $3, 1, $5, 'approve', $4, '2020-05-02')`,
    [request, here.id, here.provinceId, who.id, clerk.id],
  );
}

test.each(bound)("nobody inspects where they are not independent: who %s", async (_, bind, projectOf) => {
  const person = await world.person("inspector", world.nation, { from: day(-100) });
  await bind(person);
  const projectId = (await projectOf?.(person)) ?? project;
  expect(await problemOf(world.as(person).inspections.plan(plan({ projectId })))).toMatchObject({
    code: "inspector_not_independent",
  });
  await expect(
    world.sql(
      `insert into inspections (id, unit_id, province_id, code, project_id, kind, planned_on, inspector_id)
       values ($1, $2, $3, $4, $5, 'check', '2026-01-01', $6)`,
      [newId(), here.id, here.provinceId, newId(), projectId, person.id],
    ),
  ).rejects.toThrow("not independent");
});

test("a clerk there two years ago is independent again", async () => {
  const person = await world.person("inspector", world.province, { from: day(-100) });
  await world.assign(person, "clerk", here, { from: "2020-01-01", to: day(-730) });
  await world.as(person).inspections.plan(plan());
});

test.each(["both walls", "procedures alone"])("the clerk of the next commune sees none of it: %s", async (walls) => {
  const inspection = await aVisit(world, inspector, project);
  const finding = await aFinding(world, inspector, inspection);
  const look = async () => {
    const eyes = world.as(neighbour);
    expect(await problemOf(eyes.inspections.get({ id: inspection }))).toMatchObject({ code: "not_found" });
    expect(await problemOf(eyes.findings.get({ id: finding }))).toMatchObject({ code: "not_found" });
    expect(await eyes.inspections.list({})).toMatchObject({
      total: 0,
      items: [],
      counts: { planned: 0, visited: 0, concluded: 0, cancelled: 0 },
    });
    expect(await eyes.findings.list({ state: "all" })).toMatchObject({ total: 0, items: [], counts: { all: 0 } });
  };
  await (walls === "both walls" ? look() : world.withoutPolicies(tables, look));
  expect((await world.as(clerk).inspections.list({})).total).toBeGreaterThan(0);
});

test("row policies alone keep the neighbour out", async () => {
  const inspection = await aVisit(world, inspector, project);
  const photo = await aPhoto(world, inspector, world.province);
  await aFinding(world, inspector, inspection, { fileIds: [photo] });
  await world.rawAs(neighbour, async (query) => {
    for (const table of tables) expect(await query(`select * from ${table}`)).toEqual([]);
    expect(await query("select id from files where id = $1", [photo])).toEqual([]);
  });
  await world.rawAs(clerk, async (query) => {
    expect(await query("select id from files where id = $1", [photo])).toHaveLength(1);
    expect(await query("update inspections set conclusion = 'x' where id = $1 returning id", [inspection])).toEqual([]);
    await expect(
      query(
        `insert into inspections (id, unit_id, province_id, code, project_id, kind, planned_on, inspector_id)
         values ($1, $2, $3, 'x', $4, 'check', '2026-01-01', $5)`,
        [newId(), here.id, here.provinceId, project, inspector.id],
      ),
    ).rejects.toThrow(/row-level security|somebody else's name/);
  });
});

test("a colleague reads the visit but leaves it alone; an auditor too", async () => {
  const inspection = await aVisit(world, inspector, project);
  const colleague = await world.person("inspector", world.province);
  expect(await world.as(colleague).inspections.get({ id: inspection })).toMatchObject({
    may: { start: false, record: false, conclude: false, cancel: false },
  });
  const again = { inspectionId: inspection, ...op() };
  expect(await problemOf(world.as(colleague).inspections.start({ ...again, visitedOn: day(0) }))).toMatchObject({
    code: "not_allowed",
  });
  expect(await problemOf(world.as(colleague).inspections.cancel({ ...again, reason: "x" }))).toMatchObject({
    code: "not_allowed",
  });
  expect(await world.as(auditor).inspections.get({ id: inspection })).toMatchObject({ id: inspection });
  expect(await problemOf(world.as(auditor).inspections.conclude({ ...again, conclusion: "x" }))).toMatchObject({
    code: "not_allowed",
  });
});

test("what must be put right is asked for before the visit is concluded, whoever writes", async () => {
  const inspection = await aVisit(world, inspector, project);
  const finding = await aFinding(world, inspector, inspection);
  const conclude = { inspectionId: inspection, conclusion: "Có tồn tại" };
  expect(await problemOf(world.as(inspector).inspections.conclude({ ...conclude, ...op() }))).toMatchObject({
    code: "corrective_action_needed",
  });
  await expect(
    world.sql("update inspections set concluded_at = now() where id = $1", [inspection]),
  ).rejects.toMatchObject({ constraint: "conclusion_follows_corrective_actions" });
  await anAction(world, inspector, finding);
  await world.as(inspector).inspections.conclude({ ...conclude, ...op() });
  expect(await problemOf(world.as(inspector).inspections.conclude({ ...conclude, ...op() }))).toMatchObject({
    code: "inspection_over",
  });
});

test("a visit that found something is concluded, not cancelled; one that found nothing may be cancelled", async () => {
  const inspection = await aVisit(world, inspector, project);
  const finding = await aFinding(world, inspector, inspection);
  const cancel = () => world.as(inspector).inspections.cancel({ inspectionId: inspection, reason: "Mưa lũ", ...op() });
  expect(await problemOf(cancel())).toMatchObject({ code: "inspection_has_findings" });
  await expect(
    world.sql("update inspections set cancelled_at = now() where id = $1", [inspection]),
  ).rejects.toMatchObject({ constraint: "cancelled_inspection_found_nothing" });
  await world.as(inspector).findings.withdraw({ findingId: finding, reason: "Ghi nhầm", ...op() });
  await cancel();
  expect(await problemOf(cancel())).toMatchObject({ code: "inspection_over" });
});

test("the same operation twice plans one visit, also when both arrive together", async () => {
  const asked = plan();
  const both = await Promise.all([1, 2].map(() => world.as(inspector).inspections.plan(asked)));
  expect(both[0]).toEqual(both[1]);
  expect(await world.history(asked.id)).toHaveLength(1);
  expect(await problemOf(world.as(inspector).inspections.plan({ ...asked, reason: "khác" }))).toMatchObject({
    code: "operation_reused",
  });
});

test("two at once conclude one visit once, ten rounds", async () => {
  for (let round = 0; round < 10; round++) {
    const inspection = await aVisit(world, inspector, project);
    const answers = await Promise.all(
      [1, 2].map(() =>
        problemOf(world.as(inspector).inspections.conclude({ inspectionId: inspection, conclusion: "x", ...op() })),
      ),
    );
    expect(answers.map(({ code }) => code).sort()).toEqual(["inspection_over", "none"]);
  }
});

test("recorded while it is being concluded: the finding is in it or refused, never behind it", async () => {
  for (let round = 0; round < 10; round++) {
    const inspection = await aVisit(world, inspector, project);
    const [recorded, concluded] = await Promise.all([
      problemOf(aFinding(world, inspector, inspection)),
      problemOf(world.as(inspector).inspections.conclude({ inspectionId: inspection, conclusion: "x", ...op() })),
    ]);
    expect([
      ["none", "corrective_action_needed"],
      ["inspection_over", "none"],
    ]).toContainEqual([recorded.code, concluded.code]);
  }
});

test("the list filters by kind, state, inspector, year, unit and words, and counts each state", async () => {
  const commune = await world.commune("Hoành Mô");
  const colleague = await world.person("inspector", world.province);
  const where = { unit: commune.id };
  const site = await aRunningProject(world, commune, { name: "duong bien" });
  const late = plan({ projectId: site, kind: "supervision" });
  await world.as(colleague, new Date(Date.now() - 20 * 86_400_000)).inspections.plan({ ...late, plannedOn: day(-10) });
  const begun = await aVisit(world, inspector, site);
  const list = world.as(auditor).inspections.list;
  expect(await list(where)).toMatchObject({ total: 2, counts: { planned: 1, visited: 1, concluded: 0, cancelled: 0 } });
  expect((await list({ ...where, state: "planned" })).items).toMatchObject([{ id: late.id, overdueDays: 10 }]);
  expect((await list({ ...where, kind: "check" })).items.map(({ id }) => id)).toEqual([begun]);
  expect((await list({ ...where, year: 2099 })).items.map(({ id }) => id)).toEqual([begun]);
  expect((await list({ ...where, q: "Đường biên" })).total).toBe(2);
  expect((await list({ ...where, q: "duong rung" })).total).toBe(0);
  expect((await world.as(inspector).inspections.list({ ...where, inspector: "me" })).items.map(({ id }) => id)).toEqual(
    [begun],
  );
  const all = (await list({ ...where })).items;
  expect(all.map(({ state }) => state)).toEqual(all.map(inspectionState));
});

test("today shows an inspector's own day: what is begun, what is next, what was concluded today", async () => {
  const colleague = await world.person("inspector", world.province);
  const next = plan();
  await world.as(colleague).inspections.plan(next);
  await world.as(colleague).inspections.plan(plan({ plannedOn: day(60) }));
  const running = await aVisit(world, colleague, project);
  const done = await aVisit(world, colleague, project);
  await world.as(colleague).inspections.conclude({ inspectionId: done, conclusion: "Đạt", ...op() });
  const { visits } = await world.as(colleague).inspections.today();
  expect(Object.fromEntries(visits.map(({ id, group }) => [id, group]))).toEqual({
    [next.id]: "next",
    [running]: "running",
    [done]: "done",
  });
  expect(await problemOf(world.as(clerk).inspections.today())).toMatchObject({ code: "not_allowed" });
});
