import type { z } from "zod";
import { newId } from "@/app/trpc/client";
import type { TransferKind } from "@/db/schema/budget-lists";
import type { TransferSource, transferSources } from "@/server/budgets/decision-queries";
import { draftDecisionInput } from "@/server/budgets/inputs";

export const shape = draftDecisionInput.omit({ id: true });
export type Values = z.input<typeof shape>;
/** One transfer as it is typed. */
export type Row = Values["transfers"][number];
export type Choices = Awaited<ReturnType<typeof transferSources>>;
/** Of one cell: where its row stands, and how it changes it. */
export type CellProps = { at: number; row: Row; label: string; choices: Choices; put: (change: Partial<Row>) => void };

export const isAmount = (value: unknown): value is string => typeof value === "string" && /^[1-9]\d{0,15}$/.test(value);

export const blank = (fromLineId: string | null = null, kind: TransferKind = "allocation"): Row => ({
  id: newId(),
  kind,
  fromLineId,
  toUnitId: null,
  toProjectId: null,
  lineId: "",
  sourceCode: "",
  capitalCode: "",
  amount: "",
});

/** A line's purpose travels with its money. */
export const purposeOf = (source: TransferSource | undefined) => {
  const { lineId = "", sourceCode = "", capitalCode = "" } = source ?? {};
  return { lineId, sourceCode, capitalCode };
};
