import { randomBytes } from "node:crypto";
import { EncryptJWT, SignJWT, UnsecuredJWT } from "jose";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sessionCookie } from "../../auth/nextauth";
import { hashPassword } from "../../auth/password";
import { newId } from "../../ids";
import { aHousehold } from "../households";
import { send } from "../http";
import { makeWorld, op, type Person, type Unit, type World } from "../world";
import { figure, mutant, size } from "./harness";
import { call, cookieOf, type Portal, startPortal } from "./portal";
import { each } from "./procedures";
import { cookieHeader, newBrowser, signInAs } from "./sign-in";

/** S1, S2, S3, S6: a session ends when it ends, is nobody else's, and no other token opens one. */

const password = "mat-khau-cua-lan-2026";
let world: World;
let portal: Portal;
let here: Unit;
let there: Unit;
let administrator: string;
let householdId: string;

beforeAll(async () => {
  world = await makeWorld();
  here = await world.commune("Bình Liêu");
  there = await world.commune("Tiên Yên");
  administrator = await cookieOf(await world.person("administrator", world.nation));
  householdId = (await aHousehold(world, here)).id;
  portal = await startPortal(process.env.DATABASE_URL!, { env: { LOG_LEVEL: "error" } });
});
afterAll(async () => {
  await portal.stop();
  await world.end();
});

let made = 0;
async function aClerk(): Promise<Person & { username: string; cookie: string }> {
  const person = await world.person("clerk", here);
  const username = `lan${made++}@binhlieu`;
  await world.sql("update people set username = $2, password_hash = $3 where id = $1", [
    person.id,
    username,
    await hashPassword(password),
  ]);
  return { ...person, username, cookie: await cookieOf(person) };
}
type Clerk = Awaited<ReturnType<typeof aClerk>>;

async function anotherSession(of: Person): Promise<string> {
  const sessionId = newId();
  await world.sql("insert into sessions (id, person_id, expires_at) values ($1, $2, now() + interval '1 hour')", [
    sessionId,
    of.id,
  ]);
  return cookieOf({ sessionId });
}

const as = async (cookie: string, path: string, input: object) => {
  const said = await call(portal, cookie, path, { ...input, ...op() });
  expect([path, said.status, said.code]).toEqual([path, 200, undefined]);
};
const assignmentOf = async ({ id }: Person) =>
  (await world.sql<{ id: string }>("select id from role_assignments where person_id = $1", [id]))[0]!.id;
/** A role that began today ends today at once; the day's clock of the database decides. */
const endRole = async (clerk: Clerk) =>
  as(administrator, "people.endRole", { id: await assignmentOf(clerk), validTo: await today() });
const today = async () =>
  (await world.sql<{ day: string }>("select (now() at time zone 'Asia/Ho_Chi_Minh')::date::text as day"))[0]!.day;
const shifted = (what: string) => (clerk: Clerk) =>
  world.sql(`update sessions set ${what} where id = $1`, [clerk.sessionId]);

const endings: [string, (clerk: Clerk) => Promise<unknown>][] = [
  ["role removed", endRole],
  [
    "unit changed",
    async (clerk) => {
      await endRole(clerk);
      await as(administrator, "people.assignRole", {
        id: newId(),
        personId: clerk.id,
        role: "clerk",
        unitId: there.id,
        validFrom: await today(),
        validTo: null,
        documentId: null,
      });
    },
  ],
  ["disabled", ({ id }) => as(administrator, "people.disable", { id })],
  [
    "password changed elsewhere",
    async (clerk) =>
      as(await anotherSession(clerk), "session.changePassword", { current: password, next: "mot-mat-khau-khac-2026" }),
  ],
  ["password reset", ({ id }) => as(administrator, "people.resetPassword", { id, password: "mot-lan-thoi-nhe-2026" })],
  [
    "signed out",
    ({ cookie }) => send(portal.origin, "/api/session/end", { method: "POST", headers: { cookie, "x-terrace": "1" } }),
  ],
  [
    "signed out from another device",
    async (clerk) => as(await anotherSession(clerk), "session.revokeOwn", { id: clerk.sessionId }),
  ],
  ["all sessions ended", ({ id }) => as(administrator, "people.revokeAllSessions", { id })],
  [
    "session ended by an administrator",
    ({ id, sessionId }) => as(administrator, "people.revokeSession", { id, sessionId }),
  ],
  ["idle for 30 minutes", shifted("last_seen_at = now() - interval '30 minutes'")],
  ["after its 12 hours", shifted("expires_at = now()")],
];

/** Whether the portal still serves this cookie what only a clerk of the unit may see, by each of its doors. */
async function served(cookie: string, n: number): Promise<boolean> {
  if (n % 4 === 1)
    return (await send(portal.origin, `/households/${householdId}`, { headers: { cookie } })).body.includes(
      "Nông Thị Xuyến",
    );
  if (n % 4 === 2)
    return (
      (
        await send(portal.origin, "/api/trpc/households.reveal", {
          method: "POST",
          headers: { cookie, "x-terrace": "1", "content-type": "application/json" },
          body: JSON.stringify({ memberId: newId(), reason: "x", ...op() }),
        })
      ).json().error === undefined
    );
  return (await call(portal, cookie, "households.get", { id: householdId }, "query")).status === 200;
}

/** After each ending: how many of the next requests were served all the same. */
async function servedAfter(times: number): Promise<{ served: string[]; asked: number }> {
  const found: string[] = [];
  for (const [what, end] of endings) {
    const clerk = await aClerk();
    expect([what, await served(clerk.cookie, 0), await served(clerk.cookie, 1)]).toEqual([what, true, true]);
    await end(clerk);
    await each(
      Array.from({ length: times }, (_, n) => n),
      async (n) => void ((await served(clerk.cookie, n)) && found.push(what)),
      6,
    );
  }
  return { served: found, asked: times * endings.length };
}

test("S1 what ends a session or a role ends it at the next request", async () => {
  const { served: still, asked } = await servedAfter(size(20, 200));
  for (const what of new Set(still)) process.stdout.write(`S1 still served: ${what}\n`);
  figure(
    "S1",
    `requests served after ${endings.length} kinds of endings`,
    `${still.length} of ${asked}`,
    "0",
    !still.length,
  );
});

/** Changes a function of the database for a while. */
async function withFunction<T>(name: string, change: (text: string) => string, work: () => Promise<T>): Promise<T> {
  const [found] = await world.sql<{ text: string }>("select pg_get_functiondef($1::regprocedure) as text", [name]);
  const changed = change(found!.text);
  expect(changed).not.toBe(found!.text);
  await world.sql(changed);
  try {
    return await work();
  } finally {
    await world.sql(found!.text);
  }
}

test("S1 a check of the session that does not read its row whole is seen", async () => {
  const blind = (text: string) =>
    text.replace(
      /and x\.revoked_at is null|and x\.expires_at > now\(\)|and x\.last_seen_at > now\(\) - interval '30 minutes'|and p\.disabled_at is null/g,
      "",
    );
  const { served: still } = await withFunction("app.open_for(uuid, text)", blind, () => servedAfter(4));
  mutant("S1", `with a session that only has to have a row (${new Set(still).size} endings)`, still.length === 0);
  expect(new Set(still).size).toBeGreaterThanOrEqual(8);
});

/** Somebody signs in where a stranger has left a token: is it worth anything afterwards? */
async function planted() {
  const clerk = await aClerk();
  const stranger = await aClerk();
  const browser = newBrowser();
  browser.cookies.set(sessionCookie, stranger.cookie.slice(sessionCookie.length + 1));
  const answer = await signInAs(portal.origin, browser, { username: clerk.username, password });
  const now = browser.cookies.get(sessionCookie);
  return {
    opened: answer.status === 200 && (await served(cookieHeader(browser), 0)),
    differs: now !== undefined && now !== stranger.cookie.slice(sessionCookie.length + 1),
    refused: !(await served(stranger.cookie, 0)),
  };
}

test("S2 a token left in the browser before is worth nothing after signing in", async () => {
  const { opened, differs, refused } = await planted();
  figure(
    "S2",
    "signed in; another token than before; the one before is refused",
    `${opened}, ${differs}, ${refused}`,
    "true, true, true",
    opened && differs && refused,
  );
  const noEnd = (text: string) => text.replace("set revoked_at = now()", "set revoked_at = null");
  const without = await withFunction("app.end_session(uuid)", noEnd, planted);
  mutant("S2", "with a sign-in that leaves the session before it alive", without.refused);
});

/** Every cookie that the server sets on the way in and out, and those without a flag. */
async function cookiesSet(env: Record<string, string>) {
  const other = await startPortal(process.env.DATABASE_URL!, { env: { LOG_LEVEL: "error", ...env } });
  try {
    const clerk = await aClerk();
    const browser = newBrowser();
    const said = [await send(other.origin, "/sign-in"), await send(other.origin, "/api/auth/csrf")];
    said.push(await signInAs(other.origin, browser, { username: clerk.username, password }));
    const headers = { cookie: cookieHeader(browser), "x-terrace": "1" };
    said.push(
      await send(other.origin, "/households", { headers }),
      await send(other.origin, "/api/session/end", { method: "POST", headers }),
    );
    const lines = said.flatMap((answer) => answer.headers["set-cookie"] ?? []);
    const flags = [
      /^__Host-/,
      /; secure/i,
      /; httponly/i,
      /; samesite=(lax|strict)/i,
      /; path=\/(;|$)/i,
      /^(?!.*; domain)/i,
    ];
    return { lines, bare: lines.filter((line) => !flags.every((flag) => flag.test(line))) };
  } finally {
    await other.stop();
  }
}

test("S3 every cookie of a portal on the web is bound to its host and hidden from scripts", async () => {
  const { lines, bare } = await cookiesSet({ PUBLIC_URL: "https://terrace.example" });
  const names = new Set(lines.map((line) => line.split("=")[0]));
  expect([...names].sort()).toEqual(["__Host-terrace.csrf", "__Host-terrace.session"]);
  figure(
    "S3",
    `cookies set without all of __Host-, Secure, HttpOnly, SameSite (${names.size} names)`,
    `${bare.length} of ${lines.length}`,
    "0",
    !bare.length,
  );
  mutant("S3", "on http, where browsers take no such cookie", (await cookiesSet({})).bare.length === 0);
});

/** Tokens that are not ours, or not for this. */
async function forgeries(clerk: Clerk): Promise<[string, string][]> {
  const secret = process.env.NEXTAUTH_SECRET!;
  const sid = clerk.sessionId;
  const good = await encode({ token: { sid }, secret });
  const [head, , iv, text, tag] = good.split(".") as [string, string, string, string, string];
  const key = new TextEncoder().encode(secret.padEnd(32, "0").slice(0, 32));
  const other = await encode({ token: { sid }, secret: "another secret" });
  const b64 = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const flipped = Array.from({ length: 40 }, (_, n): [string, string] => {
    const at = head.length + 2 + Math.floor((n / 40) * (good.length - head.length - 4));
    const turned = good[at] === "A" ? "B" : good[at] === "." ? "" : "A";
    return [`tampered at ${at}`, good.slice(0, at) + turned + good.slice(at + 1)];
  });
  return [
    ...flipped.filter(([, token]) => token !== good),
    ["alg none", new UnsecuredJWT({ sid }).setExpirationTime("1h").encode()],
    ["alg none by hand", `${b64({ alg: "none" })}.${b64({ sid })}.`],
    ["alg None", `${b64({ alg: "None", typ: "JWT" })}.${b64({ sid })}.`],
    [
      "signed with the secret",
      await new SignJWT({ sid }).setProtectedHeader({ alg: "HS256" }).setExpirationTime("1h").sign(key),
    ],
    [
      "sealed with the bare secret",
      await new EncryptJWT({ sid }).setProtectedHeader({ alg: "dir", enc: "A256GCM" }).encrypt(key),
    ],
    [
      "sealed with another key",
      await new EncryptJWT({ sid }).setProtectedHeader({ alg: "dir", enc: "A256GCM" }).encrypt(randomBytes(32)),
    ],
    ["another secret", other],
    ["another secret's seal, our text", [head, "", other.split(".")[2], text, tag].join(".")],
    ["no secret", await encode({ token: { sid }, secret: " " })],
    ["expired", await encode({ token: { sid }, secret, maxAge: -60 })],
    ["expired long ago", await encode({ token: { sid }, secret, maxAge: -1_000_000 })],
    ["for another purpose", await encode({ token: { sid }, secret, salt: "authjs.csrf" })],
    ["for another application", await encode({ token: { sid }, secret, salt: "other" })],
    ["no session", await encode({ token: {}, secret })],
    ["a name for a session", await encode({ token: { sub: clerk.id, name: clerk.username }, secret })],
    ["a person for a session", await encode({ token: { sid: clerk.id }, secret })],
    ["a session nobody has", await encode({ token: { sid: newId() }, secret })],
    ["a list of sessions", await encode({ token: { sid: [sid] } as never, secret })],
    ["a session in capitals", await encode({ token: { sid: sid.toUpperCase() }, secret })],
    ["a session with a quote", await encode({ token: { sid: `${sid}' or true --` }, secret })],
    ["cut", good.slice(0, -1)],
    ["longer", `${good}A`],
    ["without its tag", [head, "", iv, text, ""].join(".")],
    ["without its text", [head, "", iv, "", tag].join(".")],
    ["another head", [b64({ alg: "dir", enc: "A128CBC-HS256" }), "", iv, text, tag].join(".")],
    [
      "a head that names a key",
      [b64({ alg: "dir", enc: "A256GCM", jwk: { kty: "oct", k: "AAAA" } }), "", iv, text, tag].join("."),
    ],
    ["the bare id", sid],
    ["nothing", ""],
    ["much", "a.".repeat(1500)],
  ];
}

async function accepted(opens: (token: string) => Promise<boolean>, clerk: Clerk) {
  const tokens = await forgeries(clerk);
  const taken: string[] = [];
  for (const [what, token] of tokens) if (await opens(token)) taken.push(what);
  return { taken, tried: tokens.length };
}

test("S6 no token but our own opens a session", async () => {
  const clerk = await aClerk();
  expect(await served(clerk.cookie, 0)).toBe(true);
  const { taken, tried } = await accepted((token) => served(`${sessionCookie}=${token}`, 0), clerk);
  figure(
    "S6",
    "forged, expired and foreign tokens taken",
    `${taken.length} of ${tried} ${taken.join(", ")}`.trim(),
    "0",
    !taken.length,
  );
  const unproven = async (token: string) => {
    try {
      return JSON.parse(Buffer.from(token.split(".")[1]!, "base64url").toString()).sid === clerk.sessionId;
    } catch {
      return false;
    }
  };
  mutant("S6", "with a token that is read and not proven", (await accepted(unproven, clerk)).taken.length === 0);
});
