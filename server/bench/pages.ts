import { spawn } from "node:child_process";
import fs from "node:fs";
import { gzipSync } from "node:zlib";
import { Client } from "pg";
import { inCheckout, newSecrets, runNode } from "../launch/steps.mjs";
import { databaseUrl } from "./data/database";
import { pagesOf } from "./page-list";
import { signIn } from "./people";

/** Every page on the demonstration data: time, statements and size of its scripts. */

const port = Number(process.env.BENCH_PAGES_PORT ?? 3290);
const base = `http://127.0.0.1:${port}`;
const name = "terrace_bench";

function print(id: string, value: number, unit: string, goal: number, more: Record<string, unknown> = {}) {
  console.log(JSON.stringify({ id, value, unit, goal, pass: value <= goal, ...more }));
  return value <= goal;
}

async function until(ready: () => Promise<boolean>) {
  for (;;) {
    if (await ready().catch(() => false)) return;
    await new Promise((done) => setTimeout(done, 10));
  }
}

const get = (path: string, cookie?: string) =>
  fetch(base + path, { headers: cookie ? { cookie } : {}, redirect: "manual" });

/** Gzipped bytes of the scripts that a page loads at once. */
async function scriptBytes(html: string): Promise<number> {
  // What is marked noModule is for browsers below our floor: those in use never load it.
  const tags = (html.match(/<script[^>]*>/g) ?? []).filter((tag) => !/nomodule/i.test(tag));
  const sources = [...new Set(tags.flatMap((tag) => /src="([^"]+)"/.exec(tag)?.[1] ?? []))];
  let sum = 0;
  for (const source of sources)
    sum += gzipSync(Buffer.from(await (await get(source)).arrayBuffer()), { level: 9 }).length;
  return sum;
}

/** Statements that the application's role ran since the server's own log was so long. */
function statements(log: string, from: number): number {
  const said = Buffer.alloc(fs.statSync(log).size - from);
  const file = fs.openSync(log, "r");
  fs.readSync(file, said, 0, said.length, from);
  fs.closeSync(file);
  return (said.toString("utf8").match(/LOG: {2}(execute|statement)/g) ?? []).length;
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** The goal of a page's scripts, KB gz (design.md 5); records carry forms, so they are held to the figure of the grid. */
const scriptGoal = (path: string) =>
  path.startsWith("/dashboard")
    ? 165
    : path.startsWith("/field")
      ? 150
      : /\/(new|edit)|[0-9a-f-]{36}/.test(path)
        ? 250
        : 190;

/** A database made anew for this run, with the demonstration in it. */
async function newDatabase(serverUrl: string, env: NodeJS.ProcessEnv): Promise<string> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`drop database if exists ${name} with (force)`);
  await client.query(`create database ${name}`);
  await client.end();
  const url = databaseUrl(serverUrl, name);
  for (const step of ["db:migrate", "db:seed"]) {
    const code = await runNode([".next/terrace/admin.js", step], { env: { ...env, DATABASE_URL: url, DEMO: "1" } });
    if (code !== 0) throw new Error(`${step} failed`);
  }
  return url;
}

/** Measures every page; false when one was not answered. */
export async function measurePages({ url, log }: { url: string; log: string }): Promise<boolean> {
  const env = {
    ...process.env,
    ...newSecrets(),
    PORT: String(port),
    NODE_ENV: "production",
    FILES_DIR: inCheckout("data/bench-files"),
    AUDIT_ANCHOR: inCheckout("data/bench-anchor.jsonl"),
  } as NodeJS.ProcessEnv;
  const ownerUrl = await newDatabase(url, env);
  const pages = await pagesOf(ownerUrl, name);
  const { password } = JSON.parse(fs.readFileSync(inCheckout("db/seed/accounts.json"), "utf8"));
  const server = spawn(process.execPath, [".next/terrace/main.js"], {
    cwd: inCheckout(),
    env: { ...env, DATABASE_URL: ownerUrl },
    stdio: ["ignore", "ignore", "inherit"],
  });
  try {
    await until(async () => (await get("/sign-in")).ok);
    const cookies = new Map<string, string>();
    let answered = true;
    for (const [who, path] of pages) {
      if (!cookies.has(who)) cookies.set(who, await signIn(port, who, password));
      answered = (await measurePage(path, cookies.get(who)!, log)) && answered;
    }
    return answered;
  } finally {
    server.kill("SIGTERM");
    await new Promise((done) => server.once("exit", done));
  }
}

async function measurePage(path: string, cookie: string, log: string): Promise<boolean> {
  const first = await get(path, cookie);
  const html = await first.text();
  if (first.status !== 200) {
    console.log(JSON.stringify({ id: `page ${path}`, status: first.status, pass: false }));
    return false;
  }
  const times = [];
  for (let round = 0; round < 7; round++) {
    const started = performance.now();
    await (await get(path, cookie)).text();
    times.push(performance.now() - started);
  }
  const before = fs.statSync(log).size;
  await (await get(path, cookie)).text();
  const id = `page ${path.replace(/[0-9a-f-]{36}/, "…")}`;
  print(`${id} statements`, statements(log, before), "statements", 12);
  print(`${id} time`, Math.round(median(times)), "ms", 150, { worst: Math.round(Math.max(...times)) });
  print(`${id} scripts`, Math.round((await scriptBytes(html)) / 1000), "KB gz", scriptGoal(path));
  return true;
}
