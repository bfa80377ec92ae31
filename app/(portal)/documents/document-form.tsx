"use client";

import { useRouter } from "next/navigation";
import { useRef } from "react";
import { z } from "zod";
import { useText } from "@/app/text/client";
import { newId, useCommand } from "@/app/trpc/client";
import { DateField } from "@/app/ui/date-field";
import { FileField } from "@/app/ui/file-field";
import { Field, Form, Submit } from "@/app/ui/form";
import { documentFields } from "@/server/documents/inputs";

/** The file is what was sent; its id is what the command takes. */
const sent = z.object({ id: z.string(), name: z.string(), kind: z.string(), sizeBytes: z.number() });
const { fileId: _, ...written } = documentFields;
const typed = z.strictObject({ ...written, file: sent.nullish() });

export type Known = {
  id: string;
  number: string;
  kind: string;
  issuer: string;
  issuedOn: string;
  effectiveOn: string | null;
  summary: string;
  fileId: string | null;
  fileName: string | null;
};

/** Registers a document, or corrects the one that is known. */
export function DocumentForm({ kinds, known }: { kinds: { value: string; label: string }[]; known?: Known }) {
  const [t, router] = [useText("documents"), useRouter()];
  const id = useRef(known?.id ?? newId());
  const register = useCommand((trpc) => trpc.documents.register);
  const correct = useCommand((trpc) => trpc.documents.correct);
  const { run, pending, problem, operation } = known ? correct : register;
  return (
    <Form
      keep="document"
      carry={{ id, operation }}
      schema={typed}
      defaultValues={{
        number: known?.number ?? "",
        kind: known?.kind ?? "",
        issuer: known?.issuer ?? "",
        issuedOn: known?.issuedOn ?? "",
        effectiveOn: known?.effectiveOn ?? null,
        summary: known?.summary ?? "",
        file: null,
      }}
      problem={problem}
      onSubmit={async ({ file, ...fields }) => {
        const done = await run({ id: id.current, ...fields, fileId: file?.id ?? known?.fileId ?? null });
        if (done) router.push(`/documents/${done.id}`);
      }}
    >
      <Field name="number" label={t("number")} hint={t("numberHint")} width="middle" />
      <Field as="select" name="kind" label={t("kind")} options={kinds} />
      <Field name="issuer" label={t("issuer")} hint={t("issuerHint")} />
      <DateField name="issuedOn" label={t("issuedOn")} />
      <DateField name="effectiveOn" label={t("effectiveOn")} hint={t("effectiveHint")} optional />
      <Field as="textarea" name="summary" label={t("summary")} rows={3} />
      <FileField
        name="file"
        label={t("file")}
        hint={known?.fileName ? t("fileKept", { name: known.fileName }) : t("fileHint")}
        optional
      />
      <Submit pending={pending}>{t(known ? "saveCorrection" : "save")}</Submit>
    </Form>
  );
}
