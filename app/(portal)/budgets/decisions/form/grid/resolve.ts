import type { CodeMeaning, GridUnit } from "@/server/budgets/decision-queries";
import { type PastedRow, unitsCalled } from "./paste";

/** One answer to the question whom a pasted row is about: a unit of the table, and what its code meant by which one reached it. */
export type Choice = { unitId: string; meaning?: CodeMeaning /** To what another row has put there. */; adds?: true };

/** A pasted row that waits for an answer. Without choices nobody of that name is in the table. */
export type Waiting = { called: string; cells: PastedRow["cells"]; choices: Choice[] };

export type Resolved = { taken: { unitId: string; cells: PastedRow["cells"] }[]; waiting: Waiting[] };

/** Whom a row may be about: one choice means that nothing need be asked. */
function choicesOf(called: string, units: readonly GridUnit[], meanings: readonly CodeMeaning[]): Choice[] {
  const known = new Set(units.map(({ id }) => id));
  const meant = meanings.filter(({ code }) => code === called);
  const choices = meant.length
    ? meant.flatMap((meaning) =>
        meaning.into.filter((id) => known.has(id)).map((unitId): Choice => ({ unitId, meaning })),
      )
    : unitsCalled(called, units).map(({ id: unitId }): Choice => ({ unitId }));
  // A code that was used again for what the same unit became is no question.
  return new Set(choices.map(({ unitId }) => unitId)).size === 1 ? choices.slice(0, 1) : choices;
}

/** Gives every row its unit. What could mean several, or a unit that another row has taken, waits for an answer. */
export function resolve(
  rows: readonly PastedRow[],
  units: readonly GridUnit[],
  meanings: readonly CodeMeaning[],
): Resolved {
  const resolved: Resolved = { taken: [], waiting: [] };
  const taken = new Set<string>();
  for (const { unitId, called = "", cells } of rows) {
    const choices: Choice[] = unitId ? [{ unitId }] : choicesOf(called, units, meanings);
    const [only] = choices;
    if (choices.length === 1 && !taken.has(only!.unitId)) {
      taken.add(only!.unitId);
      resolved.taken.push({ unitId: only!.unitId, cells });
    } else {
      resolved.waiting.push({ called, cells, choices: choices.length === 1 ? [{ ...only!, adds: true }] : choices });
    }
  }
  return resolved;
}
