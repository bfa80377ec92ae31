"use client";

import { useWatch } from "react-hook-form";
import { overdrawn } from "@/server/budgets/rules";
import { type Choices, isAmount, type Row } from "./transfer";

const leftOf = (choices: Choices) => (lineId: string) => {
  const source = choices.sources.find(({ id }) => id === lineId);
  return source && BigInt(source.left);
};

/** What each row takes too much, as it is typed. */
export function useOver(choices: Choices) {
  const rows = (useWatch({ name: "transfers" }) ?? []) as Row[];
  const over = overdrawn(
    rows.map(({ fromLineId = null, amount }) => ({ fromLineId, amount: isAmount(amount) ? amount : "0" })),
    leftOf(choices),
  );
  return { rows, over };
}
