import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import sharp from "sharp";
import { afterAll, beforeAll, test } from "vitest";
import { roles } from "@/db/schema/people";
import { newId } from "../../ids";
import { inCheckout } from "../../launch/steps.mjs";
import { makeWorld, type World } from "../world";
import { figure, mutant, size } from "./harness";
import { call, cookieOf, type Portal, startPortal } from "./portal";

/** What the process itself does: whom it speaks to, and what it says of its work. */

let world: World;
const cookies: string[] = [];

beforeAll(async () => {
  world = await makeWorld();
  const here = await world.commune("Bình Liêu");
  for (const role of roles)
    cookies.push(await cookieOf(await world.person(role, role === "clerk" ? here : world.province)));
  looking.push(...cookies.slice(0, size(3, cookies.length)));
});
afterAll(() => world.end());

const pages = [
  ...[
    "/",
    "/sign-in",
    "/inbox",
    "/dashboard",
    "/projects",
    "/projects/new?kind=housing",
    "/households",
    "/households/new",
    "/budgets",
  ],
  ...[
    "/inspections",
    "/findings",
    "/field",
    "/units",
    "/documents",
    "/programmes",
    "/indicators",
    "/search?q=binh",
    "/people",
    "/audit",
  ],
  ...[
    "/_next/image?url=http%3A%2F%2F127.0.0.1%2Fx.png&w=64&q=75",
    "/sign-in?callbackUrl=http://127.0.0.1:9/",
    `/api/files/${newId()}`,
  ],
];

/** In short a clerk, a leader and a manager; whole, everybody. */
const looking: string[] = [];

/** A look at everything as many people, a file taken in, a sign-in that fails, and a host of another name. */
async function useEverything(portal: Portal) {
  const get = async (path: string, headers: Record<string, string>) => {
    const answer = await fetch(portal.origin + path, { headers, redirect: "manual" });
    await answer.arrayBuffer();
    return answer;
  };
  for (const cookie of looking) for (const path of pages) await get(path, { cookie });
  await get("/sign-in", { host: "elsewhere.example", "x-forwarded-host": "elsewhere.example" });
  const body = await sharp({ create: { width: 30, height: 30, channels: 3, background: "#a33" } })
    .jpeg()
    .toBuffer();
  const headers = { cookie: cookies[0]!, "x-terrace": "1" };
  await (
    await fetch(`${portal.origin}/api/files?name=a.jpg`, { method: "POST", headers, body: new Uint8Array(body) })
  ).arrayBuffer();
  const csrf = await get("/api/auth/csrf", {});
  const jar = csrf.headers.getSetCookie().map((line) => line.split(";")[0]);
  await (
    await fetch(`${portal.origin}/api/auth/callback/credentials`, {
      method: "POST",
      headers: { cookie: jar.join("; "), "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({
        username: "nobody",
        password: "wrong",
        csrfToken: decodeURIComponent(jar[0] ?? "").split(/[=|]/)[1] ?? "",
      }),
      redirect: "manual",
    })
  ).arrayBuffer();
  // The jobs have their turn.
  await sleep(6000);
}

const hook = pathToFileURL(inCheckout("server/testing/trust/outbound.mjs")).href;
const outbound = (portal: Portal) =>
  portal
    .logged()
    .split("\n")
    .filter((line) => line.startsWith('{"outbound"'));

test("F8 the portal speaks to its database and to nobody else", async () => {
  const portal = await startPortal(world.ownerUrl, { preload: hook });
  await useEverything(portal);
  const found = [...new Set(outbound(portal))];
  await portal.stop();
  figure(
    "F8",
    `connections and name look-ups of the portal, ${pages.length} pages as ${looking.length} people, a file, a sign-in, jobs`,
    `${found.length} elsewhere${found.length ? `: ${found.join(" ")}` : ""}`,
    "0",
    found.length === 0,
  );
});

test("F8 mutant: a fetch to somewhere else", async () => {
  const elsewhere = createServer((_, answer) => answer.end()).listen(0, "127.0.0.1");
  await once(elsewhere, "listening");
  const { port } = elsewhere.address() as AddressInfo;
  const fetching = encodeURIComponent(`setTimeout(() => fetch("http://127.0.0.1:${port}/"), 500)`);
  const portal = await startPortal(world.ownerUrl, {
    preload: hook,
    env: { NODE_OPTIONS: `--import data:text/javascript,${fetching}` },
  });
  await sleep(2000);
  mutant("F8", "with a fetch to another port", outbound(portal).length === 0);
  await portal.stop("SIGKILL");
  elsewhere.close();
});

const nasty = ["a\r\nb", '"}\n{"level":30}', "\u2028x\u2029", "\u0000", "\u001b[31m", "%0d%0a", "\ud800"];

/** Half a character goes over no wire. */
const wellFormed = (text: string) => Buffer.from(text).toString();

/** Everything that somebody may send, with a new line in it. */
async function saySomethingNasty(portal: Portal) {
  const { port } = new URL(portal.origin);
  for (const [at, bad] of nasty.entries()) {
    const quoted = encodeURIComponent(wellFormed(bad));
    const cookie = cookies[at % cookies.length]!;
    for (const path of [
      `/${quoted}`,
      `/households?q=${quoted}`,
      `/api/files/${quoted}`,
      `/api/trpc/${quoted}?input=${quoted}`,
      `/sign-in?callbackUrl=${quoted}`,
    ])
      await (
        await fetch(portal.origin + path, { headers: { cookie, "user-agent": quoted }, redirect: "manual" })
      ).arrayBuffer();
    await call(portal, cookie, "documents.register", {
      id: bad,
      number: bad,
      kind: bad,
      issuer: bad,
      issuedOn: bad,
      effectiveOn: bad,
      summary: bad,
      fileId: bad,
      operationId: bad,
    });
    await call(portal, cookie, "households.list", { q: bad }, "query");
    await fetch(`${portal.origin}/api/files?name=${quoted}`, {
      method: "POST",
      headers: { cookie, "x-terrace": "1" },
      body: wellFormed(bad),
    }).then((answer) => answer.arrayBuffer());
  }
  // What fetch would not send.
  for (const text of [
    "GET /a\u000bb HTTP/1.1\r\nhost: x\r\n\r\n",
    "GET /\r\nb HTTP/1.1\r\n\r\n",
    "GET / HTTP/1.1\r\nhost: x\r\ncookie: a\rb\r\n\r\n",
    "\r\n\r\n{}\r\n",
  ]) {
    const socket = connect(Number(port), "127.0.0.1", () => socket.write(text));
    socket.on("error", () => undefined).resume();
    await Promise.race([once(socket, "close"), sleep(500)]);
    socket.destroy();
  }
  // And what breaks inside: nobody foresaw a column that is gone.
  await world.sql("alter table documents rename column summary to gone");
  for (const path of ["/documents", "/api/trpc/documents.list?input=%7B%7D"])
    await (await fetch(portal.origin + path, { headers: { cookie: cookies[0]! } })).arrayBuffer();
  await world.sql("alter table documents rename column gone to summary");
}

const isRecord = (line: string) => {
  try {
    return typeof JSON.parse(line) === "object";
  } catch {
    return false;
  }
};
const linesOf = (portal: Portal) => portal.logged().split("\n").filter(Boolean);

test("P1 each line of the log is JSON, whatever was sent", async () => {
  const portal = await startPortal(world.ownerUrl);
  await saySomethingNasty(portal);
  await sleep(300);
  const lines = linesOf(portal);
  const bad = lines.filter((line) => !isRecord(line));
  await portal.stop();
  if (bad.length) process.stdout.write(`${bad.slice(0, 10).join("\n")}\n`);
  figure(
    "P1",
    "lines of the log that are not JSON, with line ends in every field",
    `${bad.length} of ${lines.length}`,
    "0",
    bad.length === 0 && lines.length > 40,
  );
});

test("P1 mutant: a line that prints what was asked", async () => {
  const printing = `import http from "node:http";
    const { emit } = http.Server.prototype;
    http.Server.prototype.emit = function (name, request, ...rest) {
      if (name === "request") process.stdout.write(decodeURI(request.url) + "\\n");
      return emit.call(this, name, request, ...rest);
    };`;
  const portal = await startPortal(world.ownerUrl, { preload: `data:text/javascript,${encodeURIComponent(printing)}` });
  await fetch(`${portal.origin}/%0d%0ab`).then((answer) => answer.arrayBuffer());
  mutant("P1", "with a line that is printed as it came", linesOf(portal).every(isRecord));
  await portal.stop("SIGKILL");
});
