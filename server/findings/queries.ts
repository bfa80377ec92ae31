import type { z } from "zod";
import type { ProjectKind } from "@/db/schema/programmes";
import { today } from "../clock";
import { row, rowByValue, rows, type Tx } from "../db";
import { likePattern } from "../fold";
import { pageSize } from "../inputs";
import { Problem } from "../problem";
import { type Scope, withinText } from "../trpc";
import { unitOption } from "../units/queries";
import type { findingSorts, listFindingsInput } from "./inputs";
import {
  answerProblem,
  closureProblem,
  type FindingFacts,
  type FindingState,
  findingState,
  holdsPayment,
  needsAction,
  overdueDays,
  overProblem,
  releaseProblem,
  verificationProblem,
} from "./rules";

/** A unit as people write it, "Xã Lục Hồn": names of places stay in their own language. */
export const unitTitle = (alias: string) =>
  `(select app.titled(y.title, ${alias}.name) from unit_types y where y.code = ${alias}.type_code)`;

/** What every reading of a finding needs for its state, once, for aliases f, w, r and a. */
export const findingColumns = `
  f.id, f.code, f.kind, f.severity, f.note, f.inspection_id as "inspectionId", f.project_id as "projectId",
  f.seen_at as "seenAt", f.recorded_at as "recordedAt", f.closed_at as "closedAt",
  w.withdrawn_at as "withdrawnAt", r.released_at as "releasedAt",
  a.asked, a.refused, a.answered, a.verified, a."dueOn",
  (select count(*)::int from finding_files x where x.finding_id = f.id) as "fileCount"`;

export const findingJoins = `
  left join finding_withdrawals w on w.finding_id = f.id
  left join finding_releases r on r.finding_id = f.id
  left join lateral (
    select count(*) filter (where c.answered_at is null and c.refusal is null)::int as asked,
           count(*) filter (where c.answered_at is null and c.refusal is not null)::int as refused,
           count(*) filter (where c.answered_at is not null and c.verified_at is null)::int as answered,
           count(*) filter (where c.verified_at is not null)::int as verified,
           min(c.due_on) filter (where c.answered_at is null) as "dueOn"
      from corrective_actions c where c.finding_id = f.id
  ) a on true`;

export type FindingRow = FindingFacts & {
  id: string;
  code: string;
  kind: string;
  note: string;
  inspectionId: string;
  projectId: string;
  seenAt: string;
  recordedAt: string;
  /** The first day on which an answer is still due. */
  dueOn: string | null;
  fileCount: number;
};
export type Finding = FindingRow & { state: FindingState; overdueDays: number; holdsPayment: boolean };

/** A finding as people see it: its state, how late it is, and whether it holds the next payment. */
export function asFinding<R extends FindingRow>(found: R, onDate: string): R & Finding {
  const over = overProblem(found) !== undefined;
  return {
    ...found,
    state: findingState(found),
    overdueDays: over ? 0 : overdueDays(found.dueOn, onDate),
    holdsPayment: holdsPayment(found),
  };
}

const open = "f.closed_at is null and w.withdrawn_at is null";
/** The list's filters; the test holds them against the rule. */
const filters = {
  all: "true",
  unclosed: open,
  overdue: `${open} and a."dueOn" < $7::date`,
  answered: `${open} and a.answered > 0`,
  closed: `not (${open})`,
};

/** Younger than 31 days, to 90 days, older: the dashboard's buckets, by the day of recording. */
const ageBounds = { "0-30": [null, 30], "31-90": [31, 90], "91-": [91, null] } as const;

const orders: Record<(typeof findingSorts)[number], string> = {
  age: `"recordedAt", code`,
  due: `"dueOn" nulls last, code`,
};

export type ListedFinding = Finding & {
  projectCode: string;
  projectName: string;
  unitName: string;
  ageDays: number;
};

/** One page of findings with the exact total and how many stand in each filter, in one statement. */
export async function listFindings(
  tx: Tx,
  scope: Scope<"inspections.read">,
  input: z.output<typeof listFindingsInput>,
) {
  const onDate = today(scope.clock);
  const [least, most] = input.age ? ageBounds[input.age] : [null, null];
  const found = await rowByValue<{
    total: number;
    counts: Record<keyof typeof filters, number>;
    serious: number;
    items: (FindingRow & { projectCode: string; projectName: string; unitName: string; ageDays: number })[] | null;
  }>(
    tx,
    `findings.list.${input.state}.${input.sort}`,
    `with matching as materialized (
       select ${findingColumns}, p.code as "projectCode", p.name as "projectName", ${unitTitle("u")} as "unitName",
              $7::date - f.recorded_at::date as "ageDays", ${filters[input.state]} as listed,
              jsonb_build_array(${Object.values(filters).join(", ")}) as within
         from findings f join projects p on p.id = f.project_id join units u on u.id = f.unit_id ${findingJoins}
        where ${withinText("f", "inspections.read")}
          and ($1 = '%%' or lower(f.code) like $1 or p.id in (select app.projects_like($1, 2000)))
          and ($2::text is null or f.severity = $2)
          and ($3::uuid is null or exists (select from unit_reach x where x.ancestor_id = $3 and x.unit_id = f.unit_id))
          and ($4::int is null or extract(year from f.recorded_at) = $4)
          and ($5::int is null or f.recorded_at <= $7::date - $5::int + 1)
          and ($6::int is null or f.recorded_at > $7::date - $6::int)
     )
     select (select count(*)::int from matching where listed) as total,
            (select jsonb_build_object(${Object.keys(filters)
              .map((name, at) => `'${name}', count(*) filter (where (within ->> ${at})::boolean)`)
              .join(", ")}) from matching) as counts,
            (select count(*)::int from matching where listed and severity = 'serious') as serious,
            (select jsonb_agg(to_jsonb(page) - 'within' - 'listed') from (
               select * from matching where listed order by ${orders[input.sort]} limit ${pageSize} offset $8
             ) page) as items`,
    [
      likePattern(input.q),
      input.severity ?? null,
      input.unit ?? null,
      input.year ?? null,
      least,
      most,
      onDate,
      (input.page - 1) * pageSize,
    ],
  );
  return {
    today: onDate,
    unit: input.unit ? await unitOption(tx, scope, input.unit) : null,
    total: found?.total ?? 0,
    serious: found?.serious ?? 0,
    counts: found?.counts ?? { all: 0, unclosed: 0, overdue: 0, answered: 0, closed: 0 },
    items: (found?.items ?? []).map((item): ListedFinding => asFinding(item, onDate)),
  };
}

export type FileRef = { id: string; name: string; mediaType: string; width: number | null; height: number | null };

const filesOf = (table: "finding_files", column: "finding_id", of: string) => filesOfTable(table, column, of);
const evidenceOf = (of: string) => filesOfTable("action_files", "action_id", of);
const filesOfTable = (table: string, column: string, of: string) => `coalesce((
  select jsonb_agg(jsonb_build_object('id', z.id, 'name', z.name, 'mediaType', z.media_type, 'width', z.width, 'height', z.height)
                   order by z.uploaded_at, z.id)
    from ${table} x join files z on z.id = x.file_id where x.${column} = ${of}), '[]')`;

export type ActionRow = {
  id: string;
  text: string;
  ownerRole: string;
  ownerUnitId: string;
  ownerUnitName: string;
  dueOn: string;
  requestedBy: string;
  requestedAt: string;
  answer: string | null;
  answeredBy: string | null;
  answeredByName: string | null;
  answeredAt: string | null;
  verifiedByName: string | null;
  verifiedAt: string | null;
  refusal: string | null;
  files: FileRef[];
  /** This person holds the owner's role where the owner is. */
  isOwner: boolean;
};

type KnownFinding = FindingRow & {
  inspectionCode: string;
  inspectorId: string;
  inspectorName: string;
  projectCode: string;
  projectName: string;
  projectKind: ProjectKind;
  unitId: string;
  provinceId: string;
  unitName: string;
  latitude: number | null;
  longitude: number | null;
  accuracy: number | null;
  recordedByName: string;
  closedByName: string | null;
  withdrawal: { reason: string; by: string } | null;
  release: { reason: string; by: string; documentId: string; number: string | null; issuedOn: string | null } | null;
  files: FileRef[];
  actions: ActionRow[];
  mayVerify: boolean;
  mayRecord: boolean;
  mayRelease: boolean;
};

/** A finding with all that hangs on it, and what this person may do about it. */
export async function getFinding(tx: Tx, scope: Scope, findingId: string) {
  const found = await row<KnownFinding>(
    tx,
    "findings.get",
    `select ${findingColumns}, i.code as "inspectionCode", i.inspector_id as "inspectorId", inspector.name as "inspectorName",
            p.code as "projectCode", p.name as "projectName", p.kind as "projectKind",
            f.unit_id as "unitId", f.province_id as "provinceId", ${unitTitle("u")} as "unitName",
            f.latitude, f.longitude, f.accuracy, recorder.name as "recordedByName", closer.name as "closedByName",
            case when w.finding_id is not null then jsonb_build_object('reason', w.reason, 'by', (select name from people where id = w.withdrawn_by)) end as withdrawal,
            case when r.finding_id is not null then jsonb_build_object('reason', r.reason, 'by', (select name from people where id = r.released_by),
                 'documentId', r.document_id, 'number', d.number, 'issuedOn', d.issued_on) end as release,
            ${filesOf("finding_files", "finding_id", "f.id")} as files,
            coalesce((select jsonb_agg(jsonb_build_object(
                'id', c.id, 'text', c.text, 'ownerRole', c.owner_role, 'ownerUnitId', c.owner_unit_id, 'ownerUnitName', ${unitTitle("ou")},
                'dueOn', c.due_on, 'requestedBy', (select name from people where id = c.requested_by), 'requestedAt', c.requested_at,
                'answer', c.answer, 'answeredBy', c.answered_by, 'answeredByName', (select name from people where id = c.answered_by), 'answeredAt', c.answered_at,
                'verifiedByName', (select name from people where id = c.verified_by), 'verifiedAt', c.verified_at, 'refusal', c.refusal,
                'files', ${evidenceOf("c.id")},
                'isOwner', app.reaches('actions.answer', ou.id, ou.province_id)) order by c.requested_at, c.id)
              from corrective_actions c join units ou on ou.id = c.owner_unit_id where c.finding_id = f.id), '[]') as actions,
            app.reaches('findings.verify', f.unit_id, f.province_id) as "mayVerify",
            app.reaches('findings.record', f.unit_id, f.province_id) as "mayRecord",
            app.reaches('findings.release', f.unit_id, f.province_id) as "mayRelease"
       from findings f
       join inspections i on i.id = f.inspection_id
       join projects p on p.id = f.project_id
       join units u on u.id = f.unit_id
       join people inspector on inspector.id = i.inspector_id
       join people recorder on recorder.id = f.recorded_by
       left join people closer on closer.id = f.closed_by
       ${findingJoins}
       left join documents d on d.id = r.document_id
      where f.id = $1 and ${withinText("f", "inspections.read")}`,
    [findingId],
  );
  if (!found) throw new Problem("not_found");
  const { mayVerify, mayRecord, mayRelease, actions, ...rest } = found;
  const finding = asFinding(rest, today(scope.clock));
  return {
    ...finding,
    actions: actions.map(({ isOwner, ...action }) => ({
      ...action,
      overdueDays: action.answeredAt || overProblem(finding) ? 0 : overdueDays(action.dueOn, today(scope.clock)),
      mayAnswer: isOwner && !answerProblem(finding, action),
      mayVerify: mayVerify && !verificationProblem(finding, action, scope.personId),
    })),
    needsAction: needsAction(finding),
    today: today(scope.clock),
    closureProblem: closureProblem(finding, actions, scope.personId),
    may: {
      ask: mayRecord && !overProblem(finding),
      close: mayVerify && !overProblem(finding),
      withdraw: mayVerify && !overProblem(finding),
      release: mayRelease && !releaseProblem(finding),
    },
  };
}

export type FoundFinding = Awaited<ReturnType<typeof getFinding>>;

/** Locks a finding and reads what the rules need: parents before children, everywhere. */
export async function lockFinding(tx: Tx, scope: Scope, findingId: string) {
  await rows(tx, "findings.lock", "select app.lock_finding($1)", [findingId]);
  const found = await row<
    FindingRow & { unitId: string; provinceId: string; actions: { answeredBy: string | null }[] }
  >(
    tx,
    `findings.locked.${scope.permission}`,
    `select ${findingColumns}, f.unit_id as "unitId", f.province_id as "provinceId",
            coalesce((select jsonb_agg(jsonb_build_object('answeredBy', c.answered_by)) from corrective_actions c where c.finding_id = f.id), '[]') as actions
       from findings f ${findingJoins} where f.id = $1 and ${withinText("f", scope.permission)}`,
    [findingId],
  );
  if (!found) throw new Problem("not_found");
  return found;
}

/** An action with its finding locked; `owns` says whether the person holds the owner's role where the owner is. */
export async function lockAction(tx: Tx, scope: Scope, actionId: string) {
  const known = await row<{ findingId: string }>(
    tx,
    "findings.ofAction",
    `select finding_id as "findingId" from corrective_actions where id = $1`,
    [actionId],
  );
  if (!known) throw new Problem("not_found");
  const finding = await lockFinding(tx, scope, known.findingId);
  const action = await row<{
    id: string;
    text: string;
    answer: string | null;
    answeredAt: Date | null;
    answeredBy: string | null;
    verifiedAt: Date | null;
    owns: boolean;
  }>(
    tx,
    "findings.action",
    `select c.id, c.text, c.answer, c.answered_at as "answeredAt", c.answered_by as "answeredBy", c.verified_at as "verifiedAt",
            app.reaches('actions.answer', ou.id, ou.province_id) as owns
       from corrective_actions c join units ou on ou.id = c.owner_unit_id where c.id = $1 for update of c`,
    [actionId],
  );
  if (!action) throw new Problem("not_found");
  return { finding, action };
}
