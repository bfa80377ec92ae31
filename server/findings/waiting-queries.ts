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

// What is told apart by offset 0 is looked up by its key, one by one: few wait, of very many that ever were.
const openFinding = `(select f.id, f.inspection_id from findings f
            where f.id = c.finding_id and f.closed_at is null and not exists (select from finding_withdrawals w where w.finding_id = f.id) offset 0) f`;

/** Open and unanswered, of the units that the person answers for: each unit's are found by its key. */
const toAnswer = `
       select c.id, c.finding_id, c.due_on, c.requested_at as since, 'answer' as waits_for
         from units ou cross join lateral (
           select c.id, c.finding_id, c.due_on, c.requested_at from corrective_actions c
            where c.owner_unit_id = ou.id and c.verified_at is null and c.answered_at is null offset 0) c
         cross join lateral ${openFinding}
        where ((select app.everywhere('actions.answer')) or ou.province_id = any ((select app.provinces('actions.answer'))::uuid[])
               or ou.id = any ((select app.units('actions.answer'))::uuid[]))`;

/** Answered by somebody else, of the person's own visits. */
const toVerify = `
       select c.id, c.finding_id, c.due_on, c.answered_at as since, 'verification' as waits_for
         from (select c.id, c.finding_id, c.due_on, c.answered_at from corrective_actions c
                where c.verified_at is null and c.answered_at is not null and c.answered_by <> (select app.person_id()) and ${withinText("c", "findings.verify")} offset 0) c
         cross join lateral ${openFinding} join inspections i on i.id = f.inspection_id
        where i.inspector_id = (select app.person_id())`;

/** Actions that wait for the person. Undefined for those whom none can wait for, with a name of its shape. */
function waitingFor({ who }: Scope): { shape: string; text: string } | undefined {
  const [answers, verifies] = [who.permissions.includes("actions.answer"), who.permissions.includes("findings.verify")];
  const parts = [...(answers ? [toAnswer] : []), ...(verifies ? [toVerify] : [])];
  if (parts.length === 0) return undefined;
  const shape = `${answers ? ".answer" : ""}${verifies ? ".verify" : ""}`;
  return { shape, text: `waiting as materialized (${parts.join(" union all ")})` };
}

/** How many they are, for the frame of every page. */
export async function countActionsWaiting(tx: Tx, scope: Scope): Promise<number> {
  const waiting = waitingFor(scope);
  if (!waiting) return 0;
  const found = await row<{ total: number }>(
    tx,
    `findings.countWaiting${waiting.shape}`,
    `with ${waiting.text} select count(*)::int as total from waiting`,
  );
  return found?.total ?? 0;
}

/**
 * Corrective actions that wait for this person, most urgent first: for an answer where they hold the
 * owner's role, for verification where they are the inspector of the visit.
 */
export async function actionsWaiting(tx: Tx, scope: Scope): Promise<{ total: number; items: WaitingAction[] }> {
  const waiting = waitingFor(scope);
  if (!waiting) return { total: 0, items: [] };
  const found = await row<{ total: number; items: WaitingAction[] | null }>(
    tx,
    `findings.waiting${waiting.shape}`,
    `with ${waiting.text}
     select (select count(*)::int from waiting) as total,
            (select jsonb_agg(to_jsonb(page)) from (
               select c.id as "actionId", f.id as "findingId", f.code as "findingCode", f.kind, f.severity, c.text, c.refusal, c.due_on as "dueOn",
                      case when q.waits_for = 'answer' then greatest(0, $1::date - c.due_on) else 0 end as "overdueDays",
                      q.since, p.code as "projectCode", p.name as "projectName", ${unitTitle("u")} as "unitName", q.waits_for as "waitsFor"
                 from waiting q join corrective_actions c on c.id = q.id join findings f on f.id = c.finding_id
                 join projects p on p.id = f.project_id join units u on u.id = f.unit_id
                order by q.due_on, f.code limit 50) page) as items`,
    [today(scope.clock)],
  );
  return { total: found?.total ?? 0, items: found?.items ?? [] };
}
