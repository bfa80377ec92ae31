"use client";

import { useFormats, useText } from "@/app/text/client";
import { type Choices, isAmount, type Row } from "./transfer";
import { useSourceName } from "./use-source-name";

type Props = {
  rows: Row[] /** Of these lines, by what all rows take of them. */;
  lines: (string | null | undefined)[];
  choices: Choices;
};

/** What every line that gives has, what this decision takes, and what remains of it. */
export function Limits({ rows, lines, choices }: Props) {
  const [t, f] = [useText("budgets"), useFormats()];
  const given = [...new Set(lines)].flatMap((lineId) => {
    const source = choices.sources.find(({ id }) => id === lineId);
    if (!source) return [];
    const taken = rows
      .filter((row) => row.fromLineId === lineId && isAmount(row.amount))
      .reduce((sum, { amount }) => sum + BigInt(amount), 0n);
    return [{ source, taken, remains: BigInt(source.left) - taken }];
  });
  const name = useSourceName();
  if (!given.length) return null;
  return (
    <div className="scroll">
      <table className="stack tight" aria-live="polite">
        <caption className="vh">{t("form.limits")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("form.limits")}</th>
            <th scope="col" className="n">
              {t("form.limit")}
            </th>
            <th scope="col" className="n">
              {t("form.thisTime")}
            </th>
            <th scope="col" className="n">
              {t("form.remains")}
            </th>
          </tr>
        </thead>
        <tbody>
          {given.map(({ source, taken, remains }) => (
            <tr key={source.id}>
              <th scope="row" className="main">
                {name(source)}
              </th>
              <td className="n" data-l={t("form.limit")}>
                {f.money(source.left)}
              </td>
              <td className="n" data-l={t("form.thisTime")}>
                {f.money(taken)}
              </td>
              <td className={remains < 0n ? "n bad" : "n"} data-l={t("form.remains")}>
                <b>{f.money(remains)}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
