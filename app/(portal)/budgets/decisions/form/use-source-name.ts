"use client";

import { useLocale } from "@/app/text/client";
import type { TransferSource } from "@/server/budgets/decision-queries";

/** How a line that can give is called in a list of many. */
export function useSourceName() {
  const locale = useLocale();
  return ({ holder, lineCode, sourceName, capitalName }: TransferSource) =>
    `${lineCode} · ${holder} · ${sourceName[locale]} · ${capitalName[locale]}`;
}
