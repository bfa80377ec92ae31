import { spawn } from "node:child_process";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hashPassword } from "../../auth/password";
import { checkBackup } from "../../backup/read";
import { type RestoreOptions, restoreBackup } from "../../backup/restore";
import { writeBackup } from "../../backup/write";
import { asOwner } from "../../command-line";
import { inCheckout } from "../../launch/steps.mjs";
import { apply, mirroredTables, prepare, readMigrations } from "../../migrate";
import {
  cheap,
  differences,
  drillFolder,
  fileHashes,
  fillPortal,
  fingerprint,
  forge,
  partsOf,
  passphrase,
  sixSpoiled,
  standIn,
  withoutRestoreMark,
} from "../backup";
import { onDatabase } from "../database";
import { makeWorld, type World } from "../world";
import { type Cluster, externalCluster, freshCluster, hasPostgres15 } from "./drill-clusters";
import { figure, mutant, size, slowness, whole } from "./harness";
import { startPortal } from "./portal";

/** Backup and restore (trust.md K1 to K5), on servers of their own. */

let world: World;
let portal: Awaited<ReturnType<typeof fillPortal>>;
let sourceUrl: string;
let source: string;
let target: string;
let fresh: Cluster;
let good: string;
const login = { username: "drill@terrace", password: "the-password-of-the-drill" };

/** `npm run admin -- …` without the launcher, which would start the usual server. */
function admin(url: string, folder: string, ...args: string[]) {
  const child = spawn(process.execPath, ["--import", "tsx", inCheckout("server/admin.ts"), ...args], {
    cwd: inCheckout(),
    env: { ...process.env, ...placesIn(folder), DATABASE_URL: url, BACKUP_PASSPHRASE: passphrase, INIT_CWD: folder },
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (said += part));
  const ended = new Promise<{ code: number | null; said: string }>((done) =>
    child.once("close", (code) => done({ code, said })),
  );
  return { child, ended };
}
const placesIn = (folder: string) => ({ FILES_DIR: `${folder}/files`, AUDIT_ANCHOR: `${folder}/anchors.jsonl` });

/** Works where the restored portal keeps its files. */
async function atTarget<T>(work: () => Promise<T>): Promise<T> {
  standIn(target);
  try {
    return await work();
  } finally {
    standIn(source);
  }
}

const restore = (url: string, options: Omit<RestoreOptions, "secretsFile">) =>
  atTarget(() => restoreBackup(url, { ...options, secretsFile: `${target}/secrets.json` }));

async function signIn(origin: string): Promise<boolean> {
  const first = await fetch(`${origin}/api/auth/csrf`);
  const { csrfToken } = (await first.json()) as { csrfToken: string };
  const answer = await fetch(`${origin}/api/auth/callback/credentials`, {
    method: "POST",
    redirect: "manual",
    headers: {
      cookie: first.headers
        .getSetCookie()
        .map((each) => each.split(";")[0])
        .join("; "),
      origin,
    },
    body: new URLSearchParams({ csrfToken, ...login, json: "true" }),
  });
  return answer.ok && answer.headers.getSetCookie().some((each) => each.startsWith("terrace.session="));
}

beforeAll(async () => {
  [source, target] = [await drillFolder(), await drillFolder()];
  standIn(source);
  world = await makeWorld();
  sourceUrl = process.env.DATABASE_URL!;
  portal = await fillPortal(world, { households: size(20, 400), files: size(5, 60) });
  await world.sql("update people set username = $1, password_hash = $2 where id = $3", [
    login.username,
    await hashPassword(login.password),
    portal.clerk.id,
  ]);
  await world.sql("update sessions set revoked_at = now()");
  fresh = await freshCluster("18");
  good = `${source}/good.trb`;
});
afterAll(async () => {
  await world?.end();
  await fresh?.stop();
  for (const each of [source, target]) if (each) await rm(each, { recursive: true, force: true });
});

test("K1: a backup comes back on a fresh server as it was", async () => {
  expect(await admin(sourceUrl, source, "backup", good).ended).toMatchObject({ code: 0 });
  const before = await fingerprint(sourceUrl);
  const hashes = await fileHashes(portal.files);
  const restored = await admin(fresh.url, target, "restore", good).ended;
  expect(restored, restored.said).toMatchObject({ code: 0 });

  const measure = async () => {
    const after = await withoutRestoreMark(fresh.url, () => fingerprint(fresh.url));
    const files = await atTarget(() => fileHashes(portal.files));
    return differences(before, after) + files.filter((line, at) => line !== hashes[at]).length;
  };
  const differ = await measure();
  const tables = Object.keys(before.rows).length;
  const counted = `${tables} tables, ${before.sequences.length} sequences, ${before.catalogue.length} grants, policies and rules, ${hashes.length} files`;
  figure("K1", "a backup restored on a fresh server", `${differ} of ${counted} differ`, "0", differ === 0);

  const app = await startPortal(fresh.url, { env: placesIn(target) });
  const signedIn = await signIn(app.origin);
  const stopped = await app.stop();
  const audit = await admin(fresh.url, target, "audit:verify").ended;
  figure(
    "K1",
    "the portal on it: start, login, trail against its anchors",
    `login ${signedIn ? "works" : "fails"}, ends with ${stopped}, trail ${audit.code === 0 ? "whole" : "not whole"}`,
    "works, 0, whole",
    signedIn && stopped === 0 && audit.code === 0,
  );

  await asOwner(fresh.url, (client) =>
    client.query("begin; update people set name = name || '.' where username = 'drill@terrace'; commit"),
  );
  mutant("K1", "with a letter of one name changed after the restore", (await measure()) === 0);
  await asOwner(fresh.url, (client) =>
    client.query(
      "update people set name = left(name, -1) where username = 'drill@terrace'; revoke select on households from terrace_app",
    ),
  );
  mutant("K1", "with one grant left out", (await measure()) === 0);
  await asOwner(fresh.url, (client) => client.query("grant select on households to terrace_app"));
  await asOwner(fresh.url, async (client) => {
    await client.query("begin");
    // A fresh server's own numbers are far below those of the trail: block 1 begins at 0.
    await client.query(
      "create or replace function app.audit_offset() returns bigint language sql immutable as 'select 0::bigint'",
    );
    await client.query(
      `insert into audit_events (unit_id, province_id, person_id, event, noun, record_id, detail)
       select unit_id, province_id, person_id, event, noun, record_id, detail from audit_events order by id limit 1`,
    );
    const { rows } = await client.query("select seq from app.verify_audit()");
    await client.query("rollback");
    mutant(
      "K1",
      "with the trail's positions counted anew, so that new rows fall into sealed stretches",
      rows.length === 0,
    );
  });
});

test("K2: six spoiled backups and a broken-off one", async () => {
  const before = await fingerprint(fresh.url);
  const files = await readdir(target, { recursive: true });
  const refused = (options: Omit<RestoreOptions, "secretsFile">, says: RegExp) =>
    restore(fresh.url, { replace: true, ...options }).then(
      () => false,
      (error: Error) => says.test(error.message),
    );
  let count = 0;
  for (const { says, name: _, ...spoiled } of await sixSpoiled(good, `${source}/spoiled`))
    if (await refused(spoiled, says)) count += 1;
  const untouched =
    differences(before, await fingerprint(fresh.url)) === 0 &&
    String(await readdir(target, { recursive: true })) === String(files);
  figure(
    "K2",
    "spoiled backups refused, the target untouched",
    `${count} of 6, ${untouched ? "untouched" : "touched"}`,
    "6 of 6, untouched",
    count === 6 && untouched,
  );

  // Held in the midst: one table is locked, so that the copy waits for it.
  const broken = `${source}/broken.trb`;
  await asOwner(sourceUrl, async (client) => {
    await client.query("begin; lock table sign_in_tries in access exclusive mode");
    const { child, ended } = admin(sourceUrl, source, "backup", broken);
    const partial = async () => (await readdir(source)).find((name) => name.startsWith("broken.trb.partial-"));
    for (let tries = 0; tries < 1200 && !(await partial()); tries++) await new Promise((done) => setTimeout(done, 50));
    child.kill("SIGKILL");
    await ended;
    await client.query("rollback");
    const left = await partial();
    const looksWhole = (await readdir(source)).includes("broken.trb");
    const accepted = await checkBackup(`${source}/${left}`, passphrase).then(
      () => true,
      () => false,
    );
    figure(
      "K2",
      "a backup killed midway",
      `${looksWhole || accepted ? "a" : "no"} file that looks whole`,
      "no file that looks whole",
      left !== undefined && !looksWhole && !accepted,
    );
  });

  const forged = `${source}/forged.trb`;
  await forge(good, forged, (name, bytes) =>
    name === "table public.people" ? Buffer.from(bytes.toString().replace("Canary", "Canery")) : bytes,
  );
  const seen = await refused({ file: forged, passphrase }, /rows of public.people/);
  figure("K2", "a row changed by whoever knows the passphrase", seen ? "refused" : "taken", "refused", seen);
  mutant(
    "K2",
    "when rows are not compared with the manifest",
    await refused({ file: forged, passphrase, uncompared: true }, /rows of public.people/),
  );
});

test("K4: nothing can be read in the file", async () => {
  const headers = [
    "PGDMP",
    "%PDF-1.4",
    '{"format"',
    "public.people",
    "manifest",
    "COPY ",
    "terrace_app",
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03",
  ];
  const needles = [...portal.canaries, ...headers].map((each) =>
    Buffer.from(each, each.startsWith("\x1f") ? "latin1" : "utf8"),
  );
  const hits = (bytes: Buffer) => needles.filter((needle) => bytes.includes(needle)).length;
  const found = hits(await readFile(good));
  figure("K4", "canaries and plain headers in the encrypted file", `${found} of ${needles.length}`, "0", found === 0);
  let open = 0;
  for await (const { data } of partsOf(good)) for await (const bytes of data) open += hits(bytes);
  mutant("K4", "when the same content is written without encryption", open === 0);
});

test("K5: a backup of the schema before is migrated", async () => {
  const known = await readMigrations();
  const earlier = known.slice(0, -1);
  const name = `t_drill_${process.pid}`;
  const old = onDatabase(sourceUrl, name);
  await world.sql(`create database ${name}`);
  try {
    await asOwner(old, async (client) => {
      await prepare(client);
      for (const migration of earlier) await apply(client, migration);
      for (const text of [
        `insert into levels (code, rank, name) values ('nation', 0, '{"vi": "n", "id": "n", "en": "n"}')`,
        `insert into unit_types (code, level_code, name, prefix, title) select code, code, name, name, '{"vi": "{name}", "id": "{name}", "en": "{name}"}' from levels`,
        `insert into units (id, name, folded, type_code, level_code, province_id, valid_from) select id, 'Việt Nam', 'viet nam', 'nation', 'nation', id, '2020-01-01' from gen_random_uuid() id`,
        `insert into people (id, username, name, folded, password_hash) select gen_random_uuid(), 'p' || n, 'Người ' || n, 'nguoi ' || n, 'x' from generate_series(1, 500) n`,
        `insert into audit_events (unit_id, province_id, person_id, event, noun, record_id, detail) select u.id, u.id, p.id, 'x', 'people', p.id, '{}' from units u, people p`,
      ])
        await client.query(text);
    });
    const file = `${source}/old.trb`;
    standIn(`${source}/old`);
    const made = await writeBackup(old, { file, passphrase, cost: cheap }).finally(() => standIn(source));
    const later = known.filter((each) => !made.migrations.some(({ name }) => name === each.name));
    const changing = "(insert into|update|delete from|alter table|truncate)";
    const touched = (table: string) =>
      ["app.migrations", ...mirroredTables.map((each) => `public.${each}`)].includes(table) ||
      later.some(({ text }) => new RegExp(`\\b${changing}\\s+"?${table.split(".")[1]}\\b`, "i").test(text));
    const same = made.tables.filter((table) => !touched(table.name));
    const before = await fingerprint(old, same);
    const { migrated, problems } = await restore(fresh.url, { file, passphrase, replace: true });
    expect(migrated).toEqual(later.map(({ name }) => name));
    const measure = async () => {
      const after = await withoutRestoreMark(fresh.url, () => fingerprint(fresh.url, same));
      return Object.entries(before.rows).filter(([table, digest]) => after.rows[table] !== digest).length;
    };
    const differ = await measure();
    figure(
      "K5",
      `a backup of the schema before ${later.map((each) => each.name).join(", ")}, restored and migrated`,
      `${differ} of ${same.length} untouched tables differ`,
      "0",
      differ === 0 && problems.length === 0,
    );
    await asOwner(fresh.url, (client) => client.query("update people set name = 'X' where username = 'p7'"));
    mutant("K5", "when a migration rewrites a row of a table it does not name", (await measure()) === 0);
  } finally {
    await world.sql(`drop database ${name} with (force)`);
  }
});

test.runIf(whole && hasPostgres15)("K1: and on somebody else's PostgreSQL 15, there and back", async () => {
  const external = await externalCluster();
  try {
    const before = await fingerprint(sourceUrl);
    const file = `${source}/to-15.trb`;
    await writeBackup(sourceUrl, { file, passphrase, cost: cheap });
    const again = await fingerprint(sourceUrl);
    for (const replace of [false, true]) await restore(external.url, { file, passphrase, replace });
    const there = differences(again, await withoutRestoreMark(external.url, () => fingerprint(external.url)));
    expect(differences(before, again)).toBeGreaterThan(0);
    const back = `${source}/from-15.trb`;
    await atTarget(() => writeBackup(external.url, { file: back, passphrase, cost: cheap }));
    const on15 = await fingerprint(external.url);
    await restore(fresh.url, { file: back, passphrase, replace: true });
    const home = await asOwner(fresh.url, async (client) => {
      await client.query("alter table audit_events disable trigger user");
      await client.query("delete from audit_events where id = (select max(id) from audit_events)");
      await client.query("alter table audit_events enable trigger user");
      return differences(on15, await fingerprint(fresh.url));
    });
    figure(
      "K1",
      "to a PostgreSQL 15 whose owner is no superuser, and back to 18",
      `${there} and ${home} differ`,
      "0 and 0",
      there + home === 0,
    );
  } finally {
    await external.stop();
  }
});

test.runIf(whole)("K3: how long a restore takes", async () => {
  await world.sql(
    `insert into audit_events (unit_id, province_id, person_id, event, noun, record_id, detail)
     select e.unit_id, e.province_id, e.person_id, e.event, e.noun, gen_random_uuid(), jsonb_build_object('field', md5(n::text), 'more', md5((n * 7)::text))
       from (select * from audit_events order by id limit 1) e, generate_series(1, 500000) n`,
  );
  const file = `${source}/large.trb`;
  let since = performance.now();
  const made = await writeBackup(sourceUrl, { file, passphrase });
  const wrote = (performance.now() - since) / 1000;
  const [held] = await world.sql<{ bytes: number }>("select pg_database_size(current_database())::float8 as bytes");
  const megabytes = (held!.bytes + made.files.bytes) / 1e6;
  const slow = [slowness()];
  since = performance.now();
  await restore(fresh.url, { file, passphrase, replace: true });
  const took = (performance.now() - since) / 1000;
  slow.push(slowness());
  const minutes = ((took / megabytes) * 5000) / 60;
  const shared = Math.max(1, (slow[0]! + slow[1]!) / 2);
  figure(
    "K3",
    `restore of 5 GB, extrapolated from ${megabytes.toFixed(0)} MB of database and files in ${took.toFixed(0)} s (backup ${wrote.toFixed(0)} s, ${((await stat(file)).size / 1e6).toFixed(0)} MB file)`,
    `${minutes.toFixed(1)} min`,
    shared < 1.5 ? "≤ 30 min" : `≤ 30 min x ${shared.toFixed(1)}, the machine being shared`,
    minutes <= 30 * shared,
  );
});
