import type { Severity } from "@/db/schema/inspection-lists";
import { today } from "../clock";
import { row, type Tx } from "../db";
import { type Scope, withinText } from "../trpc";
import { unitTitle } from "./queries";

export type WaitingAction = {
  actionId: string;
  findingId: string;
  findingCode: string;
  kind: string;
  severity: Severity;
  text: string;
  /** Why the last answer was not accepted. */
  refusal: string | null;
  dueOn: string;
  overdueDays: number;
  /** Since when it waits for this person. */
  since: string;
  projectCode: string;
  projectName: string;
  unitName: string;
  waitsFor: "answer" | "verification";
};

/** Actions that wait for the person: $1 who. */
const waiting = `waiting as materialized (
       select c.id, c.finding_id, c.due_on, c.requested_at as since, 'answer' as waits_for
         from corrective_actions c join units ou on ou.id = c.owner_unit_id join findings f on f.id = c.finding_id
        where c.verified_at is null and c.answered_at is null and f.closed_at is null
          and ((select app.everywhere('actions.answer')) or ou.province_id = any ((select app.provinces('actions.answer'))::uuid[])
               or ou.id = any ((select app.units('actions.answer'))::uuid[]))
          and not exists (select from finding_withdrawals w where w.finding_id = f.id)
       union all
       select c.id, c.finding_id, c.due_on, c.answered_at, 'verification'
         from corrective_actions c join findings f on f.id = c.finding_id join inspections i on i.id = f.inspection_id
        where c.verified_at is null and c.answered_at is not null and c.answered_by <> $1 and i.inspector_id = $1
          and f.closed_at is null and ${withinText("c", "findings.verify")}
          and not exists (select from finding_withdrawals w where w.finding_id = f.id)
     )`;

/** How many they are, for the frame of every page. */
export async function countActionsWaiting(tx: Tx, scope: Scope): Promise<number> {
  const found = await row<{ total: number }>(
    tx,
    "inspections.countActionsWaiting",
    `with ${waiting} select count(*)::int as total from waiting`,
    [scope.personId],
  );
  return found?.total ?? 0;
}

/**
 * Corrective actions that wait for this person, most urgent first: for an answer where they hold the
 * owner's role, for verification where they are the inspector of the visit.
 */
export async function actionsWaiting(tx: Tx, scope: Scope): Promise<{ total: number; items: WaitingAction[] }> {
  const found = await row<{ total: number; items: WaitingAction[] | null }>(
    tx,
    "inspections.actionsWaiting",
    `with ${waiting}
     select (select count(*)::int from waiting) as total,
            (select jsonb_agg(to_jsonb(page)) from (
               select c.id as "actionId", f.id as "findingId", f.code as "findingCode", f.kind, f.severity, c.text, c.refusal, c.due_on as "dueOn",
                      case when q.waits_for = 'answer' then greatest(0, $2::date - c.due_on) else 0 end as "overdueDays",
                      q.since, p.code as "projectCode", p.name as "projectName", ${unitTitle("u")} as "unitName", q.waits_for as "waitsFor"
                 from waiting q join corrective_actions c on c.id = q.id join findings f on f.id = c.finding_id
                 join projects p on p.id = f.project_id join units u on u.id = f.unit_id
                order by q.due_on, f.code limit 50) page) as items`,
    [scope.personId, today(scope.clock)],
  );
  return { total: found?.total ?? 0, items: found?.items ?? [] };
}
