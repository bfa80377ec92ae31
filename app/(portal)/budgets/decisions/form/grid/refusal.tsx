"use client";

import { useFormats, useText } from "@/app/text/client";
import { Link } from "@/app/ui/link";
import type { TransferSource } from "@/server/budgets/decision-queries";
import type { overdrawn } from "@/server/budgets/rules";
import { shownAmount, type Unit } from "./amounts";

type Over = NonNullable<ReturnType<ReturnType<typeof overdrawn>["get"]>>;

export type Refused = {
  id: string;
  line: TransferSource;
  amount: string;
  over: Over | undefined;
  message: string | undefined;
};

type Props = { refused: Refused[]; unit: Unit; span: number; onPut: (lineId: string, text: string) => void };

/** Under a row of the table: what of it is not taken, why, and what may stand there. */
export function Refusals({ refused, unit, span, onPut }: Props) {
  const [t, f] = [useText("budgets"), useFormats()];
  const said = (amount: string) => shownAmount(amount, unit, f);
  return (
    <tr className="say refused">
      <td colSpan={span}>
        {refused.map(({ id, line, amount, over, message }) => (
          <div className="in" id={id} key={id}>
            <span>
              <b className="bad">{t("form.refused", { amount: said(amount) })}</b>{" "}
              {over
                ? t("grid.over", {
                    line: line.lineCode,
                    over: said(over.over),
                    most: said(over.most),
                    unit: t(`grid.units.${unit}`),
                  })
                : `${line.lineCode}: ${message}`}
            </span>
            {over && over.most !== "0" && (
              <button type="button" className="btn" onClick={() => onPut(line.id, said(over.most))}>
                {t("form.put", { most: said(over.most) })}
              </button>
            )}
            {over && (
              <Link className="btn lite" href={`/budgets/lines/${line.id}`} target="_blank">
                {t("grid.given")}
              </Link>
            )}
          </div>
        ))}
      </td>
    </tr>
  );
}
