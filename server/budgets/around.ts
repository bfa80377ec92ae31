import type { Names } from "@/db/schema/columns";
import { row, type Tx } from "../db";
import { withinText } from "../trpc";
import type { Around, LineState, Transfer } from "./rules";

type Purpose = { lineId: string; sourceCode: string; capitalCode: string; purpose: Names };
type StoredLine = Omit<LineState, "received" | "free"> & { received: string; free: string };

/** "DA 2 · Ngân sách trung ương · Vốn sự nghiệp", in each language: aliases of line, source and capital kind. */
export const purposeText = (l: string, s: string, k: string) =>
  `jsonb_build_object(${(["vi", "id", "en"] as const)
    .map((tongue) => `'${tongue}', concat_ws(' · ', ${l}.code, ${s}.name ->> '${tongue}', ${k}.name ->> '${tongue}')`)
    .join(", ")})`;

const unitTitle = (u: string, y: string) => `app.titled(${y}.title, ${u}.name)`;
const above = (unit: string) => `array(select x.ancestor_id from unit_reach x where x.unit_id = ${unit})`;

/** What the rules must know about these transfers, in one statement, as far as the permission reaches. */
export async function loadAround(
  tx: Tx,
  permission: "budgets.read" | "budgets.divide" | "requests.decide",
  year: number,
  transfers: readonly Transfer[],
): Promise<Around & { purposeOf: (transfer: Transfer) => Names }> {
  const found = await row<{
    lines: StoredLine[] | null;
    units: Around["units"] | null;
    projects: Around["projects"] | null;
    programmeLines: Around["programmeLines"] | null;
    sources: string[] | null;
    capitals: string[] | null;
    purposes: Purpose[] | null;
  }>(
    tx,
    `budgets.around.${permission}`,
    `with asked as materialized (
       select * from jsonb_to_recordset($1::jsonb)
         as t("fromLineId" uuid, "toUnitId" uuid, "toProjectId" uuid, "lineId" uuid, "sourceCode" text, "capitalCode" text)
     ), givers as materialized (
       select b.id, b.parent_id from budget_lines b
        where b.id in (select "fromLineId" from asked) and b.year = $2 and ${withinText("b", permission)}
     ), receiving_projects as materialized (
       select p.* from projects p where p.id in (select "toProjectId" from asked) and app.reaches('${permission}', p.unit_id, p.province_id)
     ), known as (
       select id from givers union select parent_id from givers where parent_id is not null
       union
       select b.id from asked t left join receiving_projects p on p.id = t."toProjectId"
         join budget_lines b on b.unit_id = coalesce(p.unit_id, t."toUnitId") and b.project_id is not distinct from t."toProjectId"
          and b.line_id = t."lineId" and b.source_code = t."sourceCode" and b.capital_code = t."capitalCode" and b.year = $2
     )
     select
       (select jsonb_agg(jsonb_build_object(
            'id', b.id, 'parentId', b.parent_id, 'unitId', b.unit_id, 'projectId', b.project_id, 'lineId', b.line_id, 'programmeId', l.programme_id,
            'sourceCode', b.source_code, 'capitalCode', b.capital_code, 'received', b.received::text,
            'free', (b.received - b.allocated_down - b.committed)::text,
            'holder', coalesce(p.name, ${unitTitle("u", "y")}), 'purpose', ${purposeText("l", "s", "k")}))
          from known n join budget_lines b on b.id = n.id join programme_lines l on l.id = b.line_id
          join fund_sources s on s.code = b.source_code join capital_kinds k on k.code = b.capital_code
          join units u on u.id = b.unit_id join unit_types y on y.code = u.type_code left join projects p on p.id = b.project_id) as lines,
       (select jsonb_agg(jsonb_build_object('id', u.id, 'name', ${unitTitle("u", "y")}, 'above', ${above("u.id")}))
          from units u join unit_types y on y.code = u.type_code
         where u.id in (select "toUnitId" from asked) and app.reaches('${permission}', u.id, u.province_id)) as units,
       (select jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'unitId', p.unit_id, 'kind', p.kind,
            'approved', p.status in ('approved', 'in_progress', 'completed', 'in_operation'), 'above', ${above("p.unit_id")}))
          from receiving_projects p) as projects,
       (select jsonb_agg(jsonb_build_object('id', l.id, 'programmeId', l.programme_id, 'kinds', l.kinds,
            'inYear', daterange(g.valid_from, g.valid_to) && daterange(make_date($2, 1, 1), make_date($2 + 1, 1, 1))))
          from programme_lines l join programmes g on g.id = l.programme_id where l.id in (select "lineId" from asked)) as "programmeLines",
       (select jsonb_agg(code) from fund_sources where budget) as sources,
       (select jsonb_agg(code) from capital_kinds) as capitals,
       (select jsonb_agg(jsonb_build_object('lineId', l.id, 'sourceCode', s.code, 'capitalCode', k.code, 'purpose', ${purposeText("l", "s", "k")}))
          from (select distinct "lineId", "sourceCode", "capitalCode" from asked) t
          join programme_lines l on l.id = t."lineId" join fund_sources s on s.code = t."sourceCode" join capital_kinds k on k.code = t."capitalCode") as purposes`,
    [JSON.stringify(transfers), year],
  );
  const purposes = found?.purposes ?? [];
  return {
    lines: (found?.lines ?? []).map((line) => ({ ...line, received: BigInt(line.received), free: BigInt(line.free) })),
    units: found?.units ?? [],
    projects: found?.projects ?? [],
    programmeLines: found?.programmeLines ?? [],
    sources: found?.sources ?? [],
    capitals: found?.capitals ?? [],
    purposeOf: ({ lineId, sourceCode, capitalCode }) =>
      purposes.find(
        (each) => each.lineId === lineId && each.sourceCode === sourceCode && each.capitalCode === capitalCode,
      )?.purpose ?? { vi: "", id: "", en: "" },
  };
}
