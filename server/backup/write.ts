import { createWriteStream } from "node:fs";
import { access, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { Client } from "pg";
import { Refusal } from "../command-line";
import { newId } from "../ids";
import { RowDigest } from "./digest";
import { hashing, isWhole, readStored } from "./files";
import { newLock, seal } from "./format";
import { jsonPart, writePart } from "./parts";
import {
  appliedMigrations,
  copyOut,
  fileLine,
  fileRows,
  plainValues,
  postgresVersion,
  sequencesOf,
  tablesOf,
  tablesWithHiddenRows,
} from "./queries";
import { formatVersion, type Keys, keyNames, type Manifest } from "./rules";
import { anchorsUpTo, examineTrail, lastBlock, readAnchors, recordAct, totalDifferences } from "./trail";

export type BackupOptions = {
  file: string;
  passphrase: string;
  /** Goes on without stored files that are gone or spoiled, and says so in the manifest. */
  withoutMissing?: boolean;
  /** Of scrypt, log2: less than usual in tests only. */
  cost?: number;
};

const release = async () =>
  (JSON.parse(await readFile(path.join(process.cwd(), "package.json"), "utf8")) as { version: string }).version;

function keysGiven(): Keys {
  const missing = keyNames.filter((name) => !process.env[name]);
  if (missing.length > 0)
    throw new Refusal(`${missing.join(" and ")} not set: the backup would hold what nobody can read.`);
  return Object.fromEntries(keyNames.map((name) => [name, process.env[name]!])) as Keys;
}

async function missingFiles(client: Client): Promise<string[]> {
  const missing: string[] = [];
  for await (const row of fileRows(client)) if (!(await isWhole(row))) missing.push(row.id);
  return missing;
}

/** Everything of one moment, part by part. What is counted on the way is told at the end. */
async function* content(client: Client, made: Manifest, keys: Keys, anchors: string): AsyncGenerator<Buffer> {
  const { format, id, madeAt, migrations } = made;
  yield* jsonPart("head", { format, id, madeAt, release: made.release, migrations });
  yield* jsonPart("keys", keys);
  yield* writePart("anchors", [Buffer.from(anchors)]);
  for (const table of await tablesOf(client)) {
    const digest = new RowDigest();
    yield* writePart(
      `table ${table.name}`,
      (async function* () {
        for await (const bytes of copyOut(client, table) as AsyncIterable<Buffer>) {
          digest.update(bytes);
          yield bytes;
        }
      })(),
    );
    made.tables.push({ ...table, rows: digest.rows, digest: digest.digest() });
  }
  const missing = new Set(made.missing);
  const digest = new RowDigest();
  for await (const row of fileRows(client)) {
    if (missing.has(row.id)) continue;
    const read = hashing();
    yield* writePart(`file ${row.id}`, read.through(readStored(row.id)));
    if (read.result().sha256 !== row.sha256) throw new Refusal(`The stored file ${row.id} changed while it was read.`);
    digest.add(fileLine(row));
    made.files.bytes += row.size;
  }
  made.files = { ...made.files, count: digest.rows, digest: digest.digest() };
  yield* jsonPart("manifest", made);
}

/** Writes a backup of one moment under another name, and gives it its own when it is whole. */
export async function writeBackup(ownerUrl: string, options: BackupOptions): Promise<Manifest> {
  const { file, passphrase, withoutMissing = false } = options;
  const there = await access(file).then(
    () => true,
    () => false,
  );
  if (there) throw new Refusal(`${file} exists already: a backup never overwrites another.`);
  await access(path.dirname(file)).catch(() => {
    throw new Refusal(`There is no folder ${path.dirname(file)}.`);
  });
  const keys = keysGiven();
  const client = new Client({ connectionString: ownerUrl, application_name: "terrace backup" });
  await client.connect();
  const partial = `${file}.partial-${process.pid}`;
  let whole = false;
  try {
    await client.query(plainValues);
    const id = newId();
    if ((await appliedMigrations(client)).length === 0)
      throw new Refusal("This database has no migrations: there is nothing to back up.");
    await recordAct(client, "backup.started", id);
    await client.query("begin isolation level repeatable read read only");
    const hidden = await tablesWithHiddenRows(client);
    if (hidden.length > 0)
      throw new Refusal(`This account does not see every row of ${hidden.join(", ")}: back up as the owner.`);
    const missing = await missingFiles(client);
    if (missing.length > 0 && !withoutMissing)
      throw new Refusal(
        `${missing.length} stored files are gone or spoiled (${missing.slice(0, 5).join(", ")}${missing.length > 5 ? ", …" : ""}). ` +
          "Bring them back, or add --without-missing-files: the backup then says which ones it lacks.",
      );
    const anchors = anchorsUpTo(await readAnchors(), await lastBlock(client));
    const { anchors: _, ...trail } = await examineTrail(client, anchors, keys.AUDIT_KEY);
    const made: Manifest = {
      format: formatVersion,
      id,
      madeAt: new Date().toISOString(),
      release: await release(),
      postgres: await postgresVersion(client),
      migrations: await appliedMigrations(client),
      tables: [],
      sequences: await sequencesOf(client),
      files: { count: 0, bytes: 0, digest: "" },
      missing,
      trail,
      totals: await totalDifferences(client),
    };
    await pipeline(
      content(client, made, keys, anchors),
      createGzip({ level: 5, chunkSize: 256 * 1024 }),
      seal(await newLock(passphrase, options.cost)),
      createWriteStream(partial, { flags: "wx", mode: 0o600, flush: true }),
    );
    await client.query("commit");
    await rename(partial, file);
    whole = true;
    return made;
  } finally {
    // In the midst of a COPY a polite end would wait for ever.
    if (!whole) (client as unknown as { connection: { stream: { destroy: () => void } } }).connection.stream.destroy();
    await client.end().catch(() => undefined);
    if (!whole) await rm(partial, { force: true });
  }
}
