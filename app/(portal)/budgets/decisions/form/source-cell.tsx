"use client";

import { useFormats, useText } from "@/app/text/client";
import { CellMessage } from "@/app/ui/cells";
import { useFieldControl } from "@/app/ui/form";
import { type CellProps, purposeOf } from "./transfer";
import { useSourceName } from "./use-source-name";

export function SourceCell({ at, row, label, choices, put }: CellProps) {
  const [t, f, name] = [useText("budgets"), useFormats(), useSourceName()];
  const from = useFieldControl({ name: `transfers.${at}.fromLineId`, label });
  // The purpose comes with the line, so what is wrong with it is said here.
  const purpose = useFieldControl({ name: `transfers.${at}.lineId`, label });
  const fund = useFieldControl({ name: `transfers.${at}.sourceCode`, label });
  const capital = useFieldControl({ name: `transfers.${at}.capitalCode`, label });
  const { control, message } = [from, purpose, fund, capital].find((each) => each.message) ?? from;
  return (
    <>
      <select
        id={control.id}
        ref={from.control.ref}
        aria-label={label}
        aria-invalid={message ? true : undefined}
        aria-describedby={message ? `${control.id}-error` : undefined}
        className="w-full"
        value={row.fromLineId ?? ""}
        onChange={(event) => {
          const source = choices.sources.find(({ id }) => id === event.target.value);
          put({ fromLineId: source?.id ?? null, toUnitId: null, toProjectId: null, ...purposeOf(source) });
        }}
      >
        <option value="">{t("form.chooseFrom")}</option>
        {choices.sources.map((source) => (
          <option key={source.id} value={source.id}>
            {name(source)} ({t("form.leftOf", { amount: f.money(source.left) })})
          </option>
        ))}
      </select>
      <CellMessage id={control.id} message={message} />
    </>
  );
}
