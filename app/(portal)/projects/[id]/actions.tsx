"use client";
import { useState } from "react";
import { z } from "zod";
import { DocumentField } from "@/app/(portal)/documents/document-picker";
import { useFormats, useText } from "@/app/text/client";
import { newId } from "@/app/trpc/client";
import { DateField } from "@/app/ui/date-field";
import { FileField } from "@/app/ui/file-field";
import { Field, Form, Submit } from "@/app/ui/form";
import { NumberField } from "@/app/ui/number-fields";
import type { HousingStage } from "@/db/schema/project-lists";
import {
  acceptWorkInput,
  completeHousingInput,
  completeLivelihoodInput,
  handOverInput,
  putInOperationInput,
  reachMilestoneInput,
  reportProgressInput,
  reportStageInput,
  startProjectInput,
} from "@/server/projects/inputs";
import { accepted } from "../form/papers";
import { Deed, type DeedProps, noNames, sentFile, useDeed } from "./deed";

const startShape = startProjectInput.omit({ id: true });

export function StartDeed({ id, today }: DeedProps) {
  const t = useText("projects");
  const { run, pending, problem } = useDeed((client) => client.projects.start, noNames);
  return (
    <Deed title={t("progress.start")}>
      <Form
        keep="start"
        schema={startShape}
        defaultValues={{ startedOn: today }}
        problem={problem}
        onSubmit={(values) => run({ id, ...values })}
      >
        <DateField name="startedOn" label={t("progress.startOn")} max={today} />
        <Submit pending={pending}>{t("progress.startIt")}</Submit>
      </Form>
    </Deed>
  );
}

// People think in percent; the command counts hundredths of one.
const { onDate, note, correction } = reportProgressInput.shape;

const percent = z.number("not_a_number").min(0, "out_of_range").max(100, "out_of_range");

const progressShape = z
  .strictObject({ onDate, progress: percent, note, correction })
  .refine((said) => !said.correction || said.note !== "", { error: "required", path: ["note"] });

export function ProgressDeed({ id, today, progress }: DeedProps & { progress: number }) {
  const [t, f] = [useText("projects"), useFormats()];
  const { run, pending, problem } = useDeed((client) => client.projects.reportProgress, noNames);
  const [reportId, setReportId] = useState(newId);
  return (
    <Deed title={t("progress.report")}>
      <Form
        keep="progress"
        key={reportId}
        schema={progressShape}
        defaultValues={{ onDate: today, note: "", correction: false }}
        problem={problem}
        onSubmit={async (values) => {
          const sent = { ...values, progress: Math.round(values.progress * 100) };
          if (await run({ id, reportId, ...sent })) setReportId(newId());
        }}
      >
        <DateField name="onDate" label={t("progress.onDate")} max={today} />
        <NumberField
          name="progress"
          label={t("progress.progress")}
          unit="%"
          hint={t("progress.last", { progress: f.percent(progress / 10_000, 1) })}
        />
        <Field as="textarea" rows={2} name="note" label={t("progress.reportNote")} optional />
        <Field as="check" name="correction" label={t("progress.correction")} hint={t("progress.correctionHint")} />
        <Submit pending={pending}>{t("progress.save")}</Submit>
      </Form>
    </Deed>
  );
}

const milestoneShape = reachMilestoneInput.omit({ id: true, milestoneId: true });

/** In the row of its milestone: one date and one button. */
export function MilestoneDeed({ id, today, milestone }: DeedProps & { milestone: { id: string; name: string } }) {
  const t = useText("projects");
  const { run, pending, problem } = useDeed((client) => client.projects.reachMilestone, noNames);
  return (
    <details className="twin">
      <summary>
        {t("progress.reach")}
        <span className="vh"> {milestone.name}</span>
      </summary>
      <Form
        keep={`milestone ${milestone.id}`}
        schema={milestoneShape}
        defaultValues={{ actualOn: today }}
        problem={problem}
        onSubmit={(values) => run({ id, milestoneId: milestone.id, ...values })}
      >
        <DateField name="actualOn" label={t("progress.actualOn")} max={today} />
        <Submit pending={pending}>{t("progress.reach")}</Submit>
      </Form>
    </details>
  );
}

const stageShape = reportStageInput
  .omit({ id: true, reportId: true, stage: true, photoFileId: true })
  .extend({ photo: sentFile });

const stageNames = { photoFileId: "photo", stage: "reachedOn" };

export function StageDeed({ id, today, stage }: DeedProps & { stage: HousingStage }) {
  const t = useText("projects");
  const { run, pending, problem } = useDeed((client) => client.projects.reportStage, stageNames);
  const [reportId] = useState(newId);
  return (
    <Deed title={t("progress.stageOf", { stage: t(`stage.${stage}`) })}>
      <Form
        keep={`stage ${stage}`}
        schema={stageShape}
        defaultValues={{ reachedOn: today }}
        problem={problem}
        onSubmit={({ photo, reachedOn }) => run({ id, reportId, stage, reachedOn, photoFileId: photo.id })}
      >
        <DateField name="reachedOn" label={t("progress.reachedOn")} max={today} />
        <FileField name="photo" label={t("progress.photo")} accept="image/jpeg,image/png,image/webp" />
        <Submit pending={pending}>{t("progress.stageIt")}</Submit>
      </Form>
    </Deed>
  );
}

const houseShape = completeHousingInput
  .omit({ id: true, signatureFileId: true })
  .extend({ signature: sentFile.optional() });

const houseNames = { signatureFileId: "signature", stages: "completedOn" };

export function HouseDeed({ id, today }: DeedProps) {
  const t = useText("projects");
  const { run, pending, problem } = useDeed((client) => client.projects.completeHousing, houseNames);
  return (
    <Deed title={t("progress.complete")}>
      <Form
        keep="house"
        schema={houseShape}
        defaultValues={{
          completedOn: today,
          hardFoundation: false,
          hardFrame: false,
          hardRoof: false,
          signedOn: null,
        }}
        problem={problem}
        onSubmit={({ signature, ...values }) => run({ id, ...values, signatureFileId: signature?.id ?? null })}
      >
        <DateField name="completedOn" label={t("progress.completeOn")} max={today} />
        <fieldset className="field">
          <legend>{t("housing.three")}</legend>
          <p className="hint">{t("housing.threeHint")}</p>
          <Field as="check" name="hardFoundation" label={t("housing.hardFoundation")} />
          <Field as="check" name="hardFrame" label={t("housing.hardFrame")} />
          <Field as="check" name="hardRoof" label={t("housing.hardRoof")} />
        </fieldset>
        <NumberField name="areaAfter" label={t("housing.areaAfter")} unit="m²" />
        <FileField name="signature" label={t("housing.signature")} accept={accepted} />
        <DateField name="signedOn" label={t("housing.signedOn")} max={today} />
        <Submit pending={pending}>{t("progress.completeIt")}</Submit>
      </Form>
    </Deed>
  );
}

const livelihoodShape = completeLivelihoodInput.omit({ id: true });

export function LivelihoodDeed({ id, today }: DeedProps) {
  const t = useText("projects");
  const { run, pending, problem } = useDeed((client) => client.projects.completeLivelihood, noNames);
  return (
    <Deed title={t("progress.completeProject")}>
      <Form
        keep="livelihood"
        schema={livelihoodShape}
        defaultValues={{ completedOn: today, note: "" }}
        problem={problem}
        onSubmit={(values) => run({ id, ...values })}
      >
        <DateField name="completedOn" label={t("progress.completeOn")} max={today} />
        <Field as="textarea" rows={2} name="note" label={t("progress.reportNote")} optional />
        <Submit pending={pending}>{t("progress.completeProjectIt")}</Submit>
      </Form>
    </Deed>
  );
}

const acceptShape = acceptWorkInput.omit({ id: true });

export function AcceptDeed({ id, today }: DeedProps) {
  const t = useText("projects");
  const { run, pending, problem } = useDeed((client) => client.projects.acceptWork, noNames);
  return (
    <Deed title={t("progress.accept")}>
      <Form
        keep="accept"
        schema={acceptShape}
        defaultValues={{ acceptedOn: today }}
        problem={problem}
        onSubmit={(values) => run({ id, ...values })}
      >
        <DateField name="acceptedOn" label={t("progress.acceptOn")} max={today} />
        <DocumentField name="documentId" label={t("progress.acceptDocument")} hint={t("progress.documentHint")} />
        <Submit pending={pending}>{t("progress.acceptIt")}</Submit>
      </Form>
    </Deed>
  );
}

const handOverShape = handOverInput.omit({ id: true });

export function HandOverDeed({ id, today }: DeedProps) {
  const t = useText("projects");
  const { run, pending, problem } = useDeed((client) => client.projects.handOver, noNames);
  return (
    <Deed title={t("progress.handOver")}>
      <Form
        keep="hand-over"
        schema={handOverShape}
        defaultValues={{ handedOverOn: today }}
        problem={problem}
        onSubmit={(values) => run({ id, ...values })}
      >
        <DateField name="handedOverOn" label={t("progress.handOverOn")} max={today} />
        <DocumentField name="documentId" label={t("progress.handOverDocument")} hint={t("progress.documentHint")} />
        <Submit pending={pending}>{t("progress.handOverIt")}</Submit>
      </Form>
    </Deed>
  );
}

const operateShape = putInOperationInput.omit({ id: true });

export function OperateDeed({ id, today }: DeedProps) {
  const t = useText("projects");
  const { run, pending, problem } = useDeed((client) => client.projects.putInOperation, noNames);
  return (
    <Deed title={t("progress.operate")}>
      <Form
        keep="operate"
        schema={operateShape}
        defaultValues={{ inOperationOn: today }}
        problem={problem}
        onSubmit={(values) => run({ id, ...values })}
      >
        <DateField name="inOperationOn" label={t("progress.operateOn")} max={today} />
        <Submit pending={pending}>{t("progress.operateIt")}</Submit>
      </Form>
    </Deed>
  );
}
