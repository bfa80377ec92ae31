import type { Client } from "pg";
import { Refusal } from "../command-line";
import { apply, type Migration, mirroredTables, prepare } from "../migrate";
import { appliedMigrations, hasRows, tablesOf } from "./queries";
import type { Migration as Named } from "./rules";

/** The database that a restore writes to. Everything here runs in the one transaction of the restore. */

const oldest = 15;

/** Refuses a target that is in use, too old, or holds data that nobody said may go. */
export async function checkTarget(client: Client, replace: boolean): Promise<void> {
  const said = await client.query<{ major: number; others: number }>(
    `select current_setting('server_version_num')::int / 10000 as major,
            (select count(*)::int from pg_stat_activity
              where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()) as others`,
  );
  const { major, others } = said.rows[0]!;
  if (major < oldest) throw new Refusal(`The target is PostgreSQL ${major}; Terrace needs ${oldest} or newer.`);
  if (others > 0)
    throw new Refusal(`The target database is in use (${others} other connections). Stop the portal, then restore.`);
  const tables = await tablesOf(client);
  if (tables.length > 0 && (await appliedMigrations(client)).length === 0)
    throw new Refusal("The target database holds tables that are not Terrace's. Name an empty database.");
  if (replace) return;
  // What migrations fill by themselves is nobody's data.
  const kept = new Set(["app.migrations", "app.map_state", ...mirroredTables.map((name) => `public.${name}`)]);
  for (const table of tables)
    if (!kept.has(table.name) && (await hasRows(client, table)))
      throw new Refusal(
        "The target database holds data. Name an empty one, or add --replace to give up what it holds.",
      );
}

/** An empty database again, with the schema as it was when the backup was made. */
export async function makeSchema(client: Client, ofBackup: readonly Named[], known: readonly Migration[]) {
  if ((await tablesOf(client)).length > 0) {
    await client.query("drop schema app cascade; drop schema public cascade; create schema public");
    await client.query("grant usage on schema public to public");
  }
  await prepare(client);
  for (const { name } of ofBackup) await applyHere(client, known.find((each) => each.name === name)!);
}

/** What a commit after each migration would do, without the commit: nothing waits when the next one alters a table. */
async function applyHere(client: Client, migration: Migration) {
  await apply(client, migration);
  await client.query("set constraints all immediate; set constraints all deferred");
}

/** The migrations that came after the backup. */
export async function migrateForward(client: Client, ofBackup: readonly Named[], known: readonly Migration[]) {
  const has = new Set(ofBackup.map(({ name }) => name));
  const later = known.filter(({ name }) => !has.has(name));
  for (const migration of later) await applyHere(client, migration);
  return later.map(({ name }) => name);
}

type Line = { line: string };
const lines = async (client: Client, text: string) => (await client.query<Line>(text)).rows.map(({ line }) => line);
const inOurs = "c.relnamespace in ('public'::regnamespace, 'app'::regnamespace)";

/**
 * Takes off what would judge or follow each row while it is loaded: triggers (their work is in the data), foreign keys (checked
 * when they come back), indexes without a constraint (faster at once), and forced row policies, under which nothing can be
 * copied in. Gives the way back.
 */
export async function takeOff(client: Client): Promise<() => Promise<void>> {
  const triggers = `from pg_trigger t join pg_class c on c.oid = t.tgrelid where ${inOurs} and not t.tgisinternal and t.tgenabled = 'O'`;
  const keys = `from pg_constraint k join pg_class c on c.oid = k.conrelid where ${inOurs} and k.contype = 'f' and k.conparentid = 0`;
  const indexes = `from pg_index i join pg_class c on c.oid = i.indrelid
    where ${inOurs} and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))`;
  const forced = `from pg_class c where ${inOurs} and c.relforcerowsecurity`;
  const off = [
    ...(await lines(
      client,
      `select format('alter table %s disable trigger %I', c.oid::regclass, t.tgname) as line ${triggers}`,
    )),
    ...(await lines(
      client,
      `select format('alter table %s drop constraint %I', c.oid::regclass, k.conname) as line ${keys}`,
    )),
    ...(await lines(client, `select format('drop index %s', i.indexrelid::regclass) as line ${indexes}`)),
    ...(await lines(
      client,
      `select format('alter table %s no force row level security', c.oid::regclass) as line ${forced}`,
    )),
  ];
  const on = [
    ...(await lines(client, `select pg_get_indexdef(i.indexrelid) as line ${indexes}`)),
    ...(await lines(
      client,
      `select format('alter table %s add constraint %I %s', c.oid::regclass, k.conname, pg_get_constraintdef(k.oid)) as line ${keys}`,
    )),
    ...(await lines(
      client,
      `select format('alter table %s enable trigger %I', c.oid::regclass, t.tgname) as line ${triggers}`,
    )),
    ...(await lines(
      client,
      `select format('alter table %s force row level security', c.oid::regclass) as line ${forced}`,
    )),
  ];
  await client.query(off.join(";\n"));
  await client.query("set local maintenance_work_mem to '128MB'");
  return async () => {
    for (const line of on) await client.query(line);
  };
}
