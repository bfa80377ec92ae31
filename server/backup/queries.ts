import type { Client } from "pg";
import { from, to } from "pg-copy-streams";
import { RowDigest } from "./digest";
import type { Migration } from "./rules";

/** What the database says of itself. Names come quoted, from the catalogue and from nowhere else. */

const ours = "n.nspname in ('public', 'app')";
const notOfAnExtension =
  "not exists (select from pg_depend e where e.classid = 'pg_class'::regclass and e.objid = c.oid and e.deptype = 'e')";
const relation = "quote_ident(n.nspname) || '.' || quote_ident(c.relname)";

/** Values are written one way, whatever the server's settings say. */
export const plainValues = `set timezone to 'UTC'; set datestyle to 'ISO, YMD'; set intervalstyle to 'postgres'; set bytea_output to 'hex';
  set extra_float_digits to 1; set statement_timeout to 0; set idle_in_transaction_session_timeout to 0`;

export type Table = { name: string; columns: string[] };

export async function tablesOf(client: Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select ${relation} as name,
            array(select quote_ident(a.attname) from pg_attribute a
                   where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and ${ours} and ${notOfAnExtension} order by 1`,
  );
  return rows;
}

export async function sequencesOf(client: Client) {
  const { rows } = await client.query<{ name: string }>(
    `select ${relation} as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'S' and ${ours} and ${notOfAnExtension} order by 1`,
  );
  const found: { name: string; value: string; called: boolean }[] = [];
  for (const { name } of rows) {
    const state = await client.query(`select last_value::text as value, is_called as called from ${name}`);
    found.push({ name, ...state.rows[0] });
  }
  return found;
}

/**
 * Tables of which the asking role would see a part only. An owner is subject to forced row policies, and a table without a
 * policy for its keeper would be copied as if it were empty.
 */
export async function tablesWithHiddenRows(client: Client): Promise<string[]> {
  const applies = "(p.polroles = '{0}' or exists (select from unnest(p.polroles) r where pg_has_role(r, 'member')))";
  const { rows } = await client.query<{ name: string }>(
    `select ${relation} as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind = 'r' and ${ours} and row_security_active(c.oid) and (
        not exists (select from pg_policy p where p.polrelid = c.oid and p.polpermissive and p.polcmd in ('*', 'r')
                       and pg_get_expr(p.polqual, p.polrelid) = 'true' and ${applies})
        or exists (select from pg_policy p where p.polrelid = c.oid and not p.polpermissive and p.polcmd in ('*', 'r') and ${applies}))`,
  );
  return rows.map(({ name }) => name);
}

/** In the order in which they were applied: a migration with a lower number may have landed later. */
export async function appliedMigrations(client: Client): Promise<Migration[]> {
  const kept = await client.query<{ there: boolean }>("select to_regclass('app.migrations') is not null as there");
  if (!kept.rows[0]?.there) return [];
  return (await client.query<Migration>("select name, hash from app.migrations order by applied_at, name")).rows;
}

export async function hasRows(client: Client, { name }: Table): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>(`select exists (select from ${name}) as there`);
  return rows[0]!.there;
}

export async function postgresVersion(client: Client): Promise<string> {
  const { rows } = await client.query<{ version: string }>("select current_setting('server_version') as version");
  return rows[0]!.version;
}

/** Rows as text, which every version reads as every other writes it; binary would save a tenth and bind to types. */
export const copyOut = (client: Client, { name, columns }: Table) =>
  client.query(to(`copy ${name} (${columns.join(", ")}) to stdout`));

export const copyIn = (client: Client, { name, columns }: Table) =>
  client.query(from(`copy ${name} (${columns.join(", ")}) from stdin`));

export async function digestOf(client: Client, table: Table): Promise<RowDigest> {
  const digest = new RowDigest();
  for await (const part of copyOut(client, table)) digest.update(part);
  return digest;
}

export type FileRow = { id: string; sha256: string; size: number };
export const fileLine = ({ id, sha256, size }: FileRow) => `${id} ${sha256} ${size}`;

/** Files that rows name, some at a time. */
export async function* fileRows(client: Client): AsyncGenerator<FileRow> {
  const there = await client.query<{ there: boolean }>("select to_regclass('public.files') is not null as there");
  let after = "00000000-0000-0000-0000-000000000000";
  while (there.rows[0]!.there) {
    const { rows } = await client.query<FileRow>(
      `select id, encode(sha256, 'hex') as sha256, size_bytes::float8 as size from files where id > $1 order by id limit 500`,
      [after],
    );
    yield* rows;
    if (rows.length < 500) return;
    after = rows.at(-1)!.id;
  }
}
