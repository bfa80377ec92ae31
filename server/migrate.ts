import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { Client } from "pg";
import { appUrl } from "./app-url";
import { forbiddenRolePairs, permissions } from "./auth/permissions";
import { projectPaths } from "./projects/rules";

const directory = path.join(process.cwd(), "db/migrations");

export type MigrationStatus = { name: string; state: "applied" | "waiting" | "changed" };

export type Migration = { name: string; text: string; hash: string };

/** The migrations of this release, in their order. */
export async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith(".sql")).sort();
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(path.join(directory, name), "utf8");
      return { name, text, hash: createHash("sha256").update(text).digest("hex") };
    }),
  );
}

/** Every migration file with its state against the database. A file is never edited once applied. */
export async function migrationStatus(client: Client): Promise<MigrationStatus[]> {
  const kept = await client.query<{ name: string; hash: string }>(
    "select name, hash from app.migrations where to_regclass('app.migrations') is not null",
  );
  const applied = new Map(kept.rows.map((row) => [row.name, row.hash]));
  return (await readMigrations()).map(({ name, hash }) => ({
    name,
    state: !applied.has(name) ? "waiting" : applied.get(name) === hash ? "applied" : "changed",
  }));
}

/** Applies what waits, one transaction a file, then writes the tables that mirror the code. */
export async function migrate(ownerUrl: string): Promise<void> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock(hashtextextended('terrace.migrate', 0))");
    await prepare(client);
    const status = new Map((await migrationStatus(client)).map(({ name, state }) => [name, state]));
    for (const migration of await readMigrations()) {
      if (status.get(migration.name) === "applied") continue;
      if (status.get(migration.name) === "changed")
        throw new Error(`${migration.name} was edited after it was applied`);
      await client.query("begin");
      await apply(client, migration);
      await client.query("commit");
    }
    await client.query("begin");
    await settle(client, ownerUrl);
    await client.query("commit");
  } finally {
    await client.end();
  }
}

/** Where the migrations are noted. */
export async function prepare(client: Client): Promise<void> {
  await client.query("create schema if not exists app");
  await client.query(
    "create table if not exists app.migrations (name text primary key, hash text not null, applied_at timestamptz not null default now())",
  );
}

/** One migration, in the caller's transaction. */
export async function apply(client: Client, { name, text, hash }: Migration): Promise<void> {
  await client.query(text);
  await client.query("insert into app.migrations (name, hash) values ($1, $2)", [name, hash]);
}

/** What follows from the code, the server and the owner's password rather than from a migration; in the caller's transaction. */
export async function settle(client: Client, ownerUrl: string): Promise<void> {
  await mirrorRules(client);
  await client.query("select app.continue_audit()");
  const password = new URL(appUrl(ownerUrl)).password;
  await client.query(`alter role terrace_app password ${client.escapeLiteral(password)}`);
}

export const mirroredTables = ["grants", "forbidden_pairs", "project_paths"] as const;

/** Copies of tables declared in code, for policies and triggers to read. */
async function mirrorRules(client: Client) {
  const grants = Object.entries(permissions).flatMap(([permission, roles]) => roles.map((role) => [permission, role]));
  const pairs = forbiddenRolePairs.map(({ roles, reason }) => [...[...roles].sort(), reason]);
  const paths = Object.entries(projectPaths).flatMap(([kind, steps]) =>
    steps.map(([from, to]) => [kind, from, to] as const),
  );
  for (const table of mirroredTables) await client.query(`delete from ${table}`);
  await client.query("insert into grants (permission, role) select * from unnest($1::text[], $2::text[])", [
    grants.map((row) => row[0]),
    grants.map((row) => row[1]),
  ]);
  await client.query(
    "insert into forbidden_pairs (role_a, role_b, reason) select * from unnest($1::text[], $2::text[], $3::text[])",
    [pairs.map((row) => row[0]), pairs.map((row) => row[1]), pairs.map((row) => row[2])],
  );
  await client.query(
    "insert into project_paths (kind, from_status, to_status) select * from unnest($1::text[], $2::text[], $3::text[])",
    [paths.map((row) => row[0]), paths.map((row) => row[1]), paths.map((row) => row[2])],
  );
}
