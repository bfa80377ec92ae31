import type { Metadata } from "next";
import { currentLocale, formats, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { Tag } from "@/app/ui/chip";
import { FilterSelect, Filters, FilterText } from "@/app/ui/filters";
import { Link } from "@/app/ui/link";
import { Page, PageHead } from "@/app/ui/page-head";
import { Pager } from "@/app/ui/pager";
import { one, type Query } from "@/app/ui/query";
import { Sheet } from "@/app/ui/sheet";
import { Table } from "@/app/ui/table";
import { pageSize } from "@/server/inputs";
import { idParam, pageParam } from "../units/day";
import { unitTitle } from "../units/title";
import { isPublished, periodWord, publishedValue, type ValueWords } from "./value";

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await text("indicators"))("title") });

export default async function IndicatorsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const [t, f, locale, caller] = [await text("indicators"), await formats(), await currentLocale(), await api()];
  const unitId = idParam(query, "unitId");
  const period = one(query, "period")?.slice(0, 40);
  const page = pageParam(query);
  const list = await caller.indicators.published({
    q: (one(query, "q") ?? "").slice(0, 100),
    page,
    ...(unitId && { unitId }),
    ...(period && { period }),
  });
  return (
    <Page>
      <PageHead title={t("title")} facts={t("facts")} />
      <Sheet flush>
        <Filters
          path="/indicators"
          query={query}
          names={["q", "unitId", "period"]}
          first={<FilterText name="q" label={t("search")} query={query} />}
        >
          <FilterSelect
            name="unitId"
            label={t("place")}
            query={query}
            all={t("allPlaces")}
            options={list.places.map((unit) => ({ value: unit.id, label: unitTitle(unit, locale) }))}
          />
          <FilterSelect
            name="period"
            label={t("period")}
            query={query}
            all={t("allPeriods")}
            options={list.periods.map((each) => ({ value: each, label: periodWord(f, each) }))}
          />
        </Filters>
        <Table
          caption={t("caption")}
          rows={list.items}
          rowKey={(figure) => figure.id}
          density="two"
          empty={{ title: t("emptyTitle"), why: t("emptyWhy") }}
          columns={[
            {
              key: "name",
              head: t("name"),
              main: true,
              rowHead: true,
              cell: (figure) => figure.name[locale],
              note: (figure) => (
                <>
                  <span className="code">{figure.code}</span> · {figure.measure[locale]}
                </>
              ),
            },
            {
              key: "value",
              head: t("value"),
              align: "right",
              cell: (figure) => <b>{publishedValue(t as unknown as ValueWords, f, figure)}</b>,
              note: (figure) => <Tag>{t(isPublished(figure) ? "published" : "sample")}</Tag>,
            },
            {
              key: "period",
              head: t("period"),
              cell: (figure) => <span className="nw">{periodWord(f, figure.period)}</span>,
            },
            {
              key: "place",
              head: t("place"),
              cell: (figure) => (
                <Link className="nw" href={`/units/${figure.unit.id}`}>
                  {unitTitle(figure.unit, locale)}
                </Link>
              ),
            },
            {
              key: "source",
              head: t("source"),
              cell: (figure) =>
                figure.sourceUrl ? (
                  <a href={figure.sourceUrl} rel="noreferrer noopener" target="_blank">
                    {figure.source}
                  </a>
                ) : (
                  figure.source
                ),
              note: (figure) => (
                <>
                  {t(isPublished(figure) ? "publishedOn" : "sampledOn", { date: f.date(figure.publishedOn) })}
                  {figure.document && (
                    <>
                      {" · "}
                      <Link href={`/documents/${figure.document.id}`}>{figure.document.number}</Link>
                    </>
                  )}
                </>
              ),
            },
          ]}
        />
        <Pager
          page={page}
          pageSize={pageSize}
          total={list.total}
          path="/indicators"
          query={query}
          things={t("things")}
        />
      </Sheet>
    </Page>
  );
}
