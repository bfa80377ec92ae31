import type { z } from "zod";
import type { DecisionStatus, TransferKind } from "@/db/schema/budgets";
import type { Names } from "@/db/schema/columns";
import { row, rowByValue, rows, type Tx } from "../db";
import { fold, likePattern } from "../fold";
import { pageSize } from "../inputs";
import { Problem } from "../problem";
import { type Scope, withinText } from "../trpc";
import { loadAround } from "./around";
import type { listDecisionsInput, receiversInput } from "./inputs";
import { holderOf, lineJoins, type Purpose, purposeColumns, purposeJoins, titleOf } from "./queries";
import { decisionChanges, editingProblem, overdrawn, type Transfer, transferProblems } from "./rules";

export type DecisionRow = {
  id: string;
  title: string;
  year: number;
  status: DecisionStatus;
  documentNumber: string;
  documentIssuedOn: string;
  unitName: string;
  createdBy: string;
  createdAt: string;
  postedAt: string | null;
  amount: string;
  transfers: number;
};

/** One page of decisions, the exact total and the sum of what they move. */
export async function listDecisions(tx: Tx, scope: Scope<"budgets.read">, input: z.output<typeof listDecisionsInput>) {
  const found = await rowByValue<{
    total: number;
    amount: string;
    items: DecisionRow[] | null;
    years: number[] | null;
  }>(
    tx,
    "budgets.decisions",
    `with matching as (
       select d.id, row_number() over (order by d.created_at desc, d.id) as place, (select sum(t.amount) from budget_transfers t where t.decision_id = d.id) as amount
         from budget_decisions d join documents x on x.id = d.document_id
        where ${withinText("d", "budgets.read")}
          and ($1 = '%%' or x.search_folded like $1 or d.folded like $1)
          and ($2::int is null or d.year = $2) and ($3::text is null or d.status = $3)
     )
     select (select count(*)::int from matching) as total, (select coalesce(sum(amount), 0)::text from matching) as amount,
            (select jsonb_agg(distinct d.year) from budget_decisions d where ${withinText("d", "budgets.read")}) as years,
            (select jsonb_agg(jsonb_build_object('id', d.id, 'title', d.title, 'year', d.year, 'status', d.status, 'documentNumber', x.number,
                'documentIssuedOn', x.issued_on, 'unitName', ${titleOf("u", "y")}, 'createdBy', w.name, 'createdAt', d.created_at, 'postedAt', d.posted_at,
                'amount', coalesce(m.amount, 0)::text, 'transfers', (select count(*)::int from budget_transfers t where t.decision_id = d.id)) order by m.place)
               from matching m join budget_decisions d on d.id = m.id join documents x on x.id = d.document_id join people w on w.id = d.created_by
               join units u on u.id = d.unit_id join unit_types y on y.code = u.type_code
              where m.place > $4 and m.place <= $4 + ${pageSize}) as items`,
    [likePattern(input.q), input.year ?? null, input.status ?? null, (input.page - 1) * pageSize],
  );
  return {
    total: found?.total ?? 0,
    amount: found?.amount ?? "0",
    items: found?.items ?? [],
    years: (found?.years ?? []).sort((a, b) => b - a),
    may: { divide: scope.who.permissions.includes("budgets.divide") },
  };
}

export type TransferRow = Purpose & {
  id: string;
  kind: TransferKind;
  fromLineId: string | null;
  from: string | null;
  toUnitId: string | null;
  toProjectId: string | null;
  to: string | null;
  amount: string;
  /** The line that received it, once posted. */
  toLineId: string | null;
};

/** A decision with its transfers, its paper, its request and what the person may do with it. */
export async function getDecision(tx: Tx, scope: Scope<"budgets.read" | "budgets.divide">, decisionId: string) {
  const found = await row<{
    decision: Omit<DecisionRow, "createdBy"> & {
      unitId: string;
      provinceId: string;
      documentId: string;
      documentSummary: string;
      version: number;
      createdBy: string;
      creator: string;
      request: {
        id: string;
        code: string;
        status: string;
        waitingSince: string | null;
        dueOn: string | null;
        reason: string | null;
      } | null;
      divides: boolean;
      items: TransferRow[] | null;
    };
  }>(
    tx,
    "budgets.decision",
    `select jsonb_build_object('id', d.id, 'title', d.title, 'year', d.year, 'status', d.status, 'version', d.version, 'unitId', d.unit_id, 'provinceId', d.province_id,
              'documentId', d.document_id, 'documentNumber', x.number, 'documentIssuedOn', x.issued_on, 'documentSummary', x.summary,
              'unitName', ${titleOf("u", "y")}, 'createdBy', d.created_by, 'creator', w.name, 'createdAt', d.created_at, 'postedAt', d.posted_at,
              'divides', app.reaches('budgets.divide', d.unit_id, d.province_id),
              'amount', (select coalesce(sum(t.amount), 0)::text from budget_transfers t where t.decision_id = d.id),
              'transfers', (select count(*)::int from budget_transfers t where t.decision_id = d.id),
              'request', (select jsonb_build_object('id', q.id, 'code', q.code, 'status', q.status, 'waitingSince', q.waiting_since, 'dueOn', q.due_on,
                  'reason', (select r.reason from request_decisions r where r.request_id = q.id and r.verdict <> 'approve'))
                 from requests q where q.subject_id = d.id and ${withinText("q", "requests.read")} order by q.requested_at desc limit 1),
              'items', (select jsonb_agg(jsonb_build_object('id', t.id, 'kind', t.kind, 'fromLineId', t.from_line_id, 'from', ${holderOf("fp", "fu", "fy")},
                  'toUnitId', t.to_unit_id, 'toProjectId', t.to_project_id, 'to', coalesce(tp.name, ${titleOf("tu", "ty")}), 'amount', t.amount::text,
                  'toLineId', e.to_line_id, ${purposeColumns}) order by t.sort)
                 from budget_transfers t ${purposeJoins("t")}
                 left join budget_lines fb on fb.id = t.from_line_id left join projects fp on fp.id = fb.project_id
                 left join units fu on fu.id = fb.unit_id left join unit_types fy on fy.code = fu.type_code
                 left join projects tp on tp.id = t.to_project_id left join units tu on tu.id = t.to_unit_id left join unit_types ty on ty.code = tu.type_code
                 left join ledger_entries e on e.id = t.id
                where t.decision_id = d.id)) as decision
       from budget_decisions d join documents x on x.id = d.document_id join people w on w.id = d.created_by
       join units u on u.id = d.unit_id join unit_types y on y.code = u.type_code
      where d.id = $1 and ${withinText("d", "budgets.read")}`,
    [decisionId],
  );
  if (!found) throw new Problem("not_found");
  const { divides, items, ...decision } = found.decision;
  const problem = divides ? editingProblem(decision, scope.personId) : ("not_allowed" as const);
  return {
    ...decision,
    items: items ?? [],
    may: problem === undefined ? (["edit", "submit"] as const) : [],
    /** Why the person does not change it now. */
    problem,
  };
}

/** What the portal looked at for whoever approves a decision, and what would change, as the money is now. */
export async function budgetDecisionNow(tx: Tx, _scope: Scope, decisionId: string) {
  const found = await row<{ year: number; status: DecisionStatus; document: string; transfers: Transfer[] | null }>(
    tx,
    "budgets.checked",
    `select d.year, d.status, x.number as document,
            (select jsonb_agg(jsonb_build_object('kind', t.kind, 'fromLineId', t.from_line_id, 'toUnitId', t.to_unit_id, 'toProjectId', t.to_project_id,
                'lineId', t.line_id, 'sourceCode', t.source_code, 'capitalCode', t.capital_code, 'amount', t.amount::text) order by t.sort)
               from budget_transfers t where t.decision_id = d.id) as transfers
       from budget_decisions d join documents x on x.id = d.document_id where d.id = $1 and ${withinText("d", "budgets.read")}`,
    [decisionId],
  );
  if (found?.status !== "submitted") return { checks: [] };
  const transfers = found.transfers ?? [];
  const around = await loadAround(tx, "budgets.read", found.year, transfers);
  const over = overdrawn(transfers, (lineId) => around.lines.find(({ id }) => id === lineId)?.free);
  const wrong = transferProblems(transfers, around).filter(({ problem }) => problem.field !== "amount").length;
  const seen = transfers.every(({ fromLineId }) => !fromLineId || around.lines.some(({ id }) => id === fromLineId));
  return {
    checks: [
      { code: "no_line_below_zero", ok: over.size === 0, values: { count: over.size } },
      { code: "every_transfer_fits", ok: wrong === 0, values: { count: wrong } },
      { code: "document_cited", ok: true, values: { document: found.document } },
    ],
    // Of lines that the person does not reach, zero would be no answer: then what was asked stands.
    ...(seen && { changes: decisionChanges(transfers, around, around.purposeOf) }),
  };
}

/** A unit right below the one whose money the person divides: a row of the table. */
export type GridUnit = { id: string; parentId: string; code: string | null; name: string; title: Names };

export type TransferSource = Purpose & {
  id: string;
  holder: string;
  unitId: string;
  projectId: string | null;
  parentId: string | null;
  /** The parent's holder and purpose, to which money may be given back. */
  parent: { holder: string; unitId: string; projectId: string | null; lineId: string } | null;
  left: string;
};

/** Lines of the reach that have money left in a year, and what an appropriation may be for. */
export async function transferSources(
  tx: Tx,
  scope: Scope<"budgets.divide">,
  year: number,
  /** A decision whose givers are named whatever they have left. */
  decisionId?: string,
) {
  const found = await row<{
    sources: TransferSource[] | null;
    lines: { id: string; code: string; name: Names; programmeId: string }[] | null;
    funds: { code: string; name: Names }[] | null;
    capitals: { code: string; name: Names }[] | null;
    units: GridUnit[] | null;
  }>(
    tx,
    "budgets.sources",
    `select (select jsonb_agg(x.source order by x.held_by_project, x.rank, x.sort, x.holder) from (
               select b.project_id is not null as held_by_project, v.rank, l.sort, coalesce(p.name, u.name) as holder,
                      jsonb_build_object('id', b.id, 'holder', coalesce(p.name, ${titleOf("u", "y")}), 'unitId', b.unit_id, 'projectId', b.project_id, 'parentId', b.parent_id,
                        'parent', (select jsonb_build_object('holder', ${holderOf("pp", "pu", "py")}, 'unitId', pb.unit_id, 'projectId', pb.project_id, 'lineId', pb.line_id)
                           from budget_lines pb join units pu on pu.id = pb.unit_id join unit_types py on py.code = pu.type_code left join projects pp on pp.id = pb.project_id
                          where pb.id = b.parent_id),
                        ${purposeColumns}, 'left', (b.received - b.allocated_down - b.committed)::text) as source
                 from budget_lines b ${lineJoins("b")} join levels v on v.code = u.level_code
                where b.year = $1 and ${withinText("b", "budgets.divide")}
                  and (b.received - b.allocated_down - b.committed > 0 or b.id in (select t.from_line_id from budget_transfers t where t.decision_id = $2))
                order by held_by_project, v.rank, l.sort limit 500) x) as sources,
            (select jsonb_agg(jsonb_build_object('id', l.id, 'code', l.code, 'name', l.name, 'programmeId', l.programme_id) order by g.code, l.sort)
               from programme_lines l join programmes g on g.id = l.programme_id
              where daterange(g.valid_from, g.valid_to) && daterange(make_date($1, 1, 1), make_date($1 + 1, 1, 1))) as lines,
            (select jsonb_agg(jsonb_build_object('code', s.code, 'name', s.name) order by s.sort) from fund_sources s where s.budget) as funds,
            (select jsonb_agg(jsonb_build_object('code', k.code, 'name', k.name) order by k.code) from capital_kinds k) as capitals,
            (select jsonb_agg(jsonb_build_object('id', u.id, 'parentId', u.parent_id, 'code', c.code, 'name', u.name, 'title', y.title) order by c.code, u.folded)
               from units u join unit_types y on y.code = u.type_code join levels v on v.code = u.level_code
               left join lateral (select x.code from unit_codes x where x.unit_id = u.id and x.valid_to is null order by x.scheme = 'gso' desc, x.valid_from desc limit 1) c on true
              where u.valid_to is null and v.rank <= 3 and u.parent_id = any ($3::uuid[])) as units`,
    [year, decisionId ?? null, scope.who.roles.map(({ unitId }) => unitId)],
  );
  return {
    sources: found?.sources ?? [],
    lines: found?.lines ?? [],
    funds: found?.funds ?? [],
    capitals: found?.capitals ?? [],
    units: found?.units ?? [],
  };
}

/** A decision as its maker edits it, with the lines it may take from: also those that have nothing left meanwhile. */
export async function editingDecision(tx: Tx, scope: Scope<"budgets.divide">, decisionId: string) {
  const decision = await getDecision(tx, scope, decisionId);
  const choices = await transferSources(tx, scope, decision.year, decisionId);
  return { decision, choices };
}

export type CodeMeaning = {
  code: string;
  /** While it meant this unit. */
  validFrom: string;
  validTo: string | null;
  name: string;
  title: Names;
  /** The units of today that are it, or that got it or a part of it. */
  into: string[];
};

/** What units' codes have meant within the reach, and which units of today that is: a code may have been used again. */
export async function receiversByCode(tx: Tx, _scope: Scope<"budgets.divide">, codes: readonly string[]) {
  return rows<CodeMeaning>(
    tx,
    "budgets.receivers_by_code",
    `with recursive meant as (
       select distinct on (c.code, c.unit_id) c.code, c.unit_id, c.valid_from, c.valid_to from unit_codes c join units u on u.id = c.unit_id
        where c.code = any ($1) and app.reaches('budgets.divide', u.id, u.province_id)
     ), heirs (unit_id, at) as (
       select unit_id, unit_id from meant
       union
       select h.unit_id, k.successor_id from heirs h join units u on u.id = h.at and u.valid_to is not null
         join unit_links k on k.predecessor_id = h.at and k.kind <> 'boundary_adjusted'
     )
     select m.code, m.valid_from as "validFrom", m.valid_to as "validTo", u.name, y.title,
            array(select h.at from heirs h join units s on s.id = h.at and s.valid_to is null where h.unit_id = m.unit_id order by s.folded) as into
       from meant m join units u on u.id = m.unit_id join unit_types y on y.code = u.type_code
      order by m.code, m.valid_from desc`,
    [codes],
  );
}

export type ReceiverRow = { id: string; kind: "unit" | "project"; name: string; note: string; lineId: string | null };

/** Units and approved projects that may receive, by a few letters of the name; below the holder of a line when one is named. */
export async function searchReceivers(
  tx: Tx,
  _scope: Scope<"budgets.divide">,
  input: z.output<typeof receiversInput>,
): Promise<ReceiverRow[]> {
  const found = await row<{ items: ReceiverRow[] | null }>(
    tx,
    "budgets.receivers",
    `with below as materialized (
       select x.unit_id from budget_lines b join unit_reach x on x.ancestor_id = b.unit_id where b.id = $3 and ${withinText("b", "budgets.divide")}
     )
     select (select jsonb_agg(f.item order by f.starts desc, f.sort, f.name) from (
       (select u.name, u.folded ^@ $2 as starts, 1 as sort, jsonb_build_object('id', u.id, 'kind', 'unit', 'name', ${titleOf("u", "y")},
               'note', coalesce(a.name, ''), 'lineId', null) as item
          from units u join unit_types y on y.code = u.type_code left join units a on a.id = u.parent_id
         where u.folded like $1 and u.valid_to is null and app.reaches('budgets.divide', u.id, u.province_id)
           and ($3::uuid is null or u.id in (select unit_id from below))
         order by starts desc, u.folded limit 10)
       union all
       (select p.name, p.folded ^@ $2, 2, jsonb_build_object('id', p.id, 'kind', 'project', 'name', p.name, 'note', p.code || ' · ' || u.name, 'lineId', p.line_id)
          from projects p join units u on u.id = p.unit_id
         where ($1 = '%%' or p.id in (select app.projects_like($1, 500)) or lower(p.code) like $1) and p.status in ('approved', 'in_progress', 'completed', 'in_operation')
           and ${withinText("p", "budgets.divide")} and ($3::uuid is null or p.unit_id in (select unit_id from below))
         order by p.folded ^@ $2 desc, p.folded limit 10)) f) as items`,
    [likePattern(input.q), fold(input.q), input.fromLineId ?? null],
  );
  return found?.items ?? [];
}
