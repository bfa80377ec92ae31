import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyPassword } from "../auth/password";
import { today } from "../clock";
import { newId } from "../ids";
import { makeWorld, op, type Person, problemOf, type Unit, type World } from "../testing/world";

let world: World;
let here: Unit;
let elsewhere: Unit;
let administrator: Person;
let stranger: Person;
let auditor: Person;

beforeAll(async () => {
  world = await makeWorld();
  here = await world.commune("Bình Liêu");
  elsewhere = await world.commune("Xa", world.otherProvince);
  administrator = await world.person("administrator", world.province);
  stranger = await world.person("administrator", world.otherProvince);
  auditor = await world.person("auditor", world.province);
});
afterAll(() => world.end());

let made = 0;
const someone = (over: Record<string, unknown> = {}) => ({
  id: newId(),
  username: `lan.hoang${++made}`,
  name: "Hoàng Thị Lan",
  office: "Phòng Kinh tế",
  password: "pW3-one-time-secret",
  assignmentId: newId(),
  role: "clerk" as const,
  unitId: here.id,
  validFrom: "2025-07-01",
  validTo: null,
  documentId: null,
  ...over,
});
const role = (personId: string, over: Record<string, unknown> = {}) => ({
  id: newId(),
  personId,
  role: "clerk" as const,
  unitId: here.id,
  validFrom: "2025-07-01",
  validTo: null,
  documentId: null,
  ...over,
});
const later = "2099-01-01";
const alive = async (sessionId: string) =>
  (await world.sql<{ who: unknown }>("select app.enter($1) as who", [sessionId]))[0]!.who !== null;

test("an administrator creates a clerk, who must change the password before anything else", async () => {
  const person = someone();
  await world.as(administrator).people.create({ ...person, ...op() });

  const [kept] = await world.sql<{ password_hash: string; must_change_password: boolean }>(
    "select password_hash, must_change_password from people where id = $1",
    [person.id],
  );
  expect(kept!.must_change_password).toBe(true);
  expect(await verifyPassword(kept!.password_hash, person.password)).toBe(true);
  expect(await world.history(person.id)).toMatchObject([{ event: "person.created", person_id: administrator.id }]);
  const found = await world.as(administrator).people.list({ q: "hoang thi lan" });
  expect(found.items.find(({ id }) => id === person.id)).toMatchObject({ roles: [{ role: "clerk", unitId: here.id }] });
});

test("the one-time password is kept nowhere in plain", async () => {
  const person = someone({ password: "kE7-never-in-plain-text" });
  await world.as(administrator).people.create({ ...person, ...op() });
  const tables = await world.sql<{ t: string }>(
    "select quote_ident(relname) as t from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace",
  );
  for (const { t } of tables) {
    expect(await world.sql(`select 1 from ${t} x where x::text like '%never-in-plain%'`), t).toEqual([]);
  }
});

test("the same creation sent twice, also together, makes one person and gives the same answer", async () => {
  const person = someone();
  const operation = op();
  const both = await Promise.all([1, 2].map(() => world.as(administrator).people.create({ ...person, ...operation })));
  expect(both).toEqual([{ id: person.id }, { id: person.id }]);
  expect(await world.history(person.id)).toHaveLength(1);
});

test("a username is one person's, whatever its case and whoever is quicker", async () => {
  const first = someone();
  await world.as(administrator).people.create({ ...first, ...op() });
  const again = someone({ username: first.username });
  expect(await problemOf(world.as(administrator).people.create({ ...again, ...op() }))).toMatchObject({
    code: "username_taken",
    fields: [{ path: "username" }],
  });
  const [a, b] = [someone({ username: "quick.er" }), someone({ username: "quick.er" })];
  const problems = await Promise.all(
    [a, b].map((each) => problemOf(world.as(administrator).people.create({ ...each, ...op() }))),
  );
  expect(problems.map(({ code }) => code).sort()).toEqual(["none", "username_taken"]);
});

test("a role is given only in one's own reach and in a unit of that time", async () => {
  expect(
    await problemOf(world.as(administrator).people.create({ ...someone({ unitId: elsewhere.id }), ...op() })),
  ).toMatchObject({ code: "unknown_unit", fields: [{ path: "unitId" }] });
  const gone = await world.unit("Cũ", "commune", world.province, { to: "2025-07-01" });
  expect(
    await problemOf(world.as(administrator).people.create({ ...someone({ unitId: gone.id }), ...op() })),
  ).toMatchObject({ code: "unit_not_in_force" });
  expect(
    await problemOf(world.as(administrator).people.create({ ...someone({ validTo: "2025-07-01" }), ...op() })),
  ).toMatchObject({ code: "assignment_ended_before_start", fields: [{ path: "validTo" }] });
});

test("an auditor sees who works here, and changes nobody; a clerk sees nobody", async () => {
  const clerk = await world.person("clerk", here);
  const seen = await world.as(auditor).people.get({ id: clerk.id });
  expect(seen).toMatchObject({ may: { assign: false, change: false }, sessions: [] });
  for (const call of [
    () => world.as(auditor).people.create({ ...someone(), ...op() }),
    () => world.as(auditor).people.disable({ id: clerk.id, ...op() }),
    () => world.as(clerk).people.list({}),
    () => world.as(clerk).people.get({ id: clerk.id }),
  ]) {
    expect(await problemOf(call())).toMatchObject({ code: "not_allowed" });
  }
});

const changes = (target: Person, assignmentId: string) =>
  [
    [
      "assigns a role",
      (who: Person) =>
        world.as(who).people.assignRole({ ...role(target.id, { role: "auditor", unitId: elsewhere.id }), ...op() }),
    ],
    ["ends a role", (who: Person) => world.as(who).people.endRole({ id: assignmentId, validTo: later, ...op() })],
    [
      "resets the password",
      (who: Person) => world.as(who).people.resetPassword({ id: target.id, password: "x".repeat(20), ...op() }),
    ],
    ["disables the account", (who: Person) => world.as(who).people.disable({ id: target.id, ...op() })],
    ["enables the account", (who: Person) => world.as(who).people.enable({ id: target.id, ...op() })],
    [
      "ends a session",
      (who: Person) => world.as(who).people.revokeSession({ id: target.id, sessionId: target.sessionId, ...op() }),
    ],
    ["ends all sessions", (who: Person) => world.as(who).people.revokeAllSessions({ id: target.id, ...op() })],
  ] as const;

const assignmentOf = async (person: Person) =>
  (
    await world.sql<{ id: string }>("select id from role_assignments where person_id = $1 order by assigned_at", [
      person.id,
    ])
  )[0]!.id;

test.each(["both walls", "procedures alone"])(
  "the administrator of the next province neither finds nor changes anybody: %s",
  async (walls) => {
    const clerk = await world.person("clerk", here, { name: "Lý A Páo" });
    const assignment = await assignmentOf(clerk);
    const look = async () => {
      expect((await world.as(stranger).people.list({ q: "ly a pao" })).total).toBe(0);
      expect(await problemOf(world.as(stranger).people.get({ id: clerk.id }))).toMatchObject({ code: "not_found" });
      for (const [what, change] of changes(clerk, assignment)) {
        expect(await problemOf(change(stranger)), what).toMatchObject({ code: "not_found" });
      }
    };
    await (walls === "both walls" ? look() : world.withoutPolicies(["people", "sessions", "role_assignments"], look));
    expect(await alive(clerk.sessionId)).toBe(true);
  },
);

test.each(["both walls", "procedures alone"])(
  "a person who also works for the nation is seen by the province, but not taken over: %s",
  async (walls) => {
    const high = await world.person("auditor", here);
    await world.assign(high, "auditor", world.nation);
    const look = async () => {
      expect(await world.as(administrator).people.get({ id: high.id })).toMatchObject({ may: { change: false } });
      for (const [what, change] of changes(high, await assignmentOf(high)).slice(2)) {
        expect(await problemOf(change(administrator)), what).toMatchObject({ code: "not_allowed" });
      }
    };
    await (walls === "both walls" ? look() : world.withoutPolicies(["people", "sessions"], look));
  },
);

test("row policies alone keep accounts, sessions and roles from whoever may not change them", async () => {
  const clerk = await world.person("clerk", here);
  const nobody = await world.nobody();
  for (const outsider of [stranger, auditor, clerk]) {
    await world.rawAs(outsider, async (query) => {
      expect(await query("update people set disabled_at = now() where id = $1 returning id", [clerk.id])).toEqual([]);
      expect(
        await query("update role_assignments set valid_to = '2099-01-01' where person_id = $1 returning id", [
          clerk.id,
        ]),
      ).toEqual([]);
      if (outsider !== clerk) {
        expect(await query("select id from sessions where person_id = $1", [clerk.id])).toEqual([]);
      }
      await expect(
        query(
          "insert into role_assignments (id, person_id, role, unit_id, province_id, valid_from, assigned_by) values ($1, $2, 'manager', $3, $4, '2025-01-01', $5)",
          [newId(), nobody.id, here.id, here.provinceId, outsider.id],
        ),
      ).rejects.toThrow(/row-level security/);
    });
  }
  await world.rawAs(administrator, async (query) => {
    await expect(
      query(
        "insert into role_assignments (id, person_id, role, unit_id, province_id, valid_from, assigned_by) values ($1, $2, 'manager', $3, $4, '2025-01-01', $5)",
        [newId(), nobody.id, here.id, here.provinceId, stranger.id],
      ),
    ).rejects.toThrow(/row-level security/);
  });
  await world.rawAs(clerk, async (query) => {
    await query("update sessions set revoked_at = now() where id = $1", [clerk.sessionId]);
    await expect(query("update sessions set revoked_at = null where id = $1", [clerk.sessionId])).rejects.toThrow(
      /row-level security/,
    );
  });
  await world.rawAs(administrator, async (query) => {
    await expect(query("select password_hash from people")).rejects.toThrow(/permission denied/);
  });
});

test("nobody gives a role to themselves, ends their own, or changes their own account here", async () => {
  expect(
    await problemOf(
      world.as(administrator).people.assignRole({ ...role(administrator.id, { role: "manager" }), ...op() }),
    ),
  ).toMatchObject({ code: "assignment_to_oneself" });
  for (const [what, change] of changes(administrator, await assignmentOf(administrator)).slice(1)) {
    expect(await problemOf(change(administrator)), what).toMatchObject({ code: "own_access" });
  }
  await world.rawAs(administrator, async (query) => {
    await expect(
      query(
        "insert into role_assignments (id, person_id, role, unit_id, province_id, valid_from, assigned_by) values ($1, $2, 'administrator', $3, $4, '2025-01-01', $2)",
        [newId(), administrator.id, here.id, here.provinceId],
      ),
    ).rejects.toThrow(/assignment_is_not_to_oneself/);
  });
});

test("a forbidden pair is refused and both roles are named, also when two administrators give one each at once", async () => {
  const clerk = await world.person("clerk", here);
  expect(
    await problemOf(
      world
        .as(administrator)
        .people.assignRole({ ...role(clerk.id, { role: "manager", unitId: world.province.id }), ...op() }),
    ),
  ).toMatchObject({ code: "forbidden_pair_of_roles", values: { role: "clerk", asked: "manager" } });

  const nobody = await world.person("auditor", here, { from: "2020-01-01", to: "2021-01-01" });
  const second = await world.person("administrator", world.province);
  const problems = await Promise.all([
    problemOf(world.as(administrator).people.assignRole({ ...role(nobody.id), ...op() })),
    problemOf(world.as(second).people.assignRole({ ...role(nobody.id, { role: "inspector" }), ...op() })),
  ]);
  expect(problems.map(({ code }) => code).sort()).toEqual(["forbidden_pair_of_roles", "none"]);
});

test("the same role at the same unit is held once at a time", async () => {
  const clerk = await world.person("clerk", here);
  expect(await problemOf(world.as(administrator).people.assignRole({ ...role(clerk.id), ...op() }))).toMatchObject({
    code: "role_already_held",
  });
});

test("a role that begins tomorrow gives nothing today, and one that ends today is over at the next call", async () => {
  const tomorrow = today({ now: () => new Date(Date.now() + 86_400_000) });
  const coming = await world.person("clerk", here, { from: "2020-01-01", to: "2020-02-01" });
  await world.as(administrator).people.assignRole({ ...role(coming.id, { validFrom: tomorrow }), ...op() });
  expect(await problemOf(world.as(coming).documents.list({}))).toMatchObject({ code: "not_allowed" });

  const going = await world.person("clerk", here);
  expect(await problemOf(world.as(going).documents.list({}))).toMatchObject({ code: "none" });
  const assignment = await assignmentOf(going);
  await world.as(administrator).people.endRole({ id: assignment, validTo: today(), ...op() });
  expect(await problemOf(world.as(going).documents.list({}))).toMatchObject({ code: "not_allowed" });
  expect(await world.history(going.id)).toMatchObject([{ event: "person.role_ended" }]);
});

test("a role never ends in the past or twice; of two at once one wins", async () => {
  const clerk = await world.person("clerk", here);
  const assignment = await assignmentOf(clerk);
  expect(
    await problemOf(world.as(administrator).people.endRole({ id: assignment, validTo: "2024-01-01", ...op() })),
  ).toMatchObject({ code: "role_end_in_past", fields: [{ path: "validTo" }] });
  const operation = op();
  const ended = () => world.as(administrator).people.endRole({ id: assignment, validTo: today(), ...operation });
  expect(await Promise.all([ended(), ended()])).toEqual([{ id: assignment }, { id: assignment }]);
  expect(
    await problemOf(world.as(administrator).people.endRole({ id: assignment, validTo: later, ...op() })),
  ).toMatchObject({ code: "role_already_ended" });

  const other = await assignmentOf(await world.person("clerk", here));
  const second = await world.person("administrator", world.province);
  const problems = await Promise.all(
    [administrator, second].map((who) =>
      problemOf(world.as(who).people.endRole({ id: other, validTo: today(), ...op() })),
    ),
  );
  expect(problems.filter(({ code }) => code === "none")).toHaveLength(1);
  expect(problems.filter(({ code }) => ["changed_meanwhile", "role_already_ended"].includes(code))).toHaveLength(1);
});

test("a reset password ends every session, works once, and is the same for the same operation", async () => {
  const clerk = await world.person("clerk", here);
  const operation = op();
  const reset = () =>
    world.as(administrator).people.resetPassword({ id: clerk.id, password: "nEw-one-time-secret", ...operation });
  expect(await Promise.all([reset(), reset()])).toEqual([{ id: clerk.id }, { id: clerk.id }]);

  expect(await problemOf(world.as(clerk).session.frame())).toMatchObject({ code: "not_signed_in" });
  const [kept] = await world.sql<{ password_hash: string; must_change_password: boolean }>(
    "select password_hash, must_change_password from people where id = $1",
    [clerk.id],
  );
  expect(kept!.must_change_password).toBe(true);
  expect(await verifyPassword(kept!.password_hash, "nEw-one-time-secret")).toBe(true);
  expect(await world.history(clerk.id)).toMatchObject([
    { event: "person.password_reset", detail: { sessionsEnded: 1 } },
  ]);
});

test("a disabled person is out at once and stays out of the old session when enabled again; of two at once one wins", async () => {
  const clerk = await world.person("clerk", here);
  const second = await world.person("administrator", world.province);
  const problems = await Promise.all(
    [administrator, second].map((who) => problemOf(world.as(who).people.disable({ id: clerk.id, ...op() }))),
  );
  expect(problems.map(({ code }) => code).sort()).toEqual(["changed_meanwhile", "none"]);
  expect(await problemOf(world.as(clerk).session.frame())).toMatchObject({ code: "not_signed_in" });
  expect((await world.as(administrator).people.list({ state: "disabled" })).items.map(({ id }) => id)).toContain(
    clerk.id,
  );

  const operation = op();
  const enable = () => world.as(administrator).people.enable({ id: clerk.id, ...operation });
  expect(await Promise.all([enable(), enable()])).toEqual([{ id: clerk.id }, { id: clerk.id }]);
  expect(await problemOf(world.as(clerk).session.frame())).toMatchObject({ code: "not_signed_in" });
  expect(await problemOf(world.as(administrator).people.enable({ id: clerk.id, ...op() }))).toMatchObject({
    code: "changed_meanwhile",
  });
});

test("one session is ended and the other lives; then all of them; each once", async () => {
  const clerk = await world.person("clerk", here);
  const tablet = newId();
  await world.sql(
    "insert into sessions (id, person_id, expires_at, device) values ($1, $2, now() + interval '1 hour', 'Tablet')",
    [tablet, clerk.id],
  );
  const seen = await world.as(administrator).people.get({ id: clerk.id });
  expect(seen.sessions.map(({ id }) => id).sort()).toEqual([clerk.sessionId, tablet].sort());

  const operation = op();
  const end = () => world.as(administrator).people.revokeSession({ id: clerk.id, sessionId: tablet, ...operation });
  await Promise.all([end(), end()]);
  expect([await alive(tablet), await alive(clerk.sessionId)]).toEqual([false, true]);
  expect(
    await problemOf(world.as(administrator).people.revokeSession({ id: clerk.id, sessionId: tablet, ...op() })),
  ).toMatchObject({ code: "not_found" });

  const all = op();
  const endAll = () => world.as(administrator).people.revokeAllSessions({ id: clerk.id, ...all });
  expect(await Promise.all([endAll(), endAll()])).toEqual([
    { id: clerk.id, ended: 1 },
    { id: clerk.id, ended: 1 },
  ]);
  expect(await alive(clerk.sessionId)).toBe(false);
});

test("a person sees their own roles and devices, and ends another device but nobody else's", async () => {
  const clerk = await world.person("clerk", here);
  const tablet = newId();
  await world.sql(
    "insert into sessions (id, person_id, expires_at, device) values ($1, $2, now() + interval '1 hour', 'Tablet')",
    [tablet, clerk.id],
  );
  expect(await world.as(clerk).session.mine()).toMatchObject({
    roles: [{ role: "clerk", unitName: "Bình Liêu" }],
    sessions: [
      { id: clerk.sessionId, current: true },
      { id: tablet, current: false },
    ],
  });
  const operation = op();
  const end = () => world.as(clerk).session.revokeOwn({ id: tablet, ...operation });
  expect(await Promise.all([end(), end()])).toEqual([{ id: tablet }, { id: tablet }]);
  expect(await alive(tablet)).toBe(false);
  for (const walls of ["both", "procedures alone"]) {
    const other = () => problemOf(world.as(clerk).session.revokeOwn({ id: administrator.sessionId, ...op() }));
    const problem = walls === "both" ? await other() : await world.withoutPolicies(["sessions"], other);
    expect(problem).toMatchObject({ code: "not_found" });
  }
  expect(await alive(administrator.sessionId)).toBe(true);
});

test("the list filters by role, unit and whether anything is still held", async () => {
  const ended = await world.person("inspector", here, { to: "2021-01-01", name: "Nông Văn Cũ" });
  const list = (input: object) =>
    world
      .as(administrator)
      .people.list(input)
      .then(({ items }) => items.map(({ id }) => id));
  expect(await list({ q: "nong van cu", state: "ended" })).toEqual([ended.id]);
  expect(await list({ q: "nong van cu", state: "active" })).toEqual([]);
  expect(await list({ role: "inspector" })).not.toContain(ended.id);
  expect(await list({ unit: world.province.id, role: "administrator" })).toContain(administrator.id);
  expect(await list({ unit: elsewhere.id })).toEqual([]);
});
