import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../ids";
import { inCheckout } from "../launch/steps.mjs";
import { householdCodes } from "../testing/households";
import { makeWorld, type Person, type World } from "../testing/world";

/** The command line as a process of its own, on the test's database. */

let world: World;
let clerk: Person;
let username: string;
const program = inCheckout(`data/test-admin-${process.pid}.mjs`);
const folder = mkdtempSync(path.join(tmpdir(), "terrace-files-"));

beforeAll(async () => {
  await build({
    entryPoints: [inCheckout("server/admin.ts")],
    outfile: program,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
  });
  world = await makeWorld();
  await householdCodes(world);
  const here = await world.commune("Bình Liêu");
  await world.sql(
    "insert into unit_codes (id, unit_id, scheme, code, valid_from) values ($1, $2, 'gso', '06838', '2020-01-01')",
    [newId(), here.id],
  );
  clerk = await world.person("clerk", here);
  username = await nameOf(clerk);
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(program, { force: true });
  await world.end();
});

const nameOf = async ({ id }: Person) =>
  (await world.sql<{ username: string }>("select username from people where id = $1", [id]))[0]!.username;

const start = (...args: string[]) =>
  spawn(process.execPath, [program, ...args, "--json"], {
    env: { ...process.env, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "inherit"],
  });

const ended = (child: ChildProcess) => new Promise<number | null>((done) => child.once("close", (code) => done(code)));

async function run(...args: string[]) {
  const child = start(...args);
  let said = "";
  child.stdout!.on("data", (piece) => {
    said += piece;
  });
  const code = await ended(child);
  return { code, data: JSON.parse(said) as Record<string, unknown> };
}

const heads = "unit_code,unit_on,ethnicity,name,born_on,sex\n";
const row = (name: string, over = "") => `06838,2025-07-01,dao,${name},1984-05-06,${over || "Nam"}\n`;
const at = (name: string) => path.join(folder, name);
const write = (name: string, content: string) => {
  writeFileSync(at(name), content);
  return at(name);
};
const named = async (folded: string) =>
  Number((await world.sql("select count(*) as n from households where folded like $1", [folded]))[0]!.n);

test("imports a file for a person, lists what is wrong beside it, and exports what there is", async () => {
  const file = write("xa.csv", `${heads}${row("Dòng Đúng")}${row("Dòng Sai", "?")}`);
  const refused = await run("households:import", file, "--as", username, "--language", "en");
  expect(refused).toMatchObject({
    code: 1,
    data: { rows: 2, bad: 1, registered: 0, kept: false, errors: `${file}.errors.csv` },
  });
  expect(readFileSync(`${file}.errors.csv`, "utf8")).toBe(
    "\uFEFFline,column,code,sentence\r\n3,Sex,not_in_list,Choose one of the options\r\n",
  );
  const done = await run("households:import", file, "--as", username, "--good-rows");
  expect(done).toMatchObject({ code: 0, data: { registered: 1, people: 1, kept: true } });
  expect(done.data.peakRssMiB).toBeGreaterThanOrEqual(done.data.idleRssMiB as number);
  expect(await run("households:import", file, "--as", username)).toMatchObject({ code: 0, data: { repeated: true } });
  expect(await named("dong%")).toBe(1);

  const out = at("out.csv");
  expect(await run("households:export", out, "--as", username)).toMatchObject({ code: 0, data: { rows: 1 } });
  expect(readFileSync(out, "utf8")).toContain("Dòng Đúng");
  expect(existsSync(`${out}.part`)).toBe(false);
  const sessions = await world.sql("select from sessions where device = 'command line' and revoked_at is null");
  expect(sessions).toEqual([]);
}, 120_000);

test("refuses whom nobody knows, who is shut out, and who may not", async () => {
  const file = write("ai.csv", heads + row("Không Ai"));
  const shut = await world.person("clerk", world.province);
  await world.sql("update people set disabled_at = now() where id = $1", [shut.id]);
  const auditor = await world.person("auditor", world.nation);
  for (const who of ["nobody", await nameOf(shut), await nameOf(auditor)]) {
    expect((await run("households:import", file, "--as", who)).code).toBe(1);
  }
  expect(await named("khong ai")).toBe(0);
}, 120_000);

test("killed while it reads, nothing is left, and the file may be brought again", async () => {
  const pipe = at("pipe.csv");
  execFileSync("mkfifo", [pipe]);
  const child = start("households:import", pipe, "--as", username);
  const content = heads + Array.from({ length: 5000 }, (_, n) => row(`Bị Giết ${n}`)).join("");
  const half = await pour(pipe, content.slice(0, content.length / 2));
  await until(
    "select from pg_stat_activity where datname = current_database() and query like 'copy import_rows%' and state = 'active'",
  );
  child.kill("SIGKILL");
  await ended(child);
  await half.close();
  expect(await named("bi giet%")).toBe(0);
  const again = await run("households:import", write("again.csv", content), "--as", username);
  expect(again).toMatchObject({ code: 0, data: { registered: 5000, repeated: false } });
}, 120_000);

test("killed while it registers, nothing is left", async () => {
  const file = write("late.csv", heads + Array.from({ length: 500 }, (_, n) => row(`Giết Muộn ${n}`)).join(""));
  await world.sql("begin");
  await world.sql("lock table members in share row exclusive mode");
  const child = start("households:import", file, "--as", username);
  await until("select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'");
  child.kill("SIGKILL");
  await ended(child);
  await world.sql("commit");
  await until(
    "select where not exists (select from pg_stat_activity where datname = current_database() and usename = 'terrace_app' and state <> 'idle')",
  );
  expect(await named("giet muon%")).toBe(0);
  expect(
    await world.sql(
      "select from audit_events e where e.event = 'household.registered' and not exists (select from households h where h.id = e.record_id)",
    ),
  ).toEqual([]);
  expect(await world.sql("select * from app.kept_total_differences()")).toEqual([]);
}, 120_000);

/** Writes the beginning of a file into a pipe and holds it open: the reader waits for the rest. */
async function pour(pipe: string, beginning: string): Promise<FileHandle> {
  const handle = await open(pipe, "w");
  await handle.writeFile(beginning);
  return handle;
}

async function until(question: string) {
  for (let tries = 0; tries < 600; tries++) {
    // Within a transaction the server would answer what it answered first.
    await world.sql("select pg_stat_clear_snapshot()");
    if ((await world.sql(question)).length > 0) return;
    await sleep(50);
  }
  throw new Error(`never: ${question}`);
}
