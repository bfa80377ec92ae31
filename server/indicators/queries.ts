import type { z } from "zod";
import type { Names } from "@/db/schema/columns";
import type { qualifiers } from "@/db/schema/indicators";
import { row, type Tx } from "../db";
import { likePattern } from "../fold";
import { pageSize } from "../inputs";
import type { publishedInput } from "./inputs";

/** A figure as somebody published it: never mixed with what the registers count. */
export type Published = {
  id: string;
  code: string;
  name: Names;
  measure: Names;
  direction: "up" | "down" | "none";
  unit: { id: string; name: string; title: Names };
  period: string;
  value: string;
  valueTo: string | null;
  qualifier: (typeof qualifiers)[number];
  source: string;
  sourceUrl: string;
  publishedOn: string;
  document: { id: string; number: string } | null;
};

/** One page of published figures with the choices of its filters, in one statement. Figures are public: no reach. */
export async function published(tx: Tx, input: z.output<typeof publishedInput>) {
  const found = await row<{
    total: number;
    items: Published[] | null;
    places: { id: string; name: string; title: Names }[] | null;
    periods: string[] | null;
  }>(
    tx,
    "indicators.published",
    `with matching as (
       select v.*, i.code, i.name, i.measure, i.direction
         from indicator_values v join indicators i on i.id = v.indicator_id
        where ($1::uuid is null or v.unit_id = $1) and ($2::text is null or v.period = $2)
          and ($3 = '%%' or replace(lower(regexp_replace(normalize((i.name ->> 'vi') || ' ' || (i.name ->> 'id') || ' ' || (i.name ->> 'en'), NFD), '[\\u0300-\\u036f]', '', 'g')), 'đ', 'd') like $3
               or lower(i.code) like $3)
     )
     select (select count(*)::int from matching) as total,
            (select jsonb_agg(to_jsonb(page) - 'place') from (
               select row_number() over (order by substring(m.code from '^[A-Z]+'), substring(m.code from '[0-9]+')::int, m.code, u.name, m.period desc) as place, m.id, m.code, m.name, m.measure, m.direction,
                      jsonb_build_object('id', u.id, 'name', u.name, 'title', t.title) as unit,
                      m.period, trim_scale(m.value)::text as value, trim_scale(m.value_to)::text as "valueTo", m.qualifier, m.source, m.source_url as "sourceUrl", m.published_on as "publishedOn",
                      (select jsonb_build_object('id', d.id, 'number', d.number) from documents d where d.id = m.document_id) as document
                 from matching m join units u on u.id = m.unit_id join unit_types t on t.code = u.type_code
                order by place limit ${pageSize} offset $4) page) as items,
            (select jsonb_agg(to_jsonb(x) order by x.name) from (
               select distinct u.id, u.name, t.title from indicator_values v join units u on u.id = v.unit_id join unit_types t on t.code = u.type_code) x) as places,
            (select jsonb_agg(x.period order by x.period desc) from (select distinct period from indicator_values) x) as periods`,
    [input.unitId ?? null, input.period ?? null, likePattern(input.q), (input.page - 1) * pageSize],
  );
  return {
    total: found?.total ?? 0,
    items: found?.items ?? [],
    places: found?.places ?? [],
    periods: found?.periods ?? [],
  };
}
