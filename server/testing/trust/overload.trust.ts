import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { Agent, request } from "node:http";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { filesRoot, placeFile } from "../../files";
import { newId } from "../../ids";
import { inCheckout } from "../../launch/steps.mjs";
import { pool } from "../../pool";
import { sweepFiles } from "../../sweep";
import { aCommitment, aFundedProject } from "../budgets";
import { makeWorld, op, type Person, type Unit, type World } from "../world";
import { figure, mutant, secondsFigure, size, slowness } from "./harness";
import { invariantsHold } from "./invariants";
import { call, cookieOf, type Portal, startPortal } from "./portal";

/** Ends on request, crowds, slow statements and full disks: nothing is half done, and nobody waits for ever. */

const folder = inCheckout(`data/trust-files-${process.pid}`);
process.env.FILES_DIR = folder;
process.env.AUDIT_ANCHOR = `${folder}-anchor.jsonl`;

let world: World;
let here: Unit;
let finance: Person;
let cookie: string;
let clerk: Person;
let road: { projectId: string; budgetLineId: string };
let slow: number;

beforeAll(async () => {
  slow = slowness();
  world = await makeWorld();
  here = await world.commune("Bình Liêu");
  finance = await world.person("finance", here);
  cookie = await cookieOf(finance);
  road = await aFundedProject(world, here, 10_000_000);
});
afterAll(async () => {
  await invariantsHold(world.sql, "after ends on request, crowds and full disks");
  await world.end();
  for (const left of [folder, `${folder}-anchor.jsonl`]) await rm(left, { recursive: true, force: true });
});

const commit = (portal: Portal) => call(portal, cookie, "budgets.commit", { ...aCommitment(road, "1"), ...op() });
const frame = (portal: Portal) => call(portal, cookie, "session.frame", undefined, "query");

/** Holds the line on a connection of its own: whoever wants to spend from it waits. */
async function holdLine() {
  const client = new Client({ connectionString: world.ownerUrl });
  await client.connect();
  await client.query("begin");
  await client.query("select from budget_lines where id = $1 for update", [road.budgetLineId]);
  return async () => {
    await client.query("rollback");
    await client.end();
  };
}

/** One connection that is kept, asked again and again: what a balancer holds. */
function keptAlive(portal: Portal) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const { port } = new URL(portal.origin);
  return (path: string, body?: string) =>
    new Promise<number>((done) => {
      const asked = request(
        {
          ...{ agent, host: "127.0.0.1", port, path, method: body ? "POST" : "GET" },
          headers: { cookie, "x-terrace": "1", "content-type": "application/json" },
        },
        (answer) => {
          answer.resume();
          answer.on("end", () => done(answer.complete ? answer.statusCode! : 0));
          answer.on("error", () => done(0));
        },
      );
      asked.on("error", () => done(0));
      asked.end(body);
    });
}

/** Twenty clients under way, five of them waiting for a line; the portal is told to end in the middle of it. */
async function endUnderLoad(signal: "SIGTERM" | "SIGKILL", env: Record<string, string> = {}) {
  const portal = await startPortal(world.ownerUrl, { env });
  await frame(portal);
  const release = await holdLine();
  const said: number[] = [];
  let inService = true;
  // The balancer's probe: as soon as it is told "not ready", it sends nobody any more.
  const seen: number[] = [];
  const probe = (async () => {
    while (inService) {
      const status = await fetch(`${portal.origin}/api/health/ready`)
        .then((answer) => answer.arrayBuffer().then(() => answer.status))
        .catch(() => 0);
      seen.push(status);
      if (status !== 200) inService = false;
      await sleep(50);
    }
  })();
  const waiting = Array.from({ length: 5 }, () =>
    keptAlive(portal)("/api/trpc/budgets.commit", JSON.stringify({ ...aCommitment(road, "1"), ...op() })).then(
      (status) => said.push(status),
    ),
  );
  let answered = 0;
  const clients = Array.from({ length: 15 }, async () => {
    const ask = keptAlive(portal);
    while (inService) {
      said.push(await ask("/api/trpc/session.frame"));
      answered++;
    }
  });
  // Everybody is under way.
  while (answered < 60) await sleep(20);
  const began = performance.now();
  const end = portal.stop(signal);
  await sleep(400);
  await release();
  const code = await end;
  const seconds = (performance.now() - began) / 1000;
  await Promise.all([probe, ...waiting, ...clients]);
  // Told to come again is an answer; none, or half of one, is not.
  const brokenOff = said.filter((status) => status !== 200 && status !== 503).length;
  return { code, seconds, requests: said.length, brokenOff, seen };
}

test("C2 a portal that is told to end ends what it began, and says first that it is not ready", async () => {
  const { code, seconds, requests, brokenOff, seen } = await endUnderLoad("SIGTERM");
  figure(
    "C2",
    "SIGTERM under 20 kept connections, 5 of them waiting in the database",
    `${brokenOff} of ${requests} broken, exit code ${code}, readiness last said ${seen.at(-1)}`,
    "0, 0, 503",
    brokenOff === 0 && code === 0 && seen.at(-1) === 503 && requests > 20,
  );
  secondsFigure("C2", "from SIGTERM to the exit", seconds, 12, slow);
});

test("C2 mutants: killed at once, or closed without saying so first", async () => {
  const killed = await endUnderLoad("SIGKILL");
  mutant("C2", "with SIGKILL", killed.brokenOff === 0);
  const unsaid = await endUnderLoad("SIGTERM", { DRAIN_NOTICE_MS: "0" });
  mutant("C2", "without readiness false first", unsaid.brokenOff === 0 && unsaid.seen.at(-1) === 503);
});

/** Many ask for a line that is held; how long others then wait for their answer, in seconds, and what they are told. */
async function crowdOut(portal: Portal, many = 50) {
  await frame(portal);
  const release = await holdLine();
  const slowOnes = Array.from({ length: many }, () => commit(portal));
  for (let held = 0; held < 10; ) {
    await sleep(20);
    const [found] = await world.sql<{ held: number }>(
      "select count(*)::int as held from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    held = found!.held;
  }
  const waits: number[] = [];
  const statuses = new Set<number>();
  const timed = async (ask: () => Promise<{ status: number }>) => {
    const began = performance.now();
    const { status } = await ask();
    waits.push((performance.now() - began) / 1000);
    statuses.add(status);
  };
  await Promise.all([
    ...Array.from({ length: 20 }, () => timed(() => frame(portal))),
    timed(() => fetch(`${portal.origin}/api/health/ready`)),
    timed(() => fetch(`${portal.origin}/budgets`, { headers: { cookie }, redirect: "manual" })),
  ]);
  const alive = (await fetch(`${portal.origin}/api/health/live`)).status;
  // Ten hold the connections until the lock's own time is over.
  const told = await Promise.all(slowOnes);
  await release();
  for (const { status } of told) statuses.add(status);
  let after = 503;
  for (let tries = 0; tries < 20 && after === 503; tries++) after = (await commit(portal)).status;
  return { longest: Math.max(...waits), statuses: [...statuses], alive, after };
}

test("C4 a crowd that holds every connection keeps nobody else waiting, and time limits free them", async () => {
  const limits = Promise.all([
    pool()
      .query("select pg_sleep(60)")
      .then(
        () => "slept",
        (error: { code: string }) => error.code,
      ),
    (async () => {
      const client = await pool().connect();
      await client.query("begin");
      const ended = new Promise<string>((done) =>
        client.once("error", (error: { code?: string }) => done(error.code ?? "?")),
      );
      const code = await Promise.race([ended, sleep(40_000 * slow, "held")]);
      client.release(true);
      return code;
    })(),
  ]);
  const portal = await startPortal(world.ownerUrl);
  const { longest, statuses, alive, after } = await crowdOut(portal);
  figure(
    "C4",
    "50 slow commands on 10 connections: what everybody is told meanwhile, liveness, and a command afterwards",
    `${statuses.join(", ")}; ${alive}; ${after}`,
    "503; 200; 200",
    statuses.every((status) => status === 503) && alive === 200 && after === 200,
  );
  secondsFigure("C4", "the longest that others waited for their 503", longest, 2, slow);
  await portal.stop();
  const [statement, idle] = await limits;
  figure(
    "C4",
    "a statement, and a transaction in which nothing is said, are ended by PostgreSQL",
    `${statement}, ${idle}`,
    "57014, 25P03",
    statement === "57014" && idle === "25P03",
  );
});

test("C4 mutant: whoever waits for a connection waits as long as it takes", async () => {
  const portal = await startPortal(world.ownerUrl, { env: { DATABASE_WAIT_MS: "30000" } });
  const { longest, statuses } = await crowdOut(portal, 10);
  await portal.stop("SIGKILL");
  mutant(
    "C4",
    "without a limit to the wait for a connection",
    longest <= 2 * slow && statuses.every((each) => each === 503),
  );
});

/** Files below the folder that neither a row names nor the sweeper has laid aside. */
async function dangling(): Promise<number> {
  const named = new Set((await world.sql<{ id: string }>("select id from files")).map(({ id }) => id));
  const all = await readdir(filesRoot(), { recursive: true, withFileTypes: true }).catch(() => []);
  return all.filter((each) => each.isFile() && !each.parentPath.endsWith("unclaimed") && !named.has(each.name)).length;
}
const rowsOfFiles = async () => (await world.sql<{ n: number }>("select count(*)::int as n from files"))[0]!.n;

const upload = async (portal: Portal, name: string, body: Buffer) => {
  const answer = await fetch(`${portal.origin}/api/files?name=${name}`, {
    method: "POST",
    headers: { cookie: await cookieOf(clerk), "x-terrace": "1" },
    body: new Uint8Array(body),
  });
  const said = (await answer.json().catch(() => ({}))) as { code?: string };
  return { status: answer.status, code: said.code };
};

test("C5 what finds no room, or is cut off, leaves nothing half", async () => {
  clerk = await world.person("clerk", here);
  const paper = (bytes: number) =>
    Buffer.concat([Buffer.from("%PDF-1.4\n"), Buffer.alloc(bytes, 65), Buffer.from("\n%%EOF\n")]);
  const noise = {
    create: {
      width: 500,
      height: 400,
      channels: 3 as const,
      background: "#000",
      noise: { type: "gaussian" as const, mean: 128, sigma: 60 },
    },
  };
  // Small as it is sent, larger once it is made anew.
  const picture = await sharp(noise).jpeg({ quality: 20 }).toBuffer();
  const portal = await startPortal(world.ownerUrl);
  const before = await rowsOfFiles();
  const limit = (bytes: string) => execFileSync("prlimit", ["--pid", String(portal.pid), `--fsize=${bytes}`]);

  limit(`${picture.length + 100}:unlimited`);
  const told = [
    await upload(portal, "a.pdf", paper(picture.length * 3)),
    // The last piece is the one that does not fit, by a byte.
    await upload(portal, "a.pdf", paper(picture.length + 100)),
    await upload(portal, "a.jpg", picture),
  ];
  limit("unlimited:unlimited");
  const refused = told.filter(({ status, code }) => status === 503 && code === "storage_full").length;
  const rows = (await rowsOfFiles()) - before;
  const left = await dangling();
  const logged = portal
    .logged()
    .split("\n")
    .filter((line) => line.includes('"storage_full"')).length;
  figure(
    "C5",
    "uploads that find no room: told so, logged; rows and files left",
    `${refused} of ${told.length} told, ${logged} logged, ${rows} rows, ${left} files`,
    "all, all, 0, 0",
    refused === told.length && logged === told.length && rows === 0 && left === 0,
  );

  // A row that cannot be written, and a file that had its room.
  await world.sql("alter table files add constraint none_more check (false) not valid");
  const unwritten = await upload(portal, "a.pdf", paper(1000));
  await world.sql("alter table files drop constraint none_more");
  const kept = await upload(portal, "a.pdf", paper(1000));
  figure(
    "C5",
    "the row of a file cannot be written: answer, files left; the next upload",
    `${unwritten.status}, ${await dangling()}; ${kept.status}`,
    "500, 0; 200",
    unwritten.status === 500 && (await dangling()) === 0 && kept.status === 200,
  );

  // Killed while files arrive, and between a file and its row.
  const half = Array.from({ length: size(4, 16) }, () => {
    const socket = connect(Number(new URL(portal.origin).port), "127.0.0.1");
    socket.on("error", () => undefined);
    return socket;
  });
  const head = await cookieOf(clerk);
  for (const socket of half)
    socket.write(
      `POST /api/files?name=a.pdf HTTP/1.1\r\nhost: terrace\r\nx-terrace: 1\r\ncookie: ${head}\r\ncontent-length: 100000\r\n\r\n%PDF-1.4 half`,
    );
  for (let tries = 0; tries < 200 && (await dangling()) < half.length; tries++) await sleep(50);
  await portal.stop("SIGKILL");
  for (const socket of half) socket.destroy();
  await placeFile(newId(), Buffer.from(randomUUID()));
  mutant("C5", "without the sweeper, after a kill in the middle of uploads", (await dangling()) === 0);
  const now = Date.now() + 1000;
  const swept = await sweepFiles(now, 0);
  expect(swept).toEqual({ removed: half.length, laidAside: 1 });
  figure("C5", "files that no row names, after the sweeper", String(await dangling()), "0", (await dangling()) === 0);
  expect(await sweepFiles(now + 31 * 24 * 3600 * 1000, 0)).toEqual({ removed: 1, laidAside: 0 });
});
