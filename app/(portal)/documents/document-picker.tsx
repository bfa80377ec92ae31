"use client";

import { useCallback } from "react";
import { useFormats } from "@/app/text/client";
import { trpc } from "@/app/trpc/client";
import { ComboField, type Option } from "@/app/ui/combobox";
import type { FieldProps } from "@/app/ui/form";

export type DocumentOption = { id: string; number: string; issuer: string; issuedOn: string; summary?: string };

/** "86/TTr-UBND · UBND xã Bình Liêu · 04/03/2026": a number alone is not unique. */
export function useDocumentOption() {
  const f = useFormats();
  return useCallback(
    (document: DocumentOption): Option => ({
      id: document.id,
      label: `${document.number} · ${document.issuer} · ${f.date(document.issuedOn)}`,
      note: document.summary,
    }),
    [f],
  );
}

/** An official document in a form: the value is its id. `document` is the one chosen before. */
export function DocumentField({
  document,
  onPick,
  ...field
}: FieldProps & { document?: DocumentOption | undefined; onPick?: (option: Option | null) => void }) {
  const option = useDocumentOption();
  const search = useCallback(
    async (q: string, signal: AbortSignal) => (await trpc.documents.search.query({ q }, { signal })).map(option),
    [option],
  );
  return <ComboField {...field} search={search} initial={document && option(document)} {...(onPick && { onPick })} />;
}
