"use client";

import { useState } from "react";
import { DocumentField } from "@/app/(portal)/documents/document-picker";
import { useText } from "@/app/text/client";
import { newId } from "@/app/trpc/client";
import { DateField } from "@/app/ui/date-field";
import { FileField } from "@/app/ui/file-field";
import { Field, Form, Submit } from "@/app/ui/form";
import { projectFileKinds } from "@/db/schema/project-lists";
import { attachDocumentInput, attachFileInput } from "@/server/projects/inputs";
import { accepted } from "../form/papers";
import { Deed, type DeedProps, noNames, sentFile, useDeed } from "./deed";

const attachShape = attachFileInput.omit({ id: true, attachmentId: true, fileId: true }).extend({ file: sentFile });

const attachNames = { fileId: "file" };

export function AttachDeed({ id, today }: DeedProps) {
  const t = useText("projects");
  const { run, pending, problem } = useDeed((client) => client.projects.attachFile, attachNames);
  const [attachmentId, setAttachmentId] = useState(newId);
  return (
    <Deed title={t("papers.attach")}>
      <Form
        keep="attach"
        key={attachmentId}
        schema={attachShape}
        defaultValues={{ caption: "", takenOn: null }}
        problem={problem}
        onSubmit={async ({ file, ...values }) => {
          if (await run({ id, attachmentId, fileId: file.id, ...values })) setAttachmentId(newId());
        }}
      >
        <Field
          as="select"
          name="kind"
          label={t("papers.kind")}
          options={projectFileKinds.map((value) => ({ value, label: t(`file.${value}`) }))}
        />
        <FileField name="file" label={t("papers.file")} accept={accepted} />
        <Field name="caption" label={t("papers.caption")} optional />
        <DateField name="takenOn" label={t("papers.takenOn")} max={today} optional />
        <Submit pending={pending}>{t("papers.attachIt")}</Submit>
      </Form>
    </Deed>
  );
}

const documentShape = attachDocumentInput.omit({ id: true });

export function AttachDocumentDeed({ id }: DeedProps) {
  const t = useText("projects");
  const { run, pending, problem } = useDeed((client) => client.projects.attachDocument, noNames);
  const [round, setRound] = useState(0);
  return (
    <Deed title={t("papers.attachDocument")}>
      <Form
        keep="document"
        key={round}
        schema={documentShape}
        defaultValues={{}}
        problem={problem}
        onSubmit={async (values) => {
          if (await run({ id, ...values })) setRound(round + 1);
        }}
      >
        <DocumentField name="documentId" label={t("papers.document")} hint={t("progress.documentHint")} />
        <Submit pending={pending}>{t("papers.attachDocumentIt")}</Submit>
      </Form>
    </Deed>
  );
}
