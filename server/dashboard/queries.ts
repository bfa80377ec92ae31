import type { z } from "zod";
import type { Names } from "@/db/schema/columns";
import type { qualifiers } from "@/db/schema/indicators";
import { projectYears } from "@/db/schema/project-lists";
import { today } from "../clock";
import { row, type Tx } from "../db";
import { Problem } from "../problem";
import { type Scope, withinText } from "../trpc";
import type { overviewInput } from "./inputs";

/** A unit as a page names it, in the reader's language. */
type Place = { id: string; name: string; title: Names };

export type Overview = {
  place: Place & { levelCode: string; rank: number };
  /** Places one step up that the person reaches too, from the top. */
  above: Place[];
  year: number;
  years: number[];
  projects: { kind: string; status: string; count: number }[];
  helped: { class: string; count: number }[];
  households: { class: string; count: number }[];
  money: { source: string; name: Names; budget: boolean; received: string; committed: string; paid: string }[];
  findings: { age: string; severity: string; count: number }[];
  parts: (Place & { endedOn: string | null; projects: number; helped: number; received: string; paid: string })[];
  published: PublishedFigure[];
  poverty: { period: string; value: number; source: string }[];
};

export type PublishedFigure = {
  id: string;
  code: string;
  place: Place;
  name: Names;
  measure: Names;
  direction: string;
  period: string;
  value: string;
  valueTo: string | null;
  qualifier: (typeof qualifiers)[number];
  source: string;
  sourceUrl: string;
  document: string | null;
  publishedOn: string;
};

type Tier = "nation" | "province" | "unit";

/** Rows of the place, by its own keys, so that a province is one index range. */
const inPlace: Record<Tier, (alias: string) => string> = {
  nation: () => "true",
  province: (alias) => `${alias}.province_id = $1`,
  unit: (alias) => `${alias}.unit_id in (select r.unit_id from unit_reach r where r.ancestor_id = $1)`,
};

const reach = (alias: string) => withinText(alias, "dashboard.read");

const statement = (tier: Tier) => {
  const here = (alias: string) => `${inPlace[tier](alias)} and ${reach(alias)}`;
  // A part of the nation is a province, of a province a commune; below that there are none.
  const part = tier === "nation" ? "province_id" : "unit_id";
  return `
  with money as materialized (
    select m.${part} as part, m.source_code, sum(m.received - m.allocated_down) as received, sum(m.committed) as committed, sum(m.paid) as paid
      from budget_totals m where ${here("m")} and m.year = $2 group by 1, 2
  ), counted as materialized (
    select p.${part} as part, p.kind, p.status, sum(p.count)::int as n from project_totals p where ${here("p")} and p.year = $2 and p.count > 0 group by 1, 2, 3
  ), helped as materialized (
    select h.${part} as part, h.class, sum(h.count)::int as n from help_totals h where ${here("h")} and h.year = $2 and h.count > 0 group by 1, 2
  )
  select
    (select json_agg(json_build_object('kind', kind, 'status', status, 'count', n) order by kind, status) from (select kind, status, sum(n) as n from counted group by 1, 2) x) as projects,
    (select json_agg(json_build_object('class', class, 'count', n) order by class) from (select class, sum(n) as n from helped group by 1) x) as helped,
    (select json_agg(json_build_object('class', class, 'count', n)) from (
       select k.class, sum(k.count) as n from household_totals k where ${here("k")} group by 1 having sum(k.count) > 0) x) as households,
    (select json_agg(json_build_object('source', s.code, 'name', s.name, 'budget', s.budget, 'received', x.received::text, 'committed', x.committed::text, 'paid', x.paid::text) order by s.sort)
       from (select source_code, sum(received) as received, sum(committed) as committed, sum(paid) as paid from money group by 1) x
       join fund_sources s on s.code = x.source_code) as money,
    (select json_agg(json_build_object('age', age, 'severity', severity, 'count', n)) from (
       select case when f.recorded_at > $3::date - 30 then '0-30' when f.recorded_at > $3::date - 90 then '31-90' else '91-' end as age, f.severity, count(*)::int as n
         from findings f
        where f.closed_at is null and ${here("f")} and not exists (select from finding_withdrawals w where w.finding_id = f.id)
        group by 1, 2) x) as findings,
    (select json_agg(json_build_object('id', u.id, 'name', u.name, 'title', y.title, 'endedOn', u.valid_to, 'projects', coalesce(c.n, 0), 'helped', coalesce(h.n, 0),
                                         'received', coalesce(m.received, 0)::text, 'paid', coalesce(m.paid, 0)::text) order by coalesce(m.received, 0) desc, u.folded)
       from (select part from counted union select part from helped union select part from money) p
       join units u on u.id = p.part join unit_types y on y.code = u.type_code
       left join (select part, sum(n)::int as n from counted group by 1) c on c.part = p.part
       left join (select part, sum(n)::int as n from helped group by 1) h on h.part = p.part
       left join (select part, sum(received) as received, sum(paid) as paid from money group by 1) m on m.part = p.part
      where u.id <> $1) as parts,
    (select json_agg(y order by y desc) from generate_series(${projectYears.first}, ${projectYears.last}) y where exists (select from project_totals p where ${here("p")} and p.year = y and p.count > 0)) as years,
    (select json_agg(json_build_object('id', v.id, 'code', i.code, 'place', json_build_object('id', u.id, 'name', u.name, 'title', y.title), 'name', i.name, 'measure', i.measure, 'direction', i.direction,
                                         'period', v.period, 'value', trim_scale(v.value)::text, 'valueTo', trim_scale(v.value_to)::text, 'qualifier', v.qualifier, 'source', v.source,
                                         'sourceUrl', v.source_url, 'document', v.document_id, 'publishedOn', v.published_on) order by substring(i.code, 1, 1), length(i.code), i.code, u.folded, v.period desc)
       from indicator_values v join indicators i on i.id = v.indicator_id join units u on u.id = v.unit_id join unit_types y on y.code = u.type_code
      where (i.counted_by is null or i.counted_by not in ('projects', 'budgets', 'households', 'inspections')) and i.code <> 'C4' and (v.unit_id = $1 or v.unit_id in (select r.unit_id from unit_reach r where r.ancestor_id = $1))
        and not exists (select from indicator_values later where later.indicator_id = v.indicator_id and later.unit_id = v.unit_id and later.period > v.period)) as published,
    (select json_agg(json_build_object('period', v.period, 'value', v.value, 'source', v.source) order by v.period)
       from indicator_values v join indicators i on i.id = v.indicator_id where i.code = 'C3' and v.unit_id = $1) as poverty`;
};

/**
 * What a place came to in a year, from totals kept as the facts were written: one statement for the
 * figures, one for the place. Money is in VND; a household counts once a year among the helped.
 */
export async function overview(
  tx: Tx,
  scope: Scope<"dashboard.read">,
  input: z.output<typeof overviewInput>,
): Promise<Overview> {
  const onDate = today(scope.clock);
  const unitId = input.unit ?? scope.who.roles[0]?.unitId;
  const year = input.year ?? Number(onDate.slice(0, 4));
  const place = await row<{
    id: string;
    name: string;
    title: Names;
    levelCode: string;
    rank: number;
    provinceId: string;
    mine: boolean;
    above: Overview["above"] | null;
  }>(
    tx,
    "dashboard.place",
    `select u.id, u.name, y.title, u.level_code as "levelCode", l.rank, u.province_id as "provinceId",
            app.reaches('dashboard.read', u.id, u.province_id) as mine,
            (select json_agg(json_build_object('id', a.id, 'name', a.name, 'title', z.title) order by m.rank)
               from units a join unit_types z on z.code = a.type_code join levels m on m.code = a.level_code
              where a.id <> u.id and m.rank < l.rank and exists (select from unit_reach r where r.ancestor_id = a.id and r.unit_id = u.id)
                and app.reaches('dashboard.read', a.id, a.province_id)) as above
       from units u join unit_types y on y.code = u.type_code join levels l on l.code = u.level_code where u.id = $1`,
    [unitId ?? null],
  );
  if (!place?.mine) throw new Problem("not_found");
  const tier: Tier = place.rank === 0 ? "nation" : place.rank === 1 ? "province" : "unit";
  const figures = await row<Partial<Overview>>(tx, `dashboard.${tier}`, statement(tier), [place.id, year, onDate]);
  return {
    place: { id: place.id, name: place.name, title: place.title, levelCode: place.levelCode, rank: place.rank },
    above: place.above ?? [],
    year,
    years: [...new Set([year, ...(figures?.years ?? [])])].sort((a, b) => b - a),
    projects: figures?.projects ?? [],
    helped: figures?.helped ?? [],
    households: figures?.households ?? [],
    money: figures?.money ?? [],
    findings: figures?.findings ?? [],
    parts: (figures?.parts ?? []).slice(0, 200),
    published: figures?.published ?? [],
    poverty: figures?.poverty ?? [],
  };
}
