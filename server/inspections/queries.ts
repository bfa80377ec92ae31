import type { z } from "zod";
import type { InspectionKind } from "@/db/schema/inspection-lists";
import type { ProjectKind } from "@/db/schema/programmes";
import type { ProjectStatus } from "@/db/schema/projects";
import { today } from "../clock";
import { row, rowByValue, type Tx } from "../db";
import { asFinding, type FindingRow, findingColumns, findingJoins, unitTitle } from "../findings/queries";
import { kindsFor, needsAction, overdueDays } from "../findings/rules";
import { likePattern } from "../fold";
import { pageSize } from "../inputs";
import { Problem } from "../problem";
import { type Scope, withinText } from "../trpc";
import { unitOption } from "../units/queries";
import type { listInspectionsInput } from "./inputs";
import {
  cancellationProblem,
  conclusionProblem,
  type InspectionState,
  inspectionState,
  recordingProblem,
  startProblem,
} from "./rules";

const columns = `
  i.id, i.code, i.kind, i.reason, i.planned_on as "plannedOn", i.visited_on as "visitedOn", i.conclusion,
  i.concluded_at as "concludedAt", i.cancelled_at as "cancelledAt", i.inspector_id as "inspectorId", inspector.name as "inspectorName"`;

type InspectionRow = {
  id: string;
  code: string;
  kind: InspectionKind;
  reason: string;
  plannedOn: string;
  visitedOn: string | null;
  conclusion: string;
  concludedAt: string | null;
  cancelledAt: string | null;
  inspectorId: string;
  inspectorName: string;
};

/** The rule's states in SQL, for filters and counts; a test holds the two together. */
const stateSql = `case when i.cancelled_at is not null then 'cancelled' when i.concluded_at is not null then 'concluded'
                       when i.visited_on is not null then 'visited' else 'planned' end`;

export type ListedInspection = InspectionRow & {
  state: InspectionState;
  projectId: string;
  projectCode: string;
  projectName: string;
  projectKind: ProjectKind;
  unitName: string;
  findings: number;
  openFindings: number;
  openSerious: number;
  /** Days since the planned day, while nobody has gone. */
  overdueDays: number;
};

/** One page of inspections with the exact total and how many are in each state, in one statement. */
export async function listInspections(
  tx: Tx,
  scope: Scope<"inspections.read">,
  input: z.output<typeof listInspectionsInput>,
) {
  const onDate = today(scope.clock);
  const found = await rowByValue<{
    total: number;
    counts: Partial<Record<InspectionState, number>> | null;
    items: Omit<ListedInspection, "overdueDays">[] | null;
  }>(
    tx,
    "inspections.list",
    `with matching as materialized (
       select i.id, i.planned_on, i.code, ${stateSql} as state
         from inspections i
        where ${withinText("i", "inspections.read")}
          and ($1 = '%%' or lower(i.code) like $1 or i.project_id in (select app.projects_like($1, 2000)))
          and ($2::int is null or extract(year from i.planned_on) = $2)
          and ($3::text is null or i.kind = $3)
          and ($4::uuid is null or i.inspector_id = $4)
          and ($5::uuid is null or exists (select from unit_reach x where x.ancestor_id = $5 and x.unit_id = i.unit_id))
     )
     select (select count(*)::int from matching where $6::text is null or state = $6) as total,
            (select json_object_agg(state, n) from (select state, count(*)::int as n from matching group by state) each) as counts,
            (select json_agg(to_json(page)) from (
               select ${columns}, m.state, p.id as "projectId", p.code as "projectCode", p.name as "projectName", p.kind as "projectKind", ${unitTitle("u")} as "unitName",
                      f.findings, f."openFindings", f."openSerious"
                 from (select * from matching where $6::text is null or state = $6 order by planned_on desc, code desc limit ${pageSize} offset $7) m
                 join inspections i on i.id = m.id
                 join projects p on p.id = i.project_id
                 join units u on u.id = i.unit_id
                 join people inspector on inspector.id = i.inspector_id
                 left join lateral (
                   select count(*)::int as findings,
                          count(*) filter (where f.closed_at is null and w.finding_id is null)::int as "openFindings",
                          count(*) filter (where f.severity = 'serious' and f.closed_at is null and w.finding_id is null)::int as "openSerious"
                     from findings f left join finding_withdrawals w on w.finding_id = f.id where f.inspection_id = i.id
                 ) f on true
                order by m.planned_on desc, m.code desc) page) as items`,
    [
      likePattern(input.q),
      input.year ?? null,
      input.kind ?? null,
      input.inspector === "me" ? scope.personId : null,
      input.unit ?? null,
      input.state ?? null,
      (input.page - 1) * pageSize,
    ],
  );
  return {
    unit: input.unit ? await unitOption(tx, scope, input.unit) : null,
    total: found?.total ?? 0,
    counts: { planned: 0, visited: 0, concluded: 0, cancelled: 0, ...found?.counts },
    items: (found?.items ?? []).map(
      (item): ListedInspection => ({
        ...item,
        overdueDays: item.state === "planned" ? overdueDays(item.plannedOn, onDate) : 0,
      }),
    ),
    mayPlan: scope.who.permissions.includes("inspections.plan"),
  };
}

type FoundInspection = InspectionRow & {
  projectId: string;
  projectCode: string;
  projectName: string;
  projectKind: ProjectKind;
  projectStatus: ProjectStatus;
  placeNames: string;
  totalAmount: string;
  paidAmount: string;
  unitId: string;
  unitName: string;
  findings: FindingRow[];
  mayPlan: boolean;
  mayRecord: boolean;
};

/** An inspection with its project's facts and its findings, and what this person may do on it. */
export async function getInspection(tx: Tx, scope: Scope, inspectionId: string) {
  const found = await row<FoundInspection>(
    tx,
    "inspections.get",
    `select ${columns}, p.id as "projectId", p.code as "projectCode", p.name as "projectName", p.kind as "projectKind", p.status as "projectStatus",
            p.place_names as "placeNames", p.total_amount as "totalAmount", p.paid_amount as "paidAmount",
            i.unit_id as "unitId", ${unitTitle("u")} as "unitName",
            coalesce((select json_agg(to_json(x) order by x."seenAt", x.code) from (
               select ${findingColumns} from findings f ${findingJoins} where f.inspection_id = i.id) x), '[]') as findings,
            app.reaches('inspections.plan', i.unit_id, i.province_id) as "mayPlan",
            app.reaches('findings.record', i.unit_id, i.province_id) as "mayRecord"
       from inspections i
       join projects p on p.id = i.project_id
       join units u on u.id = i.unit_id
       join people inspector on inspector.id = i.inspector_id
      where i.id = $1 and ${withinText("i", "inspections.read")}`,
    [inspectionId],
  );
  if (!found) throw new Problem("not_found");
  const { mayPlan, mayRecord, ...inspection } = found;
  const onDate = today(scope.clock);
  const findings = inspection.findings.map((finding) => asFinding(finding, onDate));
  const unasked = findings.filter(needsAction).length;
  const standing = findings.filter(({ state }) => state !== "withdrawn").length;
  const mine = mayPlan && !startProblem(inspection, scope.personId);
  return {
    ...inspection,
    findings,
    state: inspectionState(inspection),
    overdueDays: inspectionState(inspection) === "planned" ? overdueDays(inspection.plannedOn, onDate) : 0,
    kinds: kindsFor(inspection.projectKind),
    today: onDate,
    holding: findings.filter((finding) => finding.holdsPayment),
    conclusionProblem: conclusionProblem(inspection, unasked, scope.personId),
    cancellationProblem: cancellationProblem(inspection, standing, scope.personId),
    may: {
      start: mine && !inspection.visitedOn,
      record: mayRecord && !recordingProblem(inspection, scope.personId),
      conclude: mine && inspection.visitedOn !== null,
      cancel: mine && standing === 0,
    },
  };
}

/** Locks an inspection and counts what its rules ask about. */
export async function lockInspection(tx: Tx, scope: Scope, inspectionId: string) {
  const locked = await row<{
    id: string;
    code: string;
    projectId: string;
    projectKind: ProjectKind;
    unitId: string;
    provinceId: string;
    plannedOn: string;
    inspectorId: string;
    visitedOn: string | null;
    concludedAt: Date | null;
    cancelledAt: Date | null;
  }>(
    tx,
    `inspections.lock.${scope.permission}`,
    `select i.id, i.code, i.project_id as "projectId", p.kind as "projectKind", i.unit_id as "unitId", i.province_id as "provinceId",
            i.planned_on as "plannedOn", i.inspector_id as "inspectorId", i.visited_on as "visitedOn", i.concluded_at as "concludedAt", i.cancelled_at as "cancelledAt"
       from inspections i join projects p on p.id = i.project_id
      where i.id = $1 and ${withinText("i", scope.permission)} for update of i`,
    [inspectionId],
  );
  if (!locked) throw new Problem("not_found");
  return locked;
}

/** Findings that stand, and those among them that still need somebody to put them right. */
export async function countFindings(tx: Tx, inspectionId: string) {
  const found = await row<{ standing: number; unasked: number }>(
    tx,
    "inspections.countFindings",
    `select count(*)::int as standing,
            count(*) filter (where f.severity <> 'minor' and not exists (select from corrective_actions c where c.finding_id = f.id))::int as unasked
       from findings f where f.inspection_id = $1 and not exists (select from finding_withdrawals w where w.finding_id = f.id)`,
    [inspectionId],
  );
  return found!;
}

/** A project's inspections and findings, newest first, and the serious ones that hold its next payment. */
export async function projectInspections(tx: Tx, scope: Scope, projectId: string) {
  const found = await row<{
    inspections: (InspectionRow & { findings: number })[] | null;
    findings: FindingRow[] | null;
  }>(
    tx,
    "inspections.ofProject",
    `select (select json_agg(to_json(x) order by x."plannedOn" desc, x.code desc) from (
               select ${columns}, (select count(*)::int from findings f where f.inspection_id = i.id) as findings
                 from inspections i join people inspector on inspector.id = i.inspector_id
                where i.project_id = $1 and ${withinText("i", "inspections.read")} order by i.planned_on desc limit 50) x) as inspections,
            (select json_agg(to_json(x) order by x."recordedAt" desc, x.code desc) from (
               select ${findingColumns} from findings f ${findingJoins}
                where f.project_id = $1 and ${withinText("f", "inspections.read")} order by f.closed_at nulls first, f.recorded_at desc limit 100) x) as findings`,
    [projectId],
  );
  const onDate = today(scope.clock);
  const findings = (found?.findings ?? []).map((finding) => asFinding(finding, onDate));
  return {
    inspections: (found?.inspections ?? []).map((inspection) => ({
      ...inspection,
      state: inspectionState(inspection),
    })),
    findings,
    holdingPayment: findings.filter((finding) => finding.holdsPayment),
  };
}
