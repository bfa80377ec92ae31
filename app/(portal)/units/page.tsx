import type { Metadata } from "next";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, formats, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { FilterSelect, Filters, FilterText } from "@/app/ui/filters";
import { Link } from "@/app/ui/link";
import { Page, PageHead } from "@/app/ui/page-head";
import { Pager } from "@/app/ui/pager";
import { href, one, type Query } from "@/app/ui/query";
import { Sheet } from "@/app/ui/sheet";
import { Table } from "@/app/ui/table";
import { pageSize } from "@/server/inputs";
import { unitSorts } from "@/server/units/inputs";
import { choiceParam, dayParam, idParam, pageParam } from "./day";
import { FilterDate } from "./filter-date";
import { PlacePicker } from "./place-picker";
import { type PeriodWords, unitPeriod, unitTitle } from "./title";

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await text("units"))("title") });

export default async function UnitsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const [t, f, locale, caller] = [await text("units"), await formats(), await currentLocale(), await api()];
  const within = idParam(query, "within");
  const onDate = dayParam(query, "onDate");
  const page = pageParam(query);
  const [list, chosen] = await Promise.all([
    caller.units.list({
      q: (one(query, "q") ?? "").slice(0, 100),
      page,
      sort: choiceParam(query, "sort", unitSorts) ?? "name",
      ...(onDate && { onDate }),
      ...(within && { within }),
      ...(one(query, "level") && { level: one(query, "level") }),
    }),
    within ? caller.units.option({ id: within }) : undefined,
  ]);
  const sort = { by: choiceParam(query, "sort", unitSorts) ?? "name", down: false };
  const sortable = { current: sort, path: "/units", query };
  return (
    <Page>
      <PageHead title={t("title")} facts={t("on", { date: f.date(list.onDate) })} />
      <Sheet flush>
        <TextProvider locale={locale} messages={messages(locale, ["units"])}>
          <Filters
            path="/units"
            query={query}
            names={["q", "onDate", "level", "within"]}
            first={<FilterText name="q" label={t("search")} query={query} placeholder={t("searchHint")} />}
          >
            <FilterDate name="onDate" label={t("onDate")} day={onDate} />
            <FilterSelect
              name="level"
              label={t("level")}
              query={query}
              all={t("allLevels")}
              options={list.levels.map((level) => ({ value: level.code, label: level.name[locale] }))}
            />
            <PlacePicker name="within" label={t("within")} unit={chosen} levels={["province", "district"]} />
          </Filters>
        </TextProvider>
        <Table
          caption={t("caption")}
          rows={list.items}
          rowKey={(unit) => unit.id}
          sort={sortable}
          empty={{ title: t("emptyTitle"), why: t("emptyWhy") }}
          columns={[
            {
              key: "name",
              head: t("unit"),
              sort: "name",
              main: true,
              rowHead: true,
              cell: (unit) => (
                <Link href={href(`/units/${unit.id}`, {}, { onDate: onDate ?? null })}>{unitTitle(unit, locale)}</Link>
              ),
            },
            {
              key: "code",
              head: t("code"),
              label: t("code"),
              sort: "code",
              cell: (unit) => <span className="code">{unit.code ?? "—"}</span>,
            },
            {
              key: "parent",
              head: t("parent"),
              cell: (unit) => (unit.parent ? unitTitle(unit.parent, locale) : "—"),
            },
            {
              key: "time",
              head: t("time"),
              cell: (unit) => unitPeriod(unit, t as unknown as PeriodWords) || "—",
            },
            {
              key: "predecessors",
              head: t("predecessors"),
              label: t("predecessors"),
              align: "right",
              hide: "phone",
              cell: (unit) => t("predecessorsCount", { count: unit.predecessors }),
            },
            {
              key: "below",
              head: t("below"),
              label: t("below"),
              align: "right",
              cell: (unit) =>
                unit.children ? (
                  <Link className="q" href={href(`/units/${unit.id}`, {}, { part: "below", onDate: onDate ?? null })}>
                    {f.number(unit.children)}
                  </Link>
                ) : (
                  <span className="zero">0</span>
                ),
            },
          ]}
        />
        <Pager page={page} pageSize={pageSize} total={list.total} path="/units" query={query} things={t("things")} />
      </Sheet>
    </Page>
  );
}
