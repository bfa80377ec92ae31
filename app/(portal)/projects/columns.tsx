import { formats, text } from "@/app/text/server";
import { Late, type Status } from "@/app/ui/chip";
import { Link } from "@/app/ui/link";
import { Meter } from "@/app/ui/meter";
import { Money } from "@/app/ui/money";
import { href, type Query } from "@/app/ui/query";
import { StatusChip } from "@/app/ui/status-chip";
import type { Column } from "@/app/ui/table";
import type { ProjectList, ProjectRow } from "@/server/projects/queries";
import { path } from "./asked";
import { RestoreDraft } from "./restore-draft";

const notStarted: readonly Status[] = ["draft", "submitted", "returned", "rejected", "approved", "cancelled"];

/** No money yet is no result, not zero. */
const nothing = (amount: string) => (amount === "0" ? null : amount);

const of = (project: ProjectRow) => `${path}/${project.id}`;

/** What the list shows of a project, with the sums of all that were found. */
export async function projectColumns(sums: ProjectList["sums"], query: Query): Promise<Column<ProjectRow>[]> {
  const [t, common, f] = [await text("projects"), await text("common"), await formats()];
  const today = f.dayOf(new Date());
  return [
    {
      key: "code",
      head: t("list.code"),
      sort: "code",
      hide: "phone",
      cell: (project) => (
        <Link className="code" href={of(project)}>
          {project.code}
        </Link>
      ),
    },
    {
      key: "name",
      head: t("list.project"),
      sort: "name",
      main: true,
      cell: (project) => (
        <Link className="plain font-normal! text-text!" href={of(project)}>
          {project.name}
        </Link>
      ),
      note: (project) => `${t(`kind.${project.kind}`)} · ${project.placeNames || project.unitName}`,
    },
    { key: "status", head: t("list.status"), cell: (project) => <StatusChip status={project.status} /> },
    {
      key: "total",
      head: t("list.total"),
      unit: common("measure.millionDong"),
      align: "right",
      sort: "total",
      label: t("list.total"),
      total: <Money value={sums.total} />,
      cell: (project) => <Money value={nothing(project.totalAmount)} href={of(project)} />,
    },
    {
      key: "allocated",
      head: t("list.allocated"),
      unit: common("measure.millionDong"),
      align: "right",
      sort: "allocated",
      hide: "both",
      label: t("list.allocated"),
      total: <Money value={sums.allocated} />,
      cell: (project) => <Money value={nothing(project.allocatedAmount)} href={`${of(project)}?tab=money`} />,
    },
    {
      key: "paid",
      head: t("list.paid"),
      unit: common("measure.millionDong"),
      align: "right",
      sort: "paid",
      hide: "phone",
      label: t("list.paid"),
      total: <Money value={sums.paid} />,
      cell: (project) => <Money value={nothing(project.paidAmount)} href={`${of(project)}?tab=money`} />,
    },
    {
      key: "progress",
      head: t("list.progress"),
      align: "right",
      sort: "progress",
      hide: "both",
      cell: (project) =>
        project.progress === 0 && notStarted.includes(project.status) ? (
          <span className="zero">—</span>
        ) : (
          <div className="ml-auto w-[76px]">
            {f.percent(project.progress / 10_000, 0)}
            <Meter value={project.progress} max={10_000} quiet={project.progress === 10_000} />
          </div>
        ),
    },
    {
      key: "end",
      head: t("list.due"),
      align: "right",
      sort: "end",
      total:
        sums.late > 0 ? (
          <Link className="plain" href={href(path, query, { late: "1" })}>
            <Late>{t("list.late", { count: f.number(sums.late) })}</Late>
          </Link>
        ) : undefined,
      cell: (project) =>
        project.lateDays > 0 ? <Late>{f.late(project.plannedEnd, today)}</Late> : f.date(project.plannedEnd),
    },
  ];
}

/** Of the bin: what it was, and the way back. */
export const binColumns = (columns: Column<ProjectRow>[]): Column<ProjectRow>[] => [
  ...columns.slice(0, 2),
  ...columns.filter(({ key }) => key === "total").map((column) => ({ ...column, total: undefined })),
  {
    key: "restore",
    head: "",
    align: "right",
    cell: (project) => <RestoreDraft id={project.id} name={project.name} />,
  },
];
