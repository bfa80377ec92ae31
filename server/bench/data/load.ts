import type { Client } from "pg";
import { hashPassword } from "../../auth/password";
import { households, namesFunction, namesTable } from "./households";
import { inspections } from "./inspections";
import { money } from "./money";
import { nameParts } from "./names";
import { people } from "./people";
import { places, tools } from "./places";
import { projects } from "./projects";
import { totals } from "./totals";

/** Indexes and exclusion constraints of what gets many rows: made at the end, when they are made once. */
const secondary = `
  select format('drop index %s', i.indexrelid::regclass) as off, pg_get_indexdef(i.indexrelid) as on
    from pg_index i join pg_class t on t.oid = i.indrelid
   where t.relname = any ($1) and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
  union all
  select format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname), format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid))
    from pg_constraint c join pg_class t on t.oid = c.conrelid where t.relname = any ($1) and c.contype = 'x'`;
const large = [
  "households",
  "members",
  "household_class_periods",
  "supports",
  "household_help_years",
  "findings",
  "ledger_entries",
];

/**
 * Fills a database that holds the reference data alone. Triggers are off: what they check holds by
 * construction, and what they keep is added up at the end and compared.
 */
export async function load(client: Client, size: number, password: string, say: (text: string) => void) {
  const step = async (name: string, text: string, values: unknown[] = []) => {
    const since = performance.now();
    // With values a statement stands alone.
    if (values.length > 0)
      for (const one of text.split(/;\n/)) await client.query(one, one.includes("$1") ? values : []);
    else await client.query(text);
    say(`  ${name}: ${((performance.now() - since) / 1000).toFixed(1)} s`);
  };
  await client.query("set timezone to 'Asia/Ho_Chi_Minh'; set session_replication_role to replica");
  await client.query(
    "set maintenance_work_mem to '512MB'; set work_mem to '256MB'; set max_parallel_maintenance_workers to 2",
  );
  const later = (await client.query<{ off: string; on: string }>(secondary, [large])).rows;
  for (const { off } of later) await client.query(off);
  await step("places", tools + places);
  await step("people", people, [await hashPassword(password)]);
  await step("names", namesTable, [JSON.stringify(nameParts)]);
  await step("households", namesFunction + households(size));
  await client.query("analyze");
  await client.query("create index if not exists bench_by_unit on households (unit_id, id)");
  await step("projects", projects(size / 20));
  await client.query("drop index bench_by_unit; analyze");
  await step("money", money(size / 5));
  await step("inspections", inspections(size / 20));
  await step("indexes", later.map(({ on }) => on).join(";\n"));
  await client.query("analyze");
  await step("totals", totals);
  await step("vacuum", "vacuum (analyze)");
  await client.query("set session_replication_role to default");
  const wrong = await client.query("select * from app.kept_total_differences() limit 5");
  if (wrong.rows.length > 0) throw new Error(`The benchmark's totals do not add up: ${JSON.stringify(wrong.rows)}`);
}
