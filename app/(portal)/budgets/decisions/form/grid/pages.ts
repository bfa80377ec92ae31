import type { Names } from "@/db/schema/columns";
import type { GridUnit, TransferSource } from "@/server/budgets/decision-queries";
import type { Choices, Row } from "../transfer";

/** What one table divides: the lines that one unit holds of one source and one kind of capital, among the units below it. */
export type GridPage = {
  key: string;
  holder: string;
  source: Names;
  capital: Names;
  /** The columns. */
  lines: TransferSource[];
  /** The rows. */
  units: GridUnit[];
};

/** What goes down to a unit from a line that has a table stands there; whatever else a decision moves stands in the list. */
export const isCell = (row: Row, lines: ReadonlySet<string>) =>
  row.kind === "allocation" && Boolean(row.toUnitId) && lines.has(row.fromLineId ?? "");

export const linesOf = (pages: readonly GridPage[]): Set<string> =>
  new Set(pages.flatMap(({ lines }) => lines.map(({ id }) => id)));

/** The tables that a decision of this reach can have, in the order of their lines. */
export function gridPages({ sources, units }: Choices): GridPage[] {
  const pages = new Map<string, GridPage>();
  for (const line of sources) {
    const below = line.projectId ? [] : units.filter(({ parentId }) => parentId === line.unitId);
    if (!below.length) continue;
    const key = [line.unitId, line.sourceCode, line.capitalCode].join(" ");
    const page = pages.get(key);
    if (page) page.lines.push(line);
    else {
      const { holder, sourceName: source, capitalName: capital } = line;
      pages.set(key, { key, holder, source, capital, lines: [line], units: below });
    }
  }
  return [...pages.values()];
}

/** Of what is typed for the cells of one table: by unit and line, its place among the transfers. */
export function cellsOf(rows: readonly Row[], page: GridPage): Map<string, number> {
  const lines = linesOf([page]);
  const cells = new Map<string, number>();
  for (const [at, row] of rows.entries())
    if (isCell(row, lines)) cells.set(cellKey(row.toUnitId!, row.fromLineId!), at);
  return cells;
}

export const cellKey = (unitId: string, lineId: string) => `${unitId} ${lineId}`;
