"use client";

import { useFormats, useText } from "@/app/text/client";
import { Icon } from "@/app/ui/icons";
import { type Choices, isAmount } from "./transfer";
import { useOver } from "./use-over";

/** Beside the button that saves: how many rows take too much, or what all of them move. */
export function OverCount({ choices }: { choices: Choices }) {
  const [t, f] = [useText("budgets"), useFormats()];
  const { rows, over } = useOver(choices);
  if (over.size) {
    return (
      <span className="bad">
        <Icon name="warn" /> {t("form.overCount", { count: over.size })}
      </span>
    );
  }
  const sum = rows.reduce((total, { amount }) => total + (isAmount(amount) ? BigInt(amount) : 0n), 0n);
  return <span className="cap">{t("form.sum", { amount: f.money(sum) })}</span>;
}
