import { rm, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hashPassword } from "../../auth/password";
import { newId } from "../../ids";
import { inCheckout } from "../../launch/steps.mjs";
import { aCommitment, aFundedProject, aPayment } from "../budgets";
import { makeWorld } from "../world";
import { aCluster } from "./cluster";
import { figure, mutant, secondsFigure, seeded, size, slowness } from "./harness";
import { broken, invariantsHold } from "./invariants";
import { call, cookieOf, type Portal, startPortal } from "./portal";
import { newBrowser, signInAs } from "./sign-in";

/** The portal and its database are killed and restarted under work: what was acknowledged stays. */

const writers = 16;
/** Somebody who signs in again and again. */
const typed = { username: "ai-do@binhlieu", password: "mat-khau-cua-ai-do-2026" };

type Road = { projectId: string; budgetLineId: string };
type Writer = { cookie: string; road: Road };
type Asked = { path: "budgets.commit" | "budgets.pay"; input: { id: string; operationId: string } };

let cluster: Awaited<ReturnType<typeof aCluster>>;
let desks: Writer[];
let reader: string;

beforeAll(async () => {
  cluster = await aCluster();
  const world = await makeWorld({ ownerUrl: cluster.url, drop: async () => undefined });
  const spending = await world.commune("Lục Hồn");
  desks = [];
  for (let at = 0; at < writers; at++) {
    const road = await aFundedProject(world, spending, 1_000_000);
    desks.push({ road, cookie: await cookieOf(await world.person("finance", spending)) });
  }
  const somebody = await world.person("clerk", spending);
  await world.sql("update people set username = $2, password_hash = $3 where id = $1", [
    somebody.id,
    typed.username,
    await hashPassword(typed.password),
  ]);
  reader = await cookieOf(await world.person("clerk", spending));
  // From here on nobody of ours is connected: the server may die.
  await world.end();
});
afterAll(() => cluster.end());

const open = () => startPortal(cluster.url);
const once = (portal: Portal, { cookie }: Writer, { path, input }: Asked) =>
  call(portal, cookie, path, input).then(
    ({ status }) => status,
    () => 0,
  );

/** Whoever is told to come again comes again. */
async function attempt(portal: Portal, desk: Writer, asked: Asked, stopped = () => false) {
  for (let tries = 0; ; tries++) {
    const status = await once(portal, desk, asked);
    if (status !== 503 || stopped() || tries === 100) return status;
  }
}

/** Promises and pays in turns until nobody answers: what was acknowledged, and what nobody heard of. */
async function write(portal: Portal, desk: Writer, heardOne: () => void, killed: () => boolean) {
  const acknowledged: string[] = [];
  for (let turn = 0; ; turn++) {
    const operationId = newId();
    const asked: Asked =
      turn % 2
        ? { path: "budgets.pay", input: { ...aPayment(desk.road, "1"), operationId } }
        : { path: "budgets.commit", input: { ...aCommitment(desk.road, "2"), operationId } };
    const status = await attempt(portal, desk, asked, killed);
    if (status !== 200) return { acknowledged, unheard: asked, status };
    acknowledged.push(asked.input.id);
    heardOne();
  }
}

/** One crash: both are killed in the middle of the writing, come back, and are asked what they remember. */
async function crash(portal: Portal, random: () => number) {
  const enough = writers + random() * writers * 8;
  let count = 0;
  let killed = false;
  let reached = () => {};
  const full = new Promise<void>((done) => {
    reached = done;
  });
  const writing = desks.map((desk) =>
    write(
      portal,
      desk,
      () => ++count >= enough && reached(),
      () => killed,
    ),
  );
  // Should they all end by themselves, the figures tell it.
  await Promise.race([full, Promise.all(writing)]);
  const began = performance.now();
  killed = true;
  const databaseFirst = random() < 0.5;
  if (databaseFirst) cluster.kill();
  const gone = portal.stop("SIGKILL");
  if (!databaseFirst) cluster.kill();
  await gone;
  const heard = await Promise.all(writing);
  await cluster.start();
  const next = await open();
  const seconds = (performance.now() - began) / 1000;

  const kept = (ids: string[]) =>
    cluster.ask(async (sql) => {
      const [found] = await sql<{ n: number }>("select count(*)::int as n from ledger_entries where id = any ($1)", [
        ids,
      ]);
      return found!.n;
    });
  const ids = heard.flatMap(({ acknowledged }) => acknowledged);
  const lost = ids.length - (await kept(ids));
  // Whoever heard nothing sends the same again: it is there once, whether it had been kept or not.
  const again = await Promise.all(desks.map((desk, at) => attempt(next, desk, heard[at]!.unheard)));
  const there = await kept(heard.map(({ unheard }) => unheard.input.id));
  return {
    next,
    seconds,
    acknowledged: ids.length,
    lost,
    unrepeatable: again.filter((status) => status !== 200).length + writers - there,
    // Nothing else than no answer, or "busy" while the database was away.
    odd: heard.filter(({ status }) => ![0, 503].includes(status)).length,
    broken: await cluster.ask(broken),
  };
}

test("C1 loses nothing that was acknowledged when the portal and its database are killed", async () => {
  const cycles = size(3, 30);
  const slow = slowness();
  const { random } = seeded("C1");
  let portal = await open();
  const sum = { acknowledged: 0, lost: 0, unrepeatable: 0, odd: 0, broken: 0 };
  let slowest = 0;
  for (let cycle = 0; cycle < cycles; cycle++) {
    const found = await crash(portal, random);
    portal = found.next;
    slowest = Math.max(slowest, found.seconds);
    for (const key of ["acknowledged", "lost", "unrepeatable", "odd"] as const) sum[key] += found[key];
    sum.broken += found.broken.length;
    if (found.broken.length) process.stdout.write(`${found.broken.join("\n")}\n`);
  }
  await portal.stop("SIGKILL");
  expect(sum.acknowledged).toBeGreaterThanOrEqual(cycles * writers);
  figure(
    "C1",
    `acknowledged writes after ${cycles} x kill -9 of portal and PostgreSQL under ${writers} writers`,
    `${sum.lost} of ${sum.acknowledged} lost, ${sum.unrepeatable} unheard ones not there once after a repeat, ${sum.broken} invariants broken, ${sum.odd} odd answers`,
    "0; 0; 0; 0",
    sum.lost + sum.unrepeatable + sum.broken + sum.odd === 0,
  );
  secondsFigure("C1", "portal and PostgreSQL back after a crash, slowest", slowest, 10, slow);
  await cluster.ask((sql) => invariantsHold(sql, `after ${cycles} crashes`));
});

test("C3 the portal outlives a restart of its database, and says so meanwhile", async () => {
  const portal = await open();
  const slow = slowness();
  const found = await restartUnderLoad(portal);
  secondsFigure("C3", "normal after PostgreSQL is back", found.seconds, 5, slow);
  figure(
    "C3",
    "PostgreSQL restarted under load: procedures, writes and pages",
    `${Number(found.ended)} exits; ${found.odd.join(", ") || "nothing but 200 and 503"}`,
    "0; nothing but 200 and 503",
    !found.ended && found.odd.length === 0,
  );
  await portal.stop();
  await cluster.ask((sql) => invariantsHold(sql, "after a restart under load"));
});

test("C3 mutant: a database that is away is an error like any other", async () => {
  // The driver's errors without their codes and words, by which the portal knows them.
  const speechless = `import pg from "pg";
    const { connect } = pg.Pool.prototype;
    pg.Pool.prototype.connect = function (...args) {
      return args.length ? connect.apply(this, args) : connect.call(this).catch(() => { throw new Error("something"); });
    };`;
  const preload = inCheckout(`data/speechless-${process.pid}.mjs`);
  await writeFile(preload, speechless);
  const portal = await startPortal(cluster.url, { preload: pathToFileURL(preload).href });
  const found = await restartUnderLoad(portal);
  await rm(preload);
  await portal.stop("SIGKILL");
  mutant("C3", "without knowing a lost database from any other error", !found.ended && found.odd.length === 0);
});

/** Clients ask all the time while PostgreSQL is stopped and started again. */
async function restartUnderLoad(portal: Portal) {
  const answers: { at: number; what: string; status: number }[] = [];
  let asking = true;
  const loop = async (what: string, ask: () => Promise<number>) => {
    while (asking && !portal.ended()) {
      const status = await ask().catch(() => 0);
      answers.push({ at: performance.now(), what, status });
      await sleep(5);
    }
  };
  const page = async (path: string) => {
    const answer = await fetch(portal.origin + path, { headers: { cookie: reader }, redirect: "manual" });
    await answer.arrayBuffer();
    return answer.status;
  };
  const clients = [
    ...desks.slice(0, 4).map((desk) =>
      loop("write", () =>
        once(portal, desk, {
          path: "budgets.commit",
          input: { ...aCommitment(desk.road, "1"), operationId: newId() },
        }),
      ),
    ),
    ...[0, 1].map(() =>
      loop("read", async () => (await call(portal, reader, "session.frame", undefined, "query")).status),
    ),
    loop("page", () => page("/households")),
    loop("ready", () => page("/api/health/ready")),
    loop("sign-in", async () => {
      await sleep(200);
      // The right password: while nothing can be looked up nobody is told that it is wrong.
      return (await signInAs(portal.origin, newBrowser(), typed)).status;
    }),
  ];
  await sleep(700);
  await cluster.stop();
  await sleep(500);
  await cluster.start();
  const back = performance.now();
  // Until everybody was answered well for a while.
  const calm = () => answers.filter(({ at, status }) => status !== 200 && at > performance.now() - 1500).length === 0;
  do await sleep(200);
  while (performance.now() < back + 60_000 && (performance.now() < back + 2000 || !calm()));
  asking = false;
  await Promise.all(clients);
  const bad = answers.filter(({ status }) => status !== 200);
  return {
    ended: portal.ended(),
    odd: [...new Set(bad.filter(({ status }) => status !== 503).map(({ what, status }) => `${what} ${status}`))],
    seconds: Math.max(0, ...bad.map(({ at }) => at - back)) / 1000,
  };
}

test("C1 control: with asynchronous commit something acknowledged is lost", async () => {
  const { random } = seeded("C1 control");
  await cluster.ask(async (sql) => {
    await sql("alter database terrace set synchronous_commit = off");
    // What is committed then waits for the writer of the log, who may take his time.
    await sql("alter system set wal_writer_delay = '10s'");
    await sql("select pg_reload_conf()");
  });
  let portal = await open();
  let lost = 0;
  for (let cycle = 0; cycle < 6 && lost === 0; cycle++) {
    const found = await crash(portal, random);
    portal = found.next;
    lost += found.lost;
  }
  await portal.stop("SIGKILL");
  mutant("C1", "with asynchronous commit", lost === 0);
});
