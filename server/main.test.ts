import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeEntry } from "./entry";
import { pool } from "./pool";
import { type Answer, codeOf, type Sent, sendRaw, send as sendTo } from "./testing/http";
import { cookieOf } from "./testing/trust/portal";
import { makeWorld, type Person, type Unit, type World } from "./testing/world";

/** The portal over real HTTP, with pages that say only that they were asked. */

let world: World;
let commune: Unit;
let clerk: Person;
let server: Server;
let origin: string;
let draining = false;

beforeAll(async () => {
  world = await makeWorld();
  commune = await world.commune("Bình Liêu");
  clerk = await world.person("clerk", commune);
  const pages = {
    ready: Promise.resolve(),
    answer: async (_request: unknown, response: import("node:http").ServerResponse) => void response.end("a page"),
    dev: false,
  };
  server = createServer(makeEntry(pages, () => draining));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await world.end();
});

const send = (path: string, sent?: Sent) => sendTo(origin, path, sent);

const as = async (person: Person, headers: Record<string, string> = {}) => ({
  cookie: await cookieOf(person),
  "x-terrace": "1",
  ...headers,
});

/** Nothing of the database or of our own code shows in what people are told. */
const plain = (answer: Answer) =>
  expect(answer.body.toString()).not.toMatch(
    /relation|column|constraint|syntax|select |insert |violates|pg_|drizzle|node_modules|at [A-Za-z.]+ \(|\.ts:/i,
  );

const upload = async (person: Person, name: string, body: Buffer, headers: Record<string, string> = {}) =>
  send(`/api/files?name=${encodeURIComponent(name)}`, { method: "POST", headers: await as(person, headers), body });

const aPicture = () =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: "#a33" } })
    .jpeg()
    .toBuffer();

describe("health", () => {
  test("the process lives, is ready, and says when it takes no more work", async () => {
    expect((await send("/api/health/live")).json()).toEqual({ ok: true });
    expect((await send("/api/health/ready")).status).toBe(200);
    draining = true;
    expect((await send("/api/health/ready")).status).toBe(503);
    draining = false;
  });

  test("a database that does not answer is 503 and no word about it", async () => {
    const url = process.env.APP_DATABASE_URL;
    const real = pool();
    const key = Symbol.for("terrace.pool");
    const shared = globalThis as typeof globalThis & { [key: symbol]: unknown };
    process.env.APP_DATABASE_URL = "postgresql://terrace_app:x@127.0.0.1:1/none";
    shared[key] = undefined;
    try {
      const ready = await send("/api/health/ready");
      expect([ready.status, codeOf(ready)]).toEqual([503, "busy"]);
      const asked = await send("/api/trpc/session.frame", { headers: await as(clerk) });
      expect([asked.status, codeOf(asked)]).toEqual([503, "busy"]);
      plain(asked);
    } finally {
      shared[key] = real;
      if (url === undefined) delete process.env.APP_DATABASE_URL;
      else process.env.APP_DATABASE_URL = url;
    }
  });
});

describe("addresses", () => {
  test.each([
    "//",
    "//evil.example/_next/static/x",
    "/\\evil.example",
    "http://evil.example/",
    "*",
    "/%",
    "/%c0%ae%c0%ae",
  ])("somebody who asks for %s gets an answer, and never a page of another address", async (target) => {
    const method = target === "*" ? "OPTIONS" : "GET";
    const said = await sendRaw(origin, `${method} ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
    expect(said).toMatch(target.startsWith("/%") ? /^HTTP\/1.1 (200|400|404)/ : /^HTTP\/1.1 404/);
  });

  test.each(["signin", "signout", "verify-request", "providers", "session", "callback/credentials", "_log", "error"])(
    "of the sign-in library only what the portal uses is open, not %s",
    async (action) => {
      expect((await send(`/api/auth/${action}`)).status).toBe(404);
    },
  );

  test("a token against forgery is asked for, and credentials are posted", async () => {
    const asked = await send("/api/auth/csrf");
    expect(asked.json()).toEqual({ csrfToken: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(asked.headers["set-cookie"]).toEqual([expect.stringMatching(/^terrace\.csrf=.*HttpOnly.*SameSite=Lax/)]);
    const body = "username=x&password=y&json=true&callbackUrl=https%3A%2F%2Fevil.example";
    const refused = await send("/api/auth/callback/credentials", { method: "POST", body });
    expect(refused.json()).toEqual({ url: "/sign-in" });
    expect(refused.headers["set-cookie"]).toEqual([expect.stringMatching(/^terrace\.csrf=/)]);
  });
});

describe("headers", () => {
  test("every answer is private, and has a policy with a nonce of its own", async () => {
    const [first, second] = [await send("/"), await send("/")];
    const nonce = (answer: Answer) => /'nonce-([^']+)'/.exec(String(answer.headers["content-security-policy"]))?.[1];
    expect(nonce(first)).toBeTruthy();
    expect(nonce(first)).not.toBe(nonce(second));
    expect(first.headers).toMatchObject({
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "same-origin",
    });
    expect(first.headers["strict-transport-security"]).toBeUndefined();
    const asked = await send("/api/trpc/session.frame", { headers: await as(clerk) });
    expect(asked.headers["cache-control"]).toBe("private, no-store");
  });
});

describe("changes come from our own pages", () => {
  test("not a file, a sign-out or credentials", async () => {
    for (const path of ["/api/files?name=a.jpg", "/api/session/end", "/api/auth/callback/credentials"]) {
      const headers = await as(clerk, { origin: "https://evil.example" });
      expect(codeOf(await send(path, { method: "POST", headers, body: "x" }))).toBe("wrong_origin");
    }
    for (const path of ["/api/files?name=a.jpg", "/api/session/end"]) {
      const headers = { cookie: await cookieOf(clerk) };
      expect(codeOf(await send(path, { method: "POST", headers, body: "x" }))).toBe("wrong_origin");
    }
  });

  test("who stands where is not taken from headers that only a proxy may set", async () => {
    const headers = await as(clerk, { origin: "https://evil.example", "x-forwarded-host": "evil.example" });
    const answer = await send("/api/trpc/session.revokeOwn", { method: "POST", headers, body: "{}" });
    expect(codeOf(answer)).toBe("wrong_origin");
  });
});

describe("answers", () => {
  test("what is not there and nobody's session say so", async () => {
    expect((await send("/api/trpc/no.such", { headers: await as(clerk) })).status).toBe(404);
    const nobody = await send("/api/trpc/session.frame");
    expect([nobody.status, codeOf(nobody)]).toEqual([401, "not_signed_in"]);
  });

  test("a page that was drawn for somebody else reads, writes and sends nothing in the name of whoever signed in since", async () => {
    const drawnFor = (id: string) => ({ "x-terrace-person": id });
    const stranger = drawnFor("0190aaaa-0000-7000-8000-000000000001");
    const read = (headers: Record<string, string>) => send("/api/trpc/session.frame", { headers });
    expect((await read(await as(clerk, drawnFor(clerk.id)))).status).toBe(200);
    const turned = await read(await as(clerk, stranger));
    expect([turned.status, codeOf(turned)]).toEqual([409, "other_person"]);
    const photo = await aPicture();
    expect(codeOf(await upload(clerk, "nhà.jpg", photo, stranger))).toBe("other_person");
    expect((await upload(clerk, "nhà.jpg", photo, drawnFor(clerk.id))).status).toBe(200);
  });
});

describe("files that come in", () => {
  test("who may not upload is refused before the file arrives", async () => {
    const auditor = await world.person("auditor", world.province);
    expect(codeOf(await upload(auditor, "a.jpg", await aPicture()))).toBe("not_allowed");
    const nobody = await send("/api/files?name=a.jpg", { method: "POST", headers: { "x-terrace": "1" }, body: "x" });
    expect([nobody.status, codeOf(nobody)]).toEqual([401, "not_signed_in"]);
  });

  test.each(["/api/files?name=a.jpg", "/api/trpc/households.register"])(
    "a slow phone holds no connection to the database while its work arrives at %s",
    async (path) => {
      const before = pool().totalCount - pool().idleCount;
      const { port } = server.address() as AddressInfo;
      const slow = connect(port, "127.0.0.1");
      slow.on("error", () => undefined);
      slow.write(
        `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nx-terrace: 1\r\ncookie: ${await cookieOf(clerk)}\r\ncontent-type: application/json\r\ncontent-length: 100000\r\n\r\nabc`,
      );
      await sleep(400);
      expect(pool().totalCount - pool().idleCount).toBe(before);
      slow.destroy();
    },
  );

  test("of a stranger's body nothing is waited for", async () => {
    const head = `host: 127.0.0.1\r\nx-terrace: 1\r\ncontent-type: application/json\r\ncontent-length: 100000`;
    const said = await sendRaw(origin, `POST /api/trpc/households.register HTTP/1.1\r\n${head}\r\n\r\nabc`);
    expect(said).toMatch(/^HTTP\/1.1 401 /);
    expect(said).toContain("not_signed_in");
  });

  test("somebody who goes away in the middle of an upload leaves nothing behind", async () => {
    const [had] = await world.sql<{ n: number }>("select count(*)::int as n from files");
    const { port } = server.address() as AddressInfo;
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => undefined);
    socket.write(
      `POST /api/files?name=a.jpg HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nx-terrace: 1\r\ncookie: ${await cookieOf(clerk)}\r\ncontent-length: 100000\r\n\r\nabc`,
    );
    await sleep(200);
    socket.destroy();
    await sleep(200);
    const [has] = await world.sql<{ n: number }>("select count(*)::int as n from files");
    expect(has).toEqual(had);
    expect((await send("/api/health/ready")).status).toBe(200);
  });
});
