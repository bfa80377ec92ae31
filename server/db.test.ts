import { setTimeout as sleep } from "node:timers/promises";
import { inspect } from "node:util";
import type { PoolClient } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { asPerson, rows, sharedReading } from "./db";
import { newId } from "./ids";
import { loggable } from "./log";
import { pool } from "./pool";
import { asProblem } from "./problem";
import { appRouter } from "./router";
import { makeWorld, op, type Person, problemOf, type Unit, type World } from "./testing/world";
import { createCallerFactory } from "./trpc";

const createCaller = createCallerFactory(appRouter);

let world: World;
let here: Unit;
let clerk: Person;
let householdId: string;

beforeAll(async () => {
  world = await makeWorld();
  here = await world.commune("Bình Liêu");
  clerk = await world.person("clerk", here);
  householdId = "0197a000-0000-7000-8000-000000000001";
  await world.sql(
    `insert into households (id, unit_id, province_id, family_id, code, head_name, folded, ethnicity) values ($1, $2, $3, $1, 'H-1', 'H', 'h', 'tay')`,
    [householdId, here.id, here.provinceId],
  );
});
afterAll(() => world.end());

/** A page's caller, and the statements that go over the wire while it is at work. */
async function page<T>(who: Person, work: (caller: ReturnType<typeof createCaller>) => Promise<T>) {
  const said: string[] = [];
  const heard = (client: { query: (...args: unknown[]) => unknown }) => {
    const query = client.query.bind(client);
    client.query = (...args: unknown[]) => {
      const [what] = args;
      said.push(
        typeof what === "string"
          ? what
          : ((what as { name?: string; text: string }).name ?? (what as { text: string }).text),
      );
      return query(...args);
    };
    return () => {
      client.query = query;
    };
  };
  const stops: (() => void)[] = [];
  const listen = (client: PoolClient) => void stops.push(heard(client as never));
  pool().on("acquire", listen);
  try {
    const caller = createCaller({ sessionId: who.sessionId, requestId: "test", shared: sharedReading(who.sessionId) });
    return { result: await work(caller), said };
  } finally {
    await new Promise((done) => setTimeout(done, 20));
    pool().off("acquire", listen);
    for (const stop of stops) stop();
  }
}

test("readings of one page that are asked for together share one transaction", async () => {
  const { said } = await page(clerk, async (caller) => {
    const first = Promise.all([caller.session.frame(), caller.documents.list({})]);
    await first;
    await caller.documents.search({ q: "1" });
  });
  expect(said.filter((text) => text === "begin")).toHaveLength(1);
  expect(said.filter((text) => text === "commit")).toHaveLength(1);
  expect(said.at(-1)).toBe("commit");
});

test("a reading of personal data is answered only after its audit row is committed", async () => {
  const count = () =>
    world.sql<{ n: number }>("select count(*)::int as n from audit_events where record_id = $1", [householdId]);
  const [before] = await count();
  await page(clerk, async (caller) => {
    await Promise.all([caller.session.frame(), caller.households.get({ id: householdId })]);
    expect(await count()).toEqual([{ n: before!.n + 1 }]);
  });
});

test("a refusal of one reading leaves the others; an ended session gets nothing", async () => {
  await page(clerk, async (caller) => {
    const [refused, frame] = await Promise.all([problemOf(caller.people.list({})), caller.session.frame()]);
    expect(refused).toMatchObject({ code: "not_allowed" });
    expect(frame).toMatchObject({ personId: clerk.id });
  });
  const gone = await world.person("clerk", here);
  await world.sql("update sessions set revoked_at = now() where id = $1", [gone.sessionId]);
  await page(gone, async (caller) => {
    expect(await problemOf(caller.session.frame())).toMatchObject({ code: "not_signed_in" });
  });
});

test("what was known of a session is a guess: whatever takes a right away, the next reading is without it", async () => {
  const other = await world.commune("Hoành Mô");
  const person = await world.person("clerk", here);
  const asks = async () => {
    const seen = { alone: await problemOf(world.as(person).households.get({ id: householdId })), shared: { code: "" } };
    await page(person, async (caller) => {
      seen.shared = await problemOf(caller.households.get({ id: householdId }));
    });
    return [seen.alone.code, seen.shared.code];
  };
  const steps: [string, string, string[]][] = [
    ["while all stays as it is", "select 1", ["none", "none"]],
    [
      "a role that moves",
      `update role_assignments set unit_id = '${other.id}' where person_id = $1`,
      ["not_found", "not_found"],
    ],
    [
      "a role that comes back",
      `update role_assignments set unit_id = '${here.id}' where person_id = $1`,
      ["none", "none"],
    ],
    [
      "a unit that is reached no more",
      `delete from unit_reach where ancestor_id = '${here.id}'`,
      ["not_found", "not_found"],
    ],
    ["the closure made anew", "select app.rebuild_unit_reach()", ["none", "none"]],
    [
      "a permission taken from the role",
      "delete from grants where permission = 'households.read' and role = 'clerk'",
      ["not_allowed", "not_allowed"],
    ],
    [
      "a permission given",
      "insert into grants (permission, role) values ('households.read', 'clerk')",
      ["none", "none"],
    ],
    [
      "a role that ended",
      "update role_assignments set valid_to = current_date where person_id = $1",
      ["not_allowed", "not_allowed"],
    ],
    ["a role without an end", "update role_assignments set valid_to = null where person_id = $1", ["none", "none"]],
    [
      "a password to be changed",
      "update people set must_change_password = true where id = $1",
      ["password_must_change", "password_must_change"],
    ],
    ["a password changed", "update people set must_change_password = false where id = $1", ["none", "none"]],
    ["an account closed", "update people set disabled_at = now() where id = $1", ["not_signed_in", "not_signed_in"]],
    ["an account opened", "update people set disabled_at = null where id = $1", ["none", "none"]],
    ["no role at all", "delete from role_assignments where person_id = $1", ["not_allowed", "not_allowed"]],
  ];
  for (const [what, text, codes] of steps) {
    await world.sql(text, text.includes("$1") ? [person.id] : []);
    expect(await asks(), what).toEqual(codes);
  }
});

test("what a person may do is worked out anew on the next day, and when a role changes while it is worked out", async () => {
  const person = await world.person("clerk", here);
  const may = () =>
    world
      .as(person)
      .session.frame()
      .then(({ permissions }) => permissions.length > 0);
  expect(await may()).toBe(true);
  // As if it had been kept yesterday, when the role was another one.
  await world.sql(
    `update app.reaches set kept_day = current_date - 1, who = '{"permissions": [], "roles": [], "home": null}' where person_id = $1`,
    [person.id],
  );
  expect(await may()).toBe(true);
  // As if a change had committed between the reading of the assignments and the keeping.
  await world.sql(
    `update app.reaches set number = number + 1, who = '{"permissions": [], "roles": [], "home": null}' where person_id = $1`,
    [person.id],
  );
  expect(await may()).toBe(true);
});

test("connections come back, also after many pages at once", async () => {
  await Promise.all(
    Array.from({ length: 40 }, () =>
      page(clerk, (caller) => Promise.all([caller.session.frame(), caller.documents.list({})])),
    ),
  );
  // A reading that left nothing behind is answered before its commit.
  await expect.poll(() => pool().totalCount - pool().idleCount).toBe(0);
  expect(pool().waitingCount).toBe(0);
});

test("a connection that the database ends in the middle of a transaction ends neither the process nor the next call", async () => {
  const call = asPerson(clerk.sessionId, async (tx) => {
    const [{ pid }] = (await tx.$client.query("select pg_backend_pid() as pid")).rows as [{ pid: number }];
    await world.sql("select pg_terminate_backend($1)", [pid]);
    await sleep(200);
    await tx.$client.query("select 1");
  });
  const error = await call.catch((thrown: unknown) => thrown);
  expect(asProblem(error)?.code).toBe("busy");
  expect(await world.as(clerk).session.frame()).toMatchObject({ personId: clerk.id });
});

test("two statements whose long names begin alike are two statements", async () => {
  const long = "households.list.".padEnd(63, "x");
  const found = await asPerson(clerk.sessionId, async (tx) => [
    await rows(tx, `${long}+planned`, "select 1 as n"),
    await rows(tx, `${long}+unplanned`, "select 2 as n"),
  ]);
  expect(found).toEqual([[{ n: 1 }], [{ n: 2 }]]);
});

test("work that hid a failed statement is not told that it was kept", async () => {
  const hiding = asPerson(clerk.sessionId, async (tx) => {
    await tx.$client.query("select 1/0").catch(() => undefined);
    return "done";
  });
  await expect(hiding).rejects.toThrow("failed before it was committed");
});

test("what nobody foresaw is logged and told without a word of what was sent", async () => {
  await world.sql("alter table households add constraint no_canary check (head_name <> 'Hoàng Canary')");
  const register = () =>
    world.as(clerk).households.register({
      ...op(),
      id: newId(),
      unitId: here.id,
      villageId: null,
      address: "",
      phone: "0912345678",
      ethnicity: "tay",
      foundation: "durable",
      frame: "durable",
      roof: "durable",
      area: null,
      members: [
        {
          id: newId(),
          name: "Hoàng Canary",
          bornOn: "1980-01-01",
          sex: "male",
          relationship: "head",
          ethnicity: "tay",
          identity: "001099000001",
        },
      ],
    });
  await world.sql(
    `insert into codes (list, code, name, sort) values ('ethnicGroups', 'tay', '{}', 1), ('relationships', 'head', '{}', 1)`,
  );
  const thrown = (await register().catch((error: unknown) => error)) as Error;
  expect(asProblem(thrown)).toBeUndefined();
  const logged = JSON.stringify(loggable(thrown));
  expect(logged).toContain("no_canary");
  expect(logged).not.toMatch(/Canary|0912345678|001099/);
  // As the process runs in earnest: whoever prints the error prints no value either.
  const was = process.env.NODE_ENV;
  Object.assign(process.env, { NODE_ENV: "production" });
  try {
    expect(inspect(await register().catch((error: unknown) => error))).not.toMatch(/Canary|0912345678|001099/);
  } finally {
    Object.assign(process.env, { NODE_ENV: was });
  }
});
