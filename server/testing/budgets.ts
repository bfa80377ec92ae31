import { newId } from "../ids";
import { op, type Person, type Unit, type World } from "./world";

/** Scenes about money: told by SQL where the story starts before it, by procedures where it is the story. */

export const budgetYear = 2026;

/** An approved project, registered by somebody who has nothing to do with the test. */
export async function anApprovedProject(
  world: World,
  at: Unit,
  { kind = "infrastructure", name = "Bê tông hóa đường", status = "approved" } = {},
) {
  const id = newId();
  const author = await world.nobody();
  await world.sql(
    `insert into projects (id, unit_id, province_id, kind, code, name, folded, line_id, year, status, created_by)
     values ($1, $2, $3, $4, $5, $6, lower($6), $7, $8, $9, $10)`,
    [id, at.id, at.provinceId, kind, `DA-${id.slice(-10)}`, name, world.ids.line, budgetYear, status, author.id],
  );
  return id;
}

export type Held = { lineId?: string; sourceCode?: string; capitalCode?: string; year?: number };

/**
 * A line with money on it, posted as the owner: from outside to a unit, or from a parent to its
 * child. The ledger's trigger does the rest.
 */
export async function aLine(
  world: World,
  at: Unit,
  amount: bigint | number,
  {
    parentId,
    projectId,
    lineId = world.ids.line,
    sourceCode = "central",
    capitalCode = "investment",
    year = budgetYear,
  }: Held & { parentId?: string; projectId?: string } = {},
) {
  const id = newId();
  await world.sql(
    `insert into budget_lines (id, unit_id, province_id, project_id, parent_id, line_id, source_code, capital_code, year)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [id, at.id, at.provinceId, projectId ?? null, parentId ?? null, lineId, sourceCode, capitalCode, year],
  );
  if (amount) await anEntry(world, parentId ? "allocation" : "appropriation", parentId ?? null, id, amount);
  return id;
}

/** A posted decision that entries of a scene may cite. */
export async function aPostedDecision(world: World, at: Unit) {
  const [id, author] = [newId(), await world.nobody()];
  await world.sql(
    `insert into budget_decisions (id, unit_id, province_id, title, year, document_id, status, created_by)
     values ($1, $2, $3, 'Giao vốn', $4, $5, 'posted', $6)`,
    [id, at.id, at.provinceId, budgetYear, world.ids.document, author.id],
  );
  return { id, by: author.id };
}

/** An entry of a decision, straight into the ledger. */
export async function anEntry(
  world: World,
  kind: string,
  from: string | null,
  to: string | null,
  amount: bigint | number,
) {
  const [place] = await world.sql<{ unit_id: string; province_id: string }>(
    "select unit_id, province_id from budget_lines where id = $1",
    [from ?? to],
  );
  const unit = { id: place!.unit_id, provinceId: place!.province_id };
  const decision = await aPostedDecision(world, unit);
  const id = newId();
  await world.sql(
    `insert into ledger_entries (id, unit_id, province_id, kind, from_line_id, to_line_id, amount, on_date, decision_id, posted_by)
     values ($1, $2, $3, $4, $5, $6, $7, '2026-01-02', $8, $9)`,
    [id, unit.id, unit.provinceId, kind, from, to, amount.toString(), decision.id, decision.by],
  );
  // No entry is without its audit row, in scenes neither.
  await world.sql(
    `insert into audit_events (at, unit_id, province_id, person_id, event, noun, record_id, detail)
     select posted_at, unit_id, province_id, posted_by, 'budget.posted', 'budgets', decision_id, '{}' from ledger_entries where id = $1`,
    [id],
  );
  return id;
}

/** A project with money on a line of its own, given by its unit. */
export async function aFundedProject(
  world: World,
  at: Unit,
  amount: bigint | number,
  options: { kind?: string; name?: string; status?: string } = {},
) {
  const projectId = await anApprovedProject(world, at, options);
  const [unitLine] = await world.sql<{ id: string }>(
    `select id from budget_lines where unit_id = $1 and project_id is null and line_id = $2 and source_code = 'central' and capital_code = 'investment' and year = $3`,
    [at.id, world.ids.line, budgetYear],
  );
  const parentId = unitLine?.id ?? (await aLine(world, at, 0));
  await anEntry(world, "appropriation", null, parentId, amount);
  return { projectId, parentId, budgetLineId: await aLine(world, at, amount, { parentId, projectId }) };
}

type Transfer = {
  kind: "appropriation" | "allocation" | "adjustment" | "cancellation";
  fromLineId?: string;
  toUnitId?: string;
  toProjectId?: string;
  amount: string;
} & Held;

export const aTransfer = (world: World, { year: _, ...over }: Transfer) => ({
  id: newId(),
  lineId: world.ids.line,
  sourceCode: "central",
  capitalCode: "investment",
  ...over,
});

export const aDecision = (world: World, transfers: Transfer[], over: Record<string, unknown> = {}) => ({
  id: newId(),
  title: "Phân bổ vốn năm 2026, đợt 1",
  year: budgetYear,
  documentId: world.ids.document,
  transfers: transfers.map((transfer) => aTransfer(world, transfer)),
  ...over,
});

/** Drawn up and sent for approval by this person. */
export async function aSubmittedDecision(world: World, by: Person, transfers: Transfer[]) {
  const decision = aDecision(world, transfers);
  await world.as(by).budgets.draftDecision({ ...decision, ...op() });
  const { requestId } = await world.as(by).budgets.submitDecision({ id: decision.id, version: 1, ...op() });
  return { id: decision.id, requestId, transfers: decision.transfers };
}

export const aCommitment = (of: { projectId: string; budgetLineId: string }, amount: string, over = {}) => ({
  id: newId(),
  projectId: of.projectId,
  budgetLineId: of.budgetLineId,
  amount,
  payee: "Công ty Xây dựng Đông Bắc",
  contract: "01/HĐ-XD",
  onDate: "2026-01-05",
  ...over,
});

export const aPayment = (of: { projectId: string; budgetLineId: string }, amount: string, over = {}) => ({
  id: newId(),
  projectId: of.projectId,
  budgetLineId: of.budgetLineId,
  amount,
  payee: "Công ty Xây dựng Đông Bắc",
  voucher: `UNC-${newId()}`,
  onDate: "2026-01-06",
  note: "",
  ...over,
});

/** What a line says of itself. */
export async function lineTotals(world: World, lineId: string) {
  const [line] = await world.sql<Record<"received" | "allocated_down" | "committed" | "paid", string>>(
    "select received, allocated_down, committed, paid from budget_lines where id = $1",
    [lineId],
  );
  return line!;
}
