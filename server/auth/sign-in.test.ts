import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { makeWorld, op, type Person, type World } from "../testing/world";
import { hashPassword } from "./password";
import { signIn } from "./sign-in";

const password = "mat-khau-cua-lan-2026";

let world: World;
let lan: Person;

beforeAll(async () => {
  world = await makeWorld();
  lan = await world.person("clerk", await world.commune("Bình Liêu"));
  await world.sql("update people set username = 'lan@binhlieu', password_hash = $2 where id = $1", [
    lan.id,
    await hashPassword(password),
  ]);
});
beforeEach(() => world.sql("truncate sign_in_tries"));
afterAll(() => world.end());

const enter = (over: Partial<Parameters<typeof signIn>[0]> = {}) =>
  signIn({ username: "lan@binhlieu", password, device: "Firefox", network: "10.0.0.1", before: undefined, ...over });

test("the right password opens a session, however the name is written; the wrong one and a name nobody has do not", async () => {
  const sessionId = await enter({ username: " LAN@binhlieu " });
  const [session] = await world.sql("select person_id, device from sessions where id = $1", [sessionId]);
  expect(session).toEqual({ person_id: lan.id, device: "Firefox" });
  expect(await enter({ password: "x" })).toBeUndefined();
  expect(await enter({ username: "nobody" })).toBeUndefined();
  expect(await enter({ username: "a\0b" })).toBeUndefined();
});

test("a disabled person does not enter with the right password", async () => {
  await world.sql("update people set disabled_at = now() where id = $1", [lan.id]);
  expect(await enter()).toBeUndefined();
  await world.sql("update people set disabled_at = null where id = $1", [lan.id]);
});

test("after five wrong tries even the right password waits a quarter of an hour, whoever tries from wherever", async () => {
  for (let tried = 0; tried < 5; tried++) await enter({ password: "x", network: `10.0.0.${tried}` });
  expect(await enter()).toBeUndefined();
  expect(await enter({ network: "10.9.9.9", username: "LAN@binhlieu" })).toBeUndefined();
  await world.sql("update sign_in_tries set at = now() - interval '16 minutes'");
  expect(await enter()).toBeDefined();
});

test("slips before the right password are forgotten", async () => {
  for (let round = 0; round < 3; round++) {
    for (let tried = 0; tried < 4; tried++) await enter({ password: "x" });
    expect(await enter()).toBeDefined();
  }
  expect(await world.sql("select * from sign_in_tries")).toEqual([]);
});

test("thirty names tried from one network close it, and no other", async () => {
  for (let tried = 0; tried < 30; tried++) await enter({ username: `name${tried}`, password: "x" });
  expect(await enter()).toBeUndefined();
  expect(await enter({ network: "10.0.0.2" })).toBeDefined();
});

test("a crowd at once gets no more tries than one after the other", async () => {
  await Promise.all(Array.from({ length: 20 }, (_, at) => enter({ password: `x${at}` })));
  expect(await world.sql("select count(*)::int as n from sign_in_tries")).toEqual([{ n: 10 }]);
  expect(await enter()).toBeUndefined();
});

test("what was typed as a name is kept as a hash only", async () => {
  await enter({ username: "typed-my-password-here", password: "x" });
  const kept = JSON.stringify(await world.sql("select t::text from sign_in_tries t"));
  expect(kept).not.toContain("typed-my-password-here");
  expect(kept).not.toContain("10.0.0.1");
});

test("signing in anew ends the session that this browser had", async () => {
  const first = await enter();
  const second = await enter({ before: first });
  expect(second).not.toBe(first);
  const [old] = await world.sql("select revoked_at is not null as ended from sessions where id = $1", [first]);
  expect(old).toEqual({ ended: true });
});

test("nobody guesses a password from what is kept of an operation", async () => {
  const sessionId = await enter();
  const next = "mot-mat-khau-khac-2026";
  const body = { current: password, next };
  await world.as({ id: lan.id, sessionId: sessionId! }).session.changePassword({ ...body, ...op() });
  const [kept] = await world.sql<{ body_hash: Buffer; outcome: unknown }>(
    "select body_hash, outcome from operations where person_id = $1 and command = 'session.changePassword'",
    [lan.id],
  );
  expect(kept!.body_hash.equals(createHash("sha256").update(JSON.stringify(body)).digest())).toBe(false);
  expect(JSON.stringify(kept!.outcome)).not.toContain(next);
});
