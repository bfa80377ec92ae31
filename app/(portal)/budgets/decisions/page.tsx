import type { Metadata } from "next";
import { formats, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { statusLook } from "@/app/ui/chip";
import { FilterSelect, Filters, FilterText, Quick } from "@/app/ui/filters";
import { Link } from "@/app/ui/link";
import { Money } from "@/app/ui/money";
import { Page, PageHead } from "@/app/ui/page-head";
import { Pager } from "@/app/ui/pager";
import { href, one, type Query } from "@/app/ui/query";
import { StatusChip } from "@/app/ui/status-chip";
import { type Column, Table } from "@/app/ui/table";
import { decisionStatuses } from "@/db/schema/budget-lists";
import type { DecisionRow } from "@/server/budgets/decision-queries";
import { pageSize } from "@/server/inputs";

const path = "/budgets/decisions";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("budgets"))("decisions.title") };
}

export default async function DecisionsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const page = Number(one(query, "page") ?? 1);
  const status = decisionStatuses.find((each) => each === one(query, "status"));
  const year = one(query, "year");
  const [t, common, f, caller] = [await text("budgets"), await text("common"), await formats(), await api()];
  const found = await caller.budgets.decisions({
    q: one(query, "q") ?? "",
    page,
    ...(status && { status }),
    ...(year && { year: Number(year) }),
  });
  const columns: Column<DecisionRow>[] = [
    {
      key: "decision",
      head: t("decisions.decision"),
      main: true,
      cell: (row) => (
        <Link className="plain" href={`${path}/${row.id}`}>
          {row.title}
        </Link>
      ),
      note: (row) => `${row.unitName} · ${row.createdBy}`,
    },
    {
      key: "document",
      head: t("decisions.document"),
      label: t("decisions.document"),
      cell: (row) => <span className="code">{row.documentNumber}</span>,
      note: (row) => f.date(row.documentIssuedOn),
    },
    {
      key: "transfers",
      head: t("decisions.transfers"),
      hide: "phone",
      align: "right",
      cell: (row) => f.number(row.transfers),
    },
    {
      key: "amount",
      head: common("table.amount"),
      unit: common("measure.millionDong"),
      label: common("table.amount"),
      align: "right",
      cell: (row) => <Money value={row.amount} />,
      total: <Money value={found.amount} />,
    },
    { key: "status", head: common("table.status"), cell: (row) => <StatusChip status={row.status} /> },
    {
      key: "date",
      head: common("table.date"),
      hide: "phone",
      cell: (row) => f.date(row.postedAt ?? row.createdAt),
    },
  ];
  const fresh = found.may.divide && (
    <Link className="btn primary" href={href(`${path}/new`, {}, { year: year ?? null })}>
      {t("overview.divide")}
    </Link>
  );
  return (
    <Page>
      <PageHead crumbs={[{ label: t("title"), href: "/budgets" }]} title={t("decisions.title")} actions={fresh} />
      <div className="sheet">
        <Filters
          path={path}
          query={query}
          names={["q", "year"]}
          first={
            <FilterText name="q" label={t("decisions.search")} query={query} placeholder={t("decisions.example")} />
          }
        >
          <FilterSelect
            name="year"
            label={t("overview.year")}
            query={query}
            all={t("decisions.allYears")}
            options={found.years.map((each) => ({ value: String(each), label: String(each) }))}
          />
        </Filters>
        <Quick
          label={common("table.status")}
          items={[
            { key: "all", label: common("table.all"), href: href(path, query, { status: null }), current: !status },
            ...decisionStatuses.map((each) => ({
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
          caption={t("decisions.caption")}
          totalLabel={t("decisions.sum", { count: f.number(found.total) })}
          density="two"
          empty={{ title: t("decisions.empty"), why: t("decisions.emptyWhy"), action: fresh }}
        />
        <Pager
          page={page}
          pageSize={pageSize}
          total={found.total}
          path={path}
          query={query}
          things={t("decisions.things")}
        />
      </div>
    </Page>
  );
}
