"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { z } from "zod";
import { useText } from "@/app/text/client";
import { type trpc, useCommand } from "@/app/trpc/client";
import { FileField, type SentFile } from "@/app/ui/file-field";
import { Field, Form, Submit } from "@/app/ui/form";
import { answerActionInput, verifyActionInput } from "@/server/findings/inputs";

const answer = (client: typeof trpc) => client.findings.answerAction;
const verify = (client: typeof trpc) => client.findings.verifyAction;

const answerShape = z.strictObject({
  answer: answerActionInput.shape.answer,
  fileIds: z.custom<SentFile[]>().default([]),
});
const refusalShape = z.strictObject({ refusal: verifyActionInput.shape.refusal.unwrap().min(1, "required") });

export function AnswerForm({ actionId }: { actionId: string }) {
  const [t, { refresh }] = [useText("inspections"), useRouter()];
  const { run, pending, problem } = useCommand(answer);
  return (
    <Form
      keep={`answer ${actionId}`}
      schema={answerShape}
      defaultValues={{ answer: "", fileIds: [] }}
      problem={problem}
      onSubmit={async ({ answer, fileIds }) => {
        if (await run({ actionId, answer, fileIds: fileIds.map(({ id }) => id) })) refresh();
      }}
    >
      <Field as="textarea" name="answer" label={t("action.reply")} hint={t("action.replyHint")} rows={3} />
      <FileField name="fileIds" label={t("action.files")} multiple optional accept="image/*,application/pdf" />
      <Submit pending={pending}>{t("action.send")}</Submit>
    </Form>
  );
}

export function VerifyForms({ actionId }: { actionId: string }) {
  const [t, c, { refresh }] = [useText("inspections"), useText("common"), useRouter()];
  const { run, pending, problem } = useCommand(verify);
  const [refusing, setRefusing] = useState(false);
  if (!refusing) {
    return (
      <Form
        keep={`verify ${actionId}`}
        schema={z.strictObject({})}
        defaultValues={{}}
        problem={problem}
        onSubmit={async () => {
          if (await run({ actionId, accept: true, refusal: "" })) refresh();
        }}
      >
        <div className="inrow">
          <Submit pending={pending}>{t("action.accept")}</Submit>
          <button type="button" className="btn" disabled={pending} onClick={() => setRefusing(true)}>
            {t("action.refuse")}
          </button>
        </div>
      </Form>
    );
  }
  return (
    <Form
      keep={`refuse ${actionId}`}
      schema={refusalShape}
      defaultValues={{ refusal: "" }}
      problem={problem}
      onSubmit={async ({ refusal }) => {
        if (!(await run({ actionId, accept: false, refusal }))) return;
        setRefusing(false);
        refresh();
      }}
    >
      <Field as="textarea" name="refusal" label={t("action.refuseWhy")} rows={2} />
      <div className="inrow">
        <Submit pending={pending} danger>
          {t("action.refuseSend")}
        </Submit>
        <button type="button" className="btn" disabled={pending} onClick={() => setRefusing(false)}>
          {c("action.cancel")}
        </button>
      </div>
    </Form>
  );
}
