import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { Client, DatabaseError } from "pg";
import { inTransaction, Refusal } from "../command-line";
import { readMigrations, settle } from "../migrate";
import { RowDigest } from "./digest";
import { placeFiles, stageFile, waitingRoom } from "./files";
import { allowKeys, keepAside, writeKeys } from "./keys";
import { copyIn, digestOf, fileLine, fileRows, plainValues, sequencesOf, tablesOf } from "./queries";
import { checkBackup, eachPart, type ReadOptions } from "./read";
import { type Manifest, schemaProblem, totalsProblem, trailProblem } from "./rules";
import { checkTarget, makeSchema, migrateForward, takeOff } from "./target";
import { examineTrail, recordAct, totalDifferences } from "./trail";

export type RestoreOptions = ReadOptions & {
  file: string;
  passphrase: string;
  /** The target's data may go. */
  replace?: boolean;
  /** Where the launcher keeps the keys. */
  secretsFile?: string;
};

export type Restored = {
  manifest: Manifest;
  migrated: string[];
  sessions: number;
  problems: string[];
  aside: string[];
};

const demand = (problem: string | undefined) => {
  if (problem) throw new Refusal(problem);
};

/** Loads every table of the file, and puts its stored files where they wait. */
async function load(
  client: Client,
  manifest: Manifest,
  room: string,
  { file, passphrase, ...options }: RestoreOptions,
) {
  const tables = new Map(manifest.tables.map((table) => [table.name, table]));
  const there = new Set((await tablesOf(client)).map(({ name }) => name));
  const unknown = manifest.tables.filter(({ name }) => !there.has(name));
  if (unknown.length > 0) throw new Refusal(`Its schema has no table ${unknown[0]!.name}.`);
  await client.query(`truncate ${[...there].join(", ")}`);
  await eachPart(
    file,
    passphrase,
    async ({ name: part, data }) => {
      const [kind, name = ""] = part.split(/ (.*)/s);
      if (kind === "table") await pipeline(data, copyIn(client, tables.get(name)!));
      if (kind === "file") await stageFile(room, name, data);
    },
    options,
  );
  for (const { name, value, called } of manifest.sequences)
    await client.query("select setval($1::regclass, $2, $3)", [name, value, called]);
}

/** Reads back what the database holds now, and compares it with what the backup was made of. */
async function compare(client: Client, { tables, sequences, files, missing }: Manifest) {
  for (const table of tables) {
    const is = await digestOf(client, table);
    if (is.rows !== table.rows || is.digest() !== table.digest)
      throw new Refusal(`The rows of ${table.name} did not arrive as they were.`);
  }
  if (JSON.stringify(await sequencesOf(client)) !== JSON.stringify(sequences))
    throw new Refusal("The sequences are not those of the backup.");
  const named = new RowDigest();
  const without = new Set(missing);
  for await (const row of fileRows(client)) if (!without.has(row.id)) named.add(fileLine(row));
  if (named.rows !== files.count || named.digest() !== files.digest)
    throw new Refusal("The stored files are not those that the rows name.");
}

async function endSessions(client: Client): Promise<number> {
  const ended = await client.query(
    "update sessions set revoked_at = now() where revoked_at is null and expires_at > now()",
  );
  return ended.rowCount ?? 0;
}

const plainly = (error: unknown): unknown =>
  error instanceof DatabaseError
    ? new Refusal(
        `The database refused the data (${[error.code, error.table, error.constraint].filter(Boolean).join(", ")}). Nothing was changed.`,
      )
    : error;

/**
 * Reads the whole backup and judges it before anything is touched; then writes in one transaction, so that a restore that
 * fails leaves the target as it was; then moves the stored files, the anchors and the keys into place.
 */
export async function restoreBackup(ownerUrl: string, options: RestoreOptions): Promise<Restored> {
  const { file, passphrase, replace = false, secretsFile = "data/secrets.json" } = options;
  const { manifest, keys, anchors } = await checkBackup(file, passphrase, options);
  const known = await readMigrations();
  demand(schemaProblem(manifest.migrations, known));
  const toWrite = await allowKeys(keys, secretsFile);
  const client = new Client({ connectionString: ownerUrl, application_name: "terrace restore" });
  await client.connect();
  const room = waitingRoom(randomUUID());
  try {
    await client.query(plainValues);
    await client.query("select pg_advisory_lock(hashtextextended('terrace.migrate', 0))");
    const restored = await inTransaction(client, async () => {
      await checkTarget(client, replace);
      await makeSchema(client, manifest.migrations, known);
      const putBack = await takeOff(client);
      await load(client, manifest, room, options);
      await putBack();
      if (!options.uncompared) await compare(client, manifest);
      demand(trailProblem(manifest.trail, await examineTrail(client, anchors, keys.AUDIT_KEY)));
      demand(totalsProblem(manifest.totals, await totalDifferences(client)));
      const migrated = await migrateForward(client, manifest.migrations, known);
      await settle(client, ownerUrl);
      const sessions = await endSessions(client);
      // The first row of the trail of a portal that was restored.
      await recordAct(client, "backup.restored", manifest.id);
      // Only a migration could have changed what was examined a moment ago.
      const problems =
        migrated.length > 0
          ? [...(await examineTrail(client, anchors, keys.AUDIT_KEY)).problems, ...(await totalDifferences(client))]
          : [...manifest.trail.problems, ...manifest.totals];
      return { migrated, sessions, problems };
    }).catch((error) => {
      throw plainly(error);
    });
    await placeFiles(room, presentFiles(client, manifest));
    const aside = [await keepAside(process.env.AUDIT_ANCHOR ?? "data/audit-anchor.jsonl", anchors)];
    if (toWrite.length > 0) aside.push(await writeKeys(secretsFile, keys, toWrite));
    await client.query("analyze");
    return { manifest, ...restored, aside: aside.filter((name) => name !== undefined) };
  } finally {
    await client.end().catch(() => undefined);
    await rm(room, { recursive: true, force: true });
  }
}

async function* presentFiles(client: Client, { missing }: Manifest): AsyncGenerator<string> {
  const without = new Set(missing);
  for await (const { id } of fileRows(client)) if (!without.has(id)) yield id;
}
