import Papa from "papaparse";
import { locales } from "@/app/text/locale";
import type { GridUnit } from "@/server/budgets/decision-queries";
import { fold } from "@/server/fold";
import { unitTitle } from "../../../../units/title";

/** The rectangle that a spreadsheet puts on the clipboard. */
export function readTable(text: string): string[][] {
  const { data } = Papa.parse<string[]>(text.normalize("NFC").replace(/\r?\n$/, ""), { delimiter: "\t" });
  const table = data.map((cells) => cells.map((cell) => cell.trim()));
  while (table.length && table.at(-1)!.every((cell) => cell === "")) table.pop();
  return table;
}

type Around = {
  units: readonly GridUnit[];
  lines: readonly { id: string; lineCode: string }[];
  /** The cell that was pasted into. */
  at: { unitId: string; lineId: string };
  /** Whether a text stands for money or for nothing. */
  isMoney: (text: string) => boolean;
};

export type PastedRow = {
  /** The unit where its place says it; otherwise what the row calls it, a code or a name. */
  unitId?: string;
  called?: string;
  cells: { lineId: string; text: string }[];
};

export type Pasted = {
  rows: PastedRow[];
  columns: number;
  /** Rows and columns that the table has no place for, and rows of sums. */
  leftOut: { rows: number; columns: number; sums: number };
};

/**
 * Reads a text as a code of such units as these, if it can be one: figures of the length that theirs have. Spreadsheets
 * take the first nought of a code away.
 */
export function codeReader(units: readonly GridUnit[]): (text: string) => string | undefined {
  const length = units.find(({ code }) => code && /^\d+$/.test(code))?.code?.length;
  return (text) =>
    length && /^\d+$/.test(text) && [length, length - 1].includes(text.length) ? text.padStart(length, "0") : undefined;
}

const isSum = (text: string) => /^(tong( cong| so)?|cong|jumlah|total)\b/.test(fold(text));

/** How many columns at the left say which unit a row is about: its code, its name, or both. */
function labelColumns(table: string[][], { units, lines, at, isMoney }: Around): number {
  const [codes, asCode] = [new Set(units.map(({ code }) => code)), codeReader(units)];
  const room = lines.length - lines.findIndex(({ id }) => id === at.lineId);
  const width = Math.max(...table.map((cells) => cells.length));
  const most = (column: number, is: (text: string) => boolean) => {
    const said = table.map((cells) => cells[column] ?? "").filter((cell) => cell !== "");
    return said.length > 0 && said.filter(is).length * 2 >= said.length;
  };
  const isLabel = (column: number) =>
    most(column, (text) => !isMoney(text)) ||
    // A code might be an amount: it is one that is known, or there is no room for another column.
    (column === 0 &&
      most(column, (text) => {
        const code = asCode(text);
        return code !== undefined && (codes.has(code) || width > room);
      }));
  if (!isLabel(0)) return 0;
  return width > 2 && isLabel(1) ? 2 : 1;
}

/** A first row that names the columns by the codes of their lines; otherwise they follow from the cell pasted into. */
function columnsOf(table: string[][], labels: number, { lines, at, isMoney }: Around) {
  const [first = []] = table;
  const heads = first.slice(labels).map(fold);
  const isHead =
    table.length > 1 && heads.some((head) => head !== "") && heads.every((head) => head === "" || !isMoney(head));
  const named = heads.map((head) =>
    lines.find(({ lineCode }) => head !== "" && (head === fold(lineCode) || head.startsWith(`${fold(lineCode)} `))),
  );
  const from = lines.findIndex(({ id }) => id === at.lineId);
  if (isHead && named.some(Boolean)) return { isHead, columns: named.map((line) => line?.id) };
  const width = Math.max(...table.map((cells) => cells.length)) - labels;
  return { isHead, columns: Array.from({ length: width }, (_, column) => lines[from + column]?.id) };
}

/**
 * Which amount goes where. Rows that say whom they are about go to that unit wherever they stand; a bare block is
 * laid down from the cell pasted into. Nothing beside the block is touched.
 */
export function layOut(table: string[][], around: Around): Pasted {
  const { units, at } = around;
  const labels = labelColumns(table, around);
  const { isHead, columns } = columnsOf(table, labels, around);
  const body = isHead ? table.slice(1) : table;
  const start = units.findIndex(({ id }) => id === at.unitId);
  const asCode = codeReader(units);
  const leftOut = { rows: 0, columns: columns.filter((id) => !id).length, sums: 0 };
  const rows: PastedRow[] = [];
  for (const [place, line] of body.entries()) {
    const said = line.slice(0, labels).filter((text) => text !== "");
    const cells = columns.flatMap((lineId, column) => (lineId ? [{ lineId, text: line[labels + column] ?? "" }] : []));
    if (labels === 0) {
      const unit = units[start + place];
      if (unit) rows.push({ unitId: unit.id, cells });
      else leftOut.rows++;
    } else if (said.some(isSum) || said.length === 0) leftOut.sums++;
    else {
      rows.push({ called: said.map(asCode).find(Boolean) ?? said.at(-1)!, cells });
    }
  }
  return { rows, columns: columns.filter(Boolean).length, leftOut };
}

/** The units that a name may mean, with or without the word for their kind in front. */
export const unitsCalled = (name: string, units: readonly GridUnit[]): GridUnit[] => {
  const asked = fold(name);
  const exactly = units.filter((unit) => fold(unit.name) === asked);
  if (exactly.length) return exactly;
  return units.filter((unit) => locales.some((locale) => fold(unitTitle(unit, locale)) === asked));
};
