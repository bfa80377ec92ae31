"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import type { z } from "zod";
import { useFormats, useText } from "@/app/text/client";
import { newId, trpc, useCommand } from "@/app/trpc/client";
import { ComboField, type Search } from "@/app/ui/combobox";
import { DateField } from "@/app/ui/date-field";
import { Field, Form, Submit, useProblemText } from "@/app/ui/form";
import { Icon } from "@/app/ui/icons";
import type { Severity } from "@/db/schema/inspection-lists";
import { askActionInput, closeFindingInput, releaseFindingInput, withdrawFindingInput } from "@/server/findings/inputs";
import { daysToAct, dueAfter } from "@/server/findings/rules";
import type { ProblemCode } from "@/server/problem";

const ask = (client: typeof trpc) => client.findings.askAction;
const close = (client: typeof trpc) => client.findings.close;
const withdraw = (client: typeof trpc) => client.findings.withdraw;
const release = (client: typeof trpc) => client.findings.release;

/** A sheet that opens when somebody asks for it: what is done rarely does not shout. */
function Folded({ title, open, children }: { title: string; open?: boolean; children: ReactNode }) {
  return (
    <details className="sheet" open={open}>
      <summary className="hd">{title}</summary>
      <div className="bd">{children}</div>
    </details>
  );
}

const askShape = askActionInput.pick({ text: true, dueOn: true });

type AskProps = { findingId: string; severity: Severity; unit: string; today: string; open: boolean };

export function AskForm({ findingId, severity, unit, today, open }: AskProps) {
  const [t, { refresh }] = [useText("inspections"), useRouter()];
  const { run, pending, problem } = useCommand(ask);
  const [id, setId] = useState(newId);
  return (
    <Folded title={t("ask.title")} open={open}>
      <Form
        keep="ask"
        key={id}
        schema={askShape}
        defaultValues={{ text: "", dueOn: dueAfter(today, daysToAct(severity)) }}
        problem={problem}
        onSubmit={async (values) => {
          if (!(await run({ id, findingId, ...values }))) return;
          setId(newId());
          refresh();
        }}
      >
        <Field as="textarea" name="text" label={t("ask.text")} rows={2} />
        <p className="cap">
          {t("ask.owner")}: {t("ask.ownerSaid", { unit })}
        </p>
        <DateField name="dueOn" label={t("ask.due")} min={today} />
        <Submit pending={pending}>{t("ask.send")}</Submit>
      </Form>
    </Folded>
  );
}

export function CloseForm({ findingId, blockedBy }: { findingId: string; blockedBy: ProblemCode | undefined }) {
  const [t, { refresh }, problemText] = [useText("inspections"), useRouter(), useProblemText()];
  const { run, pending, problem } = useCommand(close);
  return (
    <section className="sheet">
      <div className="hd">
        <h2>{t("close.title")}</h2>
      </div>
      <div className="bd">
        {blockedBy ? (
          <p className="muted" role="status">
            <Icon name="warn" /> {problemText({ code: blockedBy })}
          </p>
        ) : (
          <Form
            keep="close"
            schema={closeFindingInput}
            defaultValues={{ findingId }}
            problem={problem}
            onSubmit={async (values) => {
              if (await run(values)) refresh();
            }}
          >
            <p>{t("close.text")}</p>
            <Submit pending={pending}>{t("close.send")}</Submit>
          </Form>
        )}
      </div>
    </section>
  );
}

export function WithdrawForm({ findingId }: { findingId: string }) {
  const [t, { refresh }] = [useText("inspections"), useRouter()];
  const { run, pending, problem } = useCommand(withdraw);
  return (
    <Folded title={t("withdraw.title")}>
      <Form
        keep="withdraw"
        schema={withdrawFindingInput}
        defaultValues={{ findingId, reason: "" }}
        problem={problem}
        onSubmit={async (values) => {
          if (await run(values)) refresh();
        }}
      >
        <p className="cap">{t("withdraw.text")}</p>
        <Field as="textarea" name="reason" label={t("withdraw.reason")} rows={2} />
        <Submit pending={pending} danger>
          {t("withdraw.send")}
        </Submit>
      </Form>
    </Folded>
  );
}

export function ReleaseForm({ findingId }: { findingId: string }) {
  const [t, f, { refresh }] = [useText("inspections"), useFormats(), useRouter()];
  const { run, pending, problem } = useCommand(release);
  const search: Search = async (q, signal) =>
    (await trpc.documents.search.query({ q }, { signal })).map((document) => ({
      id: document.id,
      label: `${document.number}, ${f.date(document.issuedOn)}`,
      note: `${document.issuer} · ${document.summary}`,
    }));
  return (
    <Folded title={t("release.title")}>
      <Form
        keep="release"
        schema={releaseFindingInput}
        defaultValues={{ findingId, reason: "" } as z.input<typeof releaseFindingInput>}
        problem={problem}
        onSubmit={async (values) => {
          if (await run(values)) refresh();
        }}
      >
        <p className="cap">{t("release.text")}</p>
        <ComboField name="documentId" label={t("release.document")} hint={t("release.documentHint")} search={search} />
        <Field as="textarea" name="reason" label={t("release.reason")} rows={2} />
        <Submit pending={pending}>{t("release.send")}</Submit>
      </Form>
    </Folded>
  );
}
