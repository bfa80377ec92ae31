"use client";

import { useFormats, useText } from "@/app/text/client";
import { Icon } from "@/app/ui/icons";
import { type Choices, isAmount } from "./transfer";
import { useOver } from "./use-over";

type Props = { choices: Choices /** Pasted rows without a unit yet. */; waiting: number; onGo: () => void };

/** Beside the button that saves: how many amounts are too much and rows unclear, or what all of them move. */
export function OverCount({ choices, waiting, onGo }: Props) {
  const [t, f] = [useText("budgets"), useFormats()];
  const { rows, over } = useOver(choices);
  if (over.size || waiting) {
    const said = [
      over.size && t("form.overCount", { count: over.size }),
      waiting && t("grid.unclear", { count: waiting }),
    ];
    return (
      <>
        <span className="bad">
          <Icon name="warn" /> {said.filter(Boolean).join(", ")}
        </span>
        <button type="button" className="btn lite" onClick={onGo}>
          {t("grid.goFirst")}
        </button>
      </>
    );
  }
  const sum = rows.reduce((total, { amount }) => total + (isAmount(amount) ? BigInt(amount) : 0n), 0n);
  return <span className="cap">{t("form.sum", { amount: f.money(sum) })}</span>;
}
