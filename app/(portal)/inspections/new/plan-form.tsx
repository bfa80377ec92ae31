"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { useText } from "@/app/text/client";
import { newId, trpc, useCommand } from "@/app/trpc/client";
import { ComboField, type Option, type Search } from "@/app/ui/combobox";
import { DateField } from "@/app/ui/date-field";
import { Field, Form, Submit } from "@/app/ui/form";
import { Link } from "@/app/ui/link";
import { inspectionKinds } from "@/db/schema/inspection-lists";
import { planInspectionInput } from "@/server/inspections/inputs";
import type { Subject } from "@/server/inspections/planning-queries";

const asOption = (project: Subject): Option => ({
  id: project.id,
  label: project.name,
  note: `${project.code} · ${project.unitName}`,
});

const search: Search = async (q, signal) => (await trpc.inspections.subjects.query({ q }, { signal })).map(asOption);
const plan = (client: typeof trpc) => client.inspections.plan;

export function PlanForm({ today, project }: { today: string; project: Subject | null }) {
  const [t, c, { push }] = [useText("inspections"), useText("common"), useRouter()];
  const { run, pending, problem, operation } = useCommand(plan);
  const [id] = useState(newId);
  return (
    <Form
      keep="inspection"
      carry={{ operation }}
      schema={planInspectionInput}
      defaultValues={{ id, projectId: project?.id, kind: "check", plannedOn: today, reason: "" } as never}
      problem={problem}
      className="form max-w-[640px]"
      onSubmit={async (values) => {
        const planned = await run(values);
        if (planned) push(`/inspections/${planned.id}`);
      }}
    >
      <ComboField
        name="projectId"
        label={t("plan.project")}
        hint={t("plan.projectHint")}
        search={search}
        initial={project ? asOption(project) : undefined}
      />
      <Field
        as="select"
        name="kind"
        label={t("plan.kind")}
        options={inspectionKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
      />
      <DateField name="plannedOn" label={t("plan.plannedOn")} min={today} />
      <Field as="textarea" name="reason" label={t("plan.reason")} hint={t("plan.reasonHint")} optional />
      <p className="muted mb-3">{t("plan.who")}</p>
      <div className="inrow">
        <Submit pending={pending}>{t("plan.send")}</Submit>
        <Link className="btn" href="/inspections">
          {c("action.cancel")}
        </Link>
      </div>
    </Form>
  );
}
