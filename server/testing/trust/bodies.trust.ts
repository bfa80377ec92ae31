import { spawn } from "node:child_process";
import { once } from "node:events";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, codeOf, type Sent, send, sendRaw } from "../http";
import { makeWorld, type World } from "../world";
import { figure, mutant, seeded, size } from "./harness";
import { growthDuring, mebibytes } from "./memory";
import { cookieOf, type Portal, startPortal } from "./portal";
import { each, insideWords } from "./procedures";

/** F2, F3: whatever comes over the wire as a body costs little and ends in a refusal. */

let world: World;
let portal: Portal;
let cookie: string;
/** Of somebody who may be signed out meanwhile. */
let leaving: string;

beforeAll(async () => {
  world = await makeWorld();
  const preload = new URL("collecting.mjs", import.meta.url).href;
  portal = await startPortal(process.env.DATABASE_URL!, { env: { LOG_LEVEL: "error" }, preload });
  const commune = await world.commune("Bình Liêu");
  cookie = await cookieOf(await world.person("clerk", commune));
  leaving = await cookieOf(await world.person("clerk", commune));
});
afterAll(async () => {
  await portal.stop();
  await world.end();
});

const paths = [
  ...["/api/trpc/session.revokeOwn", "/api/trpc/households.register", "/api/trpc/session.frame", "/api/trpc/no.such"],
  ...["/api/trpc/session.revokeOwn,session.changePassword?batch=1", "/api/session/end", "/api/files?name=a.jpg"],
  ...["/api/auth/callback/credentials", "/api/auth/csrf", "/sign-in", "/households", "/api/none"],
];
const types = [
  ...["application/json", "application/json; charset=utf-16", "text/plain", "text/xml", "application/octet-stream"],
  ...[
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "",
    "\u00ff/\u00fe",
  ],
  ...["application/json, text/plain", "application/x-ndjson", "multipart/mixed; boundary=", "x".repeat(4000)],
];
const deep = (open: string, close: string) => open.repeat(10_000) + close.repeat(10_000);
const bodies: (string | Buffer)[] = [
  ...[
    "",
    "{",
    "}",
    "[",
    "[]",
    "{}",
    "null",
    "true",
    '"',
    "0",
    "-",
    "1e999",
    '{"a":',
    "[1,",
    "nul",
    "{}{}",
    "\0",
    "\ufeff{}",
  ],
  ...[
    deep("[", "]"),
    deep('{"a":', "}").replace(/}$/, "0}"),
    `{"id":${"9".repeat(100_000)}}`,
    `{"${"k".repeat(500_000)}":1}`,
  ],
  ...[
    '{"__proto__":{"x":1}}',
    '{"constructor":{"prototype":{"x":1}}}',
    '{"0":{"json":{}}}',
    '{"id":"\\u0000"}',
    '{"id":"\\ud800"}',
  ],
  ...[
    "a=b&a=c",
    "%",
    "%zz=%",
    "csrfToken=x&username=a&password=b",
    `username=${"u".repeat(300_000)}`,
    "a[b][c]=d&__proto__[x]=1",
  ],
  ...[
    "--x\r\ncontent-disposition: form-data; name=a\r\n\r\nb\r\n--x--",
    "--x\r\n\r\n",
    "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
  ],
  ...[
    Buffer.from([0xff, 0xfe, 0x7b, 0]),
    Buffer.from([0xc0, 0x80]),
    Buffer.alloc(900_000, 0xff),
    gzipSync(Buffer.alloc(10_000_000)),
  ],
  ...[
    JSON.stringify(Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`k${n}`, n]))),
    `[${"{},".repeat(100_000)}{}]`,
  ],
];
const odd: Record<string, string>[] = [
  {},
  {},
  { "content-encoding": "gzip" },
  { expect: "100-continue" },
  { "x-http-method-override": "DELETE" },
];
const methods = ["POST", "POST", "POST", "PUT", "PATCH", "DELETE"];

const cookieFor = (path: string) => (path === "/api/session/end" ? leaving : cookie);

/** What no client writes: lengths that lie, chunks that never end, requests inside requests. */
const raws = (path: string) => {
  const head = `POST ${path} HTTP/1.1\r\nhost: x\r\ncookie: ${cookieFor(path)}\r\nx-terrace: 1\r\ncontent-type: application/json\r\n`;
  return [
    `${head}content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n`,
    `${head}content-length: -1\r\n\r\n{}`,
    `${head}content-length: 1\r\ncontent-length: 2\r\n\r\n{}`,
    `${head}content-length: 9999999999999999999999\r\n\r\n{}`,
    `${head}transfer-encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n{}`,
    `${head}transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
    `${head}transfer-encoding: identity, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
    `${head}transfer-encoding : chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`,
    `${head}x-long: ${"a".repeat(100_000)}\r\n\r\n`,
    `${head.replace("POST", "BREW")}\r\n\r\n`,
  ];
};

async function storm(origin: string, count: number) {
  const { random } = seeded("F2");
  const oneOf = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const statuses = new Map<number, number>();
  const wrong: string[] = [];
  const note = (what: string, status: number, body: string) => {
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (status >= 500 || (status !== 200 && insideWords.test(body)))
      wrong.push(`${status} ${what} ${body.slice(0, 200)}`);
  };
  const jobs = Array.from({ length: count }, (_, n) => {
    const path = oneOf(paths);
    const mine: Record<string, string> = {
      cookie: cookieFor(path),
      "x-terrace": "1",
      "content-type": oneOf(types),
      ...oneOf(odd),
    };
    const [method, body, raw] = [oneOf(methods), oneOf(bodies), oneOf(raws(path))];
    return async () => {
      if (n % 10 === 9) {
        // A nonce may spell anything.
        const said = await sendRaw(origin, raw, 4000);
        return note(
          `raw ${path}`,
          Number(/^HTTP\/1.1 (\d+)/.exec(said)?.[1] ?? 0),
          /^HTTP\/1.1 2/.test(said) ? "" : said.replace(/nonce-[\w+/=]+/g, ""),
        );
      }
      const sent: Sent =
        n % 25 === 1 ? { pieces: mebibytes(64) } : n % 25 === 2 ? { body: Buffer.alloc(64 * 1024 * 1024) } : { body };
      const answer = await send(origin, path, { method, headers: mine, ...sent }).catch(gone);
      note(
        `${method} ${path} ${mine["content-type"]!.slice(0, 40)}`,
        answer?.status ?? 0,
        answer?.body.toString() ?? "",
      );
    };
  });
  await each(jobs, (job) => job(), 6);
  return { statuses, wrong };
}

/** Whoever is cut off in the middle of a large body has been refused without a word. */
const gone = (error: NodeJS.ErrnoException): Answer | undefined => {
  if (error.code === "ECONNRESET" || error.code === "EPIPE") return undefined;
  throw error;
};

test("F2 bodies of every kind are refused, and cost little memory", async () => {
  await storm(portal.origin, size(60, 400));
  const count = size(300, 2000);
  const { grown, result } = await growthDuring(portal.pid, () => storm(portal.origin, count));
  for (const line of result.wrong) process.stdout.write(`F2 ${line}\n`);
  process.stdout.write(`F2 ${JSON.stringify([...result.statuses])}\n`);
  expect(portal.ended()).toBe(false);
  figure(
    "F2",
    "raw HTTP bodies that end in 5xx or say what is inside",
    `${result.wrong.length} of ${count}`,
    "0",
    !result.wrong.length,
  );
  figure("F2 memory", "growth of the process meanwhile", `${grown.toFixed(0)} MiB`, "100 MiB", grown <= 100);
});

test("F2 a handler that takes the whole body in is seen", async () => {
  const bare = `require("node:http").createServer(async (req, res) => {
    const text = await new Response(req).text().catch(() => "");
    try { JSON.parse(text); } catch { res.statusCode = 400; }
    res.end();
  }).listen(0, "127.0.0.1", function () { console.log(this.address().port); })`;
  const child = spawn(process.execPath, ["-e", bare], { stdio: ["ignore", "pipe", "inherit"] });
  try {
    const [port] = (await once(child.stdout, "data")) as [Buffer];
    const origin = `http://127.0.0.1:${Number(String(port))}`;
    const { grown } = await growthDuring(child.pid!, () =>
      each([1, 2, 3], async () => void (await send(origin, "/", { method: "POST", pieces: mebibytes(64, "x") }))),
    );
    mutant("F2", `with a handler that takes the whole body in (${grown.toFixed(0)} MiB)`, grown <= 100);
  } finally {
    child.kill("SIGKILL");
  }
});

test("F2 above 1 MiB, or 15 MiB of a file, it is 413, said or not", async () => {
  const [MiB, wrong] = [1024 * 1024, [] as string[]];
  const type = { "x-terrace": "1", "content-type": "application/json" };
  const limits: [string, number][] = [
    ...[paths[0]!, paths[1]!, "/api/session/end", "/api/auth/callback/credentials", "/sign-in", "/households"].map(
      (path): [string, number] => [path, MiB],
    ),
    ["/api/files?name=a.jpg", 15 * MiB],
  ];
  for (const [path, most] of limits) {
    const headers = { ...type, cookie: cookieFor(path) };
    for (const sent of [{ body: Buffer.alloc(most + 1, 32) }, { pieces: mebibytes(most / MiB + 1) }]) {
      const answer = await send(portal.origin, path, { method: "POST", headers, ...sent }).catch(gone);
      const code = answer && codeOf(answer);
      if (answer?.status !== 413 || !["too_large", "file_too_large"].includes(String(code)))
        wrong.push(`${path} ${"body" in sent ? "said" : "not said"}: ${answer?.status} ${code}`);
    }
    const fits = await send(portal.origin, path, { method: "POST", headers, body: Buffer.alloc(most, 32) });
    if (fits.status === 413) wrong.push(`${path} does not take ${most}`);
  }
  figure(
    "F2 limit",
    `answers to a byte too much on ${limits.length} addresses that are not 413`,
    wrong.join("; ") || "0",
    "0",
    !wrong.length,
  );
});

const batch = (count: number) =>
  `/api/trpc/${Array(count).fill("session.frame").join(",")}?batch=1&input=${encodeURIComponent("{}")}`;

/** Answers to more calls at once than ten: the most common status, and how long the middle one took beside a request for nothing. */
async function batched(origin: string, count: number) {
  const [times, plain]: [number[], number[]] = [[], []];
  let status = 0;
  for (let tries = 0; tries < 40; tries++) {
    for (const [into, path] of [
      [times, batch(count)],
      [plain, "/api/trpc/no.such"],
    ] as const) {
      const since = performance.now();
      const answer = await send(origin, path, { headers: { cookie, "x-terrace": "1" } });
      into.push(performance.now() - since);
      if (into === times) status = answer.status;
    }
  }
  const middle = (of: number[]) => of.sort((a, b) => a - b)[of.length >> 1]!;
  return { status, ms: middle(times), beside: middle(plain) };
}

test("F3 more than ten calls at once are refused at once", async () => {
  expect((await batched(portal.origin, 10)).status).toBe(200);
  const { status, ms, beside } = await batched(portal.origin, 11);
  const quick = ms < Math.max(50, 3 * beside);
  figure("F3", "a batch of 11 calls", `${status} in ${ms.toFixed(1)} ms`, "400 in 50 ms", status === 400 && quick);
  mutant("F3", "with a batch of ten, which is done", (await batched(portal.origin, 10)).status === 400);
});
