import type { z } from "zod";
import type { Names } from "@/db/schema/columns";
import type { Role } from "@/db/schema/people";
import type { ProjectKind, RequestSubject, workKinds } from "@/db/schema/programmes";
import { row, rows, type Tx } from "../db";
import type { codesInput, onDateInput } from "./inputs";

type OnDate = z.output<typeof onDateInput>;
export type DocumentRef = { id: string; number: string } | null;
export type Place = { id: string; name: string; title: Names } | null;
type Dated = { validFrom: string; validTo: string | null; inForce: boolean; document: DocumentRef; place: Place };

const dated = (alias: string, province: string) => `
  ${alias}.valid_from as "validFrom", ${alias}.valid_to as "validTo",
  ${alias}.valid_from <= coalesce($1::date, current_date) and (${alias}.valid_to is null or ${alias}.valid_to > coalesce($1::date, current_date)) as "inForce",
  (select jsonb_build_object('id', d.id, 'number', d.number) from documents d where d.id = ${alias}.document_id) as document,
  (select jsonb_build_object('id', u.id, 'name', u.name, 'title', t.title) from units u join unit_types t on t.code = u.type_code where u.id = ${province}) as place`;

const inForce = (alias: string) =>
  `($1::date is null or (${alias}.valid_from <= $1 and (${alias}.valid_to is null or ${alias}.valid_to > $1)))`;

export type ProgrammeLine = {
  id: string;
  parentId: string | null;
  code: string;
  name: Names;
  kinds: ProjectKind[];
  poorDistrictsOnly: boolean;
  unverified: boolean;
};
export type Programme = Dated & {
  id: string;
  code: string;
  name: Names;
  unverified: boolean;
  lines: ProgrammeLine[];
};

/** Programmes with their lines, in the lines' own order. */
export function programmes(tx: Tx, { onDate }: OnDate) {
  return rows<Programme>(
    tx,
    "programmes.list",
    `select p.id, p.code, p.name, p.unverified, ${dated("p", "p.province_id")},
            coalesce((select jsonb_agg(jsonb_build_object('id', l.id, 'parentId', l.parent_id, 'code', l.code, 'name', l.name, 'kinds', l.kinds,
                                                          'poorDistrictsOnly', l.poor_districts_only, 'unverified', l.unverified) order by l.sort)
                        from programme_lines l where l.programme_id = p.id), '[]') as lines
       from programmes p where ${inForce("p")}
      order by p.province_id is not null, p.valid_from desc, p.code`,
    [onDate ?? null],
  );
}

export const sources = (tx: Tx) =>
  rows<{ code: string; name: Names; budget: boolean }>(
    tx,
    "programmes.sources",
    "select code, name, budget from fund_sources order by sort",
  );

export const capitalKinds = (tx: Tx) =>
  rows<{ code: string; name: Names }>(
    tx,
    "programmes.capital_kinds",
    "select code, name from capital_kinds order by code",
  );

export type Norm = Dated & {
  id: string;
  lineId: string;
  lineCode: string;
  lineName: Names;
  programmeName: Names;
  workKind: (typeof workKinds)[number];
  amount: string;
  unverified: boolean;
};

/** What one house is granted, by scheme and time. */
export function norms(tx: Tx, { onDate }: OnDate) {
  return rows<Norm>(
    tx,
    "programmes.norms",
    `select n.id, n.line_id as "lineId", l.code as "lineCode", l.name as "lineName", p.name as "programmeName", n.work_kind as "workKind", n.amount::text as amount, n.unverified,
            ${dated("n", "n.province_id")}
       from norms n join programme_lines l on l.id = n.line_id join programmes p on p.id = l.programme_id
      where ${inForce("n")}
      order by p.valid_from desc, l.sort, n.work_kind, n.valid_from`,
    [onDate ?? null],
  );
}

/** The norm in force on a day: a province's own before the nation's. None is an answer, never a fallback. */
export function normInForce(
  tx: Tx,
  lineId: string,
  workKind: (typeof workKinds)[number],
  provinceId: string,
  onDate: string,
) {
  return row<{ id: string; amount: string; validFrom: string; validTo: string | null; document: DocumentRef }>(
    tx,
    "programmes.norm_in_force",
    `select n.id, n.amount::text as amount, n.valid_from as "validFrom", n.valid_to as "validTo",
            (select jsonb_build_object('id', d.id, 'number', d.number) from documents d where d.id = n.document_id) as document
       from norms n
      where n.line_id = $1 and n.work_kind = $2 and (n.province_id is null or n.province_id = $3)
        and n.valid_from <= $4 and (n.valid_to is null or n.valid_to > $4)
      order by n.province_id is null, n.valid_from desc limit 1`,
    [lineId, workKind, provinceId, onDate],
  );
}

export type Route = Dated & {
  id: string;
  subject: RequestSubject;
  steps: { step: number; role: Role; at: "unit" | "province"; days: number }[];
};

/** Who decides what, by time. */
export function routes(tx: Tx, { onDate }: OnDate) {
  return rows<Route>(
    tx,
    "programmes.routes",
    `select r.id, r.subject, ${dated("r", "r.province_id")},
            (select jsonb_agg(jsonb_build_object('step', s.step, 'role', s.role, 'at', s.at, 'days', s.days) order by s.step)
               from approval_route_steps s where s.route_id = r.id) as steps
       from approval_routes r where ${inForce("r")}
      order by r.subject, r.valid_from`,
    [onDate ?? null],
  );
}

export type Standard = Dated & {
  id: string;
  code: string;
  name: Names;
  ruralLine: string;
  urbanLine: string;
  minDeprivations: number;
  indicators: { code: string; name: Names; dimension: string; dimensionName: Names | null }[];
};

/** Poverty standards with their lines and the indicators that are counted. */
export function standards(tx: Tx, { onDate }: OnDate) {
  return rows<Standard>(
    tx,
    "programmes.standards",
    `select s.id, s.code, s.name, s.rural_line::text as "ruralLine", s.urban_line::text as "urbanLine", s.min_deprivations as "minDeprivations", ${dated("s", "s.province_id")},
            coalesce((select jsonb_agg(jsonb_build_object('code', i.code, 'name', i.name, 'dimension', i.dimension, 'dimensionName', c.name) order by i.sort)
                        from standard_indicators i left join codes c on c.list = 'dimensions' and c.code = i.dimension
                       where i.standard_id = s.id), '[]') as indicators
       from standards s where ${inForce("s")}
      order by s.province_id is not null, s.valid_from`,
    [onDate ?? null],
  );
}

export type Code = { code: string; name: Names; measure: string | null };

/** Closed lists by name, each in its own order. A list that does not exist is empty. */
export async function codes(tx: Tx, { lists }: z.output<typeof codesInput>): Promise<Record<string, Code[]>> {
  const found = await row<{ lists: Record<string, Code[]> | null }>(
    tx,
    "programmes.codes",
    `select jsonb_object_agg(list, items) as lists from (
       select c.list, jsonb_agg(jsonb_build_object('code', c.code, 'name', c.name, 'measure', c.measure) order by c.sort) as items
         from codes c where c.list = any ($1) group by c.list) x`,
    [lists],
  );
  return Object.fromEntries(lists.map((list) => [list, found?.lists?.[list] ?? []]));
}
