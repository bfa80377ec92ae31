import type { DecisionStatus, TransferKind } from "@/db/schema/budget-lists";
import type { Names } from "@/db/schema/columns";
import type { ProjectKind } from "@/db/schema/programmes";
import type { Change } from "@/db/schema/requests";
import type { ProblemCode, ProblemValues } from "../problem";

export type Transfer = {
  kind: TransferKind;
  fromLineId: string | null;
  toUnitId: string | null;
  toProjectId: string | null;
  lineId: string;
  sourceCode: string;
  capitalCode: string;
  /** Whole đồng. */
  amount: string;
};

/** Why a transfer is refused, at which of its fields. `code` is a problem or a shared field code. */
export type TransferProblem = { field: keyof Transfer; code: string; values?: ProblemValues };

/** What a line may still give or commit, and what it may still pay. */
export const free = (line: { received: bigint; allocatedDown: bigint; committed: bigint }) =>
  line.received - line.allocatedDown - line.committed;
export const payable = (line: { committed: bigint; paid: bigint; advanced: bigint; recovered: bigint }) =>
  line.committed - (line.paid + line.advanced - line.recovered);

const least = (a: bigint, b: bigint) => (a < b ? a : b);

/**
 * Transfers that take more than their line has left, by their place: by how much, and what may stand
 * there at most. Earlier rows are served first, as a person fills them in.
 */
export function overdrawn(
  transfers: readonly { fromLineId: string | null; amount: string }[],
  freeOf: (lineId: string) => bigint | undefined,
): Map<number, { over: string; most: string; free: string; line: string }> {
  const left = new Map<string, bigint>();
  const found = new Map<number, { over: string; most: string; free: string; line: string }>();
  for (const [place, { fromLineId, amount }] of transfers.entries()) {
    const whole = fromLineId === null ? undefined : freeOf(fromLineId);
    if (fromLineId === null || whole === undefined) continue;
    const still = left.get(fromLineId) ?? whole;
    const wanted = BigInt(amount);
    if (wanted > still) {
      found.set(place, { over: `${wanted - still}`, most: `${still}`, free: `${whole}`, line: fromLineId });
    }
    left.set(fromLineId, still - least(wanted, still));
  }
  return found;
}

type Giving = { lineId: string; parent: { unitId: string; projectId: string | null; lineId: string } | null };

/**
 * The programme line under which money comes to a receiver: given back, that of the line it once came from; to a
 * project, the project's own where it is of the same programme; else the giver's.
 */
export function lineAtReceiver(
  kind: TransferKind,
  giving: Giving,
  receiver: { id: string; lineId: string | null },
  programmeOf: (lineId: string) => string | undefined,
): string {
  const { lineId, parent } = giving;
  if (kind === "adjustment" && parent && receiver.id === (parent.projectId ?? parent.unitId)) return parent.lineId;
  return receiver.lineId && programmeOf(receiver.lineId) === programmeOf(lineId) ? receiver.lineId : lineId;
}

export type LineState = {
  id: string;
  parentId: string | null;
  unitId: string;
  projectId: string | null;
  lineId: string;
  programmeId: string;
  sourceCode: string;
  capitalCode: string;
  received: bigint;
  free: bigint;
  /** The holder, as people call it. */
  holder: string;
  purpose: Names;
};

/** What the rules know of the world around a decision: only what its year and the person's reach hold. */
export type Around = {
  /** Lines that give, their parents, and lines that receivers have already. */
  lines: LineState[];
  units: { id: string; name: string /** The unit and all above it. */; above: string[] }[];
  projects: { id: string; name: string; unitId: string; kind: ProjectKind; approved: boolean; above: string[] }[];
  programmeLines: { id: string; programmeId: string; kinds: ProjectKind[]; inYear: boolean }[];
  /** Codes of sources that are budget: loans and contributions never are (invariant 8). */
  sources: string[];
  capitals: string[];
};

type Receiver = { unitId: string; projectId: string | null };

const holds = (line: LineState, receiver: Receiver, transfer: Transfer) =>
  line.unitId === receiver.unitId &&
  line.projectId === receiver.projectId &&
  line.lineId === transfer.lineId &&
  line.sourceCode === transfer.sourceCode &&
  line.capitalCode === transfer.capitalCode;

/** Who receives: the project with its unit, or the unit itself. */
export function receiverOf(transfer: Transfer, around: Around): Receiver | undefined {
  if (transfer.toProjectId) {
    const project = around.projects.find(({ id }) => id === transfer.toProjectId);
    return project && { unitId: project.unitId, projectId: project.id };
  }
  return transfer.toUnitId ? { unitId: transfer.toUnitId, projectId: null } : undefined;
}

export const receivingLine = (transfer: Transfer, around: Around): LineState | undefined => {
  const receiver = receiverOf(transfer, around);
  return receiver && around.lines.find((line) => holds(line, receiver, transfer));
};

/** The first thing wrong with one transfer, looked at alone. */
export function transferProblem(transfer: Transfer, around: Around): TransferProblem | undefined {
  const line = around.programmeLines.find(({ id }) => id === transfer.lineId);
  if (!line) return { field: "lineId", code: "not_in_list" };
  if (!line.inYear) return { field: "lineId", code: "line_not_in_period" };
  if (!around.sources.includes(transfer.sourceCode)) return { field: "sourceCode", code: "not_in_list" };
  if (!around.capitals.includes(transfer.capitalCode)) return { field: "capitalCode", code: "not_in_list" };
  return transfer.kind === "appropriation" ? outsideProblem(transfer, around) : insideProblem(transfer, around);
}

/** Money from outside comes to a unit's line that has none above it. */
function outsideProblem(transfer: Transfer, around: Around): TransferProblem | undefined {
  if (transfer.fromLineId) return { field: "fromLineId", code: "entry_does_not_fit" };
  if (!transfer.toUnitId || transfer.toProjectId) return { field: "toUnitId", code: "required" };
  if (!around.units.some(({ id }) => id === transfer.toUnitId)) return { field: "toUnitId", code: "unknown_unit" };
  return receivingLine(transfer, around)?.parentId ? { field: "toUnitId", code: "entry_does_not_fit" } : undefined;
}

function insideProblem(transfer: Transfer, around: Around): TransferProblem | undefined {
  if (!transfer.fromLineId) return { field: "fromLineId", code: "required" };
  const from = around.lines.find(({ id }) => id === transfer.fromLineId);
  if (!from) return { field: "fromLineId", code: "not_found" };
  if (from.sourceCode !== transfer.sourceCode) return { field: "sourceCode", code: "entry_does_not_fit" };
  // Investment and recurrent money never mix (invariant 5).
  if (from.capitalCode !== transfer.capitalCode) return { field: "capitalCode", code: "entry_does_not_fit" };
  const programme = around.programmeLines.find(({ id }) => id === transfer.lineId)?.programmeId;
  if (from.programmeId !== programme) return { field: "lineId", code: "entry_does_not_fit" };
  if (transfer.kind === "cancellation") {
    const fits = from.parentId === null && !transfer.toUnitId && !transfer.toProjectId;
    return fits ? undefined : { field: "fromLineId", code: "entry_does_not_fit" };
  }
  const wrong = receiverProblem(transfer, from, around);
  if (wrong) return wrong;
  const to = receivingLine(transfer, around);
  const field = transfer.toProjectId ? "toProjectId" : "toUnitId";
  if (to?.id === from.id) return { field, code: "entry_does_not_fit" };
  if (transfer.kind === "allocation") {
    return from.projectId !== null || (to && to.parentId !== from.id)
      ? { field, code: "entry_does_not_fit" }
      : undefined;
  }
  const back = to !== undefined && to.id === from.parentId;
  const sibling = from.parentId !== null && (to === undefined || to.parentId === from.parentId);
  return back || sibling ? undefined : { field, code: "entry_does_not_fit" };
}

/** The receiver is one unit or one approved project, below the unit whose money it is. */
function receiverProblem(transfer: Transfer, from: LineState, around: Around): TransferProblem | undefined {
  if (Boolean(transfer.toUnitId) === Boolean(transfer.toProjectId)) return { field: "toUnitId", code: "required" };
  const parent = around.lines.find(({ id }) => id === from.parentId);
  // What is given back goes up, to the parent; what moves aside stays below the parent.
  const giver = transfer.kind === "adjustment" && parent ? parent.unitId : from.unitId;
  if (transfer.toProjectId) {
    const project = around.projects.find(({ id }) => id === transfer.toProjectId);
    if (!project?.above.includes(giver)) return { field: "toProjectId", code: "not_found" };
    if (!project.approved) return { field: "toProjectId", code: "project_not_approved" };
    const line = around.programmeLines.find(({ id }) => id === transfer.lineId);
    return line?.kinds.includes(project.kind) ? undefined : { field: "lineId", code: "line_does_not_fund_kind" };
  }
  const unit = around.units.find(({ id }) => id === transfer.toUnitId);
  return unit?.above.includes(giver) ? undefined : { field: "toUnitId", code: "unknown_unit" };
}

/** Everything wrong with a decision's transfers, by their place. */
export function transferProblems(
  transfers: readonly Transfer[],
  around: Around,
): { place: number; problem: TransferProblem }[] {
  const over = overdrawn(transfers, (lineId) => around.lines.find(({ id }) => id === lineId)?.free);
  return transfers.flatMap((transfer, place) => {
    const alone = transferProblem(transfer, around);
    if (alone) return [{ place, problem: alone }];
    const values = over.get(place);
    return values ? [{ place, problem: { field: "amount" as const, code: "overspent_line", values } }] : [];
  });
}

type Moved = { before: { received: bigint; free: bigint }; received: bigint; free: bigint; label: string; note: Names };

/**
 * What a decision would change, for whoever approves it: totals first, then every line that receives
 * or loses money, then what is left on the lines that give.
 */
export function decisionChanges(
  transfers: readonly Transfer[],
  around: Around,
  purposeOf: (transfer: Transfer) => Names,
): Change[] {
  const moved = new Map<string, Moved>();
  const move = (
    line: LineState | undefined,
    opened: () => [string, string, Names],
    received: bigint,
    freed: bigint,
  ) => {
    const [key, label, note] = line ? [line.id, line.holder, line.purpose] : opened();
    const before = line ? { received: line.received, free: line.free } : { received: 0n, free: 0n };
    const found = moved.get(key) ?? { before, received: before.received, free: before.free, label, note };
    moved.set(key, { ...found, received: found.received + received, free: found.free + freed });
  };
  const none = (): [string, string, Names] => ["", "", { vi: "", id: "", en: "" }];
  for (const transfer of transfers) {
    const amount = BigInt(transfer.amount);
    const from = around.lines.find(({ id }) => id === transfer.fromLineId);
    const to = receivingLine(transfer, around);
    const back = transfer.kind === "adjustment" && to !== undefined && to.id === from?.parentId;
    if (from) move(from, none, transfer.kind === "allocation" ? 0n : -amount, -amount);
    if (transfer.kind === "cancellation") continue;
    move(
      to,
      () => {
        const receiver = receiverOf(transfer, around);
        const holder = receiver?.projectId
          ? around.projects.find(({ id }) => id === receiver.projectId)?.name
          : around.units.find(({ id }) => id === receiver?.unitId)?.name;
        const { lineId, sourceCode, capitalCode } = transfer;
        return [JSON.stringify([receiver, lineId, sourceCode, capitalCode]), holder ?? "", purposeOf(transfer)];
      },
      // What is given back was received by the parent before; only what it has left grows.
      back ? 0n : amount,
      amount,
    );
  }
  const all = [...moved.values()];
  const receiving = all.filter(({ before, received }) => received !== before.received);
  const giving = all.filter(({ before, received, free }) => received === before.received && free !== before.free);
  const sum = (lines: Moved[], of: (line: Moved) => bigint) => lines.reduce((total, line) => total + of(line), 0n);
  const total = (field: string, lines: Moved[], before: bigint, after: bigint): Change[] =>
    lines.length ? [{ field, group: "totals", as: "money", before: `${before}`, after: `${after}` }] : [];
  return [
    ...total(
      "received",
      receiving,
      sum(receiving, (line) => line.before.received),
      sum(receiving, (line) => line.received),
    ),
    ...total(
      "free",
      giving,
      sum(giving, (line) => line.before.free),
      sum(giving, (line) => line.free),
    ),
    ...receiving.map(
      ({ before, received, label, note }): Change => ({
        field: "received",
        group: "receiving",
        as: "money",
        label,
        note,
        before: `${before.received}`,
        after: `${received}`,
      }),
    ),
    ...giving.map(
      ({ before, free: left, label, note }): Change => ({
        field: "free",
        group: "giving",
        as: "money",
        label,
        note,
        before: `${before.free}`,
        after: `${left}`,
      }),
    ),
  ];
}

/** Only who drew a decision up changes it, and only before it is submitted or after it came back. */
export function editingProblem(
  decision: { status: DecisionStatus; createdBy: string },
  personId: string,
): ProblemCode | undefined {
  // Somebody else's edit could be approved by that somebody (invariant 42).
  if (decision.createdBy !== personId) return "not_allowed";
  return decision.status === "draft" || decision.status === "returned" ? undefined : "decision_not_editable";
}

export type Refusal = { field?: string; code: ProblemCode; values?: ProblemValues };

export type SpendingLine = {
  lineId: string;
  projectApproved: boolean;
  free: bigint;
  payable: bigint;
  /** Of a house: what its norm still leaves; null for other projects. */
  normLeft: bigint | null;
  norm: bigint | null;
  /** Codes of serious findings that hold the project's payments. */
  heldBy: string[];
};

const beyond = (code: ProblemCode, amount: bigint, left: bigint, line: string): Refusal | undefined =>
  amount > left ? { field: "amount", code, values: { over: `${amount - left}`, free: `${left}`, line } } : undefined;

/** Why a promise to pay is refused. The database says the same, whoever asks. */
export function commitmentProblem(line: SpendingLine, amount: bigint): Refusal | undefined {
  if (!line.projectApproved) return { code: "project_not_approved" };
  const over = beyond("overspent_line", amount, line.free, line.lineId);
  if (over) return over;
  if (line.normLeft !== null && amount > line.normLeft) {
    return {
      field: "amount",
      code: "above_norm",
      values: { over: `${amount - line.normLeft}`, free: `${line.normLeft}`, norm: `${line.norm}` },
    };
  }
  return undefined;
}

/** Why a payment is refused. */
export function paymentProblem(line: SpendingLine, amount: bigint): Refusal | undefined {
  if (!line.projectApproved) return { code: "project_not_approved" };
  if (line.heldBy.length) return { code: "payment_held", values: { found: line.heldBy.join(", ") } };
  return beyond("overpaid_line", amount, line.payable, line.lineId);
}
