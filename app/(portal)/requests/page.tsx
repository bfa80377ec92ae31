import type { Metadata } from "next";
import { formats, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { statusLook } from "@/app/ui/chip";
import { FilterSelect, Filters, FilterText, Quick } from "@/app/ui/filters";
import { LateMark } from "@/app/ui/late-mark";
import { Link } from "@/app/ui/link";
import { Money } from "@/app/ui/money";
import { Page, PageHead } from "@/app/ui/page-head";
import { Pager } from "@/app/ui/pager";
import { href, one, type Query, sortOf } from "@/app/ui/query";
import { StatusChip } from "@/app/ui/status-chip";
import { type Column, Table } from "@/app/ui/table";
import { pageSize } from "@/server/inputs";
import { requestSorts } from "@/server/requests/inputs";
import type { RequestRow } from "@/server/requests/queries";

const path = "/requests";
const statuses = ["open", "approved", "returned", "rejected", "withdrawn"] as const;
const subjects = ["project.livelihood", "project.housing", "project.infrastructure", "budget.decision"] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("requests"))("list.title") };
}

export default async function RequestsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const page = Number(one(query, "page") ?? 1);
  const status = statuses.find((each) => each === one(query, "status"));
  const subject = subjects.find((each) => each === one(query, "subject"));
  const asked = sortOf(query, { by: "asked", down: true });
  const sort = requestSorts.find((each) => each === asked.by) ?? "asked";
  const [t, common, f, caller] = [await text("requests"), await text("common"), await formats(), await api()];
  const found = await caller.requests.list({
    q: one(query, "q") ?? "",
    page,
    sort,
    ...(status && { status }),
    ...(subject && { subject }),
  });
  const nameOf = (each: RequestRow["subject"]) => t(`subject.${each.replace(".", "_") as "budget_decision"}`);
  const columns: Column<RequestRow>[] = [
    {
      key: "request",
      head: t("list.request"),
      main: true,
      cell: (row) => (
        <Link className="plain" href={`/requests/${row.id}`}>
          {row.title}
        </Link>
      ),
      note: (row) => `${row.code} · ${nameOf(row.subject)}`,
    },
    { key: "from", head: t("inbox.from"), cell: (row) => row.unitName, note: (row) => row.askedBy, hide: "phone" },
    {
      key: "amount",
      head: common("table.amount"),
      unit: common("measure.millionDong"),
      align: "right",
      label: common("table.amount"),
      sort: "amount",
      total: <Money value={found.amount} />,
      cell: (row) => <Money value={row.amount} />,
    },
    { key: "status", head: common("table.status"), cell: (row) => <StatusChip status={row.status} /> },
    {
      key: "asked",
      head: t("list.askedAt"),
      label: t("list.askedAt"),
      sort: "asked",
      cell: (row) => f.date(row.askedAt),
    },
    {
      key: "due",
      head: t("inbox.due"),
      label: t("inbox.due"),
      sort: "due",
      cell: (row) =>
        row.status === "open" ? (
          <LateMark due={row.dueOn} today={found.today} />
        ) : (
          <span className="muted nw">{t("list.decidedOn", { date: f.date(row.decidedAt) })}</span>
        ),
    },
  ];
  return (
    <Page>
      <PageHead title={t("list.title")} crumbs={[{ label: t("inbox.title"), href: "/inbox" }]} />
      <div className="sheet">
        <Filters
          path={path}
          query={query}
          names={["q", "subject"]}
          first={<FilterText name="q" label={t("list.search")} query={query} placeholder={t("list.example")} />}
        >
          <FilterSelect
            name="subject"
            label={t("list.subject")}
            query={query}
            all={t("list.allSubjects")}
            options={subjects.map((each) => ({ value: each, label: nameOf(each) }))}
          />
        </Filters>
        <Quick
          label={common("table.status")}
          items={[
            {
              key: "all",
              label: common("table.all"),
              href: href(path, query, { status: null }),
              current: status === undefined,
            },
            ...statuses.map((each) => ({
              key: each,
              label: common(`status.${each}`),
              icon: statusLook[each].icon,
              href: href(path, query, { status: each }),
              current: status === each,
            })),
          ]}
        />
        <Table
          columns={columns}
          rows={found.items}
          rowKey={(row) => row.id}
          caption={t("list.caption")}
          totalLabel={t("list.sum", { count: f.number(found.total) })}
          sort={{ current: { by: sort, down: sort !== "due" }, path, query }}
          density="two"
          empty={{ title: t("list.empty"), why: t("list.emptyWhy") }}
        />
        <Pager
          page={page}
          pageSize={pageSize}
          total={found.total}
          path={path}
          query={query}
          things={t("list.things")}
        />
      </div>
    </Page>
  );
}
