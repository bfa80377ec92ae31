import type { z } from "zod";
import type { Names } from "@/db/schema/columns";
import type { linkKinds } from "@/db/schema/units";
import { today } from "../clock";
import { row, rowByValue, rows, type Tx } from "../db";
import { fold, likePattern } from "../fold";
import { pageSize } from "../inputs";
import { Problem } from "../problem";
import { type Scope, withinText } from "../trpc";
import type { listUnitsInput, searchUnitsInput, unitByCodeInput, unitSorts } from "./inputs";

/** A unit as it was in one period, with what tells it from others of its name. */
export type UnitOption = {
  id: string;
  name: string;
  title: Names;
  levelCode: string;
  code: string | null;
  parent: { name: string; title: Names } | null;
  validFrom: string;
  validFromKnown: boolean;
  validTo: string | null;
  inForce: boolean;
};

/**
 * Prefixes without tones ("thi tran"), so that "xa binh lieu" is found as it is said. There are a
 * dozen types; the names themselves are stored folded.
 */
const types = `types as materialized (
  select code, level_code, title,
         replace(lower(regexp_replace(normalize(prefix ->> 'vi', NFD), '[\\u0300-\\u036f]', '', 'g')), 'đ', 'd') as said
    from unit_types)`;

const parentOf = (unit: string, day: string) => `(
  select jsonb_build_object('name', p.name, 'title', pt.title)
    from unit_versions p join types pt on pt.code = p.type_code
   where p.unit_id = ${unit}
   order by (p.valid_from <= ${day} and (p.valid_to is null or p.valid_to > ${day})) desc, p.valid_from desc limit 1)`;

const codeOf = (version: string) => `(
  select c.code from unit_codes c
   where c.unit_id = ${version}.unit_id and (${version}.valid_to is null or c.valid_from < ${version}.valid_to) and (c.valid_to is null or c.valid_to > ${version}.valid_from)
   order by c.scheme = 'gso' desc, c.valid_from desc limit 1)`;

/** The few best for what was typed: the start of the name first, then units in force, then one's own provinces. */
export function searchUnits(tx: Tx, scope: Scope, input: z.output<typeof searchUnitsInput>) {
  const typed = fold(input.q);
  return rows<UnitOption>(
    tx,
    "units.search",
    `with ${types}, matching as (
       select v.*, t.title, t.said || ' ' || v.folded as said,
              v.valid_from <= $2 and (v.valid_to is null or v.valid_to > $2) as in_force
         from unit_versions v join types t on t.code = v.type_code
        where ($3::text[] is null or v.level_code = any ($3))
          and ($4::uuid is null or v.unit_id in (select unit_id from unit_reach where ancestor_id = $4))
          and (v.folded like $1 or t.said || ' ' || v.folded like $1
               or exists (select from unit_codes c where c.unit_id = v.unit_id and c.code like $5))
     ), best as (
       select m.* from matching m join levels l on l.code = m.level_code
        order by (m.folded like $5 or m.said like $5) desc, m.in_force desc, m.province_id = any (app.home()) desc nulls last,
                 m.folded = $6 desc, l.rank, m.folded, m.valid_from desc
        limit 12
     )
     select b.unit_id as id, b.name, b.title, b.level_code as "levelCode", ${codeOf("b")} as code,
            ${parentOf("b.parent_id", "b.valid_from")} as parent,
            b.valid_from as "validFrom", b.valid_from_known as "validFromKnown", b.valid_to as "validTo", b.in_force as "inForce"
       from best b join levels l on l.code = b.level_code
      order by (b.folded like $5 or b.said like $5) desc, b.in_force desc, b.province_id = any (app.home()) desc nulls last,
               b.folded = $6 desc, l.rank, b.folded, b.valid_from desc`,
    [
      likePattern(input.q),
      input.onDate ?? today(scope.clock),
      input.levels ?? null,
      input.within ?? null,
      likePattern(input.q).slice(1),
      typed,
    ],
  );
}

export type UnitRow = UnitOption & { children: number; predecessors: number };

const orders: Record<(typeof unitSorts)[number], string> = {
  name: "rank, folded, valid_from",
  code: "code nulls last, folded",
};

/** One page of the units that were in force on a day. */
export async function listUnits(tx: Tx, scope: Scope, input: z.output<typeof listUnitsInput>) {
  const onDate = input.onDate ?? today(scope.clock);
  const order = orders[input.sort];
  const found = await rowByValue<{ total: number; items: UnitRow[] | null }>(
    tx,
    `units.list.${input.sort}`,
    `with ${types}, matching as (
       select v.*, l.rank, t.title, ${codeOf("v")} as code
         from unit_versions v join types t on t.code = v.type_code join levels l on l.code = v.level_code
        where v.valid_from <= $2 and (v.valid_to is null or v.valid_to > $2)
          and ($1 = '%%' or v.folded like $1 or t.said || ' ' || v.folded like $1
               or exists (select from unit_codes c where c.unit_id = v.unit_id and c.code like $5 and c.valid_from <= $2 and (c.valid_to is null or c.valid_to > $2)))
          and ($3::text is null or v.level_code = $3)
          and ($4::uuid is null or v.unit_id in (select unit_id from unit_reach where ancestor_id = $4))
     )
     select (select count(*)::int from matching) as total,
            (select jsonb_agg(to_jsonb(page) - 'place') from (
               select row_number() over (order by ${order}) as place, m.unit_id as id, m.name, m.title, m.level_code as "levelCode", m.code,
                      ${parentOf("m.parent_id", "$2")} as parent,
                      m.valid_from as "validFrom", m.valid_from_known as "validFromKnown", m.valid_to as "validTo", true as "inForce",
                      (select count(*)::int from unit_versions k where k.parent_id = m.unit_id and k.valid_from <= $2 and (k.valid_to is null or k.valid_to > $2)) as children,
                      (select count(*)::int from unit_links k where k.successor_id = m.unit_id) as predecessors
                 from (select * from matching order by ${order} limit ${pageSize} offset $6) m
                order by place) page) as items`,
    [
      likePattern(input.q),
      onDate,
      input.level ?? null,
      input.within ?? null,
      likePattern(input.q).slice(1),
      (input.page - 1) * pageSize,
    ],
  );
  return { onDate, total: found?.total ?? 0, items: found?.items ?? [] };
}

/** What a code meant on a day, or nothing. */
export async function unitByCode(tx: Tx, _scope: Scope, input: z.output<typeof unitByCodeInput>) {
  const found = await row<UnitOption>(
    tx,
    "units.by_code",
    `with ${types}
     select v.unit_id as id, v.name, t.title, v.level_code as "levelCode", $2 as code, ${parentOf("v.parent_id", "$3")} as parent,
            v.valid_from as "validFrom", v.valid_from_known as "validFromKnown", v.valid_to as "validTo", true as "inForce"
       from unit_versions v join types t on t.code = v.type_code
      where v.unit_id = app.unit_by_code($1, $2, $3)
        and v.valid_from <= $3 and (v.valid_to is null or v.valid_to > $3)`,
    [input.scheme, input.code, input.onDate],
  );
  return found ?? null;
}

/** One unit as a picker shows it: as it was on a day, or else as it last was. */
export async function unitOption(tx: Tx, scope: Scope, unitId: string, onDate = today(scope.clock)) {
  const found = await row<UnitOption>(
    tx,
    "units.option",
    `with ${types}
     select v.unit_id as id, v.name, t.title, v.level_code as "levelCode", ${codeOf("v")} as code, ${parentOf("v.parent_id", "v.valid_from")} as parent,
            v.valid_from as "validFrom", v.valid_from_known as "validFromKnown", v.valid_to as "validTo",
            v.valid_from <= $2 and (v.valid_to is null or v.valid_to > $2) as "inForce"
       from unit_versions v join types t on t.code = v.type_code where v.unit_id = $1
      order by "inForce" desc, v.valid_from desc limit 1`,
    [unitId, onDate],
  );
  if (!found) throw new Problem("not_found");
  return found;
}

export type UnitVersion = UnitOption & {
  typeCode: string;
  urban: boolean | null;
  parentId: string | null;
  document: { id: string; number: string } | null;
};

export type UnitLink = {
  predecessorId: string;
  predecessor: { name: string; title: Names; code: string | null };
  successorId: string;
  successor: { name: string; title: Names; code: string | null };
  kind: (typeof linkKinds)[number];
  part: boolean;
  passedCode: boolean;
  householdShare: number | null;
  populationShare: number | null;
  areaShare: number | null;
  effectiveOn: string;
  note: string | null;
  document: { id: string; number: string } | null;
};

export type CodeHolder = {
  scheme: string;
  code: string;
  unitId: string;
  name: string;
  title: Names;
  parent: { name: string; title: Names } | null;
  validFrom: string;
  validTo: string | null;
};

const numberOf = (document: string) =>
  `(select jsonb_build_object('id', d.id, 'number', d.number) from documents d where d.id = ${document})`;

const ended = (unit: string) =>
  `(select jsonb_build_object('name', e.name, 'title', et.title, 'code', (select c.code from unit_codes c where c.unit_id = e.id order by c.scheme = 'gso' desc, c.valid_from desc limit 1))
      from units e join types et on et.code = e.type_code where e.id = ${unit})`;

/** A unit with all its time: what it was called, its codes and who else held them, where it came from and went. */
export async function getUnit(tx: Tx, scope: Scope, unitId: string, day: string | undefined) {
  const onDate = day ?? today(scope.clock);
  const unit = await row<{
    id: string;
    name: string;
    title: Names;
    levelCode: string;
    level: Names;
    provinceId: string;
    validFrom: string;
    validTo: string | null;
    versions: UnitVersion[];
    holders: CodeHolder[];
    links: UnitLink[];
  }>(
    tx,
    "units.get",
    `with ${types},
     own as (select scheme, code from unit_codes where unit_id = $1),
     holders as (
       select c.scheme, c.code, c.unit_id as "unitId", v.name, t.title, ${parentOf("v.parent_id", "v.valid_from")} as parent,
              c.valid_from as "validFrom", c.valid_to as "validTo"
         from unit_codes c join own using (scheme, code)
         join lateral (select * from unit_versions v where v.unit_id = c.unit_id order by v.valid_from <= c.valid_from desc, v.valid_from desc limit 1) v on true
         join types t on t.code = v.type_code
     ),
     -- Also where the rest of a divided predecessor went: the reader must see both halves.
     told as (
       select k.* from unit_links k where $1 in (k.predecessor_id, k.successor_id)
       union
       select k.* from unit_links k join unit_links mine on mine.successor_id = $1 and mine.part and mine.predecessor_id = k.predecessor_id
     )
     select u.id, u.name, t.title, u.level_code as "levelCode", l.name as level, u.province_id as "provinceId", u.valid_from as "validFrom", u.valid_to as "validTo",
            (select jsonb_agg(to_jsonb(x) order by x."validFrom") from (
               select v.unit_id as id, v.name, vt.title, v.level_code as "levelCode", v.type_code as "typeCode", v.urban, ${codeOf("v")} as code,
                      v.parent_id as "parentId", ${parentOf("v.parent_id", "v.valid_from")} as parent, ${numberOf("v.document_id")} as document,
                      v.valid_from as "validFrom", v.valid_from_known as "validFromKnown", v.valid_to as "validTo",
                      v.valid_from <= $2 and (v.valid_to is null or v.valid_to > $2) as "inForce"
                 from unit_versions v join types vt on vt.code = v.type_code where v.unit_id = $1) x) as versions,
            coalesce((select jsonb_agg(to_jsonb(h) order by h.scheme, h.code, h."validFrom") from holders h), '[]') as holders,
            coalesce((select jsonb_agg(to_jsonb(x) order by x."effectiveOn", x.part, x.successor ->> 'code', x.predecessor ->> 'code') from (
               select k.predecessor_id as "predecessorId", ${ended("k.predecessor_id")} as predecessor,
                      k.successor_id as "successorId", ${ended("k.successor_id")} as successor,
                      k.kind, k.part, k.passed_code as "passedCode", k.household_share as "householdShare", k.population_share as "populationShare",
                      k.area_share as "areaShare", k.effective_on as "effectiveOn", k.note, ${numberOf("k.document_id")} as document
                 from told k) x), '[]') as links
       from units u join types t on t.code = u.type_code join levels l on l.code = u.level_code
      where u.id = $1`,
    [unitId, onDate],
  );
  if (!unit) throw new Problem("not_found");
  const [children, counts] = [await childrenOf(tx, unitId, onDate), await countsOf(tx, scope, unitId)];
  return { ...unit, onDate, children, counts };
}

/** The units directly below one on a day. */
function childrenOf(tx: Tx, unitId: string, onDate: string) {
  return rows<UnitOption>(
    tx,
    "units.children",
    `with ${types}
     select v.unit_id as id, v.name, t.title, v.level_code as "levelCode", ${codeOf("v")} as code, null as parent,
            v.valid_from as "validFrom", v.valid_from_known as "validFromKnown", v.valid_to as "validTo", true as "inForce"
       from unit_versions v join types t on t.code = v.type_code
      where v.parent_id = $1 and v.valid_from <= $2 and (v.valid_to is null or v.valid_to > $2)
      order by v.folded limit 300`,
    [unitId, onDate],
  );
}

/** Living households and projects in the unit's whole territory, from kept totals; null to whom the dashboard is closed. */
async function countsOf(tx: Tx, scope: Scope, unitId: string) {
  if (!scope.who.permissions.includes("dashboard.read")) return { households: null, poor: null, projects: null };
  const found = await row<{ households: number; poor: number; projects: number; reached: boolean }>(
    tx,
    "units.counts",
    `select coalesce((select sum(k.count) from household_totals k join unit_reach r on r.unit_id = k.unit_id
                       where r.ancestor_id = $1 and ${withinText("k", "dashboard.read")}), 0)::int as households,
            coalesce((select sum(k.count) from household_totals k join unit_reach r on r.unit_id = k.unit_id
                       where r.ancestor_id = $1 and k.class = 'poor' and ${withinText("k", "dashboard.read")}), 0)::int as poor,
            coalesce((select sum(k.count) from project_totals k join unit_reach r on r.unit_id = k.unit_id
                       where r.ancestor_id = $1 and ${withinText("k", "dashboard.read")}), 0)::int as projects,
            exists (select from units u where u.id = $1 and app.reaches('dashboard.read', u.id, u.province_id)) as reached`,
    [unitId],
  );
  // Of a unit that the person does not reach, part of a sum would be no answer.
  return found?.reached ? found : { households: null, poor: null, projects: null };
}

/** The levels, for filters. */
export function levels(tx: Tx) {
  return rows<{ code: string; rank: number; name: Names }>(
    tx,
    "units.levels",
    "select code, rank, name from levels order by rank",
  );
}
