import type { ReactNode } from "react";
import type { formats, text } from "@/app/text/server";
import type { Fact } from "@/app/ui/facts";
import { type ProjectKind, quantityKinds } from "@/db/schema/project-lists";
import type { DetailsOf } from "@/server/projects/kinds";
import { nextStage } from "@/server/projects/kinds/housing";
import type { ProjectRecord } from "@/server/projects/record";
import { HousingSheets } from "./housing";
import { LivelihoodSheets } from "./livelihood";

export type RecordOf<K extends ProjectKind> = ProjectRecord & { details: DetailsOf[K] };

type Quantity = DetailsOf["infrastructure"]["quantities"][number];
type Ground = { t: Awaited<ReturnType<typeof text<"projects">>>; f: Awaited<ReturnType<typeof formats>> };
type StepKey =
  | "send"
  | "repair"
  | "start"
  | "foundation"
  | "frame"
  | "roof"
  | "completed"
  | "completeHouse"
  | "complete"
  | "accept"
  | "handOver"
  | "operate"
  | "settle";

/** What the record page shows of one kind beside what all kinds have. */
type KindRecord<K extends ProjectKind> = {
  facts: (project: RecordOf<K>, ground: Ground) => Fact[];
  /** Sheets under the facts. */
  Sheets?: (props: { project: RecordOf<K> }) => ReactNode | Promise<ReactNode>;
  /** What comes after approval. */
  next: (project: RecordOf<K>) => StepKey | undefined;
};

const kindRecords: { [K in ProjectKind]: KindRecord<K> } = {
  livelihood: {
    facts: ({ details }, { t, f }) => [
      { term: t("livelihood.type"), value: t(`type.${details.type}`) },
      { term: t("livelihood.form"), value: t(`form.${details.form}`) },
      { term: t("livelihood.name"), value: details.organisation || undefined },
      { term: t("livelihood.product"), value: details.product || undefined },
      {
        term: t("livelihood.counterpart"),
        value: (
          <>
            {f.moneyWithUnit(details.counterpartAmount)} <span className="cap">{details.counterpartNote}</span>
          </>
        ),
      },
      { term: t("livelihood.expectedJobs"), value: withUnit(f.number(details.expectedJobs), t("livelihood.jobs")) },
      { term: t("livelihood.expectedIncome"), value: f.moneyWithUnit(details.expectedIncome), wide: true },
    ],
    Sheets: LivelihoodSheets,
    next: ({ status }) =>
      (({ approved: "start", in_progress: "complete", completed: "settle" }) as const)[status as "approved"],
  },
  housing: {
    facts: ({ details }, { t, f }) => [
      {
        term: t("housing.household"),
        value: details.household ? (
          <>
            <a href={`/households/${details.householdId}`}>{details.household.headName}</a>{" "}
            <span className="cap">{t(`class.${details.household.class ?? "none"}`)}</span>
          </>
        ) : (
          t("record.householdsHidden")
        ),
      },
      { term: t("housing.form"), value: t(`work.${details.workKind}`) },
      { term: t("housing.decisionOn"), value: f.date(details.decisionOn) },
      { term: t("record.grant"), value: f.moneyWithUnit(details.normAmount) },
    ],
    Sheets: HousingSheets,
    next: ({ status, details }) => {
      if (status === "completed") return "settle";
      if (status !== "approved" && status !== "in_progress") return undefined;
      return nextStage(details.stages) ?? "completeHouse";
    },
  },
  infrastructure: {
    facts: ({ details, totalAmount }, { t, f }) => {
      const length = details.quantities.find(({ quantity, most }) => quantity === "length" && most === null);
      return [
        ...quantityKinds.flatMap((kind) => {
          const [first, ...rest] = details.quantities.filter(({ quantity }) => quantity === kind).sort(byMost);
          if (!first) return [];
          const said = ({ least, most, measure }: Quantity) =>
            `${f.range(least, most ?? least)} ${t(`measure.${measure}`)}`;
          const parts = rest.map(said).join(", ");
          return {
            term: t(`quantity.${kind}`),
            value: (
              <>
                <b>{said(first)}</b>{" "}
                {parts && (
                  <span className="cap">{isWhole(first, rest) ? t("record.consistsOf", { parts }) : parts}</span>
                )}
              </>
            ),
          };
        }),
        { term: t("infrastructure.sector"), value: t(`sector.${details.sector}`) },
        { term: t("infrastructure.investor"), value: details.investor },
        { term: t("infrastructure.startPoint"), value: details.startPoint || undefined },
        { term: t("infrastructure.endPoint"), value: details.endPoint || undefined },
        { term: t("infrastructure.contractor"), value: details.contractor || undefined },
        {
          term: t("record.served"),
          value:
            details.householdsServed === null
              ? undefined
              : withUnit(f.number(details.householdsServed), t("measure.household")),
        },
        ...(length && length.least > 0
          ? [
              {
                term: t("infrastructure.perMeasure"),
                value: t("record.perMeasure", {
                  amount: f.millions(String(Math.round(Number(totalAmount) / length.least))),
                  measure: t(`measure.${length.measure}`),
                }),
              },
            ]
          : []),
        ...(details.acceptedOn
          ? [
              {
                term: t("infrastructure.acceptedOn"),
                value: dated(f.date(details.acceptedOn), details.acceptanceDocumentId, details.acceptanceDocument),
              },
            ]
          : []),
        ...(details.handedOverOn
          ? [
              {
                term: t("infrastructure.handedOverOn"),
                value: dated(f.date(details.handedOverOn), details.handoverDocumentId, details.handoverDocument),
              },
            ]
          : []),
        ...(details.inOperationOn
          ? [{ term: t("infrastructure.inOperationOn"), value: f.date(details.inOperationOn) }]
          : []),
      ];
    },
    next: ({ status, details }) => {
      if (status === "approved") return "start";
      if (status === "in_progress") return "accept";
      if (status === "completed") return details.handedOverOn ? "operate" : "handOver";
      return status === "in_operation" ? "settle" : undefined;
    },
  },
};

const byMost = (a: Quantity, b: Quantity) => (b.most ?? b.least) - (a.most ?? a.least);

/** Whether one quantity is the sum of the others, such as a road's length of those of its parts. */
const isWhole = (whole: Quantity, parts: readonly Quantity[]) =>
  Math.abs(whole.least - parts.reduce((sum, { least }) => sum + least, 0)) < 0.001 &&
  parts.every(({ measure }) => measure === whole.measure);

const withUnit = (value: string, unit: string) => (value === "—" ? undefined : `${value} ${unit}`);
const dated = (date: string, id: string | null, number: string | null) => (
  <>
    {date} {id && number && <a href={`/documents/${id}`}>{number}</a>}
  </>
);

/** The half of a kind known only at run time: a record's details are always of its own kind. */
export const kindRecordOf = (kind: ProjectKind) =>
  kindRecords[kind] as unknown as KindRecord<never> & {
    facts: (project: ProjectRecord, ground: Ground) => Fact[];
    Sheets?: (props: { project: ProjectRecord }) => ReactNode | Promise<ReactNode>;
    next: (project: ProjectRecord) => StepKey | undefined;
  };

const beforeApproval = { draft: "send", returned: "repair" } as const;

/** The step that comes next; while a request waits, the request says who has it. */
export const nextStep = (project: ProjectRecord): StepKey | undefined =>
  beforeApproval[project.status as "draft"] ?? kindRecordOf(project.kind).next(project);
