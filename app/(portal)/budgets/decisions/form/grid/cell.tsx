"use client";

import { memo, useEffect, useState } from "react";
import { useFormats } from "@/app/text/client";
import { fieldId, useAround } from "@/app/ui/form-control";
import { shownAmount, type Unit } from "./amounts";

type Props = {
  unitId: string;
  lineId: string;
  /** Whose amount of what: read to those who do not see the table, and named in the list of what is wrong. */
  label: string;
  /** Where it stands among the transfers; undefined while nothing is given. */
  at: number | undefined;
  amount: string;
  unit: Unit;
  look: string;
  /** The id of the sentence that refuses it. */
  refusedBy: string | undefined;
  put: (unitId: string, lineId: string, text: string) => void;
};

const named = ["amount", "toUnitId", "fromLineId", "lineId", "sourceCode", "capitalCode"] as const;

/** One amount of the table, in the table's unit. */
export const GridCell = memo(function GridCell({
  unitId,
  lineId,
  label,
  at,
  amount,
  unit,
  look,
  refusedBy,
  put,
}: Props) {
  const [f, { id, setLabel }] = [useFormats(), useAround("cell")];
  const [typed, setTyped] = useState<string>();
  useEffect(() => {
    if (at !== undefined) for (const name of named) setLabel(`transfers.${at}.${name}`, label);
  }, [at, label, setLabel]);
  return (
    <td className={`n cell ${look}`}>
      <input
        id={at === undefined ? undefined : fieldId(id, `transfers.${at}.amount`)}
        aria-label={label}
        aria-invalid={refusedBy ? true : undefined}
        aria-describedby={refusedBy}
        data-unit={unitId}
        data-line={lineId}
        data-typed={typed === undefined ? undefined : ""}
        inputMode="decimal"
        autoComplete="off"
        value={typed ?? shownAmount(amount, unit, f)}
        onChange={(event) => {
          setTyped(event.target.value);
          put(unitId, lineId, event.target.value);
        }}
        onBlur={() => setTyped(undefined)}
      />
    </td>
  );
});
