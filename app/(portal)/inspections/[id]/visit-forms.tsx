"use client";

import { useRouter } from "next/navigation";
import { useText } from "@/app/text/client";
import { type trpc, useCommand } from "@/app/trpc/client";
import { DateField } from "@/app/ui/date-field";
import { Field, Form, Submit, useProblemText } from "@/app/ui/form";
import { Icon } from "@/app/ui/icons";
import { cancelInspectionInput, concludeInspectionInput, startVisitInput } from "@/server/inspections/inputs";
import type { ProblemCode } from "@/server/problem";

const start = (client: typeof trpc) => client.inspections.start;
const conclude = (client: typeof trpc) => client.inspections.conclude;
const cancel = (client: typeof trpc) => client.inspections.cancel;

export function StartForm({ inspectionId, today }: { inspectionId: string; today: string }) {
  const [t, { refresh }] = [useText("inspections"), useRouter()];
  const { run, pending, problem } = useCommand(start);
  return (
    <section className="sheet">
      <div className="hd">
        <h2>{t("visit.startTitle")}</h2>
      </div>
      <div className="bd">
        <Form
          keep="start"
          schema={startVisitInput}
          defaultValues={{ inspectionId, visitedOn: today }}
          problem={problem}
          onSubmit={async (values) => {
            if (await run(values)) refresh();
          }}
        >
          <DateField name="visitedOn" label={t("visit.startDay")} max={today} />
          <Submit pending={pending}>{t("visit.start")}</Submit>
        </Form>
      </div>
    </section>
  );
}

type EndProps = {
  inspectionId: string;
  mayConclude: boolean;
  mayCancel: boolean;
  blockedBy: ProblemCode | undefined;
};

export function EndForms({ inspectionId, mayConclude, mayCancel, blockedBy }: EndProps) {
  return (
    <>
      {mayConclude && <ConcludeForm inspectionId={inspectionId} blockedBy={blockedBy} />}
      {mayCancel && <CancelForm inspectionId={inspectionId} />}
    </>
  );
}

function ConcludeForm({ inspectionId, blockedBy }: { inspectionId: string; blockedBy: ProblemCode | undefined }) {
  const [t, { refresh }, problemText] = [useText("inspections"), useRouter(), useProblemText()];
  const { run, pending, problem } = useCommand(conclude);
  return (
    <section className="sheet">
      <div className="hd">
        <h2>{t("visit.concludeTitle")}</h2>
      </div>
      <div className="bd">
        {blockedBy ? (
          <p className="muted" role="status">
            <Icon name="warn" /> {problemText({ code: blockedBy })}
          </p>
        ) : (
          <Form
            keep="conclude"
            schema={concludeInspectionInput}
            defaultValues={{ inspectionId, conclusion: "" }}
            problem={problem}
            onSubmit={async (values) => {
              if (await run(values)) refresh();
            }}
          >
            <Field
              as="textarea"
              name="conclusion"
              label={t("visit.concludeText")}
              hint={t("visit.concludeHint")}
              rows={4}
            />
            <Submit pending={pending}>{t("visit.conclude")}</Submit>
          </Form>
        )}
      </div>
    </section>
  );
}

function CancelForm({ inspectionId }: { inspectionId: string }) {
  const [t, { refresh }] = [useText("inspections"), useRouter()];
  const { run, pending, problem } = useCommand(cancel);
  return (
    <details className="sheet">
      <summary className="hd">{t("visit.cancelTitle")}</summary>
      <div className="bd">
        <Form
          keep="cancel"
          schema={cancelInspectionInput}
          defaultValues={{ inspectionId, reason: "" }}
          problem={problem}
          onSubmit={async (values) => {
            if (await run(values)) refresh();
          }}
        >
          <Field as="textarea" name="reason" label={t("visit.cancelReason")} rows={2} />
          <Submit pending={pending} danger>
            {t("visit.cancel")}
          </Submit>
        </Form>
      </div>
    </details>
  );
}
