import { createHash } from "node:crypto";
import { appendFile, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openIdentity } from "../auth/identity";
import { asOwner } from "../command-line";
import { storedAt } from "../files";
import { sealAudit } from "../jobs";
import {
  changeJson,
  cheap,
  drillFolder,
  fileHashes,
  fillPortal,
  fingerprint,
  forge,
  passphrase,
  sixSpoiled,
  standIn,
  withoutRestoreMark,
} from "../testing/backup";
import { type TestDatabase, testDatabase } from "../testing/database";
import { makeWorld, type World } from "../testing/world";
import { RowDigest } from "./digest";
import { checkBackup } from "./read";
import { restoreBackup } from "./restore";
import { examineTrail, readAnchors } from "./trail";
import { writeBackup } from "./write";

let world: World;
let portal: Awaited<ReturnType<typeof fillPortal>>;
let sourceUrl: string;
let source: string;
let folder: string;
let target: TestDatabase;
let targetFolder: string;
let file: string;

beforeAll(async () => {
  [folder, targetFolder] = [await drillFolder(), await drillFolder()];
  standIn(folder);
  world = await makeWorld();
  sourceUrl = process.env.DATABASE_URL!;
  source = folder;
  portal = await fillPortal(world);
  await world.sql("update sessions set revoked_at = now()");
  target = await testDatabase();
  file = `${folder}/good.trb`;
  await writeBackup(sourceUrl, { file, passphrase, cost: cheap });
});
afterAll(async () => {
  await world.end();
  await target.drop();
  for (const each of [folder, targetFolder]) await rm(each, { recursive: true, force: true });
});

const restore = (from: string, options: { replace?: boolean; said?: string; uncompared?: boolean } = {}) => {
  standIn(targetFolder);
  const { said = passphrase, ...rest } = options;
  return restoreBackup(target.ownerUrl, {
    file: from,
    passphrase: said,
    secretsFile: `${targetFolder}/secrets.json`,
    ...rest,
  }).finally(() => standIn(source));
};

describe.sequential("a backup comes back", () => {
  test("into an empty portal: rows, sequences, grants and stored files as they were", async () => {
    const before = await fingerprint(sourceUrl);
    const hashes = await fileHashes(portal.files);
    const { problems, manifest } = await restore(file);
    expect(problems).toEqual([]);
    expect(manifest.files.count).toBe(portal.files.length);
    standIn(targetFolder);
    expect(await fileHashes(portal.files)).toEqual(hashes);
    standIn(source);
    const after = await withoutRestoreMark(target.ownerUrl, () => fingerprint(target.ownerUrl));
    // The row that a restore leaves has taken one number.
    const others = (lines: string[]) => lines.filter((line) => !line.startsWith("public.audit_events_id_seq"));
    expect(after.rows).toEqual(before.rows);
    expect(others(after.sequences)).toEqual(others(before.sequences));
    expect(after.catalogue).toEqual(before.catalogue);
  });

  test("with its keys: a fresh portal's own ones give way, and identity numbers can be read", async () => {
    const secrets = `${targetFolder}/secrets.json`;
    const real = process.env.IDENTITY_KEY!;
    const fresh = Buffer.alloc(32, 1).toString("base64");
    await writeFile(secrets, JSON.stringify({ NEXTAUTH_SECRET: "stays", IDENTITY_KEY: fresh }));
    process.env.IDENTITY_KEY = fresh;
    try {
      await restore(file, { replace: true });
    } finally {
      process.env.IDENTITY_KEY = real;
    }
    expect(JSON.parse(await readFile(secrets, "utf8"))).toEqual({ NEXTAUTH_SECRET: "stays", IDENTITY_KEY: real });
    expect((await readdir(targetFolder)).some((name) => name.startsWith("secrets.json.before-"))).toBe(true);
    const numbers = await asOwner(target.ownerUrl, (client) =>
      client.query<{ cipher: Buffer }>(
        "select identity_cipher as cipher from members where identity_cipher is not null",
      ),
    );
    for (const { cipher } of numbers.rows) expect(portal.canaries).toContain(openIdentity(cipher));
    expect(numbers.rows).toHaveLength(3);
  });

  test("with its trail, which goes on: what is written afterwards is sealed after what was sealed before", async () => {
    standIn(targetFolder);
    const anchors = await readAnchors();
    standIn(source);
    const sealedBefore = anchors.trim().split("\n").length;
    expect(sealedBefore).toBe(2);
    await asOwner(target.ownerUrl, async (client) => {
      for (let tries = 0; tries < 200; tries++) {
        const { rows } = await client.query("select app.seal_audit() as seq");
        if (rows[0].seq === 3) break;
        await new Promise((done) => setTimeout(done, 50));
      }
      const { rows } = await client.query(
        "select max(seq)::int as seq, sum(row_count)::int as sealed from audit_blocks",
      );
      const all = await client.query("select count(*)::int as count from audit_events");
      expect(rows[0]).toEqual({ seq: 3, sealed: all.rows[0].count });
      expect((await examineTrail(client, anchors, process.env.AUDIT_KEY)).problems).toEqual([]);
      // Without the offset the same rows would lie in stretches that were sealed already.
      const { rows: offset } = await client.query("select app.audit_offset()::float8 as is");
      expect(offset[0].is).toBeGreaterThan(1_000_000_000);
    });
  });

  test("and every session that it holds has ended", async () => {
    const living = await asOwner(target.ownerUrl, (client) =>
      client.query("select id from sessions where revoked_at is null"),
    );
    expect(living.rows).toEqual([]);
  });
});

describe.sequential("a backup that cannot be trusted is refused, and nothing is touched", () => {
  test("six ways to be spoiled", async () => {
    const before = await fingerprint(target.ownerUrl);
    const files = await readdir(targetFolder, { recursive: true });
    for (const { name, says, ...spoiled } of await sixSpoiled(file, `${folder}/spoiled`)) {
      await expect(restore(spoiled.file, { replace: true, said: spoiled.passphrase }), name).rejects.toThrow(says);
    }
    expect(await fingerprint(target.ownerUrl)).toEqual(before);
    expect(await readdir(targetFolder, { recursive: true })).toEqual(files);
  });

  test("rows that somebody with the passphrase changed, took or added", async () => {
    const forged = `${folder}/forged.trb`;
    const people = "table public.people";
    const changes: [string, (bytes: Buffer) => Buffer | undefined, RegExp][] = [
      [people, (bytes) => Buffer.from(bytes.toString().replace("Canary", "Canery")), /rows of public.people/],
      [people, (bytes) => bytes.subarray(bytes.indexOf(10) + 1), /rows of public.people/],
      [people, () => undefined, /public.people is missing/],
      ["manifest", () => undefined, /manifest/],
      ["keys", () => undefined, /keys/],
      ["head", (bytes) => changeJson(bytes, (head) => ({ ...head, format: 99 })), /format 99/],
      ["head", (bytes) => changeJson(bytes, (head) => ({ ...head, id: "x" })), /two backups/],
    ];
    for (const [part, change, says] of changes) {
      await forge(file, forged, (name, bytes) => (name === part ? change(bytes) : bytes));
      await expect(checkBackup(forged, passphrase), `${part} ${says}`).rejects.toThrow(says);
    }
  });

  test("a portal with data, unless it is said that they may go", async () => {
    await expect(restore(file)).rejects.toThrow(/holds data.*--replace/);
  });

  test("a portal that is in use", async () => {
    await asOwner(target.ownerUrl, () => expect(restore(file, { replace: true })).rejects.toThrow(/in use/));
  });

  test("an environment whose key no file can change", async () => {
    const real = process.env.IDENTITY_KEY!;
    process.env.IDENTITY_KEY = Buffer.alloc(32, 2).toString("base64");
    try {
      await expect(restore(file, { replace: true })).rejects.toThrow(/another IDENTITY_KEY/);
    } finally {
      process.env.IDENTITY_KEY = real;
    }
  });
});

describe.sequential("a restore that fails on the way leaves the old data", () => {
  test.each([
    ["rows that point to nothing", "public.households", () => Buffer.alloc(0)],
    [
      "a row that the database refuses",
      "public.people",
      (bytes: Buffer) => Buffer.from(bytes.toString().replace(/^[^\t]+/, "no-id")),
    ],
  ])("%s", async (_, table, change) => {
    const forged = `${folder}/unfit.trb`;
    let is = { rows: 0, digest: "" };
    await forge(file, forged, (name, bytes) => {
      // The manifest agrees, so that only the database can object.
      if (name === `table ${table}`) {
        const changed = change(bytes);
        const digest = new RowDigest();
        digest.update(changed);
        is = { rows: digest.rows, digest: digest.digest() };
        return changed;
      }
      if (name !== "manifest") return bytes;
      return changeJson(bytes, (made) => ({
        ...made,
        tables: (made.tables as { name: string }[]).map((each) => (each.name === table ? { ...each, ...is } : each)),
      }));
    });
    const before = await fingerprint(target.ownerUrl);
    await expect(restore(forged, { replace: true })).rejects.toThrow(/Nothing was changed/);
    expect(await fingerprint(target.ownerUrl)).toEqual(before);
    expect((await readdir(`${targetFolder}/files`)).some((name) => name.startsWith("restoring-"))).toBe(false);
  });
});

describe.sequential("a backup is made of everything or not at all", () => {
  test("a stored file that is gone or spoiled is named, and left out only when asked", async () => {
    const [gone, spoiled] = portal.files as [string, string];
    const bytes = await readFile(storedAt(gone));
    await rm(storedAt(gone));
    await appendFile(storedAt(spoiled), "x");
    const to = `${folder}/lacking.trb`;
    await expect(writeBackup(sourceUrl, { file: to, passphrase, cost: cheap })).rejects.toThrow(
      /2 stored files are gone or spoiled/,
    );
    expect(await readdir(folder)).not.toContain("lacking.trb");
    const { missing } = await writeBackup(sourceUrl, { file: to, passphrase, cost: cheap, withoutMissing: true });
    expect([...missing].sort()).toEqual([gone, spoiled].sort());
    const restored = await restore(to, { replace: true });
    expect(restored.manifest.files.count).toBe(1);
    await writeFile(storedAt(gone), bytes);
    await writeFile(storedAt(spoiled), (await readFile(storedAt(spoiled))).subarray(0, -1));
    expect(
      createHash("sha256")
        .update(await readFile(storedAt(gone)))
        .digest("hex"),
    ).toMatch(/^[0-9a-f]{64}$/);
  });

  test("it never overwrites another", async () => {
    await expect(writeBackup(sourceUrl, { file, passphrase, cost: cheap })).rejects.toThrow(/exists already/);
  });

  test("an account that does not see every row is refused", async () => {
    const url = new URL(sourceUrl);
    await world.sql("drop policy keeper on households");
    try {
      await world.sql("drop role if exists drill_owner");
      await world.sql("create role drill_owner login password 'drill' in role pg_read_all_data");
      await world.sql(
        "grant insert on audit_events to drill_owner; grant usage on all sequences in schema public to drill_owner",
      );
      await world.sql("create policy drill on audit_events for insert to drill_owner with check (true)");
      url.username = "drill_owner";
      url.password = "drill";
      await expect(writeBackup(url.href, { file: `${folder}/part.trb`, passphrase, cost: cheap })).rejects.toThrow(
        /does not see every row/,
      );
    } finally {
      await world.sql("drop policy drill on audit_events");
      await world.sql("drop owned by drill_owner");
      await world.sql("drop role drill_owner");
    }
  });

  test("all tables of the portal lie where a backup looks for them", async () => {
    const elsewhere = await world.sql(
      "select oid::regclass::text from pg_class where relkind in ('r', 'p', 'm') and relnamespace not in (select oid from pg_namespace where nspname ~ '^pg_|^information_schema$' or nspname in ('public', 'app'))",
    );
    const special = await world.sql("select oid::regclass::text from pg_class where relkind in ('p', 'm')");
    expect([elsewhere, special]).toEqual([[], []]);
  });

  test("what was sealed after its moment is not taken for a part of it", async () => {
    const to = `${folder}/early.trb`;
    await writeBackup(sourceUrl, { file: to, passphrase, cost: cheap });
    await world.settled();
    await sealAudit();
    const { manifest, anchors } = await checkBackup(to, passphrase);
    expect(anchors.trim().split("\n")).toHaveLength(manifest.trail.blocks);
    expect(manifest.trail.problems).toEqual([]);
  });
});
