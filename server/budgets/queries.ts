import type { z } from "zod";
import type { EntryKind } from "@/db/schema/budgets";
import type { Names } from "@/db/schema/columns";
import { today } from "../clock";
import { row, type Tx } from "../db";
import { pageSize } from "../inputs";
import { projectInspections } from "../inspections/queries";
import { Problem, type ProblemCode, type ProblemValues } from "../problem";
import { type Scope, withinText } from "../trpc";
import { unitOption } from "../units/queries";
import type { overviewInput } from "./inputs";

export const titleOf = (u: string, y: string) => `app.titled(${y}.title, ${u}.name)`;

/** What a line is for. */
export type Purpose = {
  lineId: string;
  lineCode: string;
  lineName: Names;
  sourceCode: string;
  sourceName: Names;
  capitalCode: string;
  capitalName: Names;
};

/** Amounts in whole đồng. `left` is what the holder may still divide or commit. */
export type Sums = { received: string; allocatedDown: string; committed: string; paid: string; left: string };

export const purposeColumns = `'lineId', l.id, 'lineCode', l.code, 'lineName', l.name, 'sourceCode', s.code, 'sourceName', s.name, 'capitalCode', k.code, 'capitalName', k.name`;

export const purposeJoins = (b: string) =>
  `join programme_lines l on l.id = ${b}.line_id join fund_sources s on s.code = ${b}.source_code join capital_kinds k on k.code = ${b}.capital_code`;

const lineSums = (b: string) =>
  `'received', ${b}.received::text, 'allocatedDown', ${b}.allocated_down::text, 'committed', ${b}.committed::text,
   'paid', (${b}.paid + ${b}.advanced - ${b}.recovered)::text, 'left', (${b}.received - ${b}.allocated_down - ${b}.committed)::text`;

export type OverviewRow = Purpose & Sums & { id: string | null };

export type UnitMoney = Omit<Sums, "left"> & { unitId: string; name: string };

/**
 * A place's money in a year. Received is what came into the place from outside it, allocated down and
 * left are of the lines that the place itself holds, committed and paid count everything below it too.
 */
export async function overview(tx: Tx, scope: Scope<"budgets.read">, input: z.output<typeof overviewInput>) {
  const unitId = input.unitId ?? scope.who.roles[0]?.unitId;
  const place = await row<{
    id: string;
    name: string;
    years: number[] | null;
    year: number | null;
    lineage: { id: string; name: string }[];
  }>(
    tx,
    "budgets.place",
    `with below as materialized (select unit_id from unit_reach where ancestor_id = $1),
     held as (select distinct b.year from budget_lines b where b.unit_id in (select unit_id from below) and ${withinText("b", "budgets.read")})
     select u.id, ${titleOf("u", "y")} as name, (select jsonb_agg(h.year order by h.year desc) from held h) as years,
            coalesce($2::int, (select max(h.year) from held h)) as year
       from units u join unit_types y on y.code = u.type_code where u.id = $1 and app.reaches('budgets.read', u.id, u.province_id)`,
    [unitId, input.year ?? null],
  );
  if (!place) throw new Problem("not_found");
  const year = place.year ?? Number(today(scope.clock).slice(0, 4));
  const found = await row<{
    rows: OverviewRow[] | null;
    total: Sums;
    units: UnitMoney[] | null;
    unitsTotal: number;
  }>(
    tx,
    "budgets.overview",
    `with below as materialized (select unit_id from unit_reach where ancestor_id = $1),
     lines as materialized (
       select b.*, p.unit_id as parent_unit from budget_lines b left join budget_lines p on p.id = b.parent_id
        where b.year = $2 and b.unit_id in (select unit_id from below) and ${withinText("b", "budgets.read")}
     ), sums as (
       select b.line_id, b.source_code, b.capital_code,
              (array_agg(b.id) filter (where b.unit_id = $1 and b.project_id is null))[1] as id,
              coalesce(sum(b.received) filter (where b.parent_unit is null or b.parent_unit not in (select unit_id from below)), 0) as received,
              coalesce(sum(b.allocated_down) filter (where b.unit_id = $1 and b.project_id is null), 0) as allocated_down,
              sum(b.committed) as committed, sum(b.paid + b.advanced - b.recovered) as paid,
              coalesce(sum(b.received - b.allocated_down - b.committed) filter (where b.unit_id = $1 and b.project_id is null), 0) as "left"
         from lines b group by 1, 2, 3
     ), per_unit as (
       select b.unit_id, sum(b.received) filter (where b.parent_unit is distinct from b.unit_id) as received,
              coalesce((select sum(c.received) from lines c where c.parent_unit = b.unit_id and c.unit_id <> b.unit_id), 0) as allocated_down,
              sum(b.committed) as committed, sum(b.paid + b.advanced - b.recovered) as paid
         from lines b where b.unit_id <> $1 group by b.unit_id
     )
     select (select jsonb_agg(jsonb_build_object('id', t.id, ${purposeColumns}, 'received', t.received::text, 'allocatedDown', t.allocated_down::text,
                'committed', t.committed::text, 'paid', t.paid::text, 'left', t."left"::text) order by l.sort, l.code, s.sort, k.code)
               from sums t ${purposeJoins("t")}) as rows,
            (select jsonb_build_object('received', coalesce(sum(received), 0)::text, 'allocatedDown', coalesce(sum(allocated_down), 0)::text,
                'committed', coalesce(sum(committed), 0)::text, 'paid', coalesce(sum(paid), 0)::text, 'left', coalesce(sum("left"), 0)::text) from sums) as total,
            (select count(*)::int from per_unit) as "unitsTotal",
            (select jsonb_agg(jsonb_build_object('unitId', x.unit_id, 'name', x.name, 'received', coalesce(x.received, 0)::text, 'allocatedDown', x.allocated_down::text,
                'committed', x.committed::text, 'paid', x.paid::text) order by x.place)
               from (select t.*, ${titleOf("u", "y")} as name, row_number() over (order by t.received desc nulls last, u.folded) as place
                       from per_unit t join units u on u.id = t.unit_id join unit_types y on y.code = u.type_code
                      order by place limit ${pageSize} offset $3) x) as units`,
    [place.id, year, (input.page - 1) * pageSize],
  );
  return {
    unit: { id: place.id, name: place.name },
    /** For the picker of places. */
    option: await unitOption(tx, scope, place.id),
    year,
    years: place.years ?? [],
    rows: found?.rows ?? [],
    total: found!.total,
    units: found?.units ?? [],
    unitsTotal: found?.unitsTotal ?? 0,
    may: { divide: scope.who.permissions.includes("budgets.divide") },
  };
}

export type EntryRow = {
  id: string;
  kind: EntryKind;
  /** Of a reversal: what it takes back. */
  reversedKind: EntryKind | null;
  from: string | null;
  to: string | null;
  amount: string;
  onDate: string;
  postedAt: string;
  postedBy: string;
  /** What the money is for or goes to: payee, contract or voucher, decision. */
  payee: string | null;
  paper: string | null;
  decisionId: string | null;
  reason: string;
  reversed: boolean;
};

export const holderOf = (p: string, u: string, y: string) => `coalesce(${p}.name, ${titleOf(u, y)})`;

const entryObject = `jsonb_build_object(
  'id', e.id, 'kind', e.kind, 'reversedKind', o.kind, 'from', ${holderOf("fp", "fu", "fy")}, 'to', ${holderOf("tp", "tu", "ty")},
  'amount', e.amount::text, 'onDate', e.on_date, 'postedAt', e.posted_at, 'postedBy', w.name, 'payee', coalesce(c.payee, pay.payee),
  'paper', coalesce(nullif(c.contract, ''), pay.voucher, g.title), 'decisionId', e.decision_id, 'reason', e.reason,
  'reversed', exists (select from ledger_entries r where r.reverses_id = e.id))`;

const entryJoins = `join people w on w.id = e.posted_by
  left join ledger_entries o on o.id = e.reverses_id
  left join commitments c on c.id = e.commitment_id left join payments pay on pay.id = e.payment_id left join budget_decisions g on g.id = e.decision_id
  left join budget_lines fb on fb.id = e.from_line_id left join projects fp on fp.id = fb.project_id left join units fu on fu.id = fb.unit_id left join unit_types fy on fy.code = fu.type_code
  left join budget_lines tb on tb.id = e.to_line_id left join projects tp on tp.id = tb.project_id left join units tu on tu.id = tb.unit_id left join unit_types ty on ty.code = tu.type_code`;

export type LineRecord = Purpose &
  Sums & {
    id: string;
    year: number;
    unitId: string;
    unitName: string;
    projectId: string | null;
    holder: string;
    parent: { id: string; holder: string } | null;
  };

export type ChildLine = Sums & { id: string; holder: string; projectId: string | null };

const lineObject = (
  b: string,
) => `'id', ${b}.id, 'year', ${b}.year, 'unitId', ${b}.unit_id, 'unitName', ${titleOf("u", "y")}, 'projectId', ${b}.project_id,
  'holder', coalesce(p.name, ${titleOf("u", "y")}), ${purposeColumns}, ${lineSums(b)}`;

export const lineJoins = (b: string) =>
  `${purposeJoins(b)} join units u on u.id = ${b}.unit_id join unit_types y on y.code = u.type_code left join projects p on p.id = ${b}.project_id`;

/** One line: who holds what it gave, and its entries in time order, newest first, a page of them. */
export async function getLine(tx: Tx, _scope: Scope<"budgets.read">, lineId: string, page: number) {
  const found = await row<{
    line: LineRecord;
    children: ChildLine[] | null;
    total: number;
    entries: EntryRow[] | null;
  }>(
    tx,
    "budgets.line",
    `select jsonb_build_object(${lineObject("b")}, 'parent', (select jsonb_build_object('id', pb.id, 'holder', ${holderOf("pp", "pu", "py")})
                from budget_lines pb join units pu on pu.id = pb.unit_id join unit_types py on py.code = pu.type_code left join projects pp on pp.id = pb.project_id
               where pb.id = b.parent_id)) as line,
            (select jsonb_agg(jsonb_build_object('id', x.id, 'holder', x.holder, 'projectId', x.project_id, ${lineSums("x")}) order by x.received desc, x.holder, x.id)
               from (select c.*, ${holderOf("cp", "cu", "cy")} as holder from budget_lines c join units cu on cu.id = c.unit_id
                       join unit_types cy on cy.code = cu.type_code left join projects cp on cp.id = c.project_id
                      where c.parent_id = b.id and ${withinText("c", "budgets.read")} order by c.received desc, c.id limit 200) x) as children,
            (select count(*)::int from ledger_entries e where (e.from_line_id = b.id or e.to_line_id = b.id) and ${withinText("e", "budgets.read")}) as total,
            (select jsonb_agg(x.entry order by x.seq desc) from (
               select e.seq, ${entryObject} as entry from ledger_entries e ${entryJoins}
                where (e.from_line_id = b.id or e.to_line_id = b.id) and ${withinText("e", "budgets.read")}
                order by e.seq desc limit ${pageSize} offset $2) x) as entries
       from budget_lines b ${lineJoins("b")}
      where b.id = $1 and ${withinText("b", "budgets.read")}`,
    [lineId, (page - 1) * pageSize],
  );
  if (!found) throw new Problem("not_found");
  return { ...found.line, children: found.children ?? [], total: found.total, entries: found.entries ?? [] };
}

/** The lines that a unit holds in a year, each with the lines it gave to. */
export async function listLines(tx: Tx, _scope: Scope<"budgets.read">, input: { unitId: string; year: number }) {
  const found = await row<{ lines: (LineRecord & { children: ChildLine[] })[] | null }>(
    tx,
    "budgets.lines",
    `select jsonb_agg(x.line order by x.place) as lines from (
       select row_number() over (order by l.sort, l.code, s.sort, k.code, b.id) as place, jsonb_build_object(${lineObject("b")}, 'parent', null, 'children', (
                select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'holder', ${holderOf("cp", "cu", "cy")}, 'projectId', c.project_id, ${lineSums("c")})
                                 order by c.received desc, c.id), '[]')
                  from budget_lines c join units cu on cu.id = c.unit_id join unit_types cy on cy.code = cu.type_code left join projects cp on cp.id = c.project_id
                 where c.parent_id = b.id and ${withinText("c", "budgets.read")})) as line
         from budget_lines b ${lineJoins("b")}
        where b.unit_id = $1 and b.year = $2 and b.project_id is null and ${withinText("b", "budgets.read")}
        order by place limit 200) x`,
    [input.unitId, input.year],
  );
  return found?.lines ?? [];
}

export type ProjectMoneyLine = Purpose &
  Sums & { id: string; year: number /** Committed and not yet paid. */; payable: string };

/** A project's money by source and year, with its entries in time order and what the person may do about it. */
export async function projectMoney(tx: Tx, scope: Scope, projectId: string) {
  const found = await row<{
    approved: boolean;
    commit: boolean;
    pay: boolean;
    lines: ProjectMoneyLine[] | null;
    total: Omit<ProjectMoneyLine, keyof Purpose | "id" | "year">;
    entries: EntryRow[] | null;
    entriesTotal: number;
  }>(
    tx,
    "budgets.ofProject",
    `with held as materialized (select b.* from budget_lines b where b.project_id = $1 and ${withinText("b", "budgets.read")})
     select p.status in ('approved', 'in_progress', 'completed', 'in_operation') as approved,
            app.reaches('budgets.commit', p.unit_id, p.province_id) as commit, app.reaches('budgets.pay', p.unit_id, p.province_id) as pay,
            (select jsonb_agg(jsonb_build_object('id', b.id, 'year', b.year, ${purposeColumns}, ${lineSums("b")},
                'payable', (b.committed - b.paid - b.advanced + b.recovered)::text) order by b.year, s.sort, l.sort, k.code)
               from held b ${purposeJoins("b")}) as lines,
            (select jsonb_build_object('received', coalesce(sum(b.received), 0)::text, 'allocatedDown', coalesce(sum(b.allocated_down), 0)::text,
                'committed', coalesce(sum(b.committed), 0)::text, 'paid', coalesce(sum(b.paid + b.advanced - b.recovered), 0)::text,
                'left', coalesce(sum(b.received - b.allocated_down - b.committed), 0)::text,
                'payable', coalesce(sum(b.committed - b.paid - b.advanced + b.recovered), 0)::text) from held b) as total,
            (select count(*)::int from ledger_entries e where e.from_line_id in (select id from held) or e.to_line_id in (select id from held)) as "entriesTotal",
            (select jsonb_agg(x.entry order by x.seq) from (
               select e.seq, ${entryObject} as entry from ledger_entries e ${entryJoins}
                where e.from_line_id in (select id from held) or e.to_line_id in (select id from held)
                order by e.seq desc limit 200) x) as entries
       from projects p where p.id = $1 and app.reaches('budgets.read', p.unit_id, p.province_id)`,
    [projectId],
  );
  if (!found) throw new Problem("not_found");
  const { holdingPayment } = await projectInspections(tx, scope, projectId);
  const { approved, commit, pay } = found;
  const held: { code: ProblemCode; values: ProblemValues } | undefined = !approved
    ? { code: "project_not_approved", values: {} }
    : holdingPayment.length
      ? { code: "payment_held", values: { found: holdingPayment.map(({ code }) => code).join(", ") } }
      : undefined;
  return {
    projectId,
    lines: found.lines ?? [],
    total: found.total,
    entries: found.entries ?? [],
    entriesTotal: found.entriesTotal,
    may: { commit, pay, reverse: pay },
    /** Why nothing can be committed, and why nothing can be paid, now. */
    commitProblem: approved ? undefined : held,
    payProblem: held,
    today: today(scope.clock),
  };
}

export type ProjectMoney = Awaited<ReturnType<typeof projectMoney>>;
