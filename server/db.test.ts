import type { PoolClient } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pool, sharedReading } from "./db";
import { appRouter } from "./router";
import { makeWorld, type Person, problemOf, type Unit, type World } from "./testing/world";
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

test("connections come back, also after many pages at once", async () => {
  await Promise.all(
    Array.from({ length: 40 }, () =>
      page(clerk, (caller) => Promise.all([caller.session.frame(), caller.documents.list({})])),
    ),
  );
  expect(pool().idleCount).toBe(pool().totalCount);
  expect(pool().waitingCount).toBe(0);
});
