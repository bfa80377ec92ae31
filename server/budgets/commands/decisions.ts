import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { budgetDecisions, type DecisionStatus } from "@/db/schema/budgets";
import type { Verdict } from "@/db/schema/requests";
import { record } from "../../audit";
import { permissions } from "../../auth/permissions";
import { today } from "../../clock";
import { rows, type Tx } from "../../db";
import { isReadable } from "../../documents/queries";
import { fold } from "../../fold";
import { fieldProblem, Problem, type ProblemCode, problems, refuse } from "../../problem";
import { submitRequest } from "../../requests/submit";
import { type Scope, within } from "../../trpc";
import { loadAround } from "../around";
import type { draftDecisionInput, editDecisionInput, submitDecisionInput } from "../inputs";
import { decisionChanges, editingProblem, type Transfer, transferProblems } from "../rules";

type Content = Omit<z.output<typeof draftDecisionInput>, "id">;

type Kept = Transfer & { id: string };

const isProblem = (code: string): code is ProblemCode => code in problems && code !== "not_found";

/** Throws every refusal of the transfers at its row and field, under the words of the first. */
async function checkTransfers(
  tx: Tx,
  permission: "budgets.divide" | "requests.decide",
  year: number,
  transfers: readonly Transfer[],
) {
  const around = await loadAround(tx, permission, year, transfers);
  const found = transferProblems(transfers, around);
  const first = found[0];
  if (first) {
    const { code, values = {} } = first.problem;
    throw new Problem(
      isProblem(code) ? code : "invalid",
      isProblem(code) ? values : {},
      found.map(({ place, problem }) => ({
        path: `transfers.${place}.${problem.field}`,
        code: problem.code,
        ...(problem.values && { values: problem.values }),
      })),
    );
  }
  return around;
}

async function checkContent(tx: Tx, { year, documentId, transfers }: Content) {
  await checkDocument(tx, documentId);
  await checkTransfers(tx, "budgets.divide", year, transfers);
}

/** A paper of one's reach, or one that the province or the nation made public to all its staff. */
export async function checkDocument(tx: Tx, documentId: string) {
  if (!(await isReadable(tx, documentId))) throw fieldProblem("documentId", "unknown_document");
}

async function keepTransfers(
  tx: Tx,
  decision: { id: string; unitId: string; provinceId: string },
  transfers: readonly Kept[],
) {
  await rows(
    tx,
    "budgets.keepTransfers",
    `insert into budget_transfers (id, decision_id, unit_id, province_id, kind, from_line_id, to_unit_id, to_project_id, line_id, source_code, capital_code, amount, sort)
     select (t ->> 'id')::uuid, $1, $2, $3, t ->> 'kind', (t ->> 'fromLineId')::uuid, (t ->> 'toUnitId')::uuid, (t ->> 'toProjectId')::uuid,
            (t ->> 'lineId')::uuid, t ->> 'sourceCode', t ->> 'capitalCode', (t ->> 'amount')::bigint, place
       from jsonb_array_elements($4::jsonb) with ordinality as each(t, place)`,
    [decision.id, decision.unitId, decision.provinceId, JSON.stringify(transfers)],
  );
}

const sum = (transfers: readonly Transfer[]) => transfers.reduce((total, { amount }) => total + BigInt(amount), 0n);

/** A draft belongs to the highest unit at which the person divides money. */
export async function draftDecision(
  tx: Tx,
  scope: Scope<"budgets.divide">,
  input: z.output<typeof draftDecisionInput>,
) {
  const held = scope.who.roles.find(({ role }) => permissions["budgets.divide"].some((each) => each === role));
  if (!held) throw new Problem("not_allowed");
  await checkContent(tx, input);
  const { id, title, year, documentId, transfers } = input;
  const place = { unitId: held.unitId, provinceId: held.provinceId };
  await tx
    .insert(budgetDecisions)
    .values({ id, ...place, title, folded: fold(title), year, documentId, createdBy: scope.personId });
  await keepTransfers(tx, { id, ...place }, transfers);
  await record(tx, scope, {
    event: "budget.drafted",
    noun: "budgets",
    recordId: id,
    ...place,
    detail: { title, year, transfers: transfers.length, amount: `${sum(transfers)}` },
  });
  return { id, version: 1 };
}

/** The decision, locked and in a state in which its maker may still change it. */
async function lockEditable(tx: Tx, scope: Scope<"budgets.divide">, id: string, version: number) {
  const [decision] = await tx
    .select()
    .from(budgetDecisions)
    .where(and(eq(budgetDecisions.id, id), within(scope, budgetDecisions)))
    .for("update");
  if (!decision) throw new Problem("not_found");
  refuse(editingProblem(decision, scope.personId));
  if (decision.version !== version) throw new Problem("changed_meanwhile");
  return decision;
}

/** Replaces the whole content. */
export async function editDecision(tx: Tx, scope: Scope<"budgets.divide">, input: z.output<typeof editDecisionInput>) {
  const { id, version, title, year, documentId, transfers } = input;
  const before = await lockEditable(tx, scope, id, version);
  await checkContent(tx, input);
  await tx
    .update(budgetDecisions)
    .set({ title, folded: fold(title), year, documentId, version: version + 1 })
    .where(eq(budgetDecisions.id, id));
  await rows(tx, "budgets.dropTransfers", "delete from budget_transfers where decision_id = $1", [id]);
  await keepTransfers(tx, before, transfers);
  await record(tx, scope, {
    event: "budget.edited",
    noun: "budgets",
    recordId: id,
    unitId: before.unitId,
    provinceId: before.provinceId,
    detail: { title, year, transfers: transfers.length, amount: `${sum(transfers)}` },
  });
  return { id, version: version + 1 };
}

const transfersOf = (tx: Tx, decisionId: string) =>
  rows<Kept>(
    tx,
    "budgets.transfersOf",
    `select id, kind, from_line_id as "fromLineId", to_unit_id as "toUnitId", to_project_id as "toProjectId", line_id as "lineId",
            source_code as "sourceCode", capital_code as "capitalCode", amount
       from budget_transfers where decision_id = $1 order by sort`,
    [decisionId],
  );

/** Asks for approval, with what would change on every line, against what is there now. */
export async function submitDecision(
  tx: Tx,
  scope: Scope<"budgets.divide">,
  { id, version }: z.output<typeof submitDecisionInput>,
) {
  const decision = await lockEditable(tx, scope, id, version);
  const transfers = await transfersOf(tx, id);
  if (!transfers.length) throw new Problem("decision_empty");
  const around = await checkTransfers(tx, "budgets.divide", decision.year, transfers);
  const { requestId, code } = await submitRequest(tx, scope, {
    subject: "budget.decision",
    subjectId: id,
    subjectVersion: version,
    unitId: decision.unitId,
    provinceId: decision.provinceId,
    title: decision.title,
    amount: sum(transfers),
    changes: decisionChanges(transfers, around, around.purposeOf),
  });
  await tx.update(budgetDecisions).set({ status: "submitted" }).where(eq(budgetDecisions.id, id));
  await record(tx, scope, {
    event: "budget.submitted",
    noun: "budgets",
    recordId: id,
    unitId: decision.unitId,
    provinceId: decision.provinceId,
    detail: { request: code },
  });
  return { id, requestId };
}

const after: Record<Verdict, DecisionStatus> = { approve: "posted", return: "returned", reject: "rejected" };

/**
 * What the last verdict does to a decision. An approval opens the lines that are missing and posts
 * one entry a transfer; the rules are asked again under lock, since money moved meanwhile.
 */
export async function applyBudgetDecision(tx: Tx, scope: Scope, decisionId: string, verdict: Verdict): Promise<void> {
  const [decision] = await tx.select().from(budgetDecisions).where(eq(budgetDecisions.id, decisionId)).for("update");
  if (decision?.status !== "submitted") throw new Problem("decision_not_editable");
  if (verdict === "approve") await post(tx, scope, decision);
  await tx
    .update(budgetDecisions)
    .set({ status: after[verdict], ...(verdict === "approve" && { postedAt: scope.clock.now() }) })
    .where(eq(budgetDecisions.id, decisionId));
  await record(tx, scope, {
    event: `budget.${after[verdict]}`,
    noun: "budgets",
    recordId: decisionId,
    unitId: decision.unitId,
    provinceId: decision.provinceId,
  });
}

/** The lines a decision moves money between, as far as they exist. */
const receivers = `budget_transfers t left join projects p on p.id = t.to_project_id
  left join budget_lines b on t.kind <> 'cancellation' and b.unit_id = coalesce(p.unit_id, t.to_unit_id) and b.project_id is not distinct from t.to_project_id
   and b.line_id = t.line_id and b.source_code = t.source_code and b.capital_code = t.capital_code and b.year = $2`;

async function post(tx: Tx, scope: Scope, { id, year }: { id: string; year: number }) {
  await rows(
    tx,
    "budgets.lockLinesOfDecision",
    `select app.lock_lines(array(select t.from_line_id from ${receivers} where t.decision_id = $1 union select b.id from ${receivers} where t.decision_id = $1))`,
    [id, year],
  );
  await checkTransfers(tx, "requests.decide", year, await transfersOf(tx, id));
  await rows(
    tx,
    "budgets.openLines",
    `insert into budget_lines (id, unit_id, province_id, project_id, parent_id, line_id, source_code, capital_code, year)
     select gen_random_uuid(), u.id, u.province_id, t.to_project_id,
            case t.kind when 'allocation' then t.from_line_id when 'adjustment' then f.parent_id end, t.line_id, t.source_code, t.capital_code, $2
       from budget_transfers t left join budget_lines f on f.id = t.from_line_id left join projects p on p.id = t.to_project_id
       join units u on u.id = coalesce(p.unit_id, t.to_unit_id)
      where t.decision_id = $1 and t.kind <> 'cancellation'
      order by u.id, t.to_project_id
         on conflict on constraint one_budget_line_per_holder_and_purpose do nothing`,
    [id, year],
  );
  // One entry a transfer, under the transfer's own id: a decision cannot be posted twice.
  await rows(
    tx,
    "budgets.postEntries",
    `insert into ledger_entries (id, unit_id, province_id, kind, from_line_id, to_line_id, amount, on_date, decision_id, posted_by)
     select t.id, coalesce(f.unit_id, b.unit_id), coalesce(f.province_id, b.province_id), t.kind, t.from_line_id, b.id, t.amount, $3, t.decision_id, $4
       from ${receivers} left join budget_lines f on f.id = t.from_line_id
      where t.decision_id = $1
      order by coalesce(t.from_line_id, b.id), b.id`,
    [id, year, today(scope.clock), scope.personId],
  );
}
