import type { Metadata } from "next";
import type { z } from "zod";
import { PlacePicker } from "@/app/(portal)/units/place-picker";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, formats, text } from "@/app/text/server";
import { api, frame } from "@/app/trpc/server";
import { Late, type Status, statusLook } from "@/app/ui/chip";
import { EmptyState } from "@/app/ui/empty-state";
import { FilterSelect, Filters, FilterText, Quick } from "@/app/ui/filters";
import { Link } from "@/app/ui/link";
import { Meter } from "@/app/ui/meter";
import { Money } from "@/app/ui/money";
import { Page, PageHead } from "@/app/ui/page-head";
import { Pager } from "@/app/ui/pager";
import { href, one, type Query, sortOf } from "@/app/ui/query";
import { StatusChip } from "@/app/ui/status-chip";
import { type Column, Table } from "@/app/ui/table";
import { projectKinds } from "@/db/schema/project-lists";
import { pageSize } from "@/server/inputs";
import type { listProjectsInput } from "@/server/projects/inputs";
import type { ProjectRow } from "@/server/projects/queries";
import { projectStages } from "@/server/projects/rules";
import { AddProject } from "./add-project";
import { RestoreDraft } from "./restore-draft";

const path = "/projects";
const filterNames = ["q", "kind", "unit", "source", "line", "year"];
/** What the tabs over the list set; a stage comes from the dashboard and covers several statuses. */
const tabFilters = ["status", "stage", "late"];
/** In the order of a project's life; what was refused or stopped comes last. */
const tabs = [
  "draft",
  "submitted",
  "returned",
  "approved",
  "in_progress",
  "completed",
  "in_operation",
  "settled",
  "rejected",
  "cancelled",
] as const satisfies readonly Status[];
const notStarted: readonly Status[] = ["draft", "submitted", "returned", "rejected", "approved", "cancelled"];

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("projects"))("list.title") };
}

type Asked = z.input<typeof listProjectsInput>;

/** The address as the query's own input; what makes no sense there is refused by it. */
function asked(query: Query): Asked {
  const sort = sortOf(query, { by: "recent", down: true });
  const filter = (name: string) => {
    const value = one(query, name);
    return value ? { [name]: value } : {};
  };
  const number = (name: string) => {
    const value = one(query, name);
    return value ? { [name]: Number(value) } : {};
  };
  return {
    ...filter("q"),
    ...filter("kind"),
    ...filter("status"),
    ...filter("stage"),
    ...filter("unit"),
    ...filter("line"),
    ...filter("source"),
    ...number("year"),
    ...number("page"),
    ...(one(query, "late") && { late: true }),
    ...(one(query, "bin") && { binned: true }),
    sort: sort.by,
    direction: sort.down ? "down" : "up",
  } as Asked;
}

export default async function ProjectsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const input = asked(query);
  const [t, common, f, locale, here, caller] = [
    await text("projects"),
    await text("common"),
    await formats(),
    await currentLocale(),
    await frame(),
    await api(),
  ];
  const [found, money, programmes, unit] = await Promise.all([
    caller.projects.list(input),
    caller.programmes.money(),
    caller.programmes.list({}),
    input.unit ? caller.units.option({ id: input.unit }) : undefined,
  ]);
  const today = f.dayOf(new Date());
  const binned = input.binned === true;
  const filtered = [...filterNames, ...tabFilters].some((name) => one(query, name));
  const mayWrite = here.permissions.includes("projects.write");
  const all = Object.values(found.statuses).reduce((sum, count) => sum + count, 0);
  const years = Array.from({ length: Number(today.slice(0, 4)) - 2020 + 1 }, (_, index) => String(2021 + index));
  const of = (project: ProjectRow) => `${path}/${project.id}`;

  const columns: Column<ProjectRow>[] = [
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
      total: <Money value={found.sums.total} />,
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
      total: <Money value={found.sums.allocated} />,
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
      total: <Money value={found.sums.paid} />,
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
        found.sums.late > 0 ? (
          <Link className="plain" href={href(path, query, { late: "1" })}>
            <Late>{t("list.late", { count: f.number(found.sums.late) })}</Late>
          </Link>
        ) : undefined,
      cell: (project) =>
        project.lateDays > 0 ? <Late>{f.late(project.plannedEnd, today)}</Late> : f.date(project.plannedEnd),
    },
  ];
  const binColumns: Column<ProjectRow>[] = [
    ...columns.slice(0, 2),
    ...columns.filter(({ key }) => key === "total").map((column) => ({ ...column, total: undefined })),
    {
      key: "restore",
      head: "",
      align: "right",
      cell: (project) => <RestoreDraft id={project.id} name={project.name} />,
    },
  ];

  return (
    <TextProvider locale={locale} messages={messages(locale, ["common", "projects", "units", "problems"])}>
      <Page>
        <PageHead
          crumbs={[
            { label: here.unit?.title ?? "Terrace", ...(here.unit && { href: `/units/${here.unit.id}` }) },
            ...(binned ? [{ label: t("list.title"), href: path }] : []),
          ]}
          title={t(binned ? "list.binTitle" : "list.title")}
          actions={
            binned ? (
              <Link className="btn" href={path}>
                {t("list.back")}
              </Link>
            ) : (
              mayWrite && <AddProject />
            )
          }
        />
        <div className="sheet">
          <Filters
            path={path}
            query={query}
            names={filterNames}
            first={<FilterText name="q" label={t("list.search")} query={query} placeholder={t("list.example")} />}
          >
            <FilterSelect
              name="kind"
              label={t("list.kind")}
              query={query}
              all={t("list.allKinds")}
              options={projectKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
            />
            <PlacePicker key={input.unit} name="unit" label={t("list.unit")} unit={unit} />
            <div className="w-[140px] max-[719px]:w-full">
              <FilterSelect
                name="source"
                label={t("list.source")}
                query={query}
                all={t("list.allSources")}
                options={money.sources.map(({ code, name }) => ({ value: code, label: name[locale] }))}
              />
            </div>
            <div className="w-[150px] max-[719px]:w-full">
              <FilterSelect
                name="line"
                label={t("list.line")}
                query={query}
                all={t("list.allLines")}
                options={programmes.flatMap((programme) =>
                  programme.lines
                    .filter(({ kinds }) => kinds.length > 0)
                    .map(({ id, code, name }) => ({ value: id, label: `${name[locale]} (${programme.code} ${code})` })),
                )}
              />
            </div>
            <FilterSelect
              name="year"
              label={t("list.year")}
              query={query}
              all={t("list.allYears")}
              options={years.map((year) => ({ value: year, label: year }))}
            />
          </Filters>
          <Quick
            label={t("list.statuses")}
            items={[
              {
                key: "all",
                label: t("list.all"),
                count: f.number(all),
                href: href(path, query, { status: null, stage: null, bin: null, late: null }),
                current: !input.status && !input.stage && !binned && !input.late,
              },
              ...tabs
                .filter((status) => found.statuses[status] > 0 || input.status === status)
                .map((status) => ({
                  key: status,
                  label: common(`status.${status}`),
                  count: f.number(found.statuses[status]),
                  icon: statusLook[status].icon,
                  href: href(path, query, { status, stage: null, bin: null }),
                  current:
                    input.status === status ||
                    (input.stage ? (projectStages[input.stage] as readonly string[]).includes(status) : false),
                })),
              ...(found.binned > 0 || binned
                ? [
                    {
                      key: "bin",
                      label: t("list.bin"),
                      count: f.number(found.binned),
                      href: href(path, query, { bin: "1", status: null, stage: null, late: null }),
                      current: binned,
                    },
                  ]
                : []),
            ]}
          />
          {found.items.length === 0 ? (
            <Nothing binned={binned} filtered={filtered} mayWrite={mayWrite} query={query} />
          ) : (
            <Table
              caption={t(binned ? "list.binTitle" : "list.caption")}
              columns={binned ? binColumns : columns}
              rows={found.items}
              rowKey={(project) => project.id}
              density="two"
              {...(!binned && { totalLabel: t("list.sum", { count: f.number(found.total) }) })}
              sort={{ current: sortOf(query, { by: "recent", down: true }), path, query }}
            />
          )}
          <Pager
            page={input.page ?? 1}
            pageSize={pageSize}
            total={found.total}
            path={path}
            query={query}
            things={t("list.things")}
          />
        </div>
      </Page>
    </TextProvider>
  );
}

/** No money yet is no result, not zero. */
const nothing = (amount: string) => (amount === "0" ? null : amount);

async function Nothing(props: { binned: boolean; filtered: boolean; mayWrite: boolean; query: Query }) {
  const [t, common] = [await text("projects"), await text("common")];
  if (props.binned) return <EmptyState title={t("list.binEmpty")} why={t("list.binEmptyWhy")} />;
  if (props.filtered) {
    const cleared = Object.fromEntries([...filterNames, ...tabFilters].map((name) => [name, null]));
    return (
      <EmptyState
        title={common("table.emptyFiltered")}
        why={common("table.emptyFilteredWhy")}
        action={
          <Link className="btn" href={href(path, props.query, cleared)}>
            {common("action.clearFilter")}
          </Link>
        }
      />
    );
  }
  return (
    <EmptyState title={t("list.empty")} why={t("list.emptyWhy")} {...(props.mayWrite && { action: <AddProject /> })} />
  );
}
