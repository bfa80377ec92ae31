import type { Locale } from "@/app/text/locale";
import { newId } from "@/app/trpc/client";
import { isAmount, purposeOf, type Row } from "../transfer";
import { typedAmount, type Unit } from "./amounts";
import { cellKey, cellsOf, type GridPage } from "./pages";

export type CellText = { unitId: string; lineId: string; text: string /** Added to what is there. */; adds?: boolean };

/** How what is typed is read. */
export type Reading = { page: GridPage; unit: Unit; locale: Locale };

/** The transfers with these cells in them: where nothing is given there is no transfer, and what is no amount stays to be mended. */
export function withCells(
  transfers: readonly Row[],
  cells: readonly CellText[],
  { page, unit, locale }: Reading,
): Row[] {
  const rows = [...transfers];
  const places = cellsOf(rows, page);
  const gone = new Set<number>();
  for (const { unitId, lineId, text, adds } of cells) {
    const amount = typedAmount(text, unit, locale) ?? text.trim();
    const at = places.get(cellKey(unitId, lineId));
    const there = at === undefined ? undefined : rows[at];
    if (at !== undefined && there) {
      if (amount === "") {
        if (!adds) gone.add(at);
        continue;
      }
      const sum = adds && isAmount(there.amount) && isAmount(amount);
      rows[at] = { ...there, amount: sum ? `${BigInt(there.amount) + BigInt(amount)}` : amount };
      gone.delete(at);
    } else if (amount !== "") {
      places.set(cellKey(unitId, lineId), rows.length);
      rows.push({
        ...{ id: newId(), kind: "allocation", fromLineId: lineId, toUnitId: unitId, toProjectId: null },
        ...{ ...purposeOf(page.lines.find(({ id }) => id === lineId)), amount },
      });
    }
  }
  return rows.filter((_, at) => !gone.has(at));
}
