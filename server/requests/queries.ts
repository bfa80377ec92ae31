import type { z } from "zod";
import type { Names } from "@/db/schema/columns";
import type { RequestSubject } from "@/db/schema/programmes";
import type { Change, RequestStatus, Verdict } from "@/db/schema/requests";
import { today } from "../clock";
import { row, rowByValue, type Tx } from "../db";
import { actionsWaiting, type WaitingAction } from "../findings/waiting-queries";
import { likePattern } from "../fold";
import { pageSize } from "../inputs";
import { Problem, type ProblemCode } from "../problem";
import { type Scope, withinText } from "../trpc";
import type { InboxGroup, inboxInput, listRequestsInput, requestSorts } from "./inputs";
import { decisionProblem, withdrawalProblem } from "./rules";
import type { Subjects } from "./subjects";

/** Open requests whose waiting step asks for a role that the person holds there: $1 the person, $2 their roles. */
const waitsForMe = (
  q: string,
) => `(${q}.status = 'open' and ${q}.requested_by <> $1 and ${q}.made_by is distinct from $1
  and exists (select from jsonb_to_recordset($2::jsonb) as held(role text, "unitId" uuid)
                join unit_reach x on x.ancestor_id = held."unitId" and x.unit_id = ${q}.waiting_unit_id
               where held.role = ${q}.waiting_role)
  and not exists (select from request_decisions done where done.request_id = ${q}.id and done.decided_by = $1)
  and ${withinText(q, "requests.read")})`;

/** Requests that came back to whoever asked, until they ask anew; a refusal is shown for 30 days: $1 the person, `today` a day. */
const cameBack = (q: string, today: string) => `(${q}.requested_by = $1 and ${withinText(q, "requests.read")}
  and (${q}.status = 'returned' or ${q}.status = 'rejected' and ${q}.decided_at > ${today}::date - 30)
  and not exists (select from requests n where n.subject_id = ${q}.subject_id and n.requested_at > ${q}.requested_at))`;

/** How many requests wait for the person to decide or to put right: what the frame of every page counts. */
export async function countRequestsWaiting(tx: Tx, scope: Scope): Promise<number> {
  const found = await row<{ total: number }>(
    tx,
    "requests.countWaiting",
    `select (select count(*)::int from requests q where ${waitsForMe("q")}) + (select count(*)::int from requests q where ${cameBack("q", "$3")}) as total`,
    [scope.personId, JSON.stringify(scope.who.roles), today(scope.clock)],
  );
  return found?.total ?? 0;
}

const titleOf = (u: string, y: string) => `app.titled(${y}.title, ${u}.name)`;

export type InboxItem = {
  group: InboxGroup;
  kind: "request" | "action";
  id: string;
  code: string;
  /** What was asked about; null for a corrective action. */
  subject: RequestSubject | null;
  subjectId: string | null;
  status: RequestStatus | null;
  title: string;
  /** Why it came back, and who said so; of an action, why its answer was refused. */
  note: string | null;
  notedBy: string | null;
  unitName: string;
  askedBy: string;
  askedAt: string;
  amount: string | null;
  since: string;
  dueOn: string | null;
  waitingFor: string[];
  /** Of a corrective action: its finding, and whether it waits for an answer or for verification. */
  findingId: string | null;
  waitsFor: WaitingAction["waitsFor"] | null;
};

/**
 * What waits for me, in four groups: decide, fix, late (of these two, what is past its day) and
 * what I asked and somebody else holds. Corrective actions that wait for me stand among them.
 */
export async function inbox(tx: Tx, scope: Scope<"requests.read">, input: z.output<typeof inboxInput>) {
  const { items: waiting } = await actionsWaiting(tx, scope);
  const actions = waiting.map((each) => ({
    id: each.actionId,
    code: each.findingCode,
    title: each.text,
    note: each.refusal,
    unitName: each.unitName,
    askedBy: each.projectName,
    since: each.since,
    // What waits for verification was done in its time; the day binds the one who owed it.
    dueOn: each.waitsFor === "answer" ? each.dueOn : null,
    findingId: each.findingId,
    waitsFor: each.waitsFor,
  }));
  const found = await row<{ counts: Partial<Record<InboxGroup, number>> | null; items: InboxItem[] | null }>(
    tx,
    "requests.inbox",
    `with all_of_mine as (
       select 'decide' as grp, q.id, q.waiting_since as since, q.due_on, null::text as note, null::text as noted_by, null::jsonb as action
         from requests q where ${waitsForMe("q")}
       union all
       select 'fix', q.id, q.decided_at, null, d.reason, p.name, null
         from requests q left join request_decisions d on d.request_id = q.id and d.verdict <> 'approve' left join people p on p.id = d.decided_by
        where ${cameBack("q", "$3")}
       union all
       select 'mine', q.id, q.waiting_since, q.due_on, null, null, null
         from requests q where q.requested_by = $1 and q.status = 'open' and ${withinText("q", "requests.read")}
       union all
       select 'fix', (a ->> 'id')::uuid, (a ->> 'since')::timestamptz, (a ->> 'dueOn')::date, a ->> 'note', null, a from jsonb_array_elements($4::jsonb) a
     ), placed as (
       select m.*, case when m.grp in ('decide', 'fix') and m.due_on < $3::date then 'late' else m.grp end as shown from all_of_mine m
     ), page as (
       select p.*, row_number() over (order by array_position('{decide,fix,late,mine}'::text[], p.shown), p.due_on nulls last, p.since, p.id) as place
         from placed p where $5::text is null or p.shown = $5
        order by place limit ${pageSize} offset $6
     )
     select (select jsonb_object_agg(c.shown, c.n) from (select shown, count(*)::int as n from placed group by shown) c) as counts,
            (select jsonb_agg(jsonb_build_object(
                'group', p.shown, 'kind', case when p.action is null then 'request' else 'action' end, 'id', p.id,
                'code', coalesce(q.code, p.action ->> 'code'), 'subject', q.subject, 'subjectId', q.subject_id, 'status', q.status,
                'title', coalesce(q.title, p.action ->> 'title'), 'note', p.note, 'notedBy', p.noted_by,
                'findingId', p.action ->> 'findingId', 'waitsFor', p.action ->> 'waitsFor',
                'unitName', coalesce(${titleOf("u", "y")}, p.action ->> 'unitName'), 'askedBy', coalesce(w.name, p.action ->> 'askedBy'),
                'askedAt', coalesce(q.requested_at, p.since), 'amount', q.amount::text, 'since', p.since, 'dueOn', p.due_on,
                'waitingFor', case when p.grp = 'mine' then (select coalesce(jsonb_agg(h.name), '[]') from (
                    select h.name from app.holders(q.waiting_role, q.waiting_unit_id, $3::date) h where h.person_id <> $1 limit 3) h) else '[]' end)
              order by p.place)
               from page p left join requests q on q.id = p.id and p.action is null
               left join units u on u.id = q.unit_id left join unit_types y on y.code = u.type_code
               left join people w on w.id = q.requested_by) as items`,
    [
      scope.personId,
      JSON.stringify(scope.who.roles),
      today(scope.clock),
      JSON.stringify(actions),
      input.group ?? null,
      (input.page - 1) * pageSize,
    ],
  );
  const counts = { decide: 0, fix: 0, late: 0, mine: 0, ...found?.counts };
  return {
    counts,
    all: counts.decide + counts.fix + counts.late + counts.mine,
    total: input.group ? counts[input.group] : counts.decide + counts.fix + counts.late + counts.mine,
    today: today(scope.clock),
    items: found?.items ?? [],
  };
}

export type RequestRow = {
  id: string;
  code: string;
  subject: RequestSubject;
  subjectId: string;
  status: RequestStatus;
  title: string;
  amount: string | null;
  unitName: string;
  askedBy: string;
  askedAt: string;
  waitingSince: string | null;
  dueOn: string | null;
  decidedAt: string | null;
};

const orders: Record<(typeof requestSorts)[number], string> = {
  asked: "q.requested_at desc, q.id",
  due: "q.due_on nulls last, q.requested_at, q.id",
  amount: "q.amount desc nulls last, q.requested_at desc, q.id",
};

/** Every request of one's reach, decided or not: one page, the exact total and the sum asked for. */
export async function listRequests(tx: Tx, scope: Scope<"requests.read">, input: z.output<typeof listRequestsInput>) {
  const found = await rowByValue<{ total: number; amount: string; items: RequestRow[] | null }>(
    tx,
    `requests.list.${input.sort}`,
    `with matching as (
       select q.id, q.amount, row_number() over (order by ${orders[input.sort]}) as place from requests q
        where ${withinText("q", "requests.read")}
          and ($1 = '%%' or q.id in (select app.requests_like($1, 2000)))
          and ($2::text is null or q.status = $2)
          and ($3::text is null or q.subject = $3)
     )
     select (select count(*)::int from matching) as total, (select coalesce(sum(amount), 0)::text from matching) as amount,
            (select jsonb_agg(jsonb_build_object(
                'id', q.id, 'code', q.code, 'subject', q.subject, 'subjectId', q.subject_id, 'status', q.status, 'title', q.title,
                'amount', q.amount::text, 'unitName', ${titleOf("u", "y")}, 'askedBy', w.name, 'askedAt', q.requested_at,
                'waitingSince', q.waiting_since, 'dueOn', q.due_on, 'decidedAt', q.decided_at) order by m.place)
               from matching m join requests q on q.id = m.id join people w on w.id = q.requested_by
               join units u on u.id = q.unit_id join unit_types y on y.code = u.type_code
              where m.place > $4 and m.place <= $4 + ${pageSize}) as items`,
    [likePattern(input.q), input.status ?? null, input.subject ?? null, (input.page - 1) * pageSize],
  );
  return {
    total: found?.total ?? 0,
    amount: found?.amount ?? "0",
    items: found?.items ?? [],
    today: today(scope.clock),
  };
}

export type RequestStep = {
  step: number;
  role: string;
  unitName: string;
  days: number;
  verdict: Verdict | null;
  reason: string | null;
  decidedBy: string | null;
  decidedAt: string | null;
  /** Who could decide it, nearest first. */
  holders: string[];
};

export type RequestRecord = {
  id: string;
  code: string;
  subject: RequestSubject;
  subjectId: string;
  subjectVersion: number;
  status: RequestStatus;
  title: string;
  amount: string | null;
  unitName: string;
  requestedBy: string;
  askedBy: string;
  askedOffice: string;
  askedAt: string;
  waitingStep: number | null;
  waitingSince: string | null;
  dueOn: string | null;
  decidedAt: string | null;
  changes: Change[];
  steps: RequestStep[];
};

/** One request: what would change, who holds it since when, who decided what, and its place in my queue. */
export async function getRequest(subjects: Subjects, tx: Tx, scope: Scope<"requests.read">, requestId: string) {
  const found = await row<{
    request: RequestRecord;
    sourceNames: Record<string, Names>;
    lineNames: Record<string, Names>;
    waitingRole: string | null;
    heldAt: string[];
    decidedBy: string[];
    madeBy: string | null;
  }>(
    tx,
    "requests.get",
    `select jsonb_build_object(
              'id', q.id, 'code', q.code, 'subject', q.subject, 'subjectId', q.subject_id, 'subjectVersion', q.subject_version, 'status', q.status,
              'title', q.title, 'amount', q.amount::text, 'unitName', ${titleOf("u", "y")}, 'requestedBy', q.requested_by, 'askedBy', w.name,
              'askedOffice', w.office, 'askedAt', q.requested_at, 'waitingStep', q.waiting_step, 'waitingSince', q.waiting_since, 'dueOn', q.due_on,
              'decidedAt', q.decided_at, 'changes', q.changes,
              'steps', (select jsonb_agg(jsonb_build_object(
                  'step', s.step, 'role', s.role, 'unitName', ${titleOf("su", "sy")}, 'days', s.days,
                  'verdict', d.verdict, 'reason', d.reason, 'decidedBy', p.name, 'decidedAt', d.decided_at,
                  'holders', case when d.step is null and q.status = 'open' then (select coalesce(jsonb_agg(h.name), '[]') from (
                      select h.name from app.holders(s.role, s.at_unit_id, $2::date) h
                       where h.person_id <> q.requested_by and h.person_id is distinct from q.made_by
                         and not exists (select from request_decisions x where x.request_id = q.id and x.decided_by = h.person_id) limit 3) h)
                    else '[]' end) order by s.step)
                 from request_steps s join units su on su.id = s.at_unit_id join unit_types sy on sy.code = su.type_code
                 left join request_decisions d on d.request_id = s.request_id and d.step = s.step
                 left join people p on p.id = d.decided_by
                where s.request_id = q.id)) as request,
            (select jsonb_object_agg(f.code, f.name) from fund_sources f) as "sourceNames",
            (select jsonb_object_agg(g.code || ' ' || l.code, l.name) from programme_lines l join programmes g on g.id = l.programme_id) as "lineNames",
            q.waiting_role as "waitingRole",
            array(select x.ancestor_id::text from unit_reach x where x.unit_id = q.waiting_unit_id) as "heldAt",
            array(select d.decided_by::text from request_decisions d where d.request_id = q.id) as "decidedBy",
            q.made_by as "madeBy"
       from requests q join units u on u.id = q.unit_id join unit_types y on y.code = u.type_code join people w on w.id = q.requested_by
      where q.id = $1 and ${withinText("q", "requests.read")}`,
    [requestId, today(scope.clock)],
  );
  if (!found) throw new Problem("not_found");
  const { request, sourceNames, lineNames, ...waiting } = found;
  const problem = scope.who.permissions.includes("requests.decide")
    ? decisionProblem({ ...request, ...waiting }, scope.who)
    : ("not_allowed" satisfies ProblemCode);
  const queue = await row<{
    previous: string | null;
    next: string | null;
    /** Where to go once this one is decided. */
    after: string | null;
    place: number | null;
    length: number;
  }>(
    tx,
    "requests.queue",
    `with mine as (
       select q.id, lag(q.id) over w as previous, lead(q.id) over w as next, row_number() over w as place
         from requests q where ${waitsForMe("q")} window w as (order by q.due_on nulls last, q.waiting_since, q.id)
     )
     select m.previous, case when m.id is null then (select id from mine where place = 1) else m.next end as next,
            coalesce(m.next, (select id from mine where id <> asked.id order by place limit 1)) as after, m.place::int, (select count(*)::int from mine) as length
       from (values ($3::uuid)) asked(id) left join mine m on m.id = asked.id`,
    [scope.personId, JSON.stringify(scope.who.roles), requestId],
  );
  const standing = await subjects[request.subject].standing(tx, scope, request.subjectId);
  return {
    ...request,
    ...(request.status === "open" && standing.changes && { changes: standing.changes }),
    /** For changes of a project's sources and line, which name them by code. */
    sourceNames,
    lineNames,
    may: [
      ...(problem === undefined ? (["decide"] as const) : []),
      ...(withdrawalProblem(request, scope.personId) === undefined ? (["withdraw"] as const) : []),
    ],
    /** Why the person does not decide it now. */
    problem,
    queue: queue!,
    checks: standing.checks,
    today: today(scope.clock),
  };
}
