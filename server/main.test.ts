import { createServer, request as httpRequest, type IncomingHttpHeaders, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { deflateSync } from "node:zlib";
import { encode } from "next-auth/jwt";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sessionCookie } from "./auth/nextauth";
import { pool } from "./db";
import { makeEntry } from "./entry";
import { newId } from "./ids";
import { appRouter } from "./router";
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

type Answer = { status: number; headers: IncomingHttpHeaders; body: Buffer; json: () => Record<string, unknown> };
type Sent = { method?: string; headers?: Record<string, string>; body?: Buffer | string; pieces?: Buffer[] };

/** One request on a connection of its own; `pieces` are sent without saying how long they are. */
const send = (path: string, { method = "GET", headers = {}, body, pieces }: Sent = {}) =>
  new Promise<Answer>((done, failed) => {
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const asked = httpRequest(
      origin,
      { method, path, headers: { ...length, ...headers }, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          const whole = Buffer.concat(chunks);
          asked.destroy();
          done({
            status: response.statusCode!,
            headers: response.headers,
            body: whole,
            json: () => JSON.parse(whole.toString()) as Record<string, unknown>,
          });
        });
      },
    );
    asked.on("error", failed);
    void (async () => {
      for (const piece of pieces ?? []) {
        if (asked.destroyed) return;
        if (!asked.write(piece))
          await Promise.race([new Promise((drained) => asked.once("drain", drained)), sleep(500)]);
      }
      asked.end(body);
    })();
  });

async function cookieOf(person: Person): Promise<string> {
  const token = await encode({ token: { sid: person.sessionId }, secret: process.env.NEXTAUTH_SECRET! });
  return `${sessionCookie}=${token}`;
}

const as = async (person: Person, headers: Record<string, string> = {}) => ({
  cookie: await cookieOf(person),
  "x-terrace": "1",
  ...headers,
});

const codeOf = (answer: Answer): unknown => {
  const body = answer.json() as { code?: string; error?: { data: { problem: { code: string } } } };
  return body.error ? body.error.data.problem.code : body.code;
};

/** Nothing of the database or of our own code shows in what people are told. */
const plain = (answer: Answer) =>
  expect(answer.body.toString()).not.toMatch(
    /relation|column|constraint|syntax|select |insert |violates|pg_|drizzle|node_modules|at [A-Za-z.]+ \(|\.ts:/i,
  );

const upload = async (person: Person, name: string, body: Buffer, headers: Record<string, string> = {}) =>
  send(`/api/files?name=${encodeURIComponent(name)}`, { method: "POST", headers: await as(person, headers), body });

const aPicture = (format: "jpeg" | "png" | "webp" = "jpeg", width = 40) =>
  sharp({ create: { width, height: 30, channels: 3, background: "#a33" } })
    .withExif({ IFD0: { Make: "Canary", Artist: "Nguyễn Thị Canary" }, IFD3: { GPSLatitude: "21/1 31/1 0/1" } })
    .toFormat(format)
    .toBuffer();

const aPdf = Buffer.from("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");

/** A PNG of hardly any bytes that says it is as large as a city. */
function pixelFlood(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    let crc = ~0;
    for (const byte of body) {
      crc ^= byte;
      for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
    }
    sum.writeUInt32BE(~crc >>> 0);
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(60_000, 0);
  header.writeUInt32BE(60_000, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.alloc(60_000))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

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
  const raw = (text: string) =>
    new Promise<string>((done, failed) => {
      let said = "";
      const socket = connect((server.address() as AddressInfo).port, "127.0.0.1", () => socket.write(text));
      socket.on("data", (chunk) => {
        said += chunk.toString();
        socket.end();
      });
      socket.on("close", () => done(said));
      socket.on("error", failed);
      socket.setTimeout(2000, () => socket.destroy());
    });

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
    const said = await raw(`${method} ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
    expect(said).toMatch(target.startsWith("/%") ? /^HTTP\/1.1 (200|400|404)/ : /^HTTP\/1.1 404/);
  });

  test.each(["signin", "signout", "verify-request", "providers", "session", "callback/credentials", "_log", "error"])(
    "of the sign-in library only what the portal uses is open, not %s",
    async (action) => {
      expect((await send(`/api/auth/${action}`)).status).toBe(404);
    },
  );

  test("a token against forgery is asked for, and credentials are posted", async () => {
    expect((await send("/api/auth/csrf")).body.toString()).toBe("a page");
    expect((await send("/api/auth/callback/credentials", { method: "POST", body: "a=b" })).body.toString()).toBe(
      "a page",
    );
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

const mutations = Object.entries(
  appRouter._def.procedures as unknown as Record<string, { _def: { type: string } }>,
).filter(([, { _def }]) => _def.type === "mutation");

describe("changes come from our own pages", () => {
  test("no command is taken from another origin, without our header, or as a GET", async () => {
    const passed: string[] = [];
    for (const [at] of mutations) {
      const path = `/api/trpc/${at}`;
      const sent = { method: "POST", body: "{}" };
      const type = { "content-type": "application/json" };
      const foreign = [
        { ...type, origin: "https://evil.example" },
        { ...type, origin: "null" },
        { ...type, "sec-fetch-site": "cross-site" },
        { ...type, "sec-fetch-site": "same-site" },
        { "content-type": "text/plain", origin: "https://evil.example" },
        { "content-type": "application/x-www-form-urlencoded", origin: "https://evil.example" },
        { "content-type": "multipart/form-data; boundary=x", origin: "https://evil.example" },
      ];
      for (const headers of foreign) {
        const answer = await send(path, { ...sent, headers: await as(clerk, headers) });
        if (answer.status !== 403 || codeOf(answer) !== "wrong_origin") passed.push(`${at} ${JSON.stringify(headers)}`);
      }
      const bare = await send(path, { ...sent, headers: { ...type, cookie: await cookieOf(clerk) } });
      if (bare.status !== 403) passed.push(`${at} without the header`);
      const got = await send(`${path}?input=${encodeURIComponent("{}")}`, { headers: await as(clerk) });
      if (got.status !== 405 && got.status !== 400) passed.push(`${at} as GET: ${got.status}`);
    }
    expect(passed).toEqual([]);
  });

  test("nor a file, a sign-out or credentials", async () => {
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

describe("bodies", () => {
  const type = { "content-type": "application/json" };

  test("more than 1 MiB is refused, said or not", async () => {
    const path = "/api/trpc/session.revokeOwn";
    const large = Buffer.alloc(1024 * 1024 + 1, "a");
    const said = await send(path, { method: "POST", headers: await as(clerk, type), body: large });
    expect([said.status, codeOf(said)]).toEqual([413, "too_large"]);
    const pieces = await send(path, {
      method: "POST",
      headers: await as(clerk, type),
      pieces: Array.from({ length: 40 }, () => Buffer.alloc(64 * 1024, "a")),
    });
    expect([pieces.status, codeOf(pieces)]).toEqual([413, "too_large"]);
    const page = await send("/households", { method: "POST", headers: await as(clerk), pieces: [large] });
    expect([page.status, codeOf(page)]).toEqual([413, "too_large"]);
  });

  test.each([
    ["broken JSON", "{", type],
    ["a list", "[]", type],
    ["nothing", "", type],
    ["ten thousand lists in each other", "[".repeat(10_000) + "]".repeat(10_000), type],
    ["a form", "a=b", { "content-type": "application/x-www-form-urlencoded" }],
    ["another type", "{}", { "content-type": "text/xml" }],
    ["no type", "{}", {}],
  ])("%s is refused and nobody is told why inside", async (_name, body, headers) => {
    const path = "/api/trpc/session.revokeOwn";
    const answer = await send(path, { method: "POST", headers: await as(clerk, headers), body });
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.status).toBeLessThan(500);
    plain(answer);
  });

  test("more than ten calls at once are refused", async () => {
    const batch = (count: number) =>
      `/api/trpc/${Array(count).fill("session.frame").join(",")}?batch=1&input=${encodeURIComponent("{}")}`;
    expect((await send(batch(10), { headers: await as(clerk) })).status).toBe(200);
    const refused = await send(batch(11), { headers: await as(clerk) });
    expect(refused.status).toBe(400);
    plain(refused);
  });

  test("what is not there and what is not a session say so", async () => {
    expect((await send("/api/trpc/no.such", { headers: await as(clerk) })).status).toBe(404);
    const nobody = await send("/api/trpc/session.frame");
    expect([nobody.status, codeOf(nobody)]).toEqual([401, "not_signed_in"]);
    for (const token of ["x", "a.b.c", "", "eyJhbGciOiJub25lIn0.eyJzaWQiOiIxIn0."]) {
      const answer = await send("/api/trpc/session.frame", { headers: { cookie: `${sessionCookie}=${token}` } });
      expect(codeOf(answer)).toBe("not_signed_in");
    }
    const other = await encode({ token: { sid: clerk.sessionId }, secret: "another secret" });
    const forged = await send("/api/trpc/session.frame", { headers: { cookie: `${sessionCookie}=${other}` } });
    expect(codeOf(forged)).toBe("not_signed_in");
  });
});

describe("files that come in", () => {
  test("a clerk's photo is kept without a word of its camera, and comes back as a picture", async () => {
    for (const format of ["jpeg", "png", "webp"] as const) {
      const sent = await aPicture(format);
      expect(sent.includes("Canary")).toBe(true);
      const answer = await upload(clerk, `móng nhà.${format === "jpeg" ? "jpg" : format}`, sent);
      expect(answer.status).toBe(200);
      const { id } = answer.json() as { id: string };
      const back = await send(`/api/files/${id}`, { headers: await as(clerk) });
      expect(back.status).toBe(200);
      expect(back.headers).toMatchObject({
        "content-type": format === "png" ? "image/png" : "image/jpeg",
        "x-content-type-options": "nosniff",
        "cache-control": "private, no-store",
        "content-security-policy": "sandbox; default-src 'none'",
      });
      expect(back.headers["content-disposition"]).toMatch(/^inline; filename\*=UTF-8''m%C3%B3ng/);
      for (const trace of ["Canary", "Exif", "GPS", "http://ns.adobe.com"])
        expect(back.body.includes(trace)).toBe(false);
      const { exif, xmp, iptc } = await sharp(back.body).metadata();
      expect([exif, xmp, iptc]).toEqual([undefined, undefined, undefined]);
    }
  });

  test("a paper comes back to be kept, not to be opened in the portal", async () => {
    const { id } = (await upload(clerk, "quyết định.pdf", aPdf)).json() as { id: string };
    const back = await send(`/api/files/${id}`, { headers: await as(clerk) });
    expect(back.headers["content-disposition"]).toMatch(/^attachment;/);
    expect(back.headers["content-type"]).toBe("application/pdf");
  });

  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  const html = Buffer.from("<!doctype html><script>alert(1)</script>");
  const zip = Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0]);
  const exe = Buffer.concat([Buffer.from("MZ"), Buffer.alloc(200)]);
  const hostile: [string, string, () => Buffer | Promise<Buffer>, string][] = [
    ["an SVG", "a.svg", () => svg, "file_kind_refused"],
    ["an SVG named as a photo", "a.png", () => svg, "file_kind_refused"],
    ["a page named as a photo", "a.jpg", () => html, "file_kind_refused"],
    ["a page named as a page", "a.html", () => html, "file_kind_refused"],
    ["a program named as a paper", "a.pdf", () => exe, "file_kind_refused"],
    ["a program behind two endings", "quyet-dinh.pdf.exe", () => exe, "file_kind_refused"],
    ["a paper behind two endings", "quyet-dinh.pdf.exe", () => aPdf, "file_is_not_what_it_says"],
    ["a photo that says it is a paper", "a.pdf", () => aPicture(), "file_is_not_what_it_says"],
    ["a paper that says it is a photo", "a.jpg", () => aPdf, "file_is_not_what_it_says"],
    ["a photo cut in half", "a.jpg", async () => (await aPicture("jpeg", 900)).subarray(0, 700), "file_is_broken"],
    ["a paper without an end", "a.pdf", () => aPdf.subarray(0, 20), "file_is_broken"],
    [
      "a page behind the first bytes of a photo",
      "a.jpg",
      () => Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), html]),
      "file_is_broken",
    ],
    ["a picture of 3.6 thousand million points", "a.png", pixelFlood, "file_is_broken"],
    ["a GIF", "a.gif", () => Buffer.from("GIF89a\x01\x00\x01\x00\x00\x00\x00;"), "file_kind_refused"],
    ["a GIF named as a photo", "a.jpg", () => Buffer.from("GIF89a=1/*"), "file_kind_refused"],
    ["an archive named as a letter", "a.docx", () => zip, "file_kind_refused"],
    ["an archive named as a sheet with macros", "a.xlsm", () => zip, "file_kind_refused"],
    ["an archive named as a paper", "a.pdf", () => zip, "file_kind_refused"],
    [
      "a sound in the wrapping of a picture",
      "a.webp",
      () => Buffer.concat([Buffer.from("RIFF"), Buffer.alloc(4), Buffer.from("WAVE")]),
      "file_kind_refused",
    ],
    ["nothing", "a.jpg", () => Buffer.alloc(0), "file_empty"],
    ["a name that runs backwards", "a\u202Efdp.exe", () => aPdf, "file_is_not_what_it_says"],
    ["text", "a.txt", () => Buffer.from("xin chào"), "file_kind_refused"],
  ];
  test.each(hostile)("%s is refused by name", async (_what, name, make, code) => {
    const answer = await upload(clerk, name, await make());
    expect([answer.status, codeOf(answer)]).toEqual([400, code]);
    plain(answer);
  });

  test.each([
    "../../../etc/passwd.pdf",
    "..\\..\\boot.pdf",
    "C:\\a.pdf",
    "a\u0000.pdf",
    "\u202Efdp.pdf",
    "a\r\nset-cookie: x.pdf",
  ])("a name that leads elsewhere is only a name: %j", async (name) => {
    const { id, name: kept } = (await upload(clerk, name, aPdf)).json() as { id: string; name: string };
    expect(kept).not.toMatch(/[\p{Cc}\p{Cf}\\/:]/u);
    const back = await send(`/api/files/${id}`, { headers: await as(clerk) });
    expect(back.status).toBe(200);
    expect(back.headers["set-cookie"]).toBeUndefined();
  });

  test("16 MiB are refused, said or not, and the person is told", async () => {
    const said = await upload(clerk, "a.jpg", Buffer.alloc(16 * 1024 * 1024, 1));
    expect([said.status, codeOf(said)]).toEqual([413, "file_too_large"]);
    const pieces = await send("/api/files?name=a.jpg", {
      method: "POST",
      headers: await as(clerk),
      pieces: Array.from({ length: 256 }, () => Buffer.alloc(64 * 1024, 0xff)),
    });
    expect([pieces.status, codeOf(pieces)]).toEqual([413, "file_too_large"]);
  });

  test("who may not upload is refused before the file arrives", async () => {
    const auditor = await world.person("auditor", world.province);
    expect(codeOf(await upload(auditor, "a.jpg", await aPicture()))).toBe("not_allowed");
    const nobody = await send("/api/files?name=a.jpg", { method: "POST", headers: { "x-terrace": "1" }, body: "x" });
    expect([nobody.status, codeOf(nobody)]).toEqual([401, "not_signed_in"]);
  });

  test("a slow phone holds no connection to the database while its photo arrives", async () => {
    const before = pool().totalCount - pool().idleCount;
    const { port } = server.address() as AddressInfo;
    const slow = connect(port, "127.0.0.1");
    slow.on("error", () => undefined);
    slow.write(
      `POST /api/files?name=a.jpg HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nx-terrace: 1\r\ncookie: ${await cookieOf(clerk)}\r\ncontent-length: 100000\r\n\r\nabc`,
    );
    await sleep(400);
    expect(pool().totalCount - pool().idleCount).toBe(before);
    slow.destroy();
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

describe("files that go out", () => {
  test("nobody reads a file of a unit that is not theirs, and it looks as if it were not there", async () => {
    const { id } = (await upload(clerk, "a.pdf", aPdf)).json() as { id: string };
    const neighbour = await world.person("clerk", await world.commune("Tiên Yên"));
    const [theirs, never] = [
      await send(`/api/files/${id}`, { headers: await as(neighbour) }),
      await send(`/api/files/${newId()}`, { headers: await as(neighbour) }),
    ];
    expect([theirs.status, codeOf(theirs), theirs.body]).toEqual([404, "not_found", never.body]);
    const nobody = await send(`/api/files/${id}`);
    expect([nobody.status, codeOf(nobody)]).toEqual([401, "not_signed_in"]);
    const administrator = await world.person("administrator", world.province);
    expect(codeOf(await send(`/api/files/${id}`, { headers: await as(administrator) }))).toBe("not_allowed");
  });

  test("without the row policies the neighbour still does not read it", async () => {
    const { id } = (await upload(clerk, "a.pdf", aPdf)).json() as { id: string };
    const neighbour = await world.person("clerk", await world.commune("Ba Chẽ"));
    await world.withoutPolicies(["files"], async () => {
      expect((await send(`/api/files/${id}`, { headers: await as(neighbour) })).status).toBe(404);
      expect((await send(`/api/files/${id}`, { headers: await as(clerk) })).status).toBe(200);
    });
  });

  test.each(["..%2f..%2fetc%2fpasswd", "1", "", `${newId()}%00`, newId().toUpperCase(), "-".repeat(36)])(
    "an id that is none finds nothing: %j",
    async (id) => {
      const answer = await send(`/api/files/${id}`, { headers: await as(clerk) });
      expect([answer.status, codeOf(answer)]).toEqual([404, "not_found"]);
      plain(answer);
    },
  );
});

describe("sessions", () => {
  test("signing out ends the row: a copy of the cookie is worth nothing", async () => {
    const person = await world.person("clerk", commune);
    const headers = await as(person);
    expect((await send("/api/trpc/session.frame", { headers })).status).toBe(200);
    const out = await send("/api/session/end", { method: "POST", headers });
    expect(out.headers["set-cookie"]?.[0]).toMatch(/Max-Age=0/);
    expect((await send("/api/trpc/session.frame", { headers })).status).toBe(401);
  });

  test("a session ends when nobody used it for half an hour, and after its twelve hours", async () => {
    for (const past of ["last_seen_at = now() - interval '31 minutes'", "expires_at = now()", "revoked_at = now()"]) {
      const person = await world.person("clerk", commune);
      await world.sql(`update sessions set ${past} where id = $1`, [person.sessionId]);
      expect((await send("/api/trpc/session.frame", { headers: await as(person) })).status).toBe(401);
    }
  });
});
