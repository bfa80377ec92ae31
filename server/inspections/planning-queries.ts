import type { InspectionKind } from "@/db/schema/inspection-lists";
import type { ProjectKind } from "@/db/schema/programmes";
import { today } from "../clock";
import { row, rows, type Tx } from "../db";
import { unitTitle } from "../findings/queries";
import { likePattern } from "../fold";
import { Problem } from "../problem";
import { type Scope, withinText } from "../trpc";
import type { Ties } from "./rules";

/** The project of a visit to be, and what ties this person to it. */
export async function findSubject(tx: Tx, scope: Scope<"inspections.plan">, projectId: string) {
  const found = await row<
    { id: string; unitId: string; provinceId: string; projectKind: ProjectKind; mayRecord: boolean } & Ties
  >(
    tx,
    "inspections.subject",
    `select p.id, p.unit_id as "unitId", p.province_id as "provinceId", p.kind as "projectKind",
            app.reaches('findings.record', p.unit_id, p.province_id) as "mayRecord", p.created_by = $2 as "registeredProject",
            exists (select from request_decisions d join requests q on q.id = d.request_id
                     where d.decided_by = $2 and q.subject_id = p.id) as "decidedOnProject",
            coalesce((select jsonb_agg(jsonb_build_object('role', a.role, 'validTo', a.valid_to, 'own', a.unit_id = p.unit_id,
                'touches', exists (select from unit_reach r where (r.ancestor_id, r.unit_id) in ((a.unit_id, p.unit_id), (p.unit_id, a.unit_id)))))
              from role_assignments a where a.person_id = $2), '[]') as assignments
       from projects p
      where p.id = $1 and p.binned_at is null and ${withinText("p", "inspections.plan")}`,
    [projectId, scope.personId],
  );
  if (!found) throw new Problem("not_found");
  return found;
}

export type Subject = { id: string; code: string; name: string; unitName: string };

const subjectColumns = `p.id, p.code, p.name, ${unitTitle("u")} as "unitName"`;

/** The project that the plan form begins with, and the day it is. */
export async function plannedSubject(tx: Tx, scope: Scope<"inspections.plan">, projectId: string | undefined) {
  const project = projectId
    ? await row<Subject>(
        tx,
        "inspections.plannedSubject",
        `select ${subjectColumns} from projects p join units u on u.id = p.unit_id
          where p.id = $1 and p.binned_at is null and ${withinText("p", "inspections.plan")}`,
        [projectId],
      )
    : undefined;
  return { today: today(scope.clock), project: project ?? null };
}

/** For the plan form: the few projects that the words find, submitted at least once. */
export async function searchSubjects(tx: Tx, _scope: Scope<"inspections.plan">, typed: string) {
  return rows<Subject>(
    tx,
    "inspections.subjects",
    `select ${subjectColumns} from projects p join units u on u.id = p.unit_id
      where ${withinText("p", "inspections.plan")} and p.binned_at is null and p.status not in ('draft', 'cancelled', 'rejected')
        and ($1 = '%%' or lower(p.code) like $1 or p.id in (select app.projects_like($1, 500)))
      order by p.year desc, p.code desc limit 10`,
    [likePattern(typed)],
  );
}

export type Visit = {
  id: string;
  code: string;
  kind: InspectionKind;
  reason: string;
  plannedOn: string;
  visitedOn: string | null;
  concludedAt: string | null;
  projectName: string;
  projectKind: ProjectKind;
  unitName: string;
  placeNames: string;
  findings: number;
  answered: number;
  group: "running" | "next" | "done";
};

/** An inspector's day: what is begun, what comes next (late ones first), what was concluded today. */
export async function todaysVisits(tx: Tx, scope: Scope<"inspections.plan">) {
  const onDate = today(scope.clock);
  const visits = await rows<Visit>(
    tx,
    "inspections.today",
    `select i.id, i.code, i.kind, i.reason, i.planned_on as "plannedOn", i.visited_on as "visitedOn", i.concluded_at as "concludedAt",
            p.name as "projectName", p.kind as "projectKind", ${unitTitle("u")} as "unitName", p.place_names as "placeNames", f.findings, f.answered,
            case when i.concluded_at is not null then 'done' when i.visited_on is not null then 'running' else 'next' end as "group"
       from inspections i
       join projects p on p.id = i.project_id
       join units u on u.id = i.unit_id
       left join lateral (
         select count(*)::int as findings,
                count(*) filter (where exists (select from corrective_actions c where c.finding_id = f.id and c.answered_at is not null and c.verified_at is null))::int as answered
           from findings f where f.inspection_id = i.id and not exists (select from finding_withdrawals w where w.finding_id = f.id)
       ) f on true
      where i.inspector_id = $1 and i.cancelled_at is null and ${withinText("i", "inspections.plan")}
        and (i.concluded_at is null and (i.visited_on is not null or i.planned_on <= $2::date + 7) or i.concluded_at::date = $2::date)
      order by i.planned_on, i.code limit 100`,
    [scope.personId, onDate],
  );
  return { today: onDate, visits };
}
