"use client";

import { useLocale, useText } from "@/app/text/client";
import { SelectCell } from "@/app/ui/cells";
import type { Choices } from "./transfer";

/** Money from outside says itself what it is for. */
export function PurposeCell({ at, choices, label }: { at: number; choices: Choices; label: (what: string) => string }) {
  const [t, locale] = [useText("budgets"), useLocale()];
  const lines = choices.lines.map(({ id, code, name }) => ({ value: id, label: `${code} ${name[locale]}` }));
  const named = (list: Choices["funds"]) => list.map(({ code, name }) => ({ value: code, label: name[locale] }));
  return (
    <span className="grid gap-1">
      <SelectCell
        name={`transfers.${at}.lineId`}
        label={label(t("form.line"))}
        first={t("form.line")}
        options={lines}
      />
      <SelectCell
        name={`transfers.${at}.sourceCode`}
        label={label(t("form.source"))}
        first={t("form.source")}
        options={named(choices.funds)}
      />
      <SelectCell
        name={`transfers.${at}.capitalCode`}
        label={label(t("form.capital"))}
        first={t("form.capital")}
        options={named(choices.capitals)}
      />
    </span>
  );
}
