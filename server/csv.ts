import Papa from "papaparse";
import { Problem } from "./problem";

/** A record of a file and the line on which it begins, counted as an editor counts. */
export type CsvRecord = { line: number; cells: string[]; broken?: true };

/** A record longer than this is a quote that nobody closed. */
const longestRecord = 256 * 1024;

/** The separator that the heads are written with; heads hold none themselves. */
function separatorOf(head: string): string {
  const counts = [",", ";", "\t"].map((each) => [each, head.split(each).length] as const);
  return counts.reduce((best, each) => (each[1] > best[1] ? each : best))[0];
}

const parser = (delimiter: string, newline: "\n" | "\r") => new Papa.Parser({ delimiter, newline });

type Parsed = { data: string[][]; errors: { row?: number }[]; meta: { cursor: number } };

/** Reads UTF-8 as it arrives, with or without a mark of its order; never more than a record is kept. */
export async function* csvRecords(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRecord[]> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let text = "";
  let line = 1;
  let separator: string | undefined;
  let newline: "\n" | "\r" = "\n";

  const decoded = (chunk?: Uint8Array) => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      throw new Problem("text_is_not_utf8", { line });
    }
  };

  function records(last: boolean): CsvRecord[] {
    if (separator === undefined) {
      if (!last && !/[\r\n]./.test(text)) return [];
      newline = text.includes("\n") ? "\n" : "\r";
      separator = separatorOf(text.slice(0, text.indexOf(newline) + 1 || undefined));
    }
    const parsed = parser(separator, newline).parse(text, 0, !last) as Parsed;
    text = text.slice(parsed.meta.cursor);
    const broken = new Set(parsed.errors.map(({ row }) => row));
    return parsed.data.map((cells, at) => {
      const record: CsvRecord = { line, cells, ...(broken.has(at) && { broken: true as const }) };
      line += 1;
      for (let cell = 0; cell < cells.length; cell++) {
        const value = cells[cell]!;
        if (value.includes(newline)) line += value.split(newline).length - 1;
      }
      const end = cells.length - 1;
      if (newline === "\n" && cells[end]?.endsWith("\r")) cells[end] = cells[end].slice(0, -1);
      return record;
    });
  }

  for await (const chunk of bytes) {
    text += decoded(chunk);
    yield records(false);
    if (text.length > longestRecord) throw new Problem("quote_is_not_closed", { line });
  }
  text += decoded();
  if (text !== "") yield records(true);
}

/** What some spreadsheet takes for the beginning of a formula, in wide letters too; `'` because it is our own sign for "text". */
const triggers = "=+-@\t\r\n＝＋－＠'";
const isTrigger = (letter: string | undefined) => letter !== undefined && triggers.includes(letter);

/** Text that no spreadsheet evaluates: a `'` before what would begin a formula. */
export const asText = (text: string): string => (isTrigger(text[0]) ? `'${text}` : text);

/** Undoes `asText`. */
export const fromText = (cell: string): string => (cell.startsWith("'") && isTrigger(cell[1]) ? cell.slice(1) : cell);

/** The same as `asText` for an expression of a statement. Null stays empty. */
export const textInSql = (expression: string): string =>
  `case when ascii(${expression}) in (${[...triggers].map((letter) => letter.charCodeAt(0)).join(", ")}) then '''' || ${expression} else ${expression} end`;

/** Begins a file so that Excel takes it for UTF-8. */
export const byteOrderMark = "\uFEFF";

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** One line of a file: numbers as numbers, text as text. */
export const csvLine = (cells: readonly (string | number)[]): string =>
  `${cells.map((cell) => (typeof cell === "number" ? String(cell) : quoted(asText(cell)))).join(",")}\r\n`;
