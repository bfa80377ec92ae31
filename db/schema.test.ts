import { is } from "drizzle-orm";
import { toSnakeCase } from "drizzle-orm/casing";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeWorld, type World } from "@/server/testing/world";
import * as schema from "./schema";

/** What db/schema says and what the migrations made are one thing. */

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

const tables = Object.values(schema as Record<string, unknown>).flatMap((one) =>
  is(one, PgTable) ? [getTableConfig(one)] : [],
);
const nameOf = (column: { name: string; keyAsName: boolean }) =>
  column.keyAsName ? toSnakeCase(column.name) : column.name;
/** As PostgreSQL writes it. */
const typeOf = (said: string) =>
  said
    .replace(/^bigserial$/, "bigint")
    .replace(/^serial$/, "integer")
    .replace(/^numeric\((\d+), (\d+)\)$/, "numeric($1,$2)");

test("every table of the schema is in the database, column by column", async () => {
  const made = await world.sql<{ line: string }>(
    `select concat_ws(' ', c.relname, a.attname, format_type(a.atttypid, a.atttypmod), case when a.attnotnull then 'not null' end) as line
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`,
  );
  const there = new Set(made.map(({ line }) => line));
  const said = tables.flatMap(({ name, columns, primaryKeys }) => {
    const keyed = new Set(primaryKeys.flatMap((key) => key.columns.map(nameOf)));
    return columns.map((column) =>
      [
        ...[name, nameOf(column), typeOf(column.getSQLType())],
        ...(column.notNull || column.primary || keyed.has(nameOf(column)) ? ["not null"] : []),
      ].join(" "),
    );
  });
  expect(said.filter((line) => !there.has(line))).toEqual([]);
  const names = new Set(said.map((line) => line.split(" ").slice(0, 2).join(" ")));
  const known = new Set(tables.map(({ name }) => name));
  const unsaid = [...there].map((line) => line.split(" ")).filter(([table]) => known.has(table!));
  expect(unsaid.filter(([table, column]) => !names.has(`${table} ${column}`))).toEqual([]);
});

test("every table of the database is in the schema", async () => {
  const made = await world.sql<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')",
  );
  const known = new Set(tables.map(({ name }) => name));
  expect(made.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
});

test("every rule that the schema names is a constraint or an index of its table", async () => {
  const made = await world.sql<{ line: string }>(
    `select conrelid::regclass || ' ' || conname as line from pg_constraint where connamespace = 'public'::regnamespace
     union select tablename || ' ' || indexname from pg_indexes where schemaname = 'public'`,
  );
  const there = new Set(made.map(({ line }) => line));
  const said = tables.flatMap(({ name, checks, foreignKeys, uniqueConstraints, indexes }) =>
    [
      ...checks.map((rule) => rule.name),
      ...uniqueConstraints.flatMap((rule) => rule.name ?? []),
      ...indexes.flatMap(({ config }) => config.name ?? []),
      ...foreignKeys.flatMap((key) => (key.reference().name ? [key.reference().name!] : [])),
    ].map((rule) => `${name} ${rule}`),
  );
  expect(said.length).toBeGreaterThan(100);
  expect(said.filter((line) => !there.has(line))).toEqual([]);
});
