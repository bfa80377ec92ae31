"use client";

import { useRouter } from "next/navigation";
import { useCallback, useMemo, useRef, useState } from "react";
import type { z } from "zod";
import { useText } from "@/app/text/client";
import { newId, trpc, useCommand } from "@/app/trpc/client";
import { ComboField, type Option } from "@/app/ui/combobox";
import { Field, Form, Submit } from "@/app/ui/form";
import { Division } from "./grid/division";
import { goToFirstWrong } from "./grid/keys";
import { gridPages, linesOf } from "./grid/pages";
import { OverCount } from "./over-count";
import { blank, type Choices, shape, type Values } from "./transfer";
import { Transfers } from "./transfers";

export type Kept = { id: string; version: number; values: Values; receivers: [string, Option][]; document: Option };

type Props = {
  year: number;
  choices: Choices;
  /** The decision as it was saved; without it a new one. */
  kept?: Kept;
};

/** Draws up a decision: what is typed is kept until it is saved, and no row takes more than its line has. */
export function DecisionForm({ year, choices, kept }: Props) {
  const [t, router] = [useText("budgets"), useRouter()];
  const id = useRef(kept?.id ?? newId());
  const draft = useCommand((client) => client.budgets.draftDecision);
  const edit = useCommand((client) => client.budgets.editDecision);
  const saving = kept ? edit : draft;
  const save = async (values: z.output<typeof shape>) => {
    const saved = kept
      ? await edit.run({ id: id.current, version: kept.version, ...values })
      : await draft.run({ id: id.current, ...values });
    if (!saved) return;
    router.push(`/budgets/decisions/${id.current}`);
    router.refresh();
  };
  const searchDocuments = useCallback(async (q: string, signal: AbortSignal): Promise<Option[]> => {
    const found = await trpc.documents.search.query({ q }, { signal });
    return found.map((paper) => ({ id: paper.id, label: paper.number, note: paper.summary }));
  }, []);
  const [receivers] = useState(() => new Map(kept?.receivers));
  const pages = useMemo(() => gridPages(choices), [choices]);
  const divided = useMemo(() => linesOf(pages), [pages]);
  const [waiting, setWaiting] = useState(0);
  const defaults: Values = kept?.values ?? {
    title: "",
    year,
    documentId: "",
    transfers: choices.sources.length ? [] : [blank(null, "appropriation")],
  };
  return (
    <Form
      keep="decision"
      version={kept?.version}
      carry={{ id, operation: saving.operation }}
      schema={shape}
      defaultValues={defaults}
      problem={saving.problem}
      onSubmit={save}
      className=""
    >
      <section className="sheet">
        <div className="hd">
          <h2>{t("form.content")}</h2>
          <span className="cap">{t("decision.year", { year: String(year) })}</span>
        </div>
        <div className="bd form gap-x-6 min-[1100px]:grid min-[1100px]:grid-cols-2">
          <Field name="title" width="full" label={t("form.title")} hint={t("form.titleHint")} />
          <ComboField
            name="documentId"
            label={t("form.document")}
            hint={t("form.documentHint")}
            search={searchDocuments}
            initial={kept?.document}
          />
        </div>
      </section>
      <Division pages={pages} choices={choices} receivers={receivers} onWaiting={setWaiting} />
      <Transfers year={year} choices={choices} receivers={receivers} divided={divided} />
      <section className="dock -mx-3 min-[720px]:-mx-4" aria-label={t("form.dock")}>
        <Submit pending={saving.pending} disabled={waiting > 0}>
          {t("form.save")}
        </Submit>
        <OverCount choices={choices} waiting={waiting} onGo={goToFirstWrong} />
        <span className="sp only-l" />
        <span className="cap only-l">
          {pages.length > 0 ? (
            <>
              <kbd>Ctrl V</kbd> {t("grid.keys.paste")} · <kbd>Ctrl Z</kbd> {t("grid.keys.undo")} · <kbd>Enter</kbd>{" "}
              {t("grid.keys.down")}
            </>
          ) : (
            t("form.keys")
          )}
        </span>
      </section>
    </Form>
  );
}
