"use client";

import { useCallback, useState } from "react";
import { useFormats, useText } from "@/app/text/client";
import { newId, trpc, useCommand } from "@/app/trpc/client";
import { ComboField, type Option } from "@/app/ui/combobox";
import { DateField } from "@/app/ui/date-field";
import { Field, Form, type Problem, Section, Submit } from "@/app/ui/form";
import { Link } from "@/app/ui/link";
import { MoneyField } from "@/app/ui/number-fields";
import { supportKinds } from "@/db/schema/household-lists";
import { recordSupportInput } from "@/server/supports/inputs";
import { useTyped } from "../../../fields";
import { HousingGuard } from "../../../housing-guard";
import { useBack } from "../../use-back";

const record = (client: typeof trpc) => client.supports.record;

export function PastSupportForm({ householdId }: { householdId: string }) {
  const [t, f, back] = [useText("households"), useFormats(), useBack(householdId)];
  const { run, pending, problem, operation } = useCommand(record);
  const [blank] = useState(() => ({
    id: newId(),
    householdId,
    programme: "",
    detail: "",
    amount: "0",
    loan: "0",
    documentId: null,
  }));
  const documents = useCallback(
    async (q: string, signal: AbortSignal): Promise<Option[]> =>
      (await trpc.documents.search.query({ q }, { signal })).map(({ id, number, issuer, issuedOn, summary }) => ({
        id,
        label: number,
        note: [issuer, f.date(issuedOn), summary].join(" · "),
      })),
    [f],
  );
  return (
    <Form
      keep="support"
      carry={{ operation }}
      schema={recordSupportInput}
      defaultValues={blank as never}
      problem={problem as Problem | undefined}
      onSubmit={async (values) => {
        if (await run(values)) back();
      }}
      className="form max-w-[640px]"
    >
      <Section title={t("supports.what")} />
      <Field
        as="select"
        name="kind"
        label={t("past.kind")}
        width="middle"
        options={supportKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
      />
      <GuardWhenHousing householdId={householdId} />
      <Field name="programme" label={t("past.programme")} hint={t("past.programmeHint")} />
      <Field name="detail" label={t("past.detail")} hint={t("past.detailHint")} />
      <MoneyField name="amount" label={t("past.amount")} />
      <MoneyField name="loan" label={t("past.loan")} />
      <DateField name="onDate" label={t("past.on")} />
      <ComboField
        name="documentId"
        label={t("past.document")}
        hint={t("past.documentHint")}
        search={documents}
        optional
      />
      <div className="inrow">
        <Submit pending={pending}>{t("past.button")}</Submit>
        <Link className="btn" href={`/households/${householdId}`}>
          {t("form.cancel")}
        </Link>
      </div>
    </Form>
  );
}

function GuardWhenHousing({ householdId }: { householdId: string }) {
  return useTyped("kind") === "housing" ? <HousingGuard householdId={householdId} /> : null;
}
