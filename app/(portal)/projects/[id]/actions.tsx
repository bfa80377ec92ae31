"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useMemo, useState } from "react";
import { z } from "zod";
import { DocumentField } from "@/app/(portal)/documents/document-picker";
import { useFormats, useText } from "@/app/text/client";
import { newId, useCommand } from "@/app/trpc/client";
import { DateField } from "@/app/ui/date-field";
import { FileField, type SentFile } from "@/app/ui/file-field";
import { Field, Form, type Problem, Submit } from "@/app/ui/form";
import { NumberField } from "@/app/ui/number-fields";
import { type HousingStage, projectFileKinds } from "@/db/schema/project-lists";
import type { ProblemShape } from "@/server/problem";
import {
  acceptWorkInput,
  attachDocumentInput,
  attachFileInput,
  completeHousingInput,
  completeLivelihoodInput,
  handOverInput,
  putInOperationInput,
  reachMilestoneInput,
  reportProgressInput,
  reportStageInput,
  startProjectInput,
} from "@/server/projects/inputs";
import { accepted, mostBytes } from "../form/papers";

/** A file in the form is what the server answered; the command wants its id. */
const sentFile = z.custom<SentFile>((file) => typeof (file as SentFile | null)?.id === "string", "required");

type DeedProps = { id: string; today: string };

/** Runs a command of the record and shows the record as it became. */
function useDeed<Input extends { operationId: string }, Output>(
  command: Parameters<typeof useCommand<Input, Output>>[0],
  /** Where the form's field is called otherwise than the command's. */
  rename: Record<string, string> = {},
) {
  const router = useRouter();
  const { run, pending, problem } = useCommand(command);
  const said = useMemo(() => renamed(problem, rename), [problem, rename]);
  return {
    pending,
    problem: said,
    run: async (input: Omit<Input, "operationId">) => {
      const done = (await run(input)) !== undefined;
      if (done) router.refresh();
      return done;
    },
  };
}

function renamed(problem: ProblemShape | undefined, names: Record<string, string>): Problem | undefined {
  if (!problem?.fields) return problem;
  return { ...problem, fields: problem.fields.map((field) => ({ ...field, path: names[field.path] ?? field.path })) };
}

function Deed({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section className="sheet">
      <div className="hd">
        <h2>{title}</h2>
      </div>
      <div className="bd">{children}</div>
    </section>
  );
}

const noNames = {};
const startShape = startProjectInput.omit({ id: true });

export function StartDeed({ id, today }: DeedProps) {
  const t = useText("projects");
  const { run, pending, problem } = useDeed((client) => client.projects.start, noNames);
  return (
    <Deed title={t("progress.start")}>
      <Form
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
        schema={milestoneShape}
        defaultValues={{ actualOn: today }}
        problem={problem}
        onSubmit={(values) => run({ id, milestoneId: milestone.id, ...values })}
        guardLeaving={false}
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
        schema={stageShape}
        defaultValues={{ reachedOn: today }}
        problem={problem}
        onSubmit={({ photo, reachedOn }) => run({ id, reportId, stage, reachedOn, photoFileId: photo.id })}
      >
        <DateField name="reachedOn" label={t("progress.reachedOn")} max={today} />
        <FileField
          name="photo"
          label={t("progress.photo")}
          accept="image/jpeg,image/png,image/webp"
          maxBytes={mostBytes}
        />
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
        <FileField name="signature" label={t("housing.signature")} accept={accepted} maxBytes={mostBytes} />
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

const attachShape = attachFileInput.omit({ id: true, attachmentId: true, fileId: true }).extend({ file: sentFile });
const attachNames = { fileId: "file" };

export function AttachDeed({ id, today }: DeedProps) {
  const t = useText("projects");
  const { run, pending, problem } = useDeed((client) => client.projects.attachFile, attachNames);
  const [attachmentId, setAttachmentId] = useState(newId);
  return (
    <Deed title={t("papers.attach")}>
      <Form
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
        <FileField name="file" label={t("papers.file")} accept={accepted} maxBytes={mostBytes} />
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
