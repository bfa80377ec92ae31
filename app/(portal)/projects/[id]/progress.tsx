import { formats, text } from "@/app/text/server";
import { Lines } from "@/app/ui/charts";
import { EmptyState } from "@/app/ui/empty-state";
import { Icon } from "@/app/ui/icons";
import { LateMark } from "@/app/ui/late-mark";
import { Columns, Sheet } from "@/app/ui/sheet";
import { Table } from "@/app/ui/table";
import { housingStages } from "@/db/schema/project-lists";
import type { ProjectMoney } from "@/server/budgets/queries";
import type { FieldProblem } from "@/server/problem";
import { nextStage, progressAfter } from "@/server/projects/kinds/housing";
import type { Action } from "@/server/projects/kinds/kind";
import type { ProjectRecord } from "@/server/projects/record";
import {
  AcceptDeed,
  HandOverDeed,
  HouseDeed,
  LivelihoodDeed,
  MilestoneDeed,
  OperateDeed,
  ProgressDeed,
  StageDeed,
  StartDeed,
} from "./actions";
import { Blocked } from "./blocked";
import { actualAt, monthEnds, paidOver, planAt } from "./curve";
import type { RecordOf } from "./kinds";

type Props = { project: ProjectRecord; money: ProjectMoney; today: string };

/** What can be done with the work at this step, in the order in which it is done. */
const deeds: [Action, (props: Props) => React.ReactNode][] = [
  ["start", ({ project, today }) => <StartDeed id={project.id} today={today} />],
  [
    "reportProgress",
    ({ project, today }) => <ProgressDeed id={project.id} today={today} progress={project.progress} />,
  ],
  [
    "reportStage",
    ({ project, today }) => {
      const stage = nextStage((project as RecordOf<"housing">).details.stages);
      return stage && <StageDeed key={stage} id={project.id} today={today} stage={stage} />;
    },
  ],
  ["completeHousing", ({ project, today }) => <HouseDeed id={project.id} today={today} />],
  ["completeLivelihood", ({ project, today }) => <LivelihoodDeed id={project.id} today={today} />],
  ["acceptWork", ({ project, today }) => <AcceptDeed id={project.id} today={today} />],
  ["handOver", ({ project, today }) => <HandOverDeed id={project.id} today={today} />],
  ["putInOperation", ({ project, today }) => <OperateDeed id={project.id} today={today} />],
];

export async function Progress(props: Props) {
  const { project } = props;
  const open = deeds.filter(([action]) => project.may.includes(action));
  const house = project.details.kind === "housing";
  // What to do stands at the right; where there is nothing to do, what was reached does.
  const reached = house ? (
    <Stages project={project as RecordOf<"housing">} narrow={open.length === 0} />
  ) : (
    <Milestones {...props} />
  );
  const side = open.map(([action, Deed]) => {
    const problems: FieldProblem[] = project.problems[action] ?? [];
    return problems.length ? (
      <Blocked key={action} action={action} problems={problems} />
    ) : (
      <Deed key={action} {...props} />
    );
  });
  return (
    <Columns side={open.length ? side : reached}>
      <Charts {...props} />
      {open.length > 0 && reached}
      {(!house || project.progressReports.length > 0) && <Reports project={project} />}
    </Columns>
  );
}

/** Work done and money paid beside each other, never on one axis. */
async function Charts({ project, money, today }: Props) {
  const [t, f] = [await text("projects"), await formats()];
  const share = project.progress / 10_000;
  const paid = f.share(project.paidAmount, project.allocatedAmount);
  const progress = f.percent(share, 0);
  const title =
    project.allocatedAmount === "0"
      ? t("progress.findingNoMoney", { progress })
      : t("progress.finding", { progress, paid });
  const told =
    project.details.kind === "housing"
      ? project.details.stages.map(({ reachedOn }, index) => ({
          onDate: reachedOn,
          percent: progressAfter(index + 1) / 100,
        }))
      : project.progressReports.map(({ onDate, progress: value }) => ({ onDate, percent: value / 100 }));
  // Of work that was taken over without its reports only the last figure is known.
  const reports =
    told.length || !project.progress
      ? told
      : [{ onDate: project.completedOn ?? today, percent: project.progress / 100 }];
  const payments = money.entriesTotal > money.entries.length ? [] : paidOver(money.entries, project.allocatedAmount);
  const days = [
    project.plannedStart,
    project.startedOn,
    project.plannedEnd,
    reports.at(0)?.onDate,
    reports.at(-1)?.onDate,
    payments.at(0)?.onDate,
    payments.at(-1)?.onDate,
  ]
    .filter((day) => day !== null && day !== undefined)
    .sort();
  const [from, to] = [days.at(0), days.at(-1)];
  if (!from || !to) return <Sheet title={title}>{null}</Sheet>;
  const ends = monthEnds(from, to);
  const points = ends.map((end) => `${end.slice(5, 7)}/${end.slice(0, 4)}`);
  const { plannedStart, plannedEnd } = project;
  const plan =
    plannedStart && plannedEnd
      ? [
          {
            key: "plan",
            label: t("progress.plan"),
            tone: "plan" as const,
            values: planAt(ends, plannedStart, plannedEnd),
          },
        ]
      : [];
  const actual = (values: (number | null)[]) => ({
    key: "actual",
    label: t("progress.actual"),
    tone: "1" as const,
    values,
  });
  return (
    <Sheet flush title={title} note={t(plan.length ? "progress.notePlanned" : "progress.note")}>
      <div className={`charts cells${payments.length ? " panes-equal" : ""}`}>
        <Lines
          title={t("progress.physical")}
          name={t("progress.month")}
          points={points}
          series={[...plan, actual(actualAt(ends, reports, today, told.length || !project.progress ? 0 : null))]}
          summary={t("progress.physicalSummary", { progress })}
          digits={1}
        />
        {payments.length > 0 && (
          <Lines
            title={t("progress.money")}
            name={t("progress.month")}
            points={points}
            series={[...plan, actual(actualAt(ends, payments, today))]}
            summary={t("progress.moneySummary", { paid })}
            digits={1}
          />
        )}
      </div>
    </Sheet>
  );
}

async function Milestones({ project, today }: Props) {
  const [t, f] = [await text("projects"), await formats()];
  const { milestones } = project;
  const done = milestones.filter(({ actualOn }) => actualOn !== null).length;
  const late = milestones.filter(({ actualOn, plannedOn }) => actualOn === null && plannedOn < today).length;
  const values = { done: f.number(done), all: f.number(milestones.length), late: f.number(late) };
  if (!milestones.length) {
    return (
      <Sheet flush>
        <EmptyState title={t("progress.noMilestones")} why={t("progress.noMilestonesWhy")} />
      </Sheet>
    );
  }
  return (
    <Sheet title={t(late ? "progress.milestonesLate" : "progress.milestones", values)}>
      <ul className="milestones">
        {milestones.map((milestone) => (
          <li key={milestone.id}>
            <span>{milestone.name}</span>
            <span className="cap">
              {milestone.actualOn && (
                <b className="good">
                  <Icon name="check" /> {f.date(milestone.actualOn)}
                </b>
              )}{" "}
              {t("record.plan", { date: f.date(milestone.plannedOn) })}{" "}
              {!milestone.actualOn && milestone.plannedOn < today && (
                <LateMark due={milestone.plannedOn} today={today} />
              )}
            </span>
            {!milestone.actualOn && project.may.includes("reachMilestone") && (
              <MilestoneDeed id={project.id} today={today} milestone={milestone} />
            )}
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

/** The four parts of a house, each with its day and the photo that shows it. */
async function Stages({ project, narrow }: { project: RecordOf<"housing">; narrow: boolean }) {
  const [t, f] = [await text("projects"), await formats()];
  const { stages } = project.details;
  return (
    <Sheet title={t("progress.stages", { done: f.number(stages.length) })}>
      <ol className={narrow ? "grid grid-cols-2 gap-3" : "grid grid-cols-2 gap-3 min-[720px]:grid-cols-4"}>
        {housingStages.map((stage) => {
          const report = stages.find((each) => each.stage === stage);
          return (
            <li key={stage}>
              {report ? (
                <a href={`/api/files/${report.photoFileId}`}>
                  {/* biome-ignore lint/performance/noImgElement: next/image would fetch without the session */}
                  <img
                    src={`/api/files/${report.photoFileId}`}
                    alt={t("progress.photoOf", { stage: t(`stage.${stage}`), date: f.date(report.reachedOn) })}
                    width={400}
                    height={300}
                    loading="lazy"
                    className="aspect-[4/3] w-full object-cover"
                  />
                </a>
              ) : (
                <div className="grid aspect-[4/3] place-items-center border border-dashed border-control text-muted">
                  {t("progress.notYet")}
                </div>
              )}
              <b className="block">
                {report && (
                  <span className="good">
                    <Icon name="check" />{" "}
                  </span>
                )}
                {t(`stage.${stage}`)}
              </b>
              {report && (
                <span className="cap block">
                  {f.date(report.reachedOn)} {narrow ? <br /> : "· "}
                  {report.reportedBy}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </Sheet>
  );
}

async function Reports({ project }: { project: ProjectRecord }) {
  const [t, f] = [await text("projects"), await formats()];
  if (!project.progressReports.length) {
    const why = t(project.startedOn ? "progress.noReportsYet" : "progress.noReportsWhy");
    return (
      <Sheet flush>
        <EmptyState title={t("progress.noReports")} why={why} />
      </Sheet>
    );
  }
  return (
    <Sheet flush title={t("progress.reports")}>
      <Table
        caption={t("progress.reports")}
        rows={project.progressReports.toReversed()}
        rowKey={({ id }) => id}
        columns={[
          { key: "date", head: t("papers.date"), cell: ({ onDate }) => <span className="nw">{f.date(onDate)}</span> },
          {
            key: "progress",
            head: t("progress.physical"),
            align: "right",
            cell: ({ progress }) => <b>{f.percent(progress / 10_000, progress % 100 ? 1 : 0)}</b>,
          },
          {
            key: "note",
            head: t("progress.reportNote"),
            cell: ({ note, correction }) => (
              <>
                {correction && <span className="tag">{t("progress.corrected")}</span>} {note}
              </>
            ),
          },
          {
            key: "by",
            head: <span className="nw">{t("progress.by")}</span>,
            cell: ({ reportedBy }) => <span className="nw">{reportedBy}</span>,
          },
        ]}
      />
    </Sheet>
  );
}
