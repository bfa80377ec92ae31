import { sealIdentity } from "../../auth/identity";
import type { World } from "../world";

/** Words that stand in hidden rows and nowhere else, and how they are found again. */

/** Of what lies in the other province, in any letter case and in what is folded for search; a part of an id is no number. */
const planted = /qzcanary[0-9a-f]{8}|(?<![0-9a-f-])0777[0-9]{6}(?:[0-9]{2})?(?![0-9a-f])/gi;
/** Of a household in reach: for its readers, and for no log, no error and no trail. */
const personal = /qzown|(?<![0-9a-f-])0666[0-9]{6}(?:[0-9]{2})?(?![0-9a-f])/gi;

/** Whole, where only its tail is for readers. */
const identity = "066612345678";

export const canariesIn = (recorded: string): string[] => recorded.match(planted) ?? [];
export const personalIn = (recorded: string): string[] => recorded.match(personal) ?? [];
export const identityIn = (recorded: string): string[] => (recorded.includes(identity) ? [identity] : []);

/** Columns that are free text: no key, no closed list, nothing that another table is found by. */
const freeText = `
  select c.table_name as "table", c.column_name as "column" from information_schema.columns c
   where c.table_schema = 'public' and c.data_type = 'text'
     and exists (select from information_schema.columns p where p.table_schema = 'public' and p.table_name = c.table_name and p.column_name = 'province_id')
     and c.table_name not in ('unit_versions', 'units', 'unit_codes', 'programmes', 'norms', 'standards', 'approval_routes', 'audit_events')
     and c.column_name not like '%\\_code' and c.column_name not in ('phone', 'media_type')
     and not exists (
       select from pg_constraint k join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
        where k.conrelid = ('public.' || c.table_name)::regclass and k.contype in ('c', 'f', 'p') and a.attname = c.column_name)
   order by 1, 2`;

/** Every free text, name, phone and identity number of a province is a canary from now on; says how many columns. */
export async function plantCanaries({ sql }: World, provinceId: string): Promise<number> {
  const found = await sql<{ table: string; column: string }>(freeText);
  await sql("set session_replication_role = replica");
  for (const { table, column } of found) {
    await sql(
      `update ${table} set ${column} = 'qzcanary' || left(md5(ctid::text || $2 || random()::text), 8) where province_id = $1`,
      [provinceId, `${table}.${column}`],
    );
  }
  await sql(
    "update households set phone = '0777' || lpad((random() * 999999)::int::text, 6, '0') where province_id = $1",
    [provinceId],
  );
  await sql('update audit_events set detail = detail || \'{"note": "qzcanary00000000"}\' where province_id = $1', [
    provinceId,
  ]);
  const members = await sql<{ id: string }>("select id from members where province_id = $1", [provinceId]);
  for (const [at, { id }] of members.entries()) {
    const { cipher, hash, tail } = sealIdentity(`0777${String(at).padStart(8, "0")}`);
    await sql("update members set identity_cipher = $2, identity_hash = $3, identity_tail = $4 where id = $1", [
      id,
      cipher,
      hash,
      tail,
    ]);
  }
  await sql(
    `update people set name = 'qzcanary' || left(md5(id::text), 8), office = 'qzcanary' || left(md5(id::text), 8)
      where id in (select person_id from role_assignments where province_id = $1)`,
    [provinceId],
  );
  await sql("set session_replication_role = origin");
  return found.length + 4;
}

/** A household in reach whose people have names, numbers and an address that only its readers may see. */
export async function plantPersonal({ sql }: World, householdId: string): Promise<void> {
  await sql(
    "update households set head_name = 'Qzown Chủ', folded = 'qzown chu', address = 'Qzown 1', phone = '0666123456' where id = $1",
    [householdId],
  );
  const { cipher, hash, tail } = sealIdentity(identity);
  await sql(
    "update members set name = 'Qzown Chủ', folded = 'qzown chu', identity_cipher = $2, identity_hash = $3, identity_tail = $4 where household_id = $1 and relationship = 'head'",
    [householdId, cipher, hash, tail],
  );
}
