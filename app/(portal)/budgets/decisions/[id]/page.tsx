import type { Metadata } from "next";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, formats, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { Link } from "@/app/ui/link";
import { Money } from "@/app/ui/money";
import { Page } from "@/app/ui/page-head";
import { Pager } from "@/app/ui/pager";
import { pageOf } from "@/app/ui/pages-shown";
import type { Query } from "@/app/ui/query";
import { RecordHead } from "@/app/ui/record-head";
import { Band, Sheet } from "@/app/ui/sheet";
import { StatusChip } from "@/app/ui/status-chip";
import { type Column, Table } from "@/app/ui/table";
import type { TransferRow } from "@/server/budgets/decision-queries";
import { History, recordParts } from "../../../history";
import { SubmitDecision } from "./submit";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("budgets"))("decision.crumb") };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> };

export default async function DecisionPage({ params, searchParams }: Props) {
  const { id } = await params;
  const [path, query] = [`/budgets/decisions/${id}`, await searchParams];
  const { tabs, history } = await recordParts(path, query);
  const [t, common, f, locale, caller] = [
    await text("budgets"),
    await text("common"),
    await formats(),
    await currentLocale(),
    await api(),
  ];
  const found = await caller.budgets.decision({ id });
  const { request } = found;
  const { shown, ...pages } = pageOf(found.items, query);
  const may = (what: "edit" | "submit") => found.may.some((each) => each === what);
  const columns: Column<TransferRow>[] = [
    {
      key: "purpose",
      head: t("overview.purpose"),
      main: true,
      cell: (row) => (
        <b>
          {row.lineCode} {row.lineName[locale]}
        </b>
      ),
      note: (row) => `${row.sourceName[locale]} · ${row.capitalName[locale]}`,
    },
    {
      key: "kind",
      head: t("decision.kind"),
      label: t("decision.kind"),
      cell: (row) => t(`decision.kinds.${row.kind}`),
    },
    {
      key: "from",
      head: t("decision.from"),
      label: t("decision.from"),
      cell: (row) =>
        row.fromLineId ? <Link href={`/budgets/lines/${row.fromLineId}`}>{row.from}</Link> : t("decision.outside"),
    },
    {
      key: "to",
      head: t("decision.to"),
      label: t("decision.to"),
      cell: (row) => {
        if (!row.to) return t("decision.gone");
        return row.toLineId ? <Link href={`/budgets/lines/${row.toLineId}`}>{row.to}</Link> : row.to;
      },
    },
    {
      key: "amount",
      head: t("decision.amount"),
      label: t("decision.amount"),
      align: "right",
      cell: (row) => <Money value={row.amount} as="full" />,
      total: <Money value={found.amount} as="full" />,
    },
  ];
  return (
    <>
      {found.status === "returned" && request?.reason && (
        <Band>{t("decision.returned", { reason: request.reason })}</Band>
      )}
      <RecordHead
        crumbs={[
          { label: t("title"), href: "/budgets" },
          { label: t("decisions.title"), href: "/budgets/decisions" },
          { label: <span className="code">{found.documentNumber}</span> },
        ]}
        title={found.title}
        facts={[
          <StatusChip key="status" status={found.status} />,
          t("decision.year", { year: String(found.year) }),
          <Link key="document" href={`/documents/${found.documentId}`}>
            {t("decision.document", { number: found.documentNumber, date: f.date(found.documentIssuedOn) })}
          </Link>,
          t("decision.madeBy", { name: found.creator }),
          ...(found.postedAt ? [t("decision.posted", { date: f.date(found.postedAt) })] : []),
          ...(request
            ? [
                <Link key="request" href={`/requests/${request.id}`}>
                  {t("decision.request", { code: request.code })}
                </Link>,
              ]
            : []),
        ]}
        actions={
          may("edit") && (
            <>
              <Link className="btn" href={`/budgets/decisions/${id}/edit`}>
                {t("decision.editIt")}
              </Link>
              <TextProvider locale={locale} messages={messages(locale, ["budgets"])}>
                <SubmitDecision id={id} version={found.version} />
              </TextProvider>
            </>
          )
        }
        tabs={tabs}
      />
      <Page>
        {history ? (
          <History noun="budgets" recordId={id} />
        ) : (
          <Sheet
            title={t("decision.items", { count: found.items.length, amount: f.money(found.amount) })}
            note={may("submit") ? t("decision.submitNote") : undefined}
            flush
          >
            <Table
              columns={columns}
              rows={shown}
              rowKey={(row) => row.id}
              caption={t("decision.items", { count: found.items.length, amount: f.money(found.amount) })}
              totalLabel={t("decision.total")}
              density="two"
              empty={{ title: common("table.empty") }}
            />
            {pages.total > pages.pageSize && <Pager {...pages} path={path} query={query} />}
          </Sheet>
        )}
      </Page>
    </>
  );
}
