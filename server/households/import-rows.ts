import { sealIdentity } from "../auth/identity";
import { csvRecords } from "../csv";
import { fold } from "../fold";
import { newId } from "../ids";
import { Problem } from "../problem";
import { checkHousehold, isHead, memberProblems } from "./import-check";
import { type Heads, type Lists, type Row, type RowProblem, readHeads, readRow } from "./import-rules";
import type { ImportedHousehold } from "./inputs";

export type Counts = { rows: number; households: number; badRows: number; householdsLeft: number };

type Reading = {
  lists: Lists;
  today: string;
  codesOn: string | undefined;
  report: (problem: RowProblem) => void | Promise<void>;
  counts: Counts;
};

/** Rows under one head, until the next head begins. */
type Group = { rows: Row[]; problems: RowProblem[] };

/** Refuses a file whose heads do not say what its columns are. */
function headsOf(cells: readonly string[]): Heads["columns"] {
  const { columns, unknown, twice, missing } = readHeads(cells);
  if (unknown.length) throw new Problem("columns_unknown", { names: unknown.join(", ").slice(0, 500) });
  if (twice.length) throw new Problem("columns_twice", { names: twice.join(", ") });
  if (missing.length) throw new Problem("columns_missing", { names: missing.join(", ") });
  return columns;
}

/**
 * Reads the file, checks every household, reports what is wrong, and gives what is right as lines for
 * COPY into import_rows. Holds one household at a time.
 */
export async function* stagedLines(bytes: AsyncIterable<Uint8Array>, reading: Reading): AsyncGenerator<Buffer> {
  const { lists, today, codesOn, report, counts } = reading;
  let heads: Heads["columns"] | undefined;
  let group: Group | undefined;
  let lines = "";

  async function close() {
    if (!group) return;
    const { rows, problems } = group;
    group = undefined;
    const checked = checkHousehold(rows, lists, today, codesOn);
    problems.push(...checked.problems);
    counts.households += 1;
    if (problems.length === 0) lines += linesOf(checked.household!, rows);
    else counts.householdsLeft += 1;
    await tell(problems);
  }

  async function tell(problems: RowProblem[]) {
    counts.badRows += new Set(problems.map(({ line }) => line)).size;
    for (const problem of problems) await report(problem);
  }

  for await (const records of csvRecords(bytes)) {
    for (const { line, cells, broken } of records) {
      if (cells.every((cell) => cell.trim() === "")) continue;
      if (!heads) {
        heads = headsOf(cells);
        continue;
      }
      counts.rows += 1;
      if (broken || cells.slice(heads.length).some((cell) => cell !== "")) {
        // Whose row it was cannot be told, nor to whom the rows after it belong.
        await close();
        await tell([{ line, column: "", code: broken ? "quote_is_not_closed" : "more_cells_than_heads" }]);
        continue;
      }
      const row = readRow(line, cells, heads);
      if (isHead(row, lists)) {
        await close();
        group = { rows: [row], problems: [] };
        continue;
      }
      const problems = memberProblems(group?.rows[0], row, group?.rows.length ?? 0);
      if (!group) await tell(problems);
      else if (problems.length) group.problems.push(...problems.slice(0, 50 - group.problems.length));
      else group.rows.push(row);
    }
    if (lines !== "") yield Buffer.from(lines);
    lines = "";
  }
  await close();
  if (!heads) throw new Problem("file_empty");
  if (lines !== "") yield Buffer.from(lines);
}

const escaped = (text: string) =>
  /[\\\t\n\r]/.test(text)
    ? text.replaceAll("\\", "\\\\").replaceAll("\t", "\\t").replaceAll("\n", "\\n").replaceAll("\r", "\\r")
    : text;

const nothing = "\\N";

/** The lines of a household for COPY: columns in the order of `stagedColumns`. */
function linesOf(household: ImportedHousehold, rows: readonly Row[]): string {
  const { unitId, unitCode, unitOn, village, members } = household;
  const householdId = newId();
  const unit = `${unitId ?? ""}|${unitCode ?? ""}|${unitOn ?? ""}`;
  // In the order of the file, also for those made in one millisecond.
  const ids = members.map(() => newId()).sort();
  let lines = "";
  for (let at = 0; at < members.length; at++) {
    const { name, bornOn, sex, relationship, ethnicity, identity } = members[at]!;
    const sealed = identity === null ? undefined : sealIdentity(identity);
    const own =
      at > 0
        ? `f\t${"\\N\t".repeat(10)}`
        : `t\t${members.length}\t${household.code ?? nothing}\t${escaped(villageKey(village))}\t${escaped(household.address)}\t${household.phone ?? nothing}\t${household.ethnicity}\t${household.foundation}\t${household.frame}\t${household.roof}\t${household.area ?? nothing}\t`;
    lines += `${rows[at]!.line}\t${householdId}\t${ids[at]}\t${unit}\t${own}${escaped(name)}\t${escaped(fold(name))}\t${bornOn}\t${sex}\t${relationship}\t${ethnicity}\t${
      sealed
        ? `\\\\x${sealed.cipher.toString("hex")}\t\\\\x${sealed.hash.toString("hex")}\t${sealed.tail}`
        : "\\N\t\\N\t\\N"
    }\n`;
  }
  return lines;
}

/** A village is told by its id, or by its name in whatever case and marks. */
const villageKey = (said: string) =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(said) ? said.toLowerCase() : fold(said);
