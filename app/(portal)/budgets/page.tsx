import type { Metadata } from "next";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, formats, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { EmptyState } from "@/app/ui/empty-state";
import { FilterSelect, Filters } from "@/app/ui/filters";
import { Link } from "@/app/ui/link";
import { Meter } from "@/app/ui/meter";
import { Money } from "@/app/ui/money";
import { Page, PageHead } from "@/app/ui/page-head";
import { Pager } from "@/app/ui/pager";
import { href, one, type Query } from "@/app/ui/query";
import { Sheet } from "@/app/ui/sheet";
import { type Column, Table } from "@/app/ui/table";
import type { OverviewRow, UnitMoney } from "@/server/budgets/queries";
import { pageSize } from "@/server/inputs";
import { PlacePicker } from "../units/place-picker";

const path = "/budgets";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("budgets"))("title") };
}

export default async function BudgetsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const [unitId, year, page] = [one(query, "unit"), one(query, "year"), Number(one(query, "page") ?? 1)];
  const [t, common, f, locale, caller] = [
    await text("budgets"),
    await text("common"),
    await formats(),
    await currentLocale(),
    await api(),
  ];
  const found = await caller.budgets.overview({
    page,
    ...(unitId && { unitId }),
    ...(year && { year: Number(year) }),
  });
  const { total } = found;
  const millions = common("measure.millionDong");
  // What the place holds and hands on stands on its line; what is spent, on the projects below it.
  const behind = (row: OverviewRow, key: keyof typeof total) => {
    if (row[key] === "0") return undefined;
    if (key === "committed" || key === "paid") {
      return href("/projects", {}, { unit: found.unit.id, line: row.lineId, source: row.sourceCode });
    }
    return row.id ? `/budgets/lines/${row.id}` : undefined;
  };
  const amount = (
    key: keyof typeof total,
    head: string,
    extra: Partial<Column<OverviewRow>> = {},
  ): Column<OverviewRow> => ({
    key,
    head,
    align: "right",
    label: head,
    cell: (row) => <Money value={row[key]} href={behind(row, key)} />,
    total: <Money value={total[key]} />,
    ...extra,
  });
  const paidShare = (paid: string, received: string) => (
    <>
      <Meter value={Number(paid)} max={Number(received)} />
      <span className="cap">{f.share(paid, received)}</span>
    </>
  );
  const purposes: Column<OverviewRow>[] = [
    {
      key: "purpose",
      head: t("overview.purpose"),
      main: true,
      cell: (row) => {
        const name = `${row.lineCode} ${row.lineName[locale]}`;
        return row.id ? (
          <Link className="plain" href={`/budgets/lines/${row.id}`}>
            {name}
          </Link>
        ) : (
          <b>{name}</b>
        );
      },
      note: (row) => `${row.sourceName[locale]} · ${row.capitalName[locale]}`,
    },
    amount("received", t("overview.received")),
    amount("allocatedDown", t("overview.allocatedDown"), { hide: "phone" }),
    amount("left", t("overview.left")),
    amount("committed", t("overview.committed")),
    amount("paid", t("overview.paidOut")),
    {
      key: "share",
      head: t("overview.paidShare"),
      hide: "phone",
      cell: (row) => paidShare(row.paid, row.received),
      total: <div className="only-l">{paidShare(total.paid, total.received)}</div>,
    },
  ];
  const unitAmount = (key: "received" | "allocatedDown" | "committed" | "paid", head: string): Column<UnitMoney> => ({
    key,
    head,
    unit: millions,
    align: "right",
    label: head,
    ...(key === "allocatedDown" && { hide: "phone" as const }),
    cell: (row) => (
      <Money
        value={row[key]}
        href={row[key] === "0" ? undefined : href(path, {}, { unit: row.unitId, year: found.year })}
      />
    ),
  });
  const units: Column<UnitMoney>[] = [
    {
      key: "unit",
      head: t("overview.unit"),
      main: true,
      cell: (row) => (
        <Link className="plain" href={href(path, {}, { unit: row.unitId, year: found.year })}>
          {row.name}
        </Link>
      ),
    },
    unitAmount("received", t("overview.received")),
    unitAmount("allocatedDown", t("overview.allocatedDown")),
    unitAmount("committed", t("overview.committed")),
    unitAmount("paid", t("overview.paidOut")),
    {
      key: "share",
      head: t("overview.paidShare"),
      hide: "phone",
      cell: (row) => paidShare(row.paid, row.received),
    },
  ];
  const years = found.years.includes(found.year) ? found.years : [found.year, ...found.years];
  return (
    <Page>
      <PageHead
        title={t("overview.title", { unit: f.inSentence(found.unit.name), year: String(found.year) })}
        facts={
          total.received === "0"
            ? t("overview.noMoney")
            : t("overview.paid", { share: f.share(total.paid, total.received) })
        }
        actions={
          <>
            <Link className="btn" href={href("/budgets/decisions", {}, { year: found.year })}>
              {t("overview.decisions")}
            </Link>
            {found.may.divide && (
              <Link className="btn primary" href={href("/budgets/decisions/new", {}, { year: found.year })}>
                {t("overview.divide")}
              </Link>
            )}
          </>
        }
      />
      <div className="sheet">
        <Filters
          path={path}
          query={query}
          names={["unit", "year"]}
          first={
            <TextProvider locale={locale} messages={messages(locale, ["units"])}>
              <PlacePicker key={found.unit.id} name="unit" label={t("overview.place")} unit={found.option} />
            </TextProvider>
          }
        >
          <FilterSelect
            name="year"
            label={t("overview.year")}
            query={{ year: String(found.year) }}
            options={years.map((each) => ({ value: String(each), label: String(each) }))}
          />
        </Filters>
        {found.rows.length ? (
          <>
            <div className="hd">
              <h2>{t("overview.purposes")}</h2>
              <span className="cap">{t("overview.note")}</span>
            </div>
            <Table
              columns={purposes}
              rows={found.rows}
              rowKey={(row) => `${row.lineId}-${row.sourceCode}-${row.capitalCode}`}
              caption={t("overview.purposes")}
              totalLabel={t("overview.total", { count: f.number(found.rows.length) })}
              density="two"
            />
          </>
        ) : (
          <EmptyState
            title={t("overview.empty")}
            why={t("overview.emptyWhy")}
            action={
              found.may.divide && (
                <Link className="btn" href={href("/budgets/decisions/new", {}, { year: found.year })}>
                  {t("overview.divide")}
                </Link>
              )
            }
          />
        )}
      </div>
      {found.unitsTotal > 0 && (
        <Sheet title={t("overview.units")} note={t("overview.unitsTotal", { count: found.unitsTotal })} flush>
          <Table
            columns={units}
            rows={found.units}
            rowKey={(row) => row.unitId}
            caption={t("overview.units")}
            density="two"
          />
          <Pager
            page={page}
            pageSize={pageSize}
            total={found.unitsTotal}
            path={path}
            query={query}
            things={t("overview.things")}
          />
        </Sheet>
      )}
    </Page>
  );
}
