import { bulkRouter } from "../households/bulk";
import type { RowProblem } from "../households/import-rules";
import { createCallerFactory } from "../trpc";
import type { Person } from "./world";

const makeCaller = createCallerFactory(bulkRouter);
const bulk = (who: Person) => makeCaller({ sessionId: who.sessionId, requestId: "test" });

/** A file in pieces, so that letters and records lie across their edges. */
export const inPieces = (content: string | Uint8Array, size = 997) => {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  };
};

type Options = { codesOn?: string; goodRows?: boolean; dryRun?: boolean };

/** Imports a file as this person; what is wrong comes back as "line column code". */
export async function importAs(who: Person, content: string | Uint8Array, options: Options = {}) {
  const problems: RowProblem[] = [];
  const outcome = await bulk(who).import({
    open: inPieces(content),
    report: (problem) => void problems.push(problem),
    ...options,
  });
  return { ...outcome, problems: problems.map(({ line, column, code }) => `${line} ${column} ${code}`) };
}

/** The file that this person exports. */
export async function exportAs(
  who: Person,
  options: { unit?: string; class?: "poor"; language?: "vi" | "id" | "en" } = {},
) {
  const pieces: Uint8Array[] = [];
  const { rows } = await bulk(who).export({ write: (piece) => void pieces.push(Buffer.from(piece)), ...options });
  return { rows, content: Buffer.concat(pieces).toString("utf8") };
}
