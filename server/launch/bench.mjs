// `npm run bench`: the figures of the running product on the demonstration data, one JSON object a line.
import { spawn } from "node:child_process";
import fs from "node:fs";
import { gzipSync } from "node:zlib";
import { joinPostgres, releasePostgres } from "./postgres.mjs";
import { ensureBuilt, ensureInstalled, inCheckout, newSecrets, runNode } from "./steps.mjs";

const port = 3290;
const base = `http://127.0.0.1:${port}`;
const dataDir = inCheckout("data/bench-pg");

/** @param {string} id @param {number} value @param {string} unit @param {number} goal @param {Record<string, unknown>} [more] */
function print(id, value, unit, goal, more = {}) {
  console.log(JSON.stringify({ id, value, unit, goal, pass: value <= goal, ...more }));
}

/** @param {() => Promise<boolean>} ready */
async function until(ready) {
  for (;;) {
    if (await ready().catch(() => false)) return;
    await new Promise((done) => setTimeout(done, 10));
  }
}

/** @param {string} path @param {string} [cookie] */
const get = (path, cookie) => fetch(base + path, { headers: cookie ? { cookie } : {}, redirect: "manual" });

/** Signs in over HTTP and gives the cookie. @param {string} username @param {string} password */
async function signIn(username, password) {
  const csrf = await get("/api/auth/csrf");
  const { csrfToken } = /** @type {{ csrfToken: string }} */ (await csrf.json());
  const jar = csrf.headers.getSetCookie().map((line) => line.split(";")[0]);
  const answer = await fetch(`${base}/api/auth/callback/credentials`, {
    method: "POST",
    headers: { cookie: jar.join("; "), "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ csrfToken, username, password, json: "true" }),
    redirect: "manual",
  });
  if (!answer.ok) throw new Error(`${username} cannot sign in: ${answer.status}`);
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
}

/** Gzipped bytes of the scripts that a page loads at once. @param {string} html */
async function scriptBytes(html) {
  // What is marked noModule is for browsers below our floor: those in use never load it.
  const tags = (html.match(/<script[^>]*>/g) ?? []).filter((tag) => !/nomodule/i.test(tag));
  const sources = [...new Set(tags.flatMap((tag) => /src="([^"]+)"/.exec(tag)?.[1] ?? []))];
  let sum = 0;
  for (const source of sources)
    sum += gzipSync(Buffer.from(await (await get(source)).arrayBuffer()), { level: 9 }).length;
  return sum;
}

/** Statements that the application's role ran, from the server's own log. @param {string} log */
const statements = (log) => (fs.readFileSync(log, "utf8").match(/LOG: {2}(execute|statement)/g) ?? []).length;

/** @param {number[]} values */
const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Proportional memory of a process, MiB. @param {number} pid */
const memory = (pid) =>
  Number(/Pss: +(\d+)/.exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0) / 1024;

/** The goal of a page's scripts, KB gz (design.md 5); records carry forms, so they are held to the figure of the grid. @param {string} path */
const scriptGoal = (path) =>
  path.startsWith("/dashboard")
    ? 165
    : path.startsWith("/field")
      ? 150
      : /\/(new|edit)|[0-9a-f-]{36}/.test(path)
        ? 250
        : 190;

/** A database made anew for this run. @param {string} serverUrl */
async function newDatabase(serverUrl) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query("drop database if exists terrace_bench with (force)");
  await client.query("create database terrace_bench");
  await client.end();
  const url = new URL(serverUrl);
  url.pathname = "/terrace_bench";
  return url.href;
}

/** First record of each kind, so that its page can be measured. @param {string} ownerUrl */
async function records(ownerUrl) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const one = async (/** @type {string} */ text) => (await client.query(text)).rows[0]?.id;
  const place = "province_id = (select id from units where name = 'Quảng Ninh' and level_code = 'province')";
  const found = {
    road: await one("select id from projects where kind = 'infrastructure' order by total_amount desc limit 1"),
    livelihood: await one(
      `select p.id from projects p where kind = 'livelihood' and ${place} order by (select count(*) from participations x where x.project_id = p.id) desc limit 1`,
    ),
    housing: await one(`select id from projects where kind = 'housing' and status = 'completed' and ${place} limit 1`),
    household: await one(
      `select h.id from households h join units u on u.id = h.unit_id where u.name = 'Bình Liêu' order by (select count(*) from supports s where s.household_id = h.id) desc limit 1`,
    ),
    request: await one(`select id from requests where status = 'open' and ${place} limit 1`),
    decision: await one(`select id from budget_decisions where ${place} limit 1`),
    inspection: await one(`select id from inspections where ${place} limit 1`),
    finding: await one(`select id from findings where ${place} limit 1`),
    unit: await one(
      "select id from units where name = 'Bình Liêu' and level_code = 'commune' and valid_to is null limit 1",
    ),
    document: await one("select id from documents limit 1"),
    person: await one("select id from people limit 1"),
  };
  await client.query("alter role terrace_app set log_statement = 'all'");
  await client.end();
  return found;
}

await ensureInstalled();
await ensureBuilt();
const postgres = await joinPostgres({ dataDir, durable: false });
const ownerUrl = await newDatabase(postgres.url);
const env = {
  ...process.env,
  ...newSecrets(),
  DATABASE_URL: ownerUrl,
  PORT: String(port),
  NODE_ENV: "production",
  FILES_DIR: inCheckout("data/bench-files"),
  AUDIT_ANCHOR: inCheckout("data/bench-anchor.jsonl"),
};
let failed = false;
try {
  for (const step of ["db:migrate", "db:seed"]) {
    if ((await runNode([".next/terrace/admin.js", step], { env })) !== 0) throw new Error(`${step} failed`);
  }
  const found = await records(ownerUrl);
  const { password } = JSON.parse(fs.readFileSync(inCheckout("db/seed/accounts.json"), "utf8"));

  const began = performance.now();
  const server = spawn(process.execPath, [".next/terrace/main.js"], {
    cwd: inCheckout(),
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  server.stdout.on("data", () => {});
  await until(async () => (await get("/sign-in")).ok);
  print("s.cold-start", Math.round(performance.now() - began) / 1000, "s", 2);
  await new Promise((done) => setTimeout(done, 8000));
  print("s.idle-memory", Math.round(memory(server.pid ?? 0)), "MiB", 200);

  const cookies = {
    clerk: await signIn("lan@binhlieu", password),
    manager: await signIn("tuyen@quangninh", password),
    inspector: await signIn("mai@quangninh", password),
    administrator: await signIn("admin@terrace", password),
  };
  /** @type {[keyof typeof cookies, string][]} */
  const pages = [
    ["manager", "/inbox"],
    ["manager", "/dashboard"],
    ["manager", "/projects"],
    ["manager", "/projects?q=duong&kind=infrastructure&sort=-total"],
    ["manager", `/projects/${found.road}`],
    ["manager", `/projects/${found.road}?tab=budget`],
    ["manager", `/projects/${found.road}?tab=progress`],
    ["manager", `/projects/${found.livelihood}`],
    ["manager", `/projects/${found.housing}`],
    ["clerk", "/projects/new?kind=housing"],
    ["clerk", "/households"],
    ["clerk", "/households?q=nong"],
    ["clerk", `/households/${found.household}`],
    ["clerk", "/households/new"],
    ["manager", `/requests/${found.request}`],
    ["manager", "/budgets"],
    ["manager", `/budgets/decisions/${found.decision}`],
    ["manager", "/budgets/decisions/new"],
    ["inspector", "/inspections"],
    ["inspector", `/inspections/${found.inspection}`],
    ["inspector", "/findings"],
    ["inspector", `/findings/${found.finding}`],
    ["inspector", "/field"],
    ["manager", "/units"],
    ["manager", `/units/${found.unit}`],
    ["manager", "/documents"],
    ["manager", `/documents/${found.document}`],
    ["manager", "/programmes"],
    ["manager", "/indicators"],
    ["manager", "/search?q=binh+lieu"],
    ["administrator", "/people"],
    ["administrator", `/people/${found.person}`],
    ["administrator", "/audit"],
  ];
  for (const [who, path] of pages) {
    const first = await get(path, cookies[who]);
    const html = await first.text();
    if (first.status !== 200) {
      failed = true;
      console.log(JSON.stringify({ id: `page ${path}`, status: first.status, pass: false }));
      continue;
    }
    const times = [];
    for (let round = 0; round < 7; round++) {
      const started = performance.now();
      await (await get(path, cookies[who])).text();
      times.push(performance.now() - started);
    }
    const before = statements(postgres.log);
    await (await get(path, cookies[who])).text();
    const name = `page ${path.replace(/[0-9a-f-]{36}/, "…")}`;
    print(`${name} statements`, statements(postgres.log) - before, "statements", 12);
    print(`${name} time`, Math.round(median(times)), "ms", 150, { worst: Math.round(Math.max(...times)) });
    print(`${name} scripts`, Math.round((await scriptBytes(html)) / 1000), "KB gz", scriptGoal(path));
  }
  server.kill("SIGTERM");
  await new Promise((done) => server.once("exit", done));
} finally {
  await releasePostgres(dataDir);
}
process.exit(failed ? 1 : 0);
