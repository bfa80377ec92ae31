import { fromText } from "../csv";
import { fold } from "../fold";
import { columnNames, type FileColumn, fileColumns, neededColumns, partWords, sexWords } from "./file-columns";

/** What a row says that is wrong: codes cross, sentences are made where the person's language is known. */
export type RowProblem = {
  line: number;
  /** Empty where it is the row as a whole. */
  column: FileColumn | "";
  code: string;
  values?: Record<string, string | number>;
};

const wordOf = (text: string) =>
  fold(text)
    .replace(/[^a-z0-9]+/g, " ")
    .trim();

const known = new Map<string, FileColumn>(
  columnNames.flatMap((column) => [column, ...fileColumns[column]].map((name) => [wordOf(name), column] as const)),
);

export type Heads = {
  /** The column of each cell; undefined where the head is empty. */
  columns: (FileColumn | undefined)[];
  unknown: string[];
  twice: FileColumn[];
  missing: FileColumn[];
};

/** Which column each cell belongs to, whatever language the heads are in. */
export function readHeads(cells: readonly string[]): Heads {
  const columns = cells.map((cell) => known.get(wordOf(cell)));
  const has = (column: FileColumn) => columns.includes(column);
  return {
    columns,
    unknown: cells.filter((cell, at) => columns[at] === undefined && cell.trim() !== ""),
    twice: columnNames.filter((column) => columns.indexOf(column) !== columns.lastIndexOf(column)),
    missing: [
      ...neededColumns.filter((column) => !has(column)),
      ...(has("unit_id") || has("unit_code") ? [] : (["unit_code"] as const)),
    ],
  };
}

/** Words to codes: folded, so that "Nữ", "nữ" and "NU" are one. What is not known stays as it was, and the shape refuses it. */
export const wordsToCodes = (words: Record<string, readonly string[]>): Map<string, string> =>
  new Map(
    Object.entries(words).flatMap(([code, names]) => [code, ...names].map((name) => [fold(name), code] as const)),
  );

const sexes = wordsToCodes(sexWords);
const parts = wordsToCodes({ ...partWords, unknown: [...partWords.unknown, ""] });

/** Spellings met before are kept, so that a word of every row is folded once. */
function said(words: Map<string, string>, text: string): string {
  const known = words.get(text);
  if (known !== undefined) return known;
  const code = words.get(fold(text));
  if (code !== undefined && words.size < 1000) words.set(text, code);
  return code ?? text;
}

/** 06/05/1984 and 6-5-1984 as 1984-05-06; anything else as it is. */
export function readDate(text: string): string {
  const found = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text);
  return found ? `${found[3]}-${found[2]!.padStart(2, "0")}-${found[1]!.padStart(2, "0")}` : text;
}

/** 42,5 and 42.5 and 1.042,5. What may be read in two ways (1.042) is no number. */
export function readNumber(text: string): number | string | null {
  if (text === "") return null;
  if (!/^-?\d[\d.,]*$/.test(text) || /^-?[1-9]\d{0,2}[.,]\d{3}$/.test(text)) return text;
  const point = Math.max(text.lastIndexOf(","), text.lastIndexOf("."));
  if (point < 0) return Number(text);
  const whole = text.slice(0, point);
  const mark = text[point] === "," ? "." : ",";
  if (!/^-?\d{1,3}(?:[.,]\d{3})*$/.test(whole) && !/^-?\d+$/.test(whole)) return text;
  if (whole.includes(text[point]!)) return text;
  return Number(`${whole.replaceAll(mark, "")}.${text.slice(point + 1)}`);
}

/** What an export wrote in place of a number: nothing is known of it here. */
const isMasked = (text: string) => /^\*+\d{4}$/.test(text);

export type Row = { line: number; cells: Record<FileColumn, string> };

/** Cells by column: without blanks around them, and without the sign that keeps a text from being a formula. */
export function readRow(line: number, cells: readonly string[], heads: Heads["columns"]): Row {
  const row = {} as Record<FileColumn, string>;
  for (const column of columnNames) row[column] = "";
  for (let at = 0; at < heads.length; at++) {
    const column = heads[at];
    const cell = cells[at];
    if (column && cell) row[column] = fromText(cell.trim()).normalize("NFC");
  }
  return { line, cells: row };
}

export type Lists = { ethnicGroups: Map<string, string>; relationships: Map<string, string> };

/** A row without a relationship is that of a head. */
export const relationshipOf = ({ cells }: Row, lists: Lists): string =>
  cells.relationship === "" ? "head" : said(lists.relationships, cells.relationship);

const orNull = (text: string) => (text === "" ? null : text);

/** The person of a row as the form would send it. */
export const personOf = (row: Row, lists: Lists, householdEthnicity: string) => ({
  name: row.cells.name,
  bornOn: readDate(row.cells.born_on),
  sex: said(sexes, row.cells.sex),
  relationship: relationshipOf(row, lists),
  ethnicity: said(lists.ethnicGroups, row.cells.person_ethnicity || householdEthnicity),
  identity: isMasked(row.cells.identity) ? null : orNull(row.cells.identity),
});

/** The household of its head's row and the rows under it, as the form would send it. */
export const householdOf = (rows: readonly Row[], lists: Lists, codesOn: string | undefined) => {
  const { cells } = rows[0]!;
  return {
    code: orNull(cells.code.toUpperCase()),
    unitId: orNull(cells.unit_id.toLowerCase()),
    unitCode: orNull(cells.unit_code),
    unitOn: orNull(readDate(cells.unit_on)) ?? codesOn ?? null,
    village: cells.village,
    address: cells.address,
    phone: orNull(cells.phone),
    ethnicity: said(lists.ethnicGroups, cells.ethnicity),
    foundation: said(parts, cells.foundation),
    frame: said(parts, cells.frame),
    roof: said(parts, cells.roof),
    area: readNumber(cells.area),
    members: rows.map((row) => personOf(row, lists, cells.ethnicity)),
  };
};
