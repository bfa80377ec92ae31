import { rows, type Tx } from "../db";
import type { Scope } from "../trpc";
import type { FileColumn } from "./file-columns";
import type { RowProblem } from "./import-rules";

/** Columns of import_rows in the order in which import-rows.ts writes them. */
export const copyRows = "copy import_rows from stdin";

/** Staging tables of this transaction alone. One row a person; what a household has once stands with its head. */
export async function makeStaging(tx: Tx): Promise<void> {
  await tx.$client.query(`
    create temp table import_rows (
      line integer not null, household uuid not null, member uuid not null, unit text not null,
      head boolean not null, people integer, code text, village text, address text, phone text, ethnicity text,
      foundation text, frame text, roof text, area numeric,
      name text not null, folded text not null, born_on date not null, sex text not null, relationship text not null,
      person_ethnicity text not null, cipher bytea, hash bytea, tail text
    ) on commit drop;
    create temp table import_places (
      unit text primary key, on_day date not null, unit_id uuid, province_id uuid, province_code text, problem text, col text
    ) on commit drop;
    create temp table import_villages (unit text, village text, village_id uuid, found integer not null, primary key (unit, village)) on commit drop;
    create temp table import_bad (line integer not null, household uuid not null, col text not null, code text not null) on commit drop`);
}

/** What the file says of places, each looked up once. A code means a unit only together with its day (invariant 36). */
async function findPlaces(tx: Tx, today: string): Promise<void> {
  await tx.$client.query("analyze import_rows");
  await rows(
    tx,
    "import.places",
    `insert into import_places
     select k.unit, k.on_day, u.id, u.province_id,
            coalesce((select c.code from unit_codes c where c.unit_id = u.province_id and daterange(c.valid_from, c.valid_to) @> k.on_day
                       order by c.scheme = 'gso' desc limit 1), '00'),
            case when u.id is null or not app.reaches('households.write', u.id, u.province_id) then 'unknown_unit'
                 when not exists (select from unit_versions v where v.unit_id = u.id and daterange(v.valid_from, v.valid_to) @> k.on_day) then 'unit_not_in_force'
                 when k.id is not null and k.code <> '' and k.said_on is not null and app.unit_by_code('gso', k.code, k.said_on) is distinct from u.id then 'unit_code_differs' end,
            case when k.id is null then 'unit_code' else 'unit_id' end
       from (select unit, nullif(split_part(unit, '|', 1), '')::uuid as id, split_part(unit, '|', 2) as code,
                    nullif(split_part(unit, '|', 3), '')::date as said_on, coalesce(nullif(split_part(unit, '|', 3), '')::date, $1::date) as on_day
               from (select distinct unit from import_rows) d) k
       left join units u on u.id = coalesce(k.id, app.unit_by_code('gso', k.code, k.on_day))`,
    [today],
  );
  await rows(
    tx,
    "import.villages",
    `insert into import_villages
     select k.unit, k.village, (array_agg(v.unit_id))[1], count(v.unit_id)
       from (select distinct unit, village from import_rows where village <> '') k
       join import_places p using (unit)
       left join unit_versions v on v.parent_id = p.unit_id and daterange(v.valid_from, v.valid_to) @> p.on_day
        and (v.folded = k.village or v.unit_id::text = k.village)
      group by 1, 2`,
  );
}

/** Compares the staged rows with the database and with each other. */
export async function checkStaged(tx: Tx, today: string): Promise<{ badRows: number; householdsLeft: number }> {
  await findPlaces(tx, today);
  await rows(
    tx,
    "import.check",
    `insert into import_bad
     select r.line, r.household, p.col, p.problem from import_rows r join import_places p using (unit) where r.head and p.problem is not null
     union all
     select r.line, r.household, 'village', case v.found when 0 then 'village_elsewhere' else 'village_ambiguous' end
       from import_rows r join import_villages v using (unit, village) join import_places p using (unit) where r.head and v.found <> 1 and p.problem is null
     union all
     select r.line, r.household, 'code', 'code_repeated' from import_rows r
      where r.code in (select code from import_rows group by code having count(code) > 1)
     union all
     select r.line, r.household, 'identity', 'identity_repeated' from import_rows r
      where r.hash in (select hash from import_rows group by hash having count(hash) > 1)
     union all
     select r.line, r.household, 'code', 'code_taken' from import_rows r
      where r.code in (select app.household_codes_held(array_agg(code)) from import_rows where code is not null group by line / 1000)
     union all
     select r.line, r.household, 'identity', 'identity_in_other_household' from import_rows r
      where r.hash in (select app.identities_held(array_agg(hash)) from import_rows where hash is not null group by line / 1000)`,
  );
  const [found] = await rows<{ badRows: number; householdsLeft: number }>(
    tx,
    "import.bad",
    `select count(distinct line)::int as "badRows", count(distinct household)::int as "householdsLeft" from import_bad`,
  );
  return found!;
}

/** Tells what is wrong in the order of the file, some at a time. */
export async function reportStaged(tx: Tx, report: (problem: RowProblem) => void | Promise<void>): Promise<void> {
  await tx.$client.query(
    "declare import_told cursor for select line, col, code from import_bad order by line, col, code",
  );
  for (;;) {
    const told = await tx.$client.query<{ line: number; col: FileColumn; code: string }>("fetch 1000 from import_told");
    for (const { line, col, code } of told.rows) await report({ line, column: col, code });
    if (told.rows.length === 0) break;
  }
  await tx.$client.query("close import_told");
}

/** Registers what is staged, without the households in which something is wrong. */
export async function registerStaged(tx: Tx, scope: Scope<"households.write">, event: string, someBad: boolean) {
  if (someBad) await tx.$client.query("delete from import_rows where household in (select household from import_bad)");
  await tx.$client.query(`update import_rows r set code = app.next_household_code(p.province_code)
                            from import_places p where p.unit = r.unit and r.head and r.code is null`);
  // One statement, so that a household comes with its members and their count.
  await rows(
    tx,
    "import.register",
    `with placed as (
       insert into households (id, unit_id, province_id, family_id, code, village_id, address, head_name, folded, ethnicity, member_count,
                               phone, foundation, frame, roof, area, registered_by)
       select r.household, p.unit_id, p.province_id, r.household, r.code, v.village_id, r.address, r.name, r.folded, r.ethnicity, r.people,
              r.phone, r.foundation, r.frame, r.roof, r.area, $1
         from import_rows r join import_places p using (unit) left join import_villages v using (unit, village) where r.head
     ), living as (
       insert into members (id, household_id, unit_id, province_id, name, folded, born_on, sex, relationship, ethnicity,
                            identity_cipher, identity_hash, identity_tail)
       select r.member, r.household, p.unit_id, p.province_id, r.name, r.folded, r.born_on, r.sex, r.relationship, r.person_ethnicity,
              r.cipher, r.hash, r.tail
         from import_rows r join import_places p using (unit)
     )
     insert into audit_events (unit_id, province_id, person_id, session_id, event, noun, record_id, detail, operation_id)
     select p.unit_id, p.province_id, $1, $2, $4, 'households', r.household, jsonb_build_object('code', r.code, 'members', r.people), $3
       from import_rows r join import_places p using (unit) where r.head`,
    [scope.personId, scope.sessionId, scope.operationId, event],
  );
  const [made] = await rows<{ households: number; people: number }>(
    tx,
    "import.made",
    "select count(*) filter (where head)::int as households, count(*)::int as people from import_rows",
  );
  return made!;
}
