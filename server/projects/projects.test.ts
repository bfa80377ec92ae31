import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../ids";
import { pool } from "../pool";
import { aClass, aHousehold, aSupport } from "../testing/households";
import {
  aCompletion,
  aFile,
  aHouse,
  aModel,
  approved,
  aRoad,
  built,
  type Deciders,
  deciders,
  submitted,
} from "../testing/projects";
import { makeWorld, op, type Person, problemOf, type Unit, type World } from "../testing/world";

let world: World;
let here: Unit;
let there: Unit;
let clerk: Person;
let neighbour: Person;
let by: Deciders;

beforeAll(async () => {
  world = await makeWorld();
  here = await world.commune("Bình Liêu");
  there = await world.commune("Lục Hồn");
  clerk = await world.person("clerk", here);
  neighbour = await world.person("clerk", there);
  by = await deciders(world, here);
});
afterAll(() => world.end());

const get = (id: string, who = clerk) => world.as(who).projects.get({ id });
const register = (project: Parameters<typeof submitted>[2], who = clerk) =>
  world.as(who).projects.register({ ...project, ...op() });
const fieldsOf = (problem: { fields: { path: string; code: string }[] }) =>
  problem.fields.map(({ path, code }) => `${path}:${code}`);

/* Registering */

test("a clerk registers a project of each kind and finds it again, whole", async () => {
  const poor = await aHousehold(world, here, { class: "poor" });
  const road = aRoad(world, here);
  road.places = [
    { id: newId(), placeId: here.id, note: "điểm đầu" },
    { id: newId(), placeId: there.id, note: "" },
  ];
  road.documents = [world.ids.document];
  for (const [project, prefix] of [
    [aModel(world, here, [poor]), "SK"],
    [aHouse(world, await aHousehold(world, here, { class: "near_poor" })), "NO"],
    [road, "HT"],
  ] as const) {
    const { code } = await register(project);
    expect(code).toMatch(new RegExp(`^${prefix}-2025-[0-9]{4}$`));
    const kept = await get(project.id);
    expect(kept).toMatchObject({ code, kind: project.details.kind, status: "draft", name: project.name });
    expect(kept.totalAmount).toBe(project.sources.reduce((sum, { amount }) => sum + BigInt(amount), 0n).toString());
    expect((await world.history(project.id))[0]).toMatchObject({ event: "project.registered", person_id: clerk.id });
    const { values } = await world.as(clerk).projects.forEdit({ id: project.id });
    const { unitId: _, ...sent } = project;
    expect({ ...values, version: undefined }).toEqual({ ...sent, version: undefined });
  }
  expect(await get(road.id)).toMatchObject({
    placeNames: "commune Bình Liêu, commune Lục Hồn",
    documents: [{ number: "1/QĐ-UBND" }],
    details: {
      quantities: [
        { quantity: "length", least: 8.73, most: null },
        { least: 5.5, most: 6, measure: "m" },
      ],
    },
  });
});

test.each([
  ["a leader", "leader"],
  ["a manager", "manager"],
  ["an inspector", "inspector"],
  ["a finance officer", "finance"],
  ["an auditor", "auditor"],
] as const)("%s of the commune reads projects and registers none", async (_, role) => {
  const road = aRoad(world, here);
  await register(road);
  const reader = await world.person(role, here);
  expect(await get(road.id, reader)).toMatchObject({ id: road.id, may: [] });
  expect(await problemOf(register(aRoad(world, here), reader))).toMatchObject({ code: "not_allowed" });
});

test("nobody at all, and an administrator, read no project", async () => {
  const administrator = await world.person("administrator", world.province);
  expect(await problemOf(world.as(administrator).projects.list({}))).toMatchObject({ code: "not_allowed" });
  expect(await problemOf(world.as(undefined).projects.list({}))).toMatchObject({ code: "not_signed_in" });
});

test("the responsible unit is of one's reach and exists today", async () => {
  expect(await problemOf(register(aRoad(world, there)))).toMatchObject({
    code: "unknown_unit",
    fields: [{ path: "unitId" }],
  });
  const old = await world.unit("Vô Ngại", "commune", world.province, { to: "2025-07-01" });
  const clerkOfOld = await world.person("clerk", old);
  expect(await problemOf(register(aRoad(world, old), clerkOfOld))).toMatchObject({ code: "unit_not_in_force" });
});

test.each(["both walls", "policies alone"])("the next commune's clerk registers nothing here: %s", async (walls) => {
  if (walls === "both walls") {
    expect(await problemOf(register(aRoad(world, here), neighbour))).toMatchObject({ code: "unknown_unit" });
    return;
  }
  await world.rawAs(neighbour, async (query) => {
    await expect(
      query(
        `insert into projects (id, unit_id, province_id, kind, code, name, folded, line_id, year, created_by)
         values ($1, $2, $3, 'infrastructure', 'X', 'x', 'x', $4, 2025, $5)`,
        [newId(), here.id, here.provinceId, world.ids.line, neighbour.id],
      ),
    ).rejects.toThrow(/row-level security/);
  });
});

test("a line funds some kinds of project in its programme's years", async () => {
  const road = aRoad(world, here);
  expect(await problemOf(register({ ...road, lineId: world.ids.otherLine }))).toMatchObject({
    code: "line_does_not_fund_kind",
    fields: [{ path: "lineId" }],
  });
  expect(await problemOf(register({ ...road, lineId: newId() }))).toMatchObject({ code: "line_does_not_fund_kind" });
  expect(await problemOf(register({ ...road, year: 2020 }))).toMatchObject({
    code: "line_not_in_period",
    fields: [{ path: "year" }],
  });
  const lines = await world.as(clerk).projects.lines({ kind: "infrastructure", year: 2025 });
  expect(lines.map(({ code }) => code)).toEqual(["L1"]);
  expect((await world.as(clerk).projects.lines({ kind: "livelihood" })).map(({ code }) => code)).toEqual(["L1", "L2"]);
  expect(await world.as(clerk).projects.lines({ kind: "livelihood", year: 2020 })).toEqual([]);
});

test("what points nowhere is refused at its row, and nothing is half-written", async () => {
  const road = aRoad(world, here);
  const problem = await problemOf(
    register({
      ...road,
      plannedEnd: "2025-02-01",
      places: [{ id: newId(), placeId: newId(), note: "" }],
      sources: [...road.sources, { sourceCode: "nobody", amount: "1" }],
      documents: [newId()],
      decisionDocumentId: newId(),
    }),
  );
  expect(fieldsOf(problem)).toEqual([
    "plannedEnd:ends_before_start",
    "places.0.placeId:unknown_unit",
    "sources.2.sourceCode:not_in_list",
    "documents.0:unknown_document",
    "decisionDocumentId:unknown_document",
  ]);
  expect(await world.sql("select 1 from projects where id = $1", [road.id])).toEqual([]);
});

test("bad shapes are refused at the field: a falling range, a source twice, a place twice, a kind that is none", async () => {
  const road = aRoad(world, here);
  const place = { id: newId(), placeId: here.id, note: "" };
  const bad = {
    ...road,
    places: [place, { ...place, id: newId() }],
    sources: [...road.sources, road.sources[0]!],
    details: { ...road.details, quantities: [{ ...road.details.quantities[1]!, most: 5 }] },
  };
  expect(fieldsOf(await problemOf(register(bad))).sort()).toEqual([
    "details.quantities.0.most:range_falls",
    "places.1.placeId:place_twice",
    "sources.2.sourceCode:source_twice",
  ]);
  const none = { ...road, details: { ...road.details, kind: "castle" } };
  expect(fieldsOf(await problemOf(register(none as never)))).toEqual(["details.kind:not_in_list"]);
});

test("a clerk of another province sees no line of a programme that is not theirs", async () => {
  const [programme, line] = [newId(), newId()];
  await world.sql(
    `insert into programmes (id, code, name, province_id, valid_from) values ($1, 'Q', '{}', $2, '2021-01-01')`,
    [programme, world.otherProvince.id],
  );
  await world.sql(
    `insert into programme_lines (id, programme_id, code, name, kinds, sort) values ($1, $2, 'LQ', '{}', '{infrastructure}', 1)`,
    [line, programme],
  );
  expect((await world.as(clerk).projects.lines({ kind: "infrastructure" })).map(({ code }) => code)).toEqual(["L1"]);
  expect(await problemOf(register({ ...aRoad(world, here), lineId: line }))).toMatchObject({
    code: "line_does_not_fund_kind",
  });
});

test("the same registration twice has one effect, also together; another body is refused, and an id used before too", async () => {
  const road = { ...aRoad(world, here), ...op() };
  const both = await Promise.all([1, 2].map(() => world.as(clerk).projects.register(road)));
  expect(both[0]).toEqual(both[1]);
  expect(await world.history(road.id)).toHaveLength(1);
  expect(await problemOf(world.as(clerk).projects.register({ ...road, name: "khác" }))).toMatchObject({
    code: "operation_reused",
  });
  expect(await problemOf(world.as(clerk).projects.register({ ...road, ...op() }))).toMatchObject({
    code: "operation_reused",
  });
});

/* Who sees it */

test.each(["both walls", "procedures alone"])(
  "the next commune's clerk sees it by no list, search, link or count, nor by its place: %s",
  async (walls) => {
    const road = aRoad(world, here);
    road.name = `Cầu treo ${walls}`;
    road.places = [{ id: newId(), placeId: there.id, note: "" }];
    await register(road);
    const look = async () => {
      const seen = world.as(neighbour).projects;
      expect(await problemOf(seen.get({ id: road.id }))).toMatchObject({ code: "not_found" });
      expect(await problemOf(seen.forEdit({ id: road.id }))).toMatchObject({ code: "not_found" });
      expect(await seen.list({ q: "cau treo" })).toMatchObject({ total: 0, items: [] });
      expect(await seen.list({ unit: there.id })).toMatchObject({ total: 0 });
      expect((await seen.list({})).statuses.draft).toBe(0);
      expect(await seen.find({ q: "cau treo" })).toEqual([]);
      const { unitId: _, ...sent } = road;
      for (const call of [
        () => seen.edit({ ...sent, version: 1, ...op() }),
        () => seen.bin({ id: road.id, ...op() }),
        () => seen.restore({ id: road.id, ...op() }),
        () => seen.submit({ id: road.id, version: 1, ...op() }),
        () => seen.start({ id: road.id, startedOn: "2025-03-01", ...op() }),
        () => seen.attachDocument({ id: road.id, documentId: world.ids.document, ...op() }),
      ]) {
        expect(await problemOf(call())).toMatchObject({ code: "not_found" });
      }
    };
    const tables = ["projects", "project_places", "project_sources", "infrastructure_details", "project_documents"];
    await (walls === "both walls" ? look() : world.withoutPolicies(tables, look));
  },
);

test("who writes in one commune and leads another changes nothing in the second", async () => {
  const both = await world.person("leader", here);
  await world.assign(both, "clerk", there);
  const road = aRoad(world, here);
  await register(road);
  expect(await get(road.id, both)).toMatchObject({ id: road.id, may: [] });
  const { unitId: _, ...sent } = road;
  const theirs = world.as(both).projects;
  await world.withoutPolicies(["projects"], async () => {
    for (const call of [
      () => theirs.edit({ ...sent, version: 1, ...op() }),
      () => theirs.submit({ id: road.id, version: 1, ...op() }),
      () => theirs.bin({ id: road.id, ...op() }),
    ]) {
      expect(await problemOf(call())).toMatchObject({ code: "not_found" });
    }
    expect(await problemOf(theirs.forEdit({ id: road.id }))).toMatchObject({ code: "not_allowed" });
    expect(await problemOf(register(aRoad(world, here), both))).toMatchObject({ code: "unknown_unit" });
  });
});

test("row policies alone keep the neighbour out of every table of a project", async () => {
  const model = aModel(world, here, [await aHousehold(world, here, { class: "poor" })]);
  await submitted(world, clerk, model);
  const draft = aRoad(world, here);
  await register(draft);
  await world.rawAs(neighbour, async (query) => {
    for (const table of [
      "project_sources",
      "livelihood_details",
      "participations",
      "project_inputs",
      "project_versions",
    ]) {
      expect(await query(`select 1 from ${table} where project_id = $1`, [model.id]), table).toEqual([]);
    }
    for (const table of ["project_sources", "participations", "project_inputs"]) {
      expect(await query(`delete from ${table} where project_id = $1 returning 1`, [model.id]), table).toEqual([]);
    }
    expect(await query("update projects set name = 'mine' where id = $1 returning 1", [model.id])).toEqual([]);
    expect(
      await query("update livelihood_details set product = 'mine' where project_id = $1 returning 1", [model.id]),
    ).toEqual([]);
    await expect(
      query(
        "insert into project_sources (project_id, unit_id, province_id, source_code, amount) values ($1, $2, $3, 'province', 1)",
        [draft.id, here.id, here.provinceId],
      ),
    ).rejects.toThrow(/row-level security/);
  });
});

test("who may not read households sees how many there are, and no name", async () => {
  const household = await aHousehold(world, here, { class: "poor", name: "Chìu Thị Sáu" });
  const model = aModel(world, here, [household]);
  await register(model);
  const finance = await world.person("finance", here);
  for (const look of [
    () => get(model.id, finance),
    () => world.withoutPolicies(["households", "participations"], () => get(model.id, finance)),
  ]) {
    const seen = await look();
    expect(seen.details).toMatchObject({ householdCount: 1, householdClasses: { poor: 1 }, households: [] });
    expect(JSON.stringify(seen)).not.toContain("Chìu");
  }
  expect(JSON.stringify(await get(model.id, by.leader))).toContain("Chìu Thị Sáu");
  await world.as(clerk).projects.forEdit({ id: model.id });
  const reads = (await world.history(model.id)).filter(({ event }) => event === "project.people_read");
  expect(reads).toMatchObject([{ person_id: by.leader.id, detail: { households: 1 } }, { person_id: clerk.id }]);
});

/* The list */

test("the list filters by responsible unit, kind, source, year, status and stage; its totals are the sums of the rows", async () => {
  const commune = await world.commune("Hoành Mô");
  const village = await world.unit("Nà Choòng", "village", commune);
  const [listed, manager] = [await world.person("clerk", commune), await world.person("manager", world.province)];
  const old = await world.unit("Đồng Văn", "commune", world.province, { to: "2025-07-01" });
  await world.sql(
    `insert into unit_links (id, predecessor_id, successor_id, kind, effective_on) values ($1, $2, $3, 'absorbed_by', '2025-07-01')`,
    [newId(), old.id, commune.id],
  );
  await world.sql("select app.rebuild_unit_reach()");

  const road = { ...aRoad(world, commune), name: "Đường Hoành Mô", plannedEnd: "2025-01-31", plannedStart: null };
  await approved(world, listed, { ...by, manager }, road);
  const placed = {
    ...aRoad(world, here),
    name: "Đường qua thôn",
    places: [{ id: newId(), placeId: village.id, note: "" }],
  };
  await register(placed);
  const model = { ...aModel(world, village, []), name: "Miến dong", year: 2024 };
  await register(model, listed);

  const asked = (input: Record<string, unknown>) => world.as(manager).projects.list({ unit: commune.id, ...input });
  const ids = async (input: Record<string, unknown>) => (await asked(input)).items.map(({ id }) => id).sort();
  const all = await asked({});
  expect(all.items.map(({ id }) => id).sort()).toEqual([road.id, model.id].sort());
  expect(all.total).toBe(2);
  expect(all.sums).toMatchObject({
    total: all.items.reduce((sum, item) => sum + BigInt(item.totalAmount), 0n).toString(),
    allocated: "0",
    paid: "0",
    late: 1,
  });
  expect(all.statuses).toMatchObject({ draft: 1, approved: 1, submitted: 0 });
  expect(await ids({ stage: "preparing" })).toEqual([model.id]);
  // Work in the commune that another unit answers for is found by the name of its place.
  expect((await world.as(manager).projects.list({ q: "na choong" })).items.map(({ id }) => id)).toEqual(
    expect.arrayContaining([placed.id]),
  );
  expect(await ids({ kind: "livelihood" })).toEqual([model.id]);
  expect(await ids({ source: "social" })).toEqual([model.id]);
  expect(await ids({ year: 2024 })).toEqual([model.id]);
  expect(await ids({ line: world.ids.otherLine })).toEqual([]);
  expect(await ids({ late: true })).toEqual([road.id]);
  expect(await asked({ status: "approved" })).toMatchObject({ total: 1, statuses: { draft: 1, approved: 1 } });
  expect((await asked({ late: true })).items[0]?.lateDays).toBeGreaterThan(100);
  expect((await asked({ sort: "total" })).items.at(-1)?.id).toBe(model.id);
  expect((await asked({ sort: "total", direction: "up" })).items[0]?.id).toBe(model.id);
  expect(await asked({ page: 2 })).toMatchObject({ items: [], total: 2 });
  // The old commune's papers are reached through the one that absorbed it.
  expect((await world.as(listed).projects.list({})).total).toBe(2);
});

test("a project is found without tones, by code, name and place, by list and picker alike", async () => {
  const road = { ...aRoad(world, here), name: "Cầu ngầm Khe Lánh" };
  const { code } = await register(road);
  for (const q of ["khe lanh", "CAU NGAM", code.toLowerCase(), "binh lieu"]) {
    const found = [
      ...(await world.as(clerk).projects.list({ q, sort: "recent" })).items,
      ...(await world.as(clerk).projects.find({ q })),
    ].filter(({ id }) => id === road.id);
    expect(found, q).toHaveLength(2);
  }
  expect((await world.as(clerk).projects.list({ q: "100%_" })).total).toBe(0);
});

test("one page of the list is one statement, and a record no more than a few, however many rows hang on it", async () => {
  const households = [];
  for (let i = 0; i < 12; i++) households.push(await aHousehold(world, here, { class: "poor" }));
  const model = aModel(world, here, households);
  await register(model);
  const count = async (work: () => Promise<unknown>) => {
    const client = await pool().connect();
    const proto = Object.getPrototypeOf(client) as { query: (...args: unknown[]) => unknown };
    client.release();
    const query = proto.query;
    const said: string[] = [];
    proto.query = function (this: unknown, ...args: unknown[]) {
      const [asked] = args as [{ name?: string; text?: string } | string];
      said.push(typeof asked === "string" ? asked : (asked.name ?? asked.text ?? ""));
      return query.apply(this, args);
    };
    try {
      await work();
    } finally {
      proto.query = query;
    }
    return said;
  };
  expect(await count(() => world.as(clerk).projects.list({}))).toEqual([
    "begin",
    "enter",
    "projects.list.recent.desc.units",
    "commit",
  ]);
  const record = await count(() => get(model.id));
  expect(record).toEqual(["begin", "enter", "projects.get", "audit.record", "commit"]);
});

/* Editing */

test("a clerk edits a draft: content is replaced, the history says what changed, an older version is refused", async () => {
  const road = aRoad(world, here);
  await register(road);
  const { values } = await world.as(clerk).projects.forEdit({ id: road.id });
  const edited = {
    ...values,
    name: "Đường mới",
    sources: [{ sourceCode: "province", amount: "1000" }],
    milestones: [],
  };
  await world.as(clerk).projects.edit({ ...edited, ...op() });
  expect(await get(road.id)).toMatchObject({
    name: "Đường mới",
    version: 2,
    totalAmount: "1000",
    milestones: [],
    details: { quantities: [{ least: 8.73 }, { least: 5.5 }] },
  });
  expect(await problemOf(world.as(clerk).projects.edit({ ...edited, ...op() }))).toMatchObject({
    code: "changed_meanwhile",
  });
  const [, event] = await world.history(road.id);
  expect(event).toMatchObject({ event: "project.edited" });
  expect(event?.detail.changes).toContainEqual({ field: "totalAmount", before: "110000000000", after: "1000" });
});

test("of two who edit at once one wins, and the other is told", async () => {
  const road = aRoad(world, here);
  await register(road);
  const { values } = await world.as(clerk).projects.forEdit({ id: road.id });
  const other = await world.person("clerk", here);
  const codes = await Promise.all(
    [clerk, other].map(async (who) => (await problemOf(world.as(who).projects.edit({ ...values, ...op() }))).code),
  );
  expect(codes.sort()).toEqual(["changed_meanwhile", "none"]);
});

test("the kind of a project stays what it was", async () => {
  const road = aRoad(world, here);
  await register(road);
  const { values } = await world.as(clerk).projects.forEdit({ id: road.id });
  const model = aModel(world, here, []);
  expect(await problemOf(world.as(clerk).projects.edit({ ...values, details: model.details, ...op() }))).toMatchObject({
    code: "project_not_editable",
    fields: [{ path: "details.kind" }],
  });
});

test("a draft is put aside and taken back; what was submitted is not", async () => {
  const road = aRoad(world, here);
  await register(road);
  await world.as(clerk).projects.bin({ id: road.id, ...op() });
  expect(await problemOf(world.as(clerk).projects.bin({ id: road.id, ...op() }))).toMatchObject({
    code: "project_step_not_allowed",
  });
  expect((await world.as(clerk).projects.list({ binned: true })).items.map(({ id }) => id)).toContain(road.id);
  expect((await world.as(clerk).projects.list({})).items.map(({ id }) => id)).not.toContain(road.id);
  expect(await problemOf(world.as(clerk).projects.submit({ id: road.id, version: 1, ...op() }))).toMatchObject({
    code: "project_step_not_allowed",
  });
  expect(await get(road.id)).toMatchObject({ binned: true, may: ["restore"] });
  await world.as(clerk).projects.restore({ id: road.id, ...op() });
  expect(await problemOf(world.as(clerk).projects.restore({ id: road.id, ...op() }))).toMatchObject({
    code: "project_step_not_allowed",
  });
  await world.as(clerk).projects.submit({ id: road.id, version: 1, ...op() });
  expect(await problemOf(world.as(clerk).projects.bin({ id: road.id, ...op() }))).toMatchObject({
    code: "project_step_not_allowed",
  });
  await world.rawAs(clerk, async (query) => {
    await expect(query("update projects set binned_at = now() where id = $1", [road.id])).rejects.toThrow(
      /only_drafts_are_binned/,
    );
  });
});

/* Submitting and deciding */

test("a clerk submits: the request has the total and the content field by field, totals first, and waits for the first step", async () => {
  const household = await aHousehold(world, here, { class: "poor", name: "Chìu Thị Bảy" });
  const model = aModel(world, here, [household]);
  const { requestId } = await submitted(world, clerk, model);
  const [request] = await world.sql<{ amount: string; changes: { field: string; before: unknown; after: unknown }[] }>(
    "select amount, changes from requests where id = $1",
    [requestId],
  );
  expect(request?.amount).toBe("420000000");
  expect(request?.changes.slice(0, 5)).toEqual([
    { field: "totalAmount", before: null, after: "420000000" },
    { field: "central", group: "sources", before: null, after: "400000000" },
    { field: "social", group: "sources", before: null, after: "20000000" },
    { field: "householdCount", before: null, after: 1 },
    { field: "poor", group: "householdClasses", before: null, after: 1 },
  ]);
  expect(JSON.stringify(request)).not.toContain("Chìu");
  expect(await get(model.id)).toMatchObject({
    status: "submitted",
    may: [],
    versions: [{ version: 1, approvedAt: null }],
    request: {
      status: "open",
      waitingStep: 1,
      waitingRole: "leader",
      waitingUnitName: "commune Bình Liêu",
      steps: [
        { step: 1, role: "leader", verdict: null },
        { step: 2, role: "manager", unitName: "province Here" },
      ],
    },
  });
  expect((await world.history(model.id)).map(({ event }) => event)).toContain("project.submitted");
});

test("submitted twice it is refused, also when both arrive together", async () => {
  const road = aRoad(world, here);
  await register(road);
  const codes = await Promise.all(
    [1, 2, 3, 4].map(
      async () => (await problemOf(world.as(clerk).projects.submit({ id: road.id, version: 1, ...op() }))).code,
    ),
  );
  expect(codes.sort()).toEqual(["none", ...Array(3).fill("project_step_not_allowed")]);
  expect(await world.sql("select 1 from requests where subject_id = $1", [road.id])).toHaveLength(1);
});

test("the same submission twice has one effect", async () => {
  const road = aRoad(world, here);
  await register(road);
  const operation = op();
  const both = await Promise.all(
    [1, 2].map(() => world.as(clerk).projects.submit({ id: road.id, version: 1, ...operation })),
  );
  expect(both[0]).toEqual(both[1]);
});

test("what is submitted is what was seen: an older version is refused", async () => {
  const road = aRoad(world, here);
  await register(road);
  const { values } = await world.as(clerk).projects.forEdit({ id: road.id });
  await world.as(clerk).projects.edit({ ...values, ...op() });
  expect(await problemOf(world.as(clerk).projects.submit({ id: road.id, version: 1, ...op() }))).toMatchObject({
    code: "changed_meanwhile",
  });
});

test("nobody but a clerk submits, and not the clerk of the next commune", async () => {
  const road = aRoad(world, here);
  await register(road);
  const submit = (who: Person) => problemOf(world.as(who).projects.submit({ id: road.id, version: 1, ...op() }));
  expect(await submit(by.leader)).toMatchObject({ code: "not_allowed" });
  expect(await submit(by.manager)).toMatchObject({ code: "not_allowed" });
  expect(await submit(neighbour)).toMatchObject({ code: "not_found" });
});

test("a file with something missing names each field, on the page and at submission alike", async () => {
  const road = { ...aRoad(world, here, { quantities: [] }), sources: [] };
  await register(road);
  const problem = await problemOf(world.as(clerk).projects.submit({ id: road.id, version: 1, ...op() }));
  expect(problem.code).toBe("project_has_no_sources");
  expect(fieldsOf(problem)).toEqual(["sources:project_has_no_sources", "details.quantities:required"]);
  expect((await get(road.id)).problems.submit).toEqual(problem.fields);
});

test("approved by all steps it may start, its version is kept, and nothing of it is edited any more", async () => {
  const model = aModel(world, here, [await aHousehold(world, here, { class: "poor" })]);
  const { requestId } = await submitted(world, clerk, model);
  await world.as(by.leader).requests.decide({ requestId, verdict: "approve", ...op() });
  expect((await get(model.id)).status).toBe("submitted");
  await world.as(by.manager).requests.decide({ requestId, verdict: "approve", ...op() });
  const project = await get(model.id);
  expect(project).toMatchObject({
    status: "approved",
    may: ["start", "attachFile", "attachDocument"],
    request: { status: "approved", steps: [{ verdict: "approve", decidedBy: "leader" }, { verdict: "approve" }] },
  });
  expect(project.versions[0]?.approvedAt).not.toBeNull();
  const { unitId: _, ...sent } = model;
  expect(await problemOf(world.as(clerk).projects.edit({ ...sent, version: 1, ...op() }))).toMatchObject({
    code: "project_not_editable",
  });
  expect(await problemOf(world.as(clerk).projects.forEdit({ id: model.id }))).toMatchObject({
    code: "project_not_editable",
  });
  expect((await world.history(model.id)).map(({ event, person_id }) => [event, person_id])).toContainEqual([
    "project.approved",
    by.manager.id,
  ]);
});

test("returned it is edited and submitted again as its second version; rejected it is neither", async () => {
  const road = aRoad(world, here);
  const first = await submitted(world, clerk, road);
  await world
    .as(by.manager)
    .requests.decide({ requestId: first.requestId, verdict: "return", reason: "Thiếu hồ sơ", ...op() });
  expect(await get(road.id)).toMatchObject({
    status: "returned",
    may: ["edit", "submit", "attachFile", "attachDocument"],
    request: { status: "returned", steps: [{ verdict: "return", reason: "Thiếu hồ sơ" }] },
  });
  const second = await world.as(clerk).projects.submit({ id: road.id, version: 1, ...op() });
  await world
    .as(by.manager)
    .requests.decide({ requestId: second.requestId, verdict: "reject", reason: "Trùng dự án", ...op() });
  const project = await get(road.id);
  expect(project).toMatchObject({ status: "rejected", may: [] });
  expect(project.versions.map(({ version }) => version)).toEqual([1, 2]);
  expect(await problemOf(world.as(clerk).projects.submit({ id: road.id, version: 1, ...op() }))).toMatchObject({
    code: "project_step_not_allowed",
  });
});

test("the database itself keeps to the path of the kind, and takes nobody's word for a decision", async () => {
  const road = aRoad(world, here);
  await register(road);
  const approve = () =>
    world.rawAs(clerk, async (query) => query("update projects set status = 'approved' where id = $1", [road.id]));
  await expect(approve()).rejects.toMatchObject({ constraint: "project_follows_the_path_of_its_kind" });
  await world.as(clerk).projects.submit({ id: road.id, version: 1, ...op() });
  await expect(approve()).rejects.toMatchObject({ constraint: "approved_project_was_decided_on" });
});

test.each([
  ["its name", "update projects set name = 'khác' where id = $1"],
  ["a source", "delete from project_sources where project_id = $1"],
  ["a household", "delete from participations where project_id = $1"],
  ["what is bought", "delete from project_inputs where project_id = $1"],
  ["its details", "update livelihood_details set form = 'cooperative' where project_id = $1"],
])("once submitted the database keeps %s as it was", async (_, change) => {
  const model = aModel(world, here, [await aHousehold(world, here, { class: "poor" })]);
  await submitted(world, clerk, model);
  await expect(world.rawAs(clerk, (query) => query(change, [model.id]))).rejects.toMatchObject({
    constraint: "submitted_content_stays",
  });
});

/* Livelihood */

test("the class of a household is frozen as it was on the day it joined", async () => {
  const household = await aHousehold(world, here);
  await aClass(world, household, "poor", { from: "2024-01-01", to: "2025-01-01", round: "2023" });
  await aClass(world, household, "newly_escaped", { from: "2025-01-01", round: "2024" });
  const provincial = newId();
  await world.sql(
    `insert into standards (id, code, name, province_id, rural_line, urban_line, min_deprivations, valid_from) values ($1, 'T', '{}', $2, 1, 1, 3, '2021-01-01')`,
    [provincial, world.province.id],
  );
  await aClass(world, household, "near_poor", { from: "2024-03-01", standard: provincial });
  const model = aModel(world, here, [household]);
  model.details.households[0]!.joinedOn = "2024-06-01";
  await register(model);
  expect((await get(model.id)).details).toMatchObject({ households: [{ classAtJoining: "poor" }] });
  const { values } = await world.as(clerk).projects.forEdit({ id: model.id });
  if (values.details.kind !== "livelihood") throw new Error("a model");
  values.details.households[0]!.joinedOn = "2025-06-01";
  await world.as(clerk).projects.edit({ ...values, ...op() });
  expect((await get(model.id)).details).toMatchObject({ households: [{ classAtJoining: "newly_escaped" }] });
});

test("a household without a class on that day, of another commune, or twice, is refused at its row", async () => {
  const [classed, unclassed] = [await aHousehold(world, here, { class: "poor" }), await aHousehold(world, here)];
  const stranger = await aHousehold(world, there, { class: "poor" });
  expect(fieldsOf(await problemOf(register(aModel(world, here, [classed, unclassed]))))).toEqual([
    "details.households.1.householdId:household_has_no_class",
  ]);
  expect(fieldsOf(await problemOf(register(aModel(world, here, [stranger, classed]))))).toEqual([
    "details.households.0.householdId:household_elsewhere",
  ]);
  expect(fieldsOf(await problemOf(register(aModel(world, here, [classed, classed]))))).toEqual([
    "details.households.1.householdId:household_twice",
  ]);
});

test("a group needs households, half of them of the target groups; a cooperative only needs households", async () => {
  const submit = async (project: ReturnType<typeof aModel>) => {
    await register(project);
    return problemOf(world.as(clerk).projects.submit({ id: project.id, version: 1, ...op() }));
  };
  const poor = await aHousehold(world, here, { class: "poor" });
  const others = [
    await aHousehold(world, here, { class: "not_poor" }),
    await aHousehold(world, here, { class: "average_standard" }),
  ];
  expect(await submit(aModel(world, here, []))).toMatchObject({ code: "project_has_no_households" });
  expect(await submit(aModel(world, here, [poor, ...others]))).toMatchObject({
    code: "too_few_target_households",
    values: { least: 50 },
  });
  expect(await submit(aModel(world, here, [poor, others[0]!]))).toMatchObject({ code: "none" });
  expect(await submit(aModel(world, here, others, { form: "cooperative" }))).toMatchObject({ code: "none" });
});

test("a model runs: started, reported, never falling without a reason, completed", async () => {
  const model = aModel(world, here, [await aHousehold(world, here, { class: "poor" })]);
  model.milestones = [{ id: newId(), name: "Giao bò", plannedOn: "2025-05-01" }];
  const id = await approved(world, clerk, by, model);
  const mine = world.as(clerk).projects;
  const report = (over: Record<string, unknown>) =>
    mine.reportProgress({
      id,
      reportId: newId(),
      onDate: "2025-06-01",
      progress: 4000,
      note: "",
      correction: false,
      ...over,
      ...op(),
    });
  expect(await problemOf(report({}))).toMatchObject({ code: "project_step_not_allowed" });
  expect(await problemOf(mine.start({ id, startedOn: "2099-01-01", ...op() }))).toMatchObject({
    code: "day_has_not_come",
  });
  await mine.start({ id, startedOn: "2025-04-01", ...op() });
  expect(await problemOf(mine.start({ id, startedOn: "2025-04-01", ...op() }))).toMatchObject({
    code: "project_step_not_allowed",
  });
  await report({});
  expect(await problemOf(report({ progress: 3000 }))).toMatchObject({
    code: "progress_falls",
    fields: [{ path: "progress" }],
  });
  expect(fieldsOf(await problemOf(report({ progress: 3000, correction: true })))).toEqual(["note:required"]);
  expect(await problemOf(report({ onDate: "2025-03-01", progress: 5000 }))).toMatchObject({ code: "day_before_step" });
  await report({ progress: 3000, correction: true, note: "Hai con bò chết" });
  const milestoneId = model.milestones[0]!.id;
  await mine.reachMilestone({ id, milestoneId, actualOn: "2025-05-20", ...op() });
  expect(
    await problemOf(mine.reachMilestone({ id, milestoneId: newId(), actualOn: "2025-05-20", ...op() })),
  ).toMatchObject({ code: "not_found" });
  expect(await get(id)).toMatchObject({
    status: "in_progress",
    progress: 3000,
    startedOn: "2025-04-01",
    milestones: [{ actualOn: "2025-05-20" }],
    progressReports: [{ progress: 4000 }, { progress: 3000, correction: true }],
  });
  expect(await problemOf(mine.completeLivelihood({ id, completedOn: "2025-03-31", note: "", ...op() }))).toMatchObject({
    code: "day_before_step",
  });
  await mine.completeLivelihood({ id, completedOn: "2025-11-30", note: "Quay vòng cho 6 hộ", ...op() });
  expect(await get(id)).toMatchObject({ status: "completed", completedOn: "2025-11-30", progress: 10000 });
  expect(await problemOf(mine.completeLivelihood({ id, completedOn: "2025-11-30", note: "", ...op() }))).toMatchObject({
    code: "project_step_not_allowed",
  });
  expect((await world.history(id)).map(({ event }) => event)).toEqual(
    expect.arrayContaining([
      "project.started",
      "project.progress_reported",
      "project.milestone_reached",
      "project.completed",
    ]),
  );
});

test("of two reports at once none makes progress fall", async () => {
  const id = await approved(world, clerk, by, aRoad(world, here));
  await world.as(clerk).projects.start({ id, startedOn: "2025-04-01", ...op() });
  const codes = await Promise.all(
    [1000, 9000, 2000, 8000].map(
      async (progress) =>
        (
          await problemOf(
            world.as(clerk).projects.reportProgress({
              id,
              reportId: newId(),
              onDate: "2025-06-01",
              progress,
              note: "",
              correction: false,
              ...op(),
            }),
          )
        ).code,
    ),
  );
  expect(new Set(codes)).toEqual(new Set(codes.includes("progress_falls") ? ["none", "progress_falls"] : ["none"]));
  expect((await get(id)).progress).toBe(9000);
  await world.rawAs(clerk, async (query) => {
    await expect(
      query(
        `insert into progress_reports (id, project_id, unit_id, province_id, on_date, progress, reported_by) values ($1, $2, $3, $4, '2025-07-01', 10, $5)`,
        [newId(), id, here.id, here.provinceId, clerk.id],
      ),
    ).rejects.toThrow(/progress falls/);
  });
});

/* Housing */

test("the norm in force on the decision date is frozen, and the budget's grant stays within it", async () => {
  const household = await aHousehold(world, here, { class: "poor" });
  const house = aHouse(world, household, { decisionOn: "2024-06-01" });
  await register(house);
  expect((await get(house.id)).details).toMatchObject({ normAmount: "50000000" });
  const over = {
    ...aHouse(world, household, { decisionOn: "2024-06-01" }),
    sources: [{ sourceCode: "central", amount: "50000001" }],
  };
  expect(await problemOf(register(over))).toMatchObject({
    code: "above_norm",
    values: { norm: "50000000", over: "1" },
    fields: [{ path: "sources" }],
  });
  // What others give is beside the grant.
  over.sources = [
    { sourceCode: "central", amount: "50000000" },
    { sourceCode: "social", amount: "20000000" },
  ];
  await register(over);
  expect(await problemOf(register(aHouse(world, household, { decisionOn: "2020-06-01" })))).toMatchObject({
    code: "no_norm_in_force",
    fields: [{ path: "details.decisionOn" }],
  });
  const { values } = await world.as(clerk).projects.forEdit({ id: house.id });
  if (values.details.kind !== "housing") throw new Error("a house");
  await world.as(clerk).projects.edit({ ...values, details: { ...values.details, decisionOn: "2024-11-10" }, ...op() });
  expect((await get(house.id)).details).toMatchObject({ normAmount: "60000000" });
});

test("a province's own norm comes before the nation's", async () => {
  await world.sql(
    `insert into norms (id, line_id, work_kind, amount, province_id, valid_from) values ($1, $2, 'repair', 40000000, $3, '2025-01-01')`,
    [newId(), world.ids.line, world.province.id],
  );
  const house = aHouse(world, await aHousehold(world, here, { class: "poor" }), {
    workKind: "repair",
    designArea: null,
  });
  house.sources = [{ sourceCode: "central", amount: "40000000" }];
  await register(house);
  expect((await get(house.id)).details).toMatchObject({ normAmount: "40000000" });
});

test("a house lies in its household's unit, also one that ended; a household of elsewhere is refused", async () => {
  const successor = await world.commune("Xã mới");
  const old = await world.unit("Xã cũ", "commune", world.province, { to: "2025-07-01" });
  await world.sql(
    `insert into unit_links (id, predecessor_id, successor_id, kind, effective_on) values ($1, $2, $3, 'merged_into_new', '2025-07-01')`,
    [newId(), old.id, successor.id],
  );
  await world.sql("select app.rebuild_unit_reach()");
  const household = await aHousehold(world, old, { class: "poor" });
  const officer = await world.person("clerk", successor);
  const house = { ...aHouse(world, household), unitId: successor.id };
  await register(house, officer);
  expect((await get(house.id, officer)).unit).toMatchObject({
    name: "commune Xã cũ",
    heir: { id: successor.id, name: "commune Xã mới", since: "2025-07-01" },
  });
  const stranger = { ...aHouse(world, await aHousehold(world, there, { class: "poor" })), unitId: here.id };
  expect(await problemOf(register(stranger))).toMatchObject({
    code: "household_elsewhere",
    fields: [{ path: "details.householdId" }],
  });
});

test.each([
  ["two of three parts are sound and there is room", { badFrame: false, areaBefore: 24 }, "house_was_sound"],
  ["a sound house is too small for those in it", { badFoundation: false, badFrame: false, areaBefore: 7.99 }, "none"],
  ["the new house is planned too small", { designArea: 29.99 }, "design_area_too_small"],
  ["a repair needs no area", { workKind: "repair", designArea: null }, "none"],
  ["the decision date is missing", { decisionOn: null }, "project_incomplete"],
])("a house is submitted or not: %s", async (_, details, code) => {
  const house = aHouse(world, await aHousehold(world, here, { class: "poor" }), details);
  house.sources = [{ sourceCode: "central", amount: "25000000" }];
  await register(house);
  expect(await problemOf(world.as(clerk).projects.submit({ id: house.id, version: 1, ...op() }))).toMatchObject({
    code,
  });
});

test("a family that was housed before is named on the page and refused at submission, also by the split household's origin", async () => {
  const origin = await aHousehold(world, here, { class: "poor" });
  await aSupport(world, origin);
  const split = await aHousehold(world, here, { class: "poor", splitFrom: origin });
  const house = aHouse(world, split);
  await register(house);
  const values = {
    date: "2022-05-26",
    unit: "Bình Liêu",
  };
  expect((await get(house.id)).problems.submit).toEqual([
    { path: "details.householdId", code: "housed_before", values },
  ]);
  expect(await problemOf(world.as(clerk).projects.submit({ id: house.id, version: 1, ...op() }))).toMatchObject({
    code: "housed_before",
    values,
    fields: [{ path: "details.householdId" }],
  });
});

test("of two submissions for one family at once exactly one is taken, ten rounds", async () => {
  for (let round = 0; round < 10; round++) {
    const origin = await aHousehold(world, here, { class: "poor" });
    const split = await aHousehold(world, here, { class: "poor", splitFrom: origin });
    const houses = [aHouse(world, origin), aHouse(world, split)];
    for (const house of houses) await register(house);
    const codes = await Promise.all(
      houses.map(
        async ({ id }) => (await problemOf(world.as(clerk).projects.submit({ id, version: 1, ...op() }))).code,
      ),
    );
    expect(codes.sort()).toEqual(["housed_before", "none"]);
    expect(
      await world.sql("select 1 from supports where family_id = $1 and state = 'planned'", [origin.id]),
    ).toHaveLength(1);
  }
});

test.each(["return", "reject"] as const)("a verdict of %s frees the family for another file", async (verdict) => {
  const household = await aHousehold(world, here, { class: "poor" });
  const { requestId } = await submitted(world, clerk, aHouse(world, household));
  const second = aHouse(world, household);
  await register(second);
  const submit = () => problemOf(world.as(clerk).projects.submit({ id: second.id, version: 1, ...op() }));
  expect(await submit()).toMatchObject({ code: "housed_before" });
  await world.as(by.leader).requests.decide({ requestId, verdict, reason: "Chưa đủ giấy tờ", ...op() });
  expect(await submit()).toMatchObject({ code: "none" });
});

test("a house is built: stages in order with photos, then complete, and the help is received", async () => {
  const household = await aHousehold(world, here, { class: "poor" });
  const id = await approved(world, clerk, by, aHouse(world, household));
  const mine = world.as(clerk).projects;
  const photoFileId = await aFile(world, here, clerk);
  const stage = (over: Record<string, unknown> = {}) =>
    mine.reportStage({
      id,
      reportId: newId(),
      stage: "foundation",
      reachedOn: "2025-03-15",
      photoFileId,
      ...over,
      ...op(),
    } as never);
  expect(await problemOf(stage({ stage: "frame" }))).toMatchObject({ code: "stage_out_of_order" });
  expect(await problemOf(stage({ photoFileId: newId() }))).toMatchObject({
    code: "unknown_file",
    fields: [{ path: "photoFileId" }],
  });
  expect(await problemOf(stage({ photoFileId: await aFile(world, here, clerk, "application/pdf") }))).toMatchObject({
    code: "not_a_photo",
  });
  expect(await problemOf(stage({ photoFileId: await aFile(world, there, neighbour) }))).toMatchObject({
    code: "unknown_file",
  });
  expect(await problemOf(stage({ reachedOn: "2099-01-01" }))).toMatchObject({ code: "day_has_not_come" });
  await stage();
  expect(await get(id)).toMatchObject({ status: "in_progress", startedOn: "2025-03-15", progress: 2500 });
  expect(await problemOf(stage())).toMatchObject({ code: "stage_already_reported" });
  expect(await problemOf(stage({ stage: "frame", reachedOn: "2025-03-14" }))).toMatchObject({
    code: "day_before_step",
  });
  const both = await Promise.all(
    [1, 2].map(async () => (await problemOf(stage({ stage: "frame", reachedOn: "2025-04-15" }))).code),
  );
  expect(both.sort()).toEqual(["none", "stage_already_reported"]);
  expect((await get(id)).problems.completeHousing).toEqual([{ path: "stages", code: "stages_missing" }]);
  await stage({ stage: "roof", reachedOn: "2025-05-15" });
  await stage({ stage: "completed", reachedOn: "2025-06-15" });
  await mine.completeHousing({ ...(await aCompletion(world, clerk, here, id)), ...op() });
  expect(await get(id)).toMatchObject({
    status: "completed",
    progress: 10000,
    completedOn: "2025-06-20",
    details: {
      hardRoof: true,
      areaAfter: 42,
      signedOn: "2025-06-20",
      stages: [{ stage: "foundation" }, {}, {}, { stage: "completed" }],
    },
  });
  expect(
    await world.sql("select state, amount::text, on_date::text from supports where project_id = $1", [id]),
  ).toEqual([{ state: "received", amount: "50000000", on_date: "2025-06-20" }]);
  expect(
    await problemOf(
      world.as(by.leader).projects.completeHousing({ ...(await aCompletion(world, clerk, here, id)), ...op() }),
    ),
  ).toMatchObject({ code: "not_allowed" });
});

test("a house is not complete with one thing missing, by rule and by the database alone", async () => {
  const id = await approved(world, clerk, by, aHouse(world, await aHousehold(world, here, { class: "poor" })));
  await built(world, clerk, here, id, 3);
  const complete = async (over: Record<string, unknown> = {}) =>
    problemOf(
      world
        .as(clerk)
        .projects.completeHousing({ ...(await aCompletion(world, clerk, here, id, over)), ...op() } as never),
    );
  const whole =
    "hard_foundation = true, hard_frame = true, hard_roof = true, area_after = 42, signed_on = '2025-06-20', signature_file_id = $2";
  const file = await aFile(world, here, clerk);
  const byHand = (set: string) =>
    world.rawAs(clerk, async (query) => {
      await query(`update housing_details set ${whole} where project_id = $1`, [id, file]);
      if (set) await query(`update housing_details set ${set} where project_id = $1`, [id]);
      try {
        await query("update projects set status = 'completed' where id = $1", [id]);
      } catch (error) {
        return (error as { constraint?: string }).constraint;
      }
      return "none";
    });
  expect(await complete()).toMatchObject({ code: "stages_missing" });
  expect(await byHand("")).toBe("completed_house_has_all_stages");
  await world.as(clerk).projects.reportStage({
    id,
    reportId: newId(),
    stage: "completed",
    reachedOn: "2025-06-15",
    photoFileId: file,
    ...op(),
  });
  for (const [over, code, set, constraint] of [
    [{ hardFoundation: false }, "three_hards_missing", "hard_foundation = false", "completed_house_has_three_hards"],
    [{ hardFrame: false }, "three_hards_missing", "hard_frame = false", "completed_house_has_three_hards"],
    [{ hardRoof: false }, "three_hards_missing", "hard_roof = false", "completed_house_has_three_hards"],
    [{ areaAfter: 29.99 }, "house_area_too_small", "area_after = 29.99", "completed_new_house_has_30_m2"],
    [{ signatureFileId: null }, "signature_missing", "signature_file_id = null", "completed_house_is_signed_for"],
    [{ signedOn: null }, "signature_missing", "signed_on = null", "completed_house_is_signed_for"],
  ] as const) {
    expect(await complete(over), JSON.stringify(over)).toMatchObject({ code });
    expect(await byHand(set), set).toBe(constraint);
  }
  expect(await complete({ completedOn: "2025-06-14" })).toMatchObject({ code: "day_before_step" });
  expect(await byHand("")).toBe("none");
  expect((await get(id)).status).toBe("in_progress");
});

/* Infrastructure */

test("a work is accepted, handed over and put into operation, in that order and under documents", async () => {
  const id = await approved(world, clerk, by, aRoad(world, here));
  const mine = world.as(clerk).projects;
  const documentId = world.ids.document;
  const accept = (over = {}) => mine.acceptWork({ id, acceptedOn: "2025-09-30", documentId, ...over, ...op() });
  const hand = (over = {}) => mine.handOver({ id, handedOverOn: "2025-10-10", documentId, ...over, ...op() });
  const operate = (over = {}) => mine.putInOperation({ id, inOperationOn: "2025-10-20", ...over, ...op() });
  expect(await problemOf(accept())).toMatchObject({ code: "project_step_not_allowed" });
  await mine.start({ id, startedOn: "2025-04-01", ...op() });
  expect(await problemOf(hand())).toMatchObject({ code: "project_step_not_allowed" });
  expect(await problemOf(accept({ acceptedOn: "2025-03-31" }))).toMatchObject({ code: "day_before_step" });
  expect(await problemOf(accept({ documentId: newId() }))).toMatchObject({ code: "unknown_document" });
  await accept();
  expect(await get(id)).toMatchObject({
    status: "completed",
    completedOn: "2025-09-30",
    progress: 10000,
    details: { acceptanceDocument: "1/QĐ-UBND" },
  });
  expect((await get(id)).problems.putInOperation).toEqual([{ path: "inOperationOn", code: "not_handed_over_yet" }]);
  expect(await problemOf(operate())).toMatchObject({ code: "not_handed_over_yet" });
  expect(await problemOf(hand({ handedOverOn: "2025-09-01" }))).toMatchObject({ code: "day_before_step" });
  await hand();
  expect(await problemOf(hand())).toMatchObject({ code: "project_step_not_allowed" });
  expect(await problemOf(operate({ inOperationOn: "2025-10-01" }))).toMatchObject({ code: "day_before_step" });
  await operate();
  expect(await get(id)).toMatchObject({
    status: "in_operation",
    details: { handedOverOn: "2025-10-10", inOperationOn: "2025-10-20" },
  });
  expect(await problemOf(operate())).toMatchObject({ code: "project_step_not_allowed" });
  expect((await world.history(id)).map(({ event }) => event)).toEqual(
    expect.arrayContaining(["project.accepted", "project.handed_over", "project.put_in_operation"]),
  );
});

test("the database alone asks for acceptance before completion and hand-over before operation", async () => {
  const id = await approved(world, clerk, by, aRoad(world, here));
  await world.as(clerk).projects.start({ id, startedOn: "2025-04-01", ...op() });
  const byHand = (status: string, ...before: string[]) =>
    world.rawAs(clerk, async (query) => {
      for (const text of before) await query(text, [id]);
      await expect(query("update projects set status = $2 where id = $1", [id, status])).rejects.toThrow(
        status === "completed" ? /acceptance/ : /handover/,
      );
    });
  await byHand("completed");
  await byHand(
    "in_operation",
    "update infrastructure_details set accepted_on = '2025-09-30' where project_id = $1",
    "update projects set status = 'completed' where id = $1",
  );
});

test("a step of one kind is no step of another", async () => {
  const road = await approved(world, clerk, by, aRoad(world, here));
  const mine = world.as(clerk).projects;
  await mine.start({ id: road, startedOn: "2025-04-01", ...op() });
  expect(
    await problemOf(mine.completeLivelihood({ id: road, completedOn: "2025-05-01", note: "", ...op() })),
  ).toMatchObject({ code: "project_step_not_allowed" });
  expect(
    await problemOf(mine.completeHousing({ ...(await aCompletion(world, clerk, here, road)), ...op() })),
  ).toMatchObject({ code: "project_step_not_allowed" });
  const house = await approved(world, clerk, by, aHouse(world, await aHousehold(world, here, { class: "poor" })));
  expect(await problemOf(mine.start({ id: house, startedOn: "2025-04-01", ...op() }))).toMatchObject({
    code: "project_step_not_allowed",
  });
  expect(
    await problemOf(mine.acceptWork({ id: house, acceptedOn: "2025-05-01", documentId: world.ids.document, ...op() })),
  ).toMatchObject({ code: "project_step_not_allowed" });
});

type Sent = Record<string, unknown> & { id: string };
const started = async (project: Parameters<typeof approved>[3]) => {
  const id = await approved(world, clerk, by, project);
  await world.as(clerk).projects.start({ id, startedOn: "2025-04-01", ...op() });
  return id;
};
const someHouse = async (upTo: number) => {
  const house = aHouse(world, await aHousehold(world, here, { class: "poor" }));
  const id = await approved(world, clerk, by, house);
  await built(world, clerk, here, id, upTo);
  return id;
};
const acceptedRoad = async () => {
  const id = await started(aRoad(world, here));
  await world.as(clerk).projects.acceptWork({ id, acceptedOn: "2025-09-30", documentId: world.ids.document, ...op() });
  return id;
};
const draft = async () => {
  const road = aRoad(world, here);
  await register(road);
  return road.id;
};
const again = "project_step_not_allowed";

/** Each command at the moment when it may be done, and what the second to come is told. */
const moments: [command: string, moment: () => Promise<Sent>, second: string][] = [
  ["bin", async () => ({ id: await draft() }), again],
  [
    "restore",
    async () => {
      const id = await draft();
      await world.as(clerk).projects.bin({ id, ...op() });
      return { id };
    },
    again,
  ],
  ["start", async () => ({ id: await approved(world, clerk, by, aRoad(world, here)), startedOn: "2025-04-01" }), again],
  [
    "reportProgress",
    async () => ({
      id: await started(aRoad(world, here)),
      reportId: newId(),
      onDate: "2025-05-01",
      progress: 100,
      note: "",
      correction: false,
    }),
    "operation_reused",
  ],
  [
    "reachMilestone",
    async () => {
      const road = aRoad(world, here);
      return { id: await started(road), milestoneId: road.milestones[0]!.id, actualOn: "2025-05-01" };
    },
    "none",
  ],
  [
    "reportStage",
    async () => ({
      id: await someHouse(1),
      reportId: newId(),
      stage: "frame",
      reachedOn: "2025-04-15",
      photoFileId: await aFile(world, here, clerk),
    }),
    "stage_already_reported",
  ],
  ["completeHousing", async () => aCompletion(world, clerk, here, await someHouse(4)), again],
  [
    "completeLivelihood",
    async () => ({
      id: await started(aModel(world, here, [await aHousehold(world, here, { class: "poor" })])),
      completedOn: "2025-11-01",
      note: "",
    }),
    again,
  ],
  [
    "acceptWork",
    async () => ({ id: await started(aRoad(world, here)), acceptedOn: "2025-05-01", documentId: world.ids.document }),
    again,
  ],
  [
    "handOver",
    async () => ({ id: await acceptedRoad(), handedOverOn: "2025-10-10", documentId: world.ids.document }),
    again,
  ],
  [
    "putInOperation",
    async () => {
      const id = await acceptedRoad();
      await world
        .as(clerk)
        .projects.handOver({ id, handedOverOn: "2025-10-10", documentId: world.ids.document, ...op() });
      return { id, inOperationOn: "2025-10-20" };
    },
    again,
  ],
  [
    "attachFile",
    async () => ({
      id: await draft(),
      attachmentId: newId(),
      fileId: await aFile(world, here, clerk),
      kind: "photo",
      caption: "",
      takenOn: null,
    }),
    "already_attached",
  ],
  ["attachDocument", async () => ({ id: await draft(), documentId: world.ids.document }), "already_attached"],
];

const run = (who: Person, command: string, sent: Sent & { operationId?: string }) =>
  problemOf(
    (world.as(who).projects as unknown as Record<string, (sent: Sent) => Promise<unknown>>)[command]!({
      ...op(),
      ...sent,
    }),
  ).then(({ code }) => code);

test.each(moments)("only a clerk may %s, and not the next commune's", async (command, moment) => {
  const sent = await moment();
  expect(await run(by.leader, command, sent)).toBe("not_allowed");
  expect(await run(neighbour, command, sent)).toBe("not_found");
  await world.withoutPolicies(["projects"], async () => {
    expect(await run(neighbour, command, sent)).toBe("not_found");
  });
  const before = (await world.history(sent.id)).length;
  expect(await run(clerk, command, sent)).toBe("none");
  expect((await world.history(sent.id)).length).toBe(before + 1);
});

test.each(moments)(
  "of two at once who %s one is told what happened; the same operation twice is one",
  async (command, moment, second) => {
    const sent = await moment();
    const codes = await Promise.all([run(clerk, command, sent), run(clerk, command, sent)]);
    expect(codes.sort()).toEqual(["none", second].sort());
    const same = { ...(await moment()), ...op() };
    const before = (await world.history(same.id)).length;
    expect(await Promise.all([run(clerk, command, same), run(clerk, command, same)])).toEqual(["none", "none"]);
    expect((await world.history(same.id)).length).toBe(before + 1);
  },
);

/* Papers and photos */

test("photos and papers are attached also after approval, once each", async () => {
  const id = await approved(world, clerk, by, aRoad(world, here));
  const mine = world.as(clerk).projects;
  const fileId = await aFile(world, here, clerk);
  const attach = (over = {}) =>
    mine.attachFile({
      id,
      attachmentId: newId(),
      fileId,
      kind: "photo",
      caption: "Mặt đường",
      takenOn: "2025-05-01",
      ...over,
      ...op(),
    });
  await attach();
  expect(await problemOf(attach())).toMatchObject({ code: "already_attached", fields: [{ path: "fileId" }] });
  expect(await problemOf(attach({ fileId: await aFile(world, there, neighbour) }))).toMatchObject({
    code: "unknown_file",
  });
  expect(await problemOf(attach({ fileId: await aFile(world, here, clerk, "application/pdf") }))).toMatchObject({
    code: "not_a_photo",
  });
  expect(await problemOf(attach({ fileId: await aFile(world, here, clerk), takenOn: "2099-01-01" }))).toMatchObject({
    code: "day_has_not_come",
  });
  await mine.attachDocument({ id, documentId: world.ids.document, ...op() });
  expect(await problemOf(mine.attachDocument({ id, documentId: world.ids.document, ...op() }))).toMatchObject({
    code: "already_attached",
  });
  expect(await problemOf(mine.attachDocument({ id, documentId: newId(), ...op() }))).toMatchObject({
    code: "unknown_document",
  });
  expect(await get(id)).toMatchObject({
    files: [{ fileId, kind: "photo", caption: "Mặt đường", mediaType: "image/jpeg" }],
    documents: [{ id: world.ids.document }],
  });
  expect(
    await problemOf(world.as(by.leader).projects.attachDocument({ id, documentId: world.ids.document, ...op() })),
  ).toMatchObject({ code: "not_allowed" });
});

test("every project counted is a project kept", async () => {
  expect(await world.sql("select * from app.kept_total_differences()")).toEqual([]);
});

test("every household of a model has the help in its record: planned, given back on return, received in the end", async () => {
  const families = await Promise.all([1, 2, 3].map(() => aHousehold(world, here, { class: "poor" })));
  const model = aModel(world, here, families, {
    inputs: [{ id: newId(), item: "Bò cái sinh sản", quantity: 1, measure: "con", unitPrice: "28000001" }],
  });
  const lines = () =>
    world.sql<{ state: string; amount: string; on_date: string }>(
      "select state, amount, on_date from supports where project_id = $1 order by household_id, recorded_at",
      [model.id],
    );
  const { requestId } = await submitted(world, clerk, model);
  expect(await lines()).toEqual(families.map(() => expect.objectContaining({ state: "planned", amount: "9333333" })));
  expect((await world.history(families[0]!.id)).map(({ event }) => event)).toContain("support.planned");

  await world.as(by.leader).requests.decide({ requestId, verdict: "return", reason: "Thiếu biên bản", ...op() });
  expect((await lines()).map(({ state }) => state)).toEqual(["withdrawn", "withdrawn", "withdrawn"]);

  const { version } = await world.as(clerk).projects.get({ id: model.id });
  const again = await world.as(clerk).projects.submit({ id: model.id, version, ...op() });
  await world.as(by.leader).requests.decide({ requestId: again.requestId, verdict: "approve", reason: "", ...op() });
  await world.as(by.manager).requests.decide({ requestId: again.requestId, verdict: "approve", reason: "", ...op() });
  await world.as(clerk).projects.start({ id: model.id, startedOn: "2025-04-01", ...op() });
  await world.as(clerk).projects.completeLivelihood({ id: model.id, completedOn: "2025-11-30", note: "", ...op() });
  expect((await lines()).filter(({ state }) => state === "received")).toEqual(
    families.map(() => expect.objectContaining({ amount: "9333333", on_date: "2025-11-30" })),
  );
});
