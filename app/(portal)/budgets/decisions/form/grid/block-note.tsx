"use client";

import { useText } from "@/app/text/client";
import type { Waiting } from "./resolve";
import type { Block } from "./use-grid";

/** What became of the last block: nothing of it goes unsaid. */
export function BlockNote({
  block,
  waiting,
  refused,
}: {
  block: Block | undefined;
  waiting: readonly Waiting[];
  refused: number;
}) {
  const t = useText("budgets");
  if (!block) return null;
  const { rows, columns, taken, leftOut } = block;
  const waits = waiting.reduce((sum, { cells }) => sum + cells.filter(({ text }) => text !== "").length, 0);
  const parts = [
    t("grid.taken", { count: taken.size }),
    waits > 0 && t("grid.waits", { count: waits }),
    refused > 0 && t("grid.refusedCells", { count: refused }),
    leftOut.sums > 0 && t("grid.sums", { count: leftOut.sums }),
    leftOut.rows > 0 && t("grid.rowsOut", { count: leftOut.rows }),
    leftOut.columns > 0 && t("grid.columnsOut", { count: leftOut.columns }),
  ].filter(Boolean);
  return (
    <p className="bd" aria-live="polite">
      <b>{t("grid.pasted", { rows, columns })}</b> <span className="muted">{parts.join(" · ")}</span>
    </p>
  );
}
