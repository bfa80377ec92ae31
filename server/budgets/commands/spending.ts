import type { z } from "zod";
import { record } from "../../audit";
import { today } from "../../clock";
import { row, rows, type Tx } from "../../db";
import { projectInspections } from "../../inspections/queries";
import { fieldProblem, Problem } from "../../problem";
import { type Scope, withinText } from "../../trpc";
import type { commitInput, payInput, reverseInput } from "../inputs";
import { commitmentProblem, payable, paymentProblem, type Refusal, type SpendingLine } from "../rules";
import { checkDocument } from "./decisions";

type Held = SpendingLine & { unitId: string; provinceId: string };

/** The project's line, locked, with all that the rules ask. */
async function lockSpendingLine(
  tx: Tx,
  scope: Scope,
  permission: "budgets.commit" | "budgets.pay",
  { projectId, budgetLineId }: { projectId: string; budgetLineId: string },
): Promise<Held> {
  const seen = await row(
    tx,
    `budgets.lockLine.${permission}`,
    `select app.lock_lines(array[b.id]) from budget_lines b where b.id = $1 and b.project_id = $2 and ${withinText("b", permission)}`,
    [budgetLineId, projectId],
  );
  if (!seen) throw new Problem("not_found");
  const [line, { holdingPayment }] = await Promise.all([
    row<
      Record<"received" | "allocatedDown" | "committed" | "paid" | "advanced" | "recovered", string> & {
        unitId: string;
        provinceId: string;
        projectApproved: boolean;
        norm: string | null;
        granted: string;
      }
    >(
      tx,
      "budgets.spendingLine",
      `select b.unit_id as "unitId", b.province_id as "provinceId", b.received, b.allocated_down as "allocatedDown", b.committed, b.paid, b.advanced, b.recovered,
              p.status in ('approved', 'in_progress', 'completed', 'in_operation') as "projectApproved", h.norm_amount as norm, p.committed_amount as granted
         from budget_lines b join projects p on p.id = b.project_id left join housing_details h on h.project_id = p.id
        where b.id = $1`,
      [budgetLineId],
    ),
    projectInspections(tx, scope, projectId),
  ]);
  const { unitId, provinceId, projectApproved, norm, granted, ...totals } = line!;
  const whole = Object.fromEntries(Object.entries(totals).map(([name, value]) => [name, BigInt(value)])) as Record<
    keyof typeof totals,
    bigint
  >;
  return {
    unitId,
    provinceId,
    projectApproved,
    lineId: budgetLineId,
    free: whole.received - whole.allocatedDown - whole.committed,
    payable: payable(whole),
    norm: norm === null ? null : BigInt(norm),
    normLeft: norm === null ? null : BigInt(norm) - BigInt(granted),
    heldBy: holdingPayment.map(({ code }) => code),
  };
}

function refuseSpending(refusal: Refusal | undefined) {
  if (!refusal) return;
  const { field, code, values = {} } = refusal;
  throw field ? fieldProblem(field, code, values) : new Problem(code, values);
}

function checkDay(scope: Scope, onDate: string) {
  if (onDate > today(scope.clock)) throw new Problem("invalid", {}, [{ path: "onDate", code: "in_the_future" }]);
}

type Entry = {
  id: string;
  kind: "commitment" | "payment" | "reversal";
  fromLineId: string;
  amount: string;
  onDate: string;
  commitmentId: string | null;
  paymentId: string | null;
  reversesId: string | null;
  reason: string;
};

async function postEntry(tx: Tx, scope: Scope, place: { unitId: string; provinceId: string }, entry: Entry) {
  await rows(
    tx,
    "budgets.postEntry",
    `insert into ledger_entries (id, unit_id, province_id, kind, from_line_id, amount, on_date, commitment_id, payment_id, reverses_id, reason, posted_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      entry.id,
      place.unitId,
      place.provinceId,
      entry.kind,
      entry.fromLineId,
      entry.amount,
      entry.onDate,
      entry.commitmentId,
      entry.paymentId,
      entry.reversesId,
      entry.reason,
      scope.personId,
    ],
  );
}

/** Promises money of a project's line to a payee. */
export async function commit(tx: Tx, scope: Scope<"budgets.commit">, input: z.output<typeof commitInput>) {
  checkDay(scope, input.onDate);
  if (input.documentId) await checkDocument(tx, input.documentId);
  const line = await lockSpendingLine(tx, scope, "budgets.commit", input);
  refuseSpending(commitmentProblem(line, BigInt(input.amount)));
  const { id, projectId, budgetLineId, amount, payee, contract, onDate, documentId } = input;
  await rows(
    tx,
    "budgets.commit",
    `insert into commitments (id, unit_id, province_id, project_id, budget_line_id, amount, payee, contract, on_date, document_id, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      line.unitId,
      line.provinceId,
      projectId,
      budgetLineId,
      amount,
      payee,
      contract,
      onDate,
      documentId,
      scope.personId,
    ],
  );
  await postEntry(tx, scope, line, {
    id,
    kind: "commitment",
    fromLineId: budgetLineId,
    amount,
    onDate,
    commitmentId: id,
    paymentId: null,
    reversesId: null,
    reason: "",
  });
  await recordSpending(tx, scope, line, projectId, "budget.committed", { amount, contract });
  return { id };
}

/** Pays out of what was committed on a project's line. */
export async function pay(tx: Tx, scope: Scope<"budgets.pay">, input: z.output<typeof payInput>) {
  checkDay(scope, input.onDate);
  const line = await lockSpendingLine(tx, scope, "budgets.pay", input);
  refuseSpending(paymentProblem(line, BigInt(input.amount)));
  const { id, projectId, budgetLineId, amount, payee, voucher, onDate, note } = input;
  const paid = await row(
    tx,
    "budgets.pay",
    `insert into payments (id, unit_id, province_id, project_id, budget_line_id, amount, payee, voucher, on_date, note, recorded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict on constraint voucher_once_per_line do nothing returning id`,
    [id, line.unitId, line.provinceId, projectId, budgetLineId, amount, payee, voucher, onDate, note, scope.personId],
  );
  if (!paid) throw fieldProblem("voucher", "voucher_used");
  await postEntry(tx, scope, line, {
    id,
    kind: "payment",
    fromLineId: budgetLineId,
    amount,
    onDate,
    commitmentId: null,
    paymentId: id,
    reversesId: null,
    reason: "",
  });
  await recordSpending(tx, scope, line, projectId, "budget.paid", { amount, voucher });
  return { id };
}

/** Takes back a commitment or a payment that was recorded wrongly: an entry of its own, with its reason. */
export async function reverse(
  tx: Tx,
  scope: Scope<"budgets.pay">,
  { id, entryId, reason }: z.output<typeof reverseInput>,
) {
  const entry = await row<{
    kind: "commitment" | "payment";
    budgetLineId: string;
    projectId: string;
    amount: string;
    commitmentId: string | null;
    paymentId: string | null;
  }>(
    tx,
    "budgets.entry",
    `select e.kind, e.from_line_id as "budgetLineId", b.project_id as "projectId", e.amount, e.commitment_id as "commitmentId", e.payment_id as "paymentId"
       from ledger_entries e join budget_lines b on b.id = e.from_line_id
      where e.id = $1 and e.kind in ('commitment', 'payment') and b.project_id is not null and ${withinText("e", "budgets.pay")}`,
    [entryId],
  );
  if (!entry) throw new Problem("not_found");
  const line = await lockSpendingLine(tx, scope, "budgets.pay", entry);
  if (await row(tx, "budgets.reversed", "select 1 from ledger_entries where reverses_id = $1", [entryId])) {
    throw new Problem("already_reversed");
  }
  // A promise that was paid already cannot be taken back before the payment is.
  const over = BigInt(entry.amount) - line.payable;
  if (entry.kind === "commitment" && over > 0n) {
    throw new Problem("commitment_paid", { over: `${over}` });
  }
  await postEntry(tx, scope, line, {
    id,
    kind: "reversal",
    fromLineId: entry.budgetLineId,
    amount: entry.amount,
    onDate: today(scope.clock),
    commitmentId: entry.commitmentId,
    paymentId: entry.paymentId,
    reversesId: entryId,
    reason,
  });
  await recordSpending(tx, scope, line, entry.projectId, "budget.reversed", { entry: entryId, amount: entry.amount });
  return { id };
}

/** Written to the project's own history: that is where people look for it. */
const recordSpending = (
  tx: Tx,
  scope: Scope,
  { unitId, provinceId }: Held,
  projectId: string,
  event: string,
  detail: Record<string, string>,
) => record(tx, scope, { event, noun: "projects", recordId: projectId, unitId, provinceId, detail });
