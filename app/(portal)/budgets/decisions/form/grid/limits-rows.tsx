"use client";

import { useFormats, useText } from "@/app/text/client";
import { isAmount, type Row } from "../transfer";
import { shownAmount, type Unit } from "./amounts";
import type { GridPage } from "./pages";

/** Under the heads: what each line has, what this decision takes of it in table and list, and what remains. */
export function LimitRows({ page, rows, unit }: { page: GridPage; rows: readonly Row[]; unit: Unit }) {
  const [t, f] = [useText("budgets"), useFormats()];
  const taken = page.lines.map(({ id }) =>
    rows
      .filter(({ fromLineId, amount }) => fromLineId === id && isAmount(amount))
      .reduce((sum, { amount }) => sum + BigInt(amount), 0n),
  );
  const limits = page.lines.map(({ left }) => BigInt(left));
  const remains = limits.map((limit, at) => limit - taken[at]!);
  const lines = [
    { name: t("grid.limit"), look: "lim", values: limits },
    { name: t("grid.thisTime"), look: "lim", values: taken },
    { name: t("grid.remains"), look: "left", values: remains },
  ];
  const sum = (values: bigint[]) => values.reduce((all, each) => all + each, 0n);
  const said = (value: bigint) => shownAmount(`${value}`, unit, f);
  return lines.map(({ name, look, values }) => (
    <tr key={name} className={look}>
      <th scope="row">{name}</th>
      {values.map((value, at) => (
        <td key={page.lines[at]!.id} className={value < 0n ? "n over" : "n"}>
          {said(value)}
        </td>
      ))}
      <td className="n rowsum">{said(sum(values))}</td>
    </tr>
  ));
}
