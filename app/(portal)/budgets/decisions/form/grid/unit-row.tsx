"use client";

import { useFormats } from "@/app/text/client";
import type { GridUnit } from "@/server/budgets/decision-queries";
import { isAmount, type Row } from "../transfer";
import { shownAmount, type Unit } from "./amounts";
import { GridCell } from "./cell";
import { cellKey, type GridPage } from "./pages";
import { Refusals, type Refused } from "./refusal";

type Props = {
  row: GridUnit;
  /** As people call it. */
  name: string;
  page: GridPage;
  unit: Unit;
  places: Map<string, number>;
  rows: readonly Row[];
  refused: Refused[];
  pasted: (lineId: string, up: -1 | 0 | 1, aside: -1 | 0 | 1) => boolean;
  put: (unitId: string, lineId: string, text: string) => void;
};

/** Where a pasted block has its edges. */
const edges = (has: Props["pasted"], lineId: string) =>
  has(lineId, 0, 0)
    ? [
        "paste",
        !has(lineId, -1, 0) && "pt",
        !has(lineId, 1, 0) && "pb",
        !has(lineId, 0, -1) && "pl",
        !has(lineId, 0, 1) && "pr",
      ]
        .filter(Boolean)
        .join(" ")
    : "";

/** What one unit gets of every line, and under it what of that is refused. */
export function UnitRow({ row, name, page, unit, places, rows, refused, pasted, put }: Props) {
  const f = useFormats();
  const amountAt = (lineId: string) => {
    const at = places.get(cellKey(row.id, lineId));
    return { at, amount: at === undefined ? "" : (rows[at]?.amount ?? "") };
  };
  const sum = page.lines.reduce((all, { id }) => {
    const { amount } = amountAt(id);
    return isAmount(amount) ? all + BigInt(amount) : all;
  }, 0n);
  return (
    <>
      <tr>
        <th scope="row">
          {row.code && <span className="code muted">{row.code} </span>}
          {row.name}
        </th>
        {page.lines.map((line) => {
          const wrong = refused.find((each) => each.line.id === line.id);
          return (
            <GridCell
              key={line.id}
              unitId={row.id}
              lineId={line.id}
              label={`${name}, ${line.lineCode}`}
              {...amountAt(line.id)}
              unit={unit}
              look={wrong ? "refuse" : edges(pasted, line.id)}
              refusedBy={wrong?.id}
              put={put}
            />
          );
        })}
        <td className="n rowsum">{sum > 0n && shownAmount(`${sum}`, unit, f)}</td>
      </tr>
      {refused.length > 0 && (
        <Refusals
          refused={refused}
          unit={unit}
          span={page.lines.length + 2}
          onPut={(lineId, text) => put(row.id, lineId, text)}
        />
      )}
    </>
  );
}
