import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../ids";
import { aClass, aHousehold, aSupport, householdCodes, someIdentity } from "../testing/households";
import { makeWorld, op, type Person, problemOf, type Unit, type World } from "../testing/world";

let world: World;
let here: Unit;
let there: Unit;
let village: Unit;
let clerk: Person;
let neighbour: Person;

beforeAll(async () => {
  world = await makeWorld();
  await householdCodes(world);
  here = await world.commune("Bình Liêu");
  there = await world.commune("Lục Hồn");
  village = await world.unit("Khe Mó", "village", here);
  await world.sql(
    "insert into unit_codes (id, unit_id, scheme, code, valid_from) values ($1, $2, 'gso', '22', '2020-01-01')",
    [newId(), world.province.id],
  );
  clerk = await world.person("clerk", here);
  neighbour = await world.person("clerk", there);
});
afterAll(() => world.end());

const person = (over: Record<string, unknown> = {}) => ({
  id: newId(),
  name: "Chíu Sáng Lỷ",
  bornOn: "1984-05-06",
  sex: "male" as const,
  relationship: "head",
  ethnicity: "dao",
  identity: null as string | null,
  ...over,
});

const dwelling = {
  villageId: null as string | null,
  address: "",
  phone: null as string | null,
  ethnicity: "dao",
  foundation: "not_durable" as const,
  frame: "durable" as const,
  roof: "not_durable" as const,
  area: 42 as number | null,
};

const form = (over: Record<string, unknown> = {}) => ({
  id: newId(),
  unitId: here.id,
  ...dwelling,
  members: [person(), person({ name: "Phùn Thị Mằn", relationship: "spouse", sex: "female" })],
  ...over,
});

/** A household registered by its clerk, with head, wife and son. */
async function registered(over: Record<string, unknown> = {}) {
  const people = [
    person({ identity: someIdentity() }),
    person({ name: "Phùn Thị Mằn", relationship: "spouse", sex: "female" }),
    person({ name: "Chíu Sáng Phú", relationship: "child", bornOn: "2003-01-02", identity: someIdentity() }),
  ];
  const input = form({ members: people, ...over });
  await world.as(clerk).households.register({ ...input, ...op() });
  return { id: input.id, people };
}

const editOf = (id: string, over: Record<string, unknown> = {}) => ({ id, version: 1, ...dwelling, ...over });

test("a clerk registers a household with its people, and everyone finds it under a code of the province", async () => {
  const input = form({ villageId: village.id, phone: "0912 345 678", address: "cạnh trường" });
  const { id, code } = await world.as(clerk).households.register({ ...input, ...op() });
  expect(id).toBe(input.id);
  expect(code).toMatch(/^H-22-\d{6}$/);

  const page = await world.as(clerk).households.get({ id });
  expect(page).toMatchObject({
    code,
    headName: "Chíu Sáng Lỷ",
    memberCount: 2,
    villageName: "Khe Mó",
    area: 42,
    familyId: id,
    currentClass: null,
    version: 1,
  });
  expect(page.members.map(({ name, relationship }) => [name, relationship])).toEqual([
    ["Chíu Sáng Lỷ", "head"],
    ["Phùn Thị Mằn", "spouse"],
  ]);
  expect(page.may).toEqual(["households.write", "households.reveal", "supports.record"]);
  for (const q of ["chiu sang ly", "Chíu Sáng", code, code.toLowerCase()]) {
    expect((await world.as(clerk).households.list({ q })).items.map((item) => item.id)).toContain(id);
  }
  expect(await world.history(id)).toMatchObject([
    { event: "household.registered", person_id: clerk.id, detail: { code, members: 2 } },
    { event: "household.read", detail: { fields: ["members", "dwelling", "classes"] } },
  ]);
});

test.each(["both walls", "procedures alone"])(
  "the clerk of the next commune sees and changes nothing: %s",
  async (walls) => {
    const { id, people } = await registered();
    const code = (await world.as(clerk).households.get({ id })).code;
    const as = world.as(neighbour).households;
    const look = async () => {
      expect((await as.list({ q: code })).total).toBe(0);
      expect(await as.list({ unit: here.id })).toMatchObject({ items: [], byClass: [] });
      expect(await as.list({ unit: here.id, q: code })).toMatchObject({ items: [], byClass: [] });
      expect(await as.search({ q: "chiu sang", unit: here.id })).toEqual([]);
      expect(await as.search({ q: "chiu sang" })).toEqual([]);
      expect(await as.search({ q: people[0]!.identity!.slice(-4) })).toEqual([]);
      const refused = await Promise.all(
        [
          as.get({ id }),
          as.form({ id }),
          as.edit({ ...editOf(id), ...op() }),
          as.end({ id, version: 1, endedOn: "2025-01-01", reason: "moved_out", ...op() }),
          as.addMember({ householdId: id, ...person({ relationship: "child" }), ...op() }),
          as.editMember({ ...withoutIdentity(people[1]!), version: 1, ...op() }),
          as.endMember({ id: people[1]!.id, endedOn: "2025-01-01", reason: "died", ...op() }),
          as.changeHead({ householdId: id, version: 1, memberId: people[1]!.id, formerHeadIs: "spouse", ...op() }),
          as.split({ ...splitOf(id, people[2]!.id), ...op() }),
          as.reveal({ memberId: people[0]!.id, reason: "curious" }),
        ].map((call) => problemOf(call)),
      );
      expect(refused.map((problem) => problem.code)).toEqual(Array(10).fill("not_found"));
      expect(await problemOf(as.register({ ...form(), ...op() }))).toMatchObject({ code: "unknown_unit" });
    };
    await (walls === "both walls"
      ? look()
      : world.withoutPolicies(["households", "members", "supports", "household_totals"], look));
  },
);

const withoutIdentity = ({ identity, ...rest }: ReturnType<typeof person>) => rest;
const splitOf = (fromId: string, memberId: string, over: Record<string, unknown> = {}) => ({
  id: newId(),
  fromId,
  version: 1,
  splitOn: "2025-03-14",
  ...dwelling,
  members: [{ id: newId(), memberId, relationship: "head" }],
  ...over,
});

test("row policies alone keep the neighbour out of households, people, classes and the name search", async () => {
  const { id, people } = await registered();
  await world.rawAs(neighbour, async (query) => {
    expect(await query("select id from households where id = $1", [id])).toEqual([]);
    expect(await query("select id from members where household_id = $1", [id])).toEqual([]);
    expect(await query("select * from household_class_periods where household_id = $1", [id])).toEqual([]);
    expect(await query("select app.households_like('%chiu%')")).toEqual([]);
    await query("update households set head_name = 'mine' where id = $1", [id]);
    await query("update members set name = 'mine' where id = $1", [people[0]!.id]);
    await expect(
      query(
        `insert into members (id, household_id, unit_id, province_id, name, folded, born_on, sex, relationship, ethnicity)
         values ($1, $2, $3, $4, 'x', 'x', '2000-01-01', 'male', 'child', 'dao')`,
        [newId(), id, here.id, here.provinceId],
      ),
    ).rejects.toThrow(/row-level security/);
  });
  await world.rawAs(clerk, async (query) => {
    await expect(query("delete from households where id = $1", [id])).rejects.toThrow(/permission denied/);
  });
  expect(await world.sql("select head_name from households where id = $1", [id])).toEqual([
    { head_name: "Chíu Sáng Lỷ" },
  ]);
});

test("leaders, inspectors and auditors read; only the clerk writes; finance does not even read", async () => {
  const { id } = await registered();
  for (const role of ["leader", "inspector", "auditor"] as const) {
    const other = world.as(await world.person(role, here)).households;
    expect((await other.get({ id })).may).toEqual(role === "auditor" ? ["audit.read"] : ["households.reveal"]);
    expect(await problemOf(other.register({ ...form(), ...op() }))).toMatchObject({ code: "not_allowed" });
    expect(await problemOf(other.edit({ ...editOf(id), ...op() }))).toMatchObject({ code: "not_allowed" });
  }
  const manager = await world.person("manager", world.province);
  expect((await world.as(manager).households.list({ unit: here.id })).total).toBeGreaterThan(0);
  const finance = await world.person("finance", here);
  expect(await problemOf(world.as(finance).households.list({}))).toMatchObject({ code: "not_allowed" });
  expect(await problemOf(world.as(undefined).households.get({ id }))).toMatchObject({ code: "not_signed_in" });
});

test("the same registration twice registers once, also when both arrive together", async () => {
  const input = { ...form(), ...op() };
  const both = await Promise.all([1, 2].map(() => world.as(clerk).households.register(input)));
  expect(both[0]).toEqual(both[1]);
  expect(await world.sql("select count(*)::int as n from members where household_id = $1", [input.id])).toEqual([
    { n: 2 },
  ]);
  expect(await world.history(input.id)).toHaveLength(1);
});

test("one person is not registered in two households, and the field is named, also across communes", async () => {
  const identity = someIdentity();
  await world.as(clerk).households.register({ ...form({ members: [person({ identity })] }), ...op() });
  const again = form({ unitId: there.id, members: [person(), person({ relationship: "child", identity })] });
  expect(await problemOf(world.as(neighbour).households.register({ ...again, ...op() }))).toMatchObject({
    code: "identity_in_other_household",
    fields: [{ path: "members.1.identity" }],
  });
});

test("two clerks register the same person at once: one household stands", async () => {
  const identity = someIdentity();
  const answers = await Promise.all([
    problemOf(world.as(clerk).households.register({ ...form({ members: [person({ identity })] }), ...op() })),
    problemOf(
      world
        .as(neighbour)
        .households.register({ ...form({ unitId: there.id, members: [person({ identity })] }), ...op() }),
    ),
  ]);
  expect(answers.map(({ code }) => code).sort()).toEqual(["identity_in_other_household", "none"]);
});

test("a household is not registered in a unit that no longer is", async () => {
  const old = await world.unit("Húc Động", "commune", world.province, { to: "2025-07-01" });
  await world.sql("insert into unit_reach (ancestor_id, unit_id) values ($1, $2) on conflict do nothing", [
    here.id,
    old.id,
  ]);
  expect(await problemOf(world.as(clerk).households.register({ ...form({ unitId: old.id }), ...op() }))).toMatchObject({
    code: "unit_not_in_force",
    fields: [{ path: "unitId" }],
  });
});

test.each([
  ["no head", { members: [person({ relationship: "child" })] }, "one_head", ["members"]],
  ["nobody", { members: [] }, "invalid", ["members"]],
  ["a birth tomorrow", { members: [person({ bornOn: "2999-01-01" })] }, "invalid", ["members.0.bornOn"]],
  ["a number of 11 digits", { members: [person({ identity: "01408400000" })] }, "invalid", ["members.0.identity"]],
  ["an unknown people", { ethnicity: "martian" }, "invalid", ["ethnicity"]],
  [
    "an unknown relationship",
    { members: [person(), person({ relationship: "cousin" })] },
    "invalid",
    ["members.1.relationship"],
  ],
  ["a house of minus one", { area: -1 }, "invalid", ["area"]],
  ["a village that is elsewhere", { villageId: newId() }, "village_elsewhere", ["villageId"]],
])("%s is refused at its field and nothing is written", async (_, over, code, paths) => {
  const input = form(over);
  const problem = await problemOf(world.as(clerk).households.register({ ...input, ...op() } as never));
  expect(problem.code).toBe(code);
  expect(problem.fields.map(({ path }) => path)).toEqual(paths);
  expect(await world.sql("select from households where id = $1", [input.id])).toEqual([]);
});

test("numbers are stored sealed, shown by four digits, and revealed by an act with a reason", async () => {
  const { id, people } = await registered();
  const identity = people[0]!.identity!;
  const page = await world.as(clerk).households.get({ id });
  expect(JSON.stringify(page)).not.toContain(identity);
  expect(page.members[0]!.identityTail).toBe(identity.slice(-4));
  const [stored] = await world.sql<{ row: string }>("select m::text as row from members m where id = $1", [
    people[0]!.id,
  ]);
  expect(stored!.row).not.toContain(identity);
  expect(await world.sql("select 1 from operations where outcome::text like $1", [`%${identity}%`])).toEqual([]);

  const leader = await world.person("leader", here);
  const reason = "đối chiếu căn cước khi ký hồ sơ";
  expect(await world.as(leader).households.reveal({ memberId: people[0]!.id, reason })).toEqual({ number: identity });
  const shown = (await world.history(id)).filter(({ event }) => event === "household.identity_revealed");
  expect(shown).toMatchObject([{ person_id: leader.id, detail: { reason, member: people[0]!.id } }]);
  expect(JSON.stringify(shown)).not.toContain(identity);
  expect(await world.sql("select 1 from operations where outcome::text like $1", [`%${identity}%`])).toEqual([]);

  expect(await problemOf(world.as(leader).households.reveal({ memberId: people[1]!.id, reason }))).toMatchObject({
    code: "no_identity",
  });
  expect(await problemOf(world.as(leader).households.reveal({ memberId: people[0]!.id, reason: " " }))).toMatchObject({
    fields: [{ path: "reason" }],
  });
  const auditor = await world.person("auditor", here);
  expect(await problemOf(world.as(auditor).households.reveal({ memberId: people[0]!.id, reason }))).toMatchObject({
    code: "not_allowed",
  });
  expect((await world.as(clerk).households.get({ id })).seen.lately[0]).toMatchObject({
    event: "household.identity_revealed",
  });
});

test("a household is found by the whole number and by its last four digits", async () => {
  const { id, people } = await registered();
  for (const q of [people[0]!.identity!, people[0]!.identity!.slice(-4)]) {
    expect((await world.as(clerk).households.list({ q })).items.map((item) => item.id)).toContain(id);
    expect((await world.as(clerk).households.search({ q })).map((item) => item.id)).toContain(id);
  }
});

test("a clerk corrects the dwelling; whoever saw the older version is told, and loses nothing of the other's", async () => {
  const { id } = await registered();
  await world.as(clerk).households.edit({ ...editOf(id, { area: 48.5, address: "đầu thôn" }), ...op() });
  expect(await problemOf(world.as(clerk).households.edit({ ...editOf(id, { area: 20 }), ...op() }))).toMatchObject({
    code: "changed_meanwhile",
  });
  expect(await world.as(clerk).households.get({ id })).toMatchObject({ area: 48.5, version: 2 });
  const [, edited] = await world.history(id);
  expect(edited).toMatchObject({
    event: "household.edited",
    detail: { address: "personal", area: { before: 42, after: 48.5 } },
  });
});

test("two edits of one version at once: one stands", async () => {
  const { id } = await registered();
  const answers = await Promise.all(
    [30, 31].map((size) => problemOf(world.as(clerk).households.edit({ ...editOf(id, { area: size }), ...op() }))),
  );
  expect(answers.map(({ code }) => code).sort()).toEqual(["changed_meanwhile", "none"]);
});

test("a child is born, is corrected, and leaves; the household counts along", async () => {
  const { id } = await registered();
  const child = person({ name: "Chíu Thị Hoa", relationship: "child", sex: "female", bornOn: "2025-02-03" });
  await world.as(clerk).households.addMember({ householdId: id, ...child, ...op() });
  expect(await world.as(clerk).households.get({ id })).toMatchObject({ memberCount: 4, version: 2 });
  await world
    .as(clerk)
    .households.editMember({ ...withoutIdentity({ ...child, name: "Chíu Thị Hòa" }), version: 2, ...op() });
  expect((await world.history(id)).at(-1)).toMatchObject({
    event: "household.member_edited",
    detail: { member: child.id, name: "personal" },
  });
  await world.as(clerk).households.endMember({ id: child.id, endedOn: "2026-01-02", reason: "moved_out", ...op() });
  const page = await world.as(clerk).households.get({ id });
  expect(page.memberCount).toBe(3);
  expect(page.members.at(-1)).toMatchObject({ id: child.id, endedOn: "2026-01-02", endReason: { vi: "moved_out" } });
  expect(
    await problemOf(
      world.as(clerk).households.endMember({ id: child.id, endedOn: "2026-01-02", reason: "died", ...op() }),
    ),
  ).toMatchObject({ code: "member_ended" });
});

test("a number is added, kept and taken away; the same person may then live elsewhere", async () => {
  const { id, people } = await registered();
  const son = people[2]!;
  await world.as(clerk).households.editMember({ ...withoutIdentity(son), version: 1, ...op() });
  expect(
    (await world.as(clerk).households.get({ id })).members.find((member) => member.id === son.id)!.identityTail,
  ).toBe(son.identity!.slice(-4));
  const wife = { ...withoutIdentity(people[1]!), version: 2 };
  expect(
    await problemOf(world.as(clerk).households.editMember({ ...wife, identity: son.identity, ...op() })),
  ).toMatchObject({
    code: "identity_in_other_household",
    fields: [{ path: "identity" }],
  });
  await world.as(clerk).households.editMember({ ...withoutIdentity(son), version: 2, identity: null, ...op() });
  await world.as(clerk).households.editMember({ ...wife, version: 3, identity: son.identity, ...op() });
});

test("the head stays until another is named, and the household takes the new name", async () => {
  const { id, people } = await registered();
  const [head, wife] = people as [ReturnType<typeof person>, ReturnType<typeof person>];
  const as = world.as(clerk).households;
  expect(await problemOf(as.endMember({ id: head.id, endedOn: "2025-01-01", reason: "died", ...op() }))).toMatchObject({
    code: "head_leaves_last",
  });
  expect(
    await problemOf(as.editMember({ ...withoutIdentity(wife), relationship: "head", version: 1, ...op() })),
  ).toMatchObject({ code: "one_head" });
  expect(await problemOf(as.addMember({ householdId: id, ...person(), ...op() }))).toMatchObject({ code: "one_head" });
  await as.changeHead({ householdId: id, version: 1, memberId: wife.id, formerHeadIs: "spouse", ...op() });
  await as.endMember({ id: head.id, endedOn: "2025-01-01", reason: "died", ...op() });
  expect(await as.get({ id })).toMatchObject({ headName: "Phùn Thị Mằn", memberCount: 2 });
  expect((await as.list({ q: "phun thi man" })).items.map((item) => item.id)).toContain(id);
});

test("a household ends with everyone in it, is off the list, and takes nothing more", async () => {
  const { id } = await registered();
  const as = world.as(clerk).households;
  const end = { id, version: 1, endedOn: "2025-12-31", reason: "moved_out" };
  expect(await problemOf(as.end({ ...end, endedOn: "2999-01-01", ...op() }))).toMatchObject({
    fields: [{ path: "endedOn" }],
  });
  const operation = op();
  await as.end({ ...end, ...operation });
  await as.end({ ...end, ...operation });
  const page = await as.get({ id });
  expect(page).toMatchObject({ endedOn: "2025-12-31", memberCount: 0 });
  expect((await as.list({ q: page.code })).total).toBe(0);
  expect(await problemOf(as.edit({ ...editOf(id, { version: 2 }), ...op() }))).toMatchObject({
    code: "household_ended",
  });
  expect(
    await problemOf(as.addMember({ householdId: id, ...person({ relationship: "child" }), ...op() })),
  ).toMatchObject({ code: "household_ended" });
});

test("a son splits off: one family, a new code, no class of its own, and the father's house counts for him", async () => {
  const { id, people } = await registered();
  const as = world.as(clerk).households;
  const son = people[2]!;
  expect(await problemOf(as.split({ ...splitOf(id, people[0]!.id), ...op() }))).toMatchObject({
    code: "head_leaves_last",
  });
  const split = splitOf(id, son.id);
  const { code } = await as.split({ ...split, ...op() });
  expect(await as.get({ id: split.id })).toMatchObject({
    code,
    headName: son.name,
    familyId: id,
    splitOn: "2025-03-14",
    memberCount: 1,
    currentClass: null,
    origin: { id },
    members: [{ identityTail: son.identity!.slice(-4), relationship: "head" }],
  });
  const old = await as.get({ id });
  expect(old).toMatchObject({ memberCount: 2, version: 2, offspring: [{ id: split.id, headName: son.name }] });
  expect(await problemOf(as.split({ ...splitOf(id, people[1]!.id), ...op() }))).toMatchObject({
    code: "changed_meanwhile",
  });

  await aSupport(world, { id, unitId: here.id, provinceId: here.provinceId, familyId: id });
  expect(await world.as(clerk).supports.guard({ householdId: split.id, kind: "housing" })).toMatchObject({
    problem: "housed_before",
  });
  expect((await world.as(clerk).supports.ofHousehold({ householdId: split.id })).family).toMatchObject([
    { relation: "origin_household" },
  ]);
});

test("the page tells both classes, why, and what the help adds up to", async () => {
  const household = await aHousehold(world, here);
  await aClass(world, household, "poor");
  await aSupport(world, household, { kind: "livelihood", amount: "28000000" });
  await aSupport(world, household, { kind: "housing", state: "planned", amount: "60000000" });
  const page = await world.as(clerk).households.get({ id: household.id });
  expect(page).toMatchObject({ currentClass: "poor", provincialClass: null });
  expect(page.periods).toMatchObject([
    {
      class: "poor",
      line: "1500000",
      income: "1200000",
      inForce: true,
      reasons: [
        { code: "income_within", income: "1200000", line: "1500000" },
        { code: "deprivations_enough", count: 3, least: 3 },
      ],
    },
  ]);
  const supports = await world.as(clerk).supports.ofHousehold({ householdId: household.id });
  expect(supports).toMatchObject({ received: "28000000", planned: "60000000", loan: "0" });
  expect(supports.lines).toHaveLength(2);
  expect(await world.history(household.id)).toMatchObject([
    { event: "household.read" },
    { event: "household.supports_read", person_id: clerk.id },
  ]);
});

test("the list filters by class, people and planned help, sorts, and its totals are those of the filter", async () => {
  const quiet = await world.commune("Hoành Mô");
  const reader = world.as(await world.person("clerk", quiet)).households;
  const [a, b, c] = [
    await aHousehold(world, quiet, { name: "An", class: "poor" }),
    await aHousehold(world, quiet, { name: "Bình", class: "near_poor" }),
    await aHousehold(world, quiet, { name: "Cúc" }),
  ];
  await aSupport(world, b, { kind: "livelihood", state: "planned" });
  const ids = (list: { items: { id: string }[] }) => list.items.map(({ id }) => id);
  expect(ids(await reader.list({}))).toEqual([a.id, b.id, c.id]);
  expect(ids(await reader.list({ sort: "-name" }))).toEqual([c.id, b.id, a.id]);
  expect(ids(await reader.list({ sort: "-code" }))).toEqual([c.id, b.id, a.id]);
  expect(ids(await reader.list({ sort: "members" }))).toEqual([a.id, b.id, c.id]);
  expect(ids(await reader.list({ class: "poor" }))).toEqual([a.id]);
  expect(ids(await reader.list({ class: "unclassified" }))).toEqual([c.id]);
  expect(ids(await reader.list({ support: "planned" }))).toEqual([b.id]);
  expect(ids(await reader.list({ support: "none", class: "poor", q: "a" }))).toEqual([a.id]);
  expect(ids(await reader.list({ ethnicity: "dao" }))).toEqual([]);
  expect(ids(await reader.list({ unit: quiet.id, province: world.province.id }))).toEqual([a.id, b.id, c.id]);
  expect(await reader.list({ page: 2 })).toMatchObject({ total: 3, items: [] });
  expect(await reader.list({ class: "poor" })).toMatchObject({ total: 1, everyClassCounted: true });
  expect(await reader.list({ class: "poor", q: "n" })).toMatchObject({ total: 1, everyClassCounted: false });
  const { byClass } = await reader.list({});
  expect([...byClass].sort((x, y) => x.class.localeCompare(y.class))).toEqual([
    { class: "near_poor", count: 1 },
    { class: "poor", count: 1 },
    { class: "unclassified", count: 1 },
  ]);
});

test("whoever sees a province or the nation finds the same households by the same words", async () => {
  const household = await aHousehold(world, here, { name: "Triệu Tài Vượng", class: "near_poor" });
  for (const place of [here, world.province, world.nation]) {
    const reader = world.as(await world.person("auditor", place)).households;
    for (const input of [
      { q: "trieu tai" },
      { q: "trieu tai", class: "near_poor" as const },
      { q: "trieu tai", province: world.province.id },
    ]) {
      expect(await reader.list(input)).toMatchObject({ total: 1, items: [{ id: household.id }] });
    }
    expect(await reader.search({ q: "tai vuong" })).toMatchObject([{ id: household.id, bornYear: 1989 }]);
    expect(await reader.list({ q: "trieu tai", province: world.otherProvince.id })).toMatchObject({ total: 0 });
  }
});

test("a household of an abolished commune tells where the commune went", async () => {
  const old = await world.unit("Đồng Văn", "commune", world.province, { to: "2025-07-01" });
  await world.sql(
    "insert into unit_links (id, predecessor_id, successor_id, kind, effective_on) values ($1, $2, $3, 'merged_into_new', '2025-07-01')",
    [newId(), old.id, here.id],
  );
  await world.sql("select app.rebuild_unit_reach()");
  const household = await aHousehold(world, old);
  expect(await world.as(clerk).households.get({ id: household.id })).toMatchObject({
    unit: { name: "Đồng Văn", validTo: "2025-07-01" },
    successors: [{ id: here.id, name: "Bình Liêu", part: false, effectiveOn: "2025-07-01" }],
  });
  const { items } = await world.as(clerk).households.list({ unit: here.id, q: "nong thi" });
  expect(items.find(({ id }) => id === household.id)).toMatchObject({
    unitName: "Đồng Văn",
    heir: { name: "Bình Liêu" },
  });
});

test("a form begins with the household and its unit's villages, and seeing it is written down", async () => {
  const { id } = await registered();
  const { household, choices } = await world.as(clerk).households.form({ id });
  expect(household.members).toHaveLength(3);
  expect(choices.villages).toMatchObject([{ id: village.id }]);
  expect((await world.history(id)).at(-1)).toMatchObject({
    event: "household.read",
    detail: { fields: ["members", "dwelling"] },
  });
});

test("the forms are told the lists and the clerk's own commune with its villages", async () => {
  expect(await world.as(clerk).households.choices()).toMatchObject({
    units: [{ id: here.id }],
    villages: [{ id: village.id, unitId: here.id }],
    relationships: [{ code: "head" }, { code: "spouse" }, { code: "child" }],
  });
});
