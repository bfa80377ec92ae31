import type { Metadata } from "next";
import { currentLocale, formats, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { Link } from "@/app/ui/link";
import { Meter } from "@/app/ui/meter";
import { Money } from "@/app/ui/money";
import { Page } from "@/app/ui/page-head";
import { Pager } from "@/app/ui/pager";
import { href, one, type Query } from "@/app/ui/query";
import { RecordHead } from "@/app/ui/record-head";
import { Figure, Figures, Sheet } from "@/app/ui/sheet";
import { type Column, Table } from "@/app/ui/table";
import type { ChildLine, Sums } from "@/server/budgets/queries";
import { pageSize } from "@/server/inputs";
import { Entries } from "../../entries";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("budgets"))("title") };
}

type Params = { params: Promise<{ id: string }>; searchParams: Promise<Query> };

export default async function LinePage({ params, searchParams }: Params) {
  const [{ id }, query] = [await params, await searchParams];
  const page = Number(one(query, "page") ?? 1);
  const [t, common, f, locale, caller] = [
    await text("budgets"),
    await text("common"),
    await formats(),
    await currentLocale(),
    await api(),
  ];
  const line = await caller.budgets.line({ id, page });
  const unit = common("measure.millionDong");
  const sumOf = (key: keyof Sums) => line.children.reduce((sum, child) => sum + BigInt(child[key]), 0n).toString();
  const amount = (key: keyof Sums, head: string): Column<ChildLine> => ({
    key,
    head,
    unit,
    align: "right",
    label: head,
    ...(key === "allocatedDown" && { hide: "phone" as const }),
    total: <Money value={sumOf(key)} />,
    cell: (row) => <Money value={row[key]} href={row[key] === "0" ? undefined : `/budgets/lines/${row.id}`} />,
  });
  const children: Column<ChildLine>[] = [
    {
      key: "child",
      head: t("line.child"),
      main: true,
      cell: (row) => (
        <Link className="plain" href={`/budgets/lines/${row.id}`}>
          {row.holder}
        </Link>
      ),
    },
    amount("received", t("overview.received")),
    amount("allocatedDown", t("overview.allocatedDown")),
    amount("left", t("overview.left")),
    amount("committed", t("overview.committed")),
    amount("paid", t("overview.paidOut")),
  ];
  const overview = href("/budgets", {}, { unit: line.unitId, year: line.year });
  return (
    <>
      <RecordHead
        crumbs={[
          { label: line.unitName, href: `/units/${line.unitId}` },
          { label: `${t("title")} ${line.year}`, href: overview },
          { label: <span className="code">{line.lineCode}</span> },
        ]}
        title={t("line.title", { purpose: `${line.lineCode} ${line.lineName[locale]}`, year: String(line.year) })}
        facts={[
          `${line.sourceName[locale]} · ${line.capitalName[locale]}`,
          <span key="holder">
            {t("line.holder")}{" "}
            {line.projectId ? <Link href={`/projects/${line.projectId}`}>{line.holder}</Link> : <b>{line.holder}</b>}
          </span>,
          <span key="parent">
            {t("line.parent")}{" "}
            {line.parent ? (
              <Link href={`/budgets/lines/${line.parent.id}`}>{line.parent.holder}</Link>
            ) : (
              <b>{t("line.outside")}</b>
            )}
          </span>,
        ]}
      />
      <Page>
        <Figures label={t("line.figures")}>
          <Figure label={t("overview.received")} value={f.millions(line.received, 3)} unit={unit} />
          {!line.projectId && (
            <Figure label={t("overview.allocatedDown")} value={f.millions(line.allocatedDown, 3)} unit={unit} />
          )}
          <Figure label={t("overview.left")} value={f.millions(line.left, 3)} unit={unit} />
          <Figure label={t("overview.committed")} value={f.millions(line.committed, 3)} unit={unit} />
          {line.projectId && (
            <Figure
              label={t("overview.paidOut")}
              value={f.millions(line.paid, 3)}
              unit={unit}
              note={f.share(line.paid, line.received)}
              meter={<Meter value={Number(line.paid)} max={Number(line.received)} />}
            />
          )}
        </Figures>
        {!line.projectId && (
          <Sheet title={t("line.children")} flush>
            <Table
              columns={children}
              rows={line.children}
              rowKey={(row) => row.id}
              caption={t("line.children")}
              {...(line.children.length > 1 && {
                totalLabel: t("line.childrenTotal", { count: line.children.length }),
              })}
              empty={{ title: t("line.noChildren"), why: t("line.noChildrenWhy") }}
            />
          </Sheet>
        )}
        <Sheet title={t("line.entries")} flush>
          <Entries entries={line.entries} holder={line.holder} caption={t("line.entries")} />
          <Pager
            page={page}
            pageSize={pageSize}
            total={line.total}
            path={`/budgets/lines/${id}`}
            query={query}
            things={t("line.things")}
          />
        </Sheet>
      </Page>
    </>
  );
}
