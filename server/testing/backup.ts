import { createHash, randomBytes, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { Client } from "pg";
import { headBytes, lockOf, newLock, open, seal } from "../backup/format";
import { type Part, readParts, writePart } from "../backup/parts";
import { digestOf, plainValues, sequencesOf, type Table, tablesOf } from "../backup/queries";
import { placeFile, storedAt } from "../files";
import { newId } from "../ids";
import { sealAudit } from "../jobs";
import { aHousehold, someIdentity } from "./households";
import { op, type World } from "./world";

/** What backups are tested with: a portal worth keeping, a fingerprint of a database, and ways to spoil a backup. */

export const passphrase = "a passphrase of the drill";
/** Of scrypt: the tests do not wait for a guess to be dear. */
export const cheap = 10;

/** A folder of one's own for files, anchors and backups. */
export async function drillFolder(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), "terrace-drill-"));
}

/** Where a portal keeps its files and anchors; the process uses one such place at a time. */
export function standIn(folder: string): { files: string; anchors: string } {
  const place = { files: path.join(folder, "files"), anchors: path.join(folder, "anchors.jsonl") };
  process.env.FILES_DIR = place.files;
  process.env.AUDIT_ANCHOR = place.anchors;
  return place;
}

/**
 * Households with identity numbers, stored files, and a sealed trail that lies far ahead of where a fresh server counts.
 * `canaries` are what must not be read in an encrypted file.
 */
export async function fillPortal(world: World, { households = 3, files = 3 } = {}) {
  const here = await world.commune("Lục Hồn");
  const clerk = await world.person("clerk", here, { name: "Chìu Thị Canary" });
  await world.sql(
    "create or replace function app.audit_offset() returns bigint language sql immutable as 'select 9000000000::bigint'",
  );
  const canaries = ["Chìu Thị Canary"];
  for (let at = 0; at < households; at++) {
    const [name, identity] = [`Canary Nông Văn ${at}`, someIdentity()];
    await aHousehold(world, here, { name, identity });
    canaries.push(name, identity);
  }
  const kept: string[] = [];
  for (let at = 0; at < files; at++) {
    const bytes = Buffer.concat([Buffer.from("%PDF-1.4 canary-paper "), randomBytes(30_000), Buffer.from("%%EOF")]);
    const id = newId();
    await placeFile(id, bytes);
    await world.sql(
      `insert into files (id, unit_id, province_id, name, media_type, size_bytes, sha256, sent_sha256, uploaded_by)
       values ($1, $2, $3, 'canary-paper.pdf', 'application/pdf', $4, $5, $5, $6)`,
      [id, here.id, here.provinceId, bytes.length, createHash("sha256").update(bytes).digest(), clerk.id],
    );
    kept.push(id);
  }
  for (let at = 0; at < 2; at++) {
    await world.as(clerk).documents.register({
      id: randomUUID(),
      number: `${at}/BC`,
      kind: "report",
      issuer: "UBND",
      issuedOn: "2026-01-02",
      effectiveOn: null,
      summary: "canary-summary",
      fileId: null,
      ...op(),
    });
    await world.settled();
    await sealAudit();
  }
  return { here, clerk, files: kept, canaries: [...canaries, "canary-paper", "canary-summary"] };
}

const catalogue = `
  with ours as (select c.*, c.oid::regclass::text as said from pg_class c where c.relnamespace in ('public'::regnamespace, 'app'::regnamespace)
                   and not exists (select from pg_depend e where e.objid = c.oid and e.deptype = 'e')),
  routines as (select p.*, p.oid::regprocedure::text as said from pg_proc p where p.pronamespace in ('public'::regnamespace, 'app'::regnamespace)
                   and not exists (select from pg_depend e where e.objid = p.oid and e.deptype = 'e'))
  select 'grant ' || o.said || ' ' || a.grantee::regrole || ' ' || a.privilege_type as line from ours o, aclexplode(o.relacl) a where a.grantee <> 0 and a.grantee <> o.relowner
  union all select 'grant to all ' || o.said || ' ' || a.privilege_type from ours o, aclexplode(o.relacl) a where a.grantee = 0
  union all select 'grant ' || o.said || '.' || t.attname || ' ' || a.grantee::regrole || ' ' || a.privilege_type from ours o join pg_attribute t on t.attrelid = o.oid, aclexplode(t.attacl) a
  union all select 'may call ' || r.said || ' ' || has_function_privilege('terrace_app', r.oid, 'execute') from routines r
  union all select 'schema ' || n.nspname || ' ' || has_schema_privilege('terrace_app', n.oid, 'usage') || ' ' || has_schema_privilege('terrace_app', n.oid, 'create') from pg_namespace n where n.nspname in ('public', 'app')
  union all select 'policy ' || concat_ws(' ', tablename, policyname, permissive, array(select case r when current_user then 'owner' else r end from unnest(roles) r)::text, cmd, qual, with_check) from pg_policies
  union all select 'security ' || o.said || ' ' || o.relrowsecurity || ' ' || o.relforcerowsecurity from ours o where o.relkind = 'r'
  union all select 'trigger ' || t.tgenabled::text || ' ' || pg_get_triggerdef(t.oid) from pg_trigger t join ours o on o.oid = t.tgrelid where not t.tgisinternal
  union all select 'index ' || pg_get_indexdef(i.indexrelid) from pg_index i join ours o on o.oid = i.indrelid
  union all select 'constraint ' || o.said || ' ' || k.conname || ' ' || k.convalidated || ' ' || pg_get_constraintdef(k.oid) from pg_constraint k join ours o on o.oid = k.conrelid where k.contype <> 'n'
  union all select 'routine ' || r.said || ' ' || md5(r.prosrc) || ' ' || r.prosecdef from routines r where r.proname <> 'audit_offset'
  union all select 'default ' || o.said || '.' || t.attname || ' ' || t.attnotnull || ' ' || coalesce(pg_get_expr(d.adbin, d.adrelid), '') from ours o join pg_attribute t on t.attrelid = o.oid and t.attnum > 0 left join pg_attrdef d on (d.adrelid, d.adnum) = (o.oid, t.attnum) where o.relkind = 'r'
  order by 1`;

export type Fingerprint = { rows: Record<string, string>; sequences: string[]; catalogue: string[] };

/** Rows and their digest of every table, sequences, and whatever says who may do what. `tables`: of the columns given only. */
export async function fingerprint(url: string, tables?: Table[]): Promise<Fingerprint> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(plainValues);
    await client.query("begin isolation level repeatable read read only");
    const rows: Record<string, string> = {};
    for (const table of tables ?? (await tablesOf(client))) {
      // Counts how often the grants were copied in, which a restore does once more.
      if (table.name === "app.map_state") continue;
      const digest = await digestOf(client, table);
      rows[table.name] = `${digest.rows} ${digest.digest()}`;
    }
    const sequences = (await sequencesOf(client)).map(({ name, value, called }) => `${name} ${value} ${called}`);
    const lines = (await client.query<{ line: string }>(catalogue)).rows.map(({ line }) => line);
    return { rows, sequences, catalogue: lines };
  } finally {
    await client.end();
  }
}

/** What a restore adds of its own: its row in the trail. Sessions end, but these hold none that lives. */
export async function withoutRestoreMark<T>(url: string, work: () => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const take = (text: string) => client.query(text);
  try {
    await take("alter table audit_events disable trigger user");
    const { rows } = await client.query<{ row: string }>(
      "delete from audit_events where event = 'backup.restored' returning to_jsonb(audit_events)::text as row",
    );
    await take("alter table audit_events enable trigger user");
    const result = await work();
    for (const { row } of rows)
      await client.query("insert into audit_events select * from jsonb_populate_record(null::audit_events, $1)", [row]);
    return result;
  } finally {
    await client.end();
  }
}

/** The hash of every stored file, by its id. */
export const fileHashes = async (ids: string[]): Promise<string[]> =>
  Promise.all(
    ids.map(
      async (id) =>
        `${id} ${createHash("sha256")
          .update(await readFile(storedAt(id)))
          .digest("hex")}`,
    ),
  );

/** The opened inside of a backup, part by part. */
export async function* partsOf(file: string): AsyncGenerator<Part> {
  const head = (await readFile(file)).subarray(0, headBytes);
  const lock = await lockOf(head, passphrase);
  const unpacked = open(lock)(createReadStream(file, { start: headBytes })) as AsyncIterable<Buffer>;
  const gunzip = createGunzip();
  void pipeline(unpacked, gunzip).catch((error) => gunzip.destroy(error));
  yield* readParts(gunzip);
}

type Change = (name: string, bytes: Buffer) => Buffer | undefined;

/** The same backup with some of its parts changed or left out, sealed as if by whoever knows the passphrase. */
export async function forge(file: string, to: string, change: Change): Promise<void> {
  const lock = await newLock(passphrase, cheap);
  await pipeline(
    async function* () {
      for await (const { name, data } of partsOf(file)) {
        const kept: Buffer[] = [];
        for await (const bytes of data) kept.push(bytes);
        const changed = change(name, Buffer.concat(kept));
        if (changed) yield* writePart(name, [changed]);
      }
    },
    createGzip(),
    seal(lock),
    createWriteStream(to),
  );
}

/** A json part with some of its values changed. */
export const changeJson = (bytes: Buffer, change: (value: Record<string, unknown>) => object): Buffer =>
  Buffer.from(JSON.stringify(change(JSON.parse(bytes.toString()) as Record<string, unknown>)));

/** Trust.md K2: six spoiled copies of a good backup, each with what must be said of it. */
export async function sixSpoiled(good: string, folder: string) {
  await mkdir(folder, { recursive: true });
  const bytes = await readFile(good);
  const at = (name: string) => path.join(folder, name);
  const flipped = Buffer.from(bytes);
  flipped[Math.floor(bytes.length / 2)]! ^= 1;
  await writeFile(at("cut"), bytes.subarray(0, -1024));
  await writeFile(at("flipped"), flipped);
  await writeFile(at("empty"), "");
  let left = false;
  await forge(good, at("a-file-missing"), (name, part) => {
    if (left || !name.startsWith("file ")) return part;
    left = true;
    return undefined;
  });
  const newer = (value: Record<string, unknown>) => ({
    ...value,
    migrations: [...(value.migrations as object[]), { name: "9999_of_tomorrow.sql", hash: "0" }],
  });
  await forge(good, at("newer"), (name, part) =>
    name === "head" || name === "manifest" ? changeJson(part, newer) : part,
  );
  return [
    { name: "cut by 1 KB", file: at("cut"), passphrase, says: /cut off|damaged/ },
    { name: "one flipped byte", file: at("flipped"), passphrase, says: /damaged/ },
    { name: "wrong passphrase", file: good, passphrase: `${passphrase}!`, says: /passphrase/ },
    { name: "empty", file: at("empty"), passphrase, says: /empty/ },
    { name: "a stored file missing", file: at("a-file-missing"), passphrase, says: /stored files/ },
    { name: "newer schema", file: at("newer"), passphrase, says: /newer release.*9999/ },
  ];
}

/** How many lines of two fingerprints differ, but for the number that the row of the restore has taken. */
export function differences(a: Fingerprint, b: Fingerprint): number {
  const lines = ({ rows, sequences, catalogue }: Fingerprint) => [
    ...Object.entries(rows).map(([name, digest]) => `${name} ${digest}`),
    ...sequences.filter((line) => !line.startsWith("public.audit_events_id_seq")),
    ...catalogue,
  ];
  const [one, two] = [new Set(lines(a)), new Set(lines(b))];
  return [...one].filter((line) => !two.has(line)).length + [...two].filter((line) => !one.has(line)).length;
}
