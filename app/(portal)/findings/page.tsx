import type { Metadata } from "next";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, formats, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { FilterSelect, Filters, FilterText, Quick } from "@/app/ui/filters";
import { Link } from "@/app/ui/link";
import { Page, PageHead } from "@/app/ui/page-head";
import { Pager } from "@/app/ui/pager";
import { href, one, type Query } from "@/app/ui/query";
import { Table } from "@/app/ui/table";
import { severities } from "@/db/schema/inspection-lists";
import { ages, findingFilters, findingSorts } from "@/server/findings/inputs";
import { pageSize } from "@/server/inputs";
import { PlacePicker } from "../units/place-picker";
import { FindingChip, FindingName, SeverityMark } from "./look";

type Props = { searchParams: Promise<Query> };
type Asked = Parameters<Awaited<ReturnType<typeof api>>["findings"]["list"]>[0];

const path = "/findings";
const names = ["q", "unit", "severity", "age", "sort"];

/** The address as the list's own input; empty fields of the form are left out. */
function asked(query: Query): Asked {
  const given = ["q", "state", "severity", "age", "unit", "sort"]
    .map((name) => [name, one(query, name)] as const)
    .filter(([, value]) => value);
  const [page, year] = [one(query, "page"), one(query, "year")];
  return {
    ...Object.fromEntries(given),
    ...(page && { page: Number(page) }),
    ...(year && { year: Number(year) }),
  } as Asked;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("inspections"))("finding.listTitle") };
}

export default async function FindingsPage({ searchParams }: Props) {
  const query = await searchParams;
  const found = await (await api()).findings.list(asked(query));
  const [t, c, f, locale] = [await text("inspections"), await text("common"), await formats(), await currentLocale()];
  const state = one(query, "state") ?? "unclosed";
  const filtered = names.some((name) => one(query, name)) || found.counts.all > 0;
  return (
    <Page>
      <PageHead
        crumbs={[{ label: t("title"), href: "/inspections" }, { label: t("finding.listTitle") }]}
        title={t("finding.listTitle")}
        facts={t("finding.listFacts", { count: found.total })}
      />
      <div className="sheet">
        <Filters
          path={path}
          query={query}
          names={names}
          first={<FilterText name="q" label={t("finding.search")} query={query} placeholder={t("list.searchHint")} />}
        >
          <TextProvider locale={locale} messages={messages(locale, ["units"])}>
            <PlacePicker name="unit" label={t("record.unit")} {...(found.unit && { unit: found.unit })} />
          </TextProvider>
          <FilterSelect
            name="severity"
            label={t("finding.severity")}
            query={query}
            all={t("finding.allSeverities")}
            options={[...severities].reverse().map((each) => ({ value: each, label: c(`severity.${each}`) }))}
          />
          <FilterSelect
            name="age"
            label={t("finding.age")}
            query={query}
            all={t("finding.allAges")}
            options={ages.map((age) => ({ value: age, label: t(`ages.${age}`) }))}
          />
          <FilterSelect
            name="sort"
            label={t("finding.sort")}
            query={query}
            options={findingSorts.map((sort) => ({
              value: sort,
              label: t(sort === "age" ? "finding.byAge" : "finding.byDue"),
            }))}
          />
        </Filters>
        <Quick
          label={t("finding.state")}
          items={findingFilters.map((each) => ({
            key: each,
            label: t(`filter.${each}`),
            count: f.number(found.counts[each]),
            current: state === each,
            href: href(path, query, { state: each }),
          }))}
        />
        <Table
          caption={t("finding.caption")}
          density="two"
          rows={found.items}
          rowKey={(row) => row.id}
          totalLabel={t("finding.total", { count: f.number(found.total) })}
          empty={
            filtered
              ? { title: t("finding.noneFiltered"), why: t("list.noneFilteredWhy") }
              : { title: t("finding.none"), why: t("finding.noneWhy") }
          }
          columns={[
            {
              key: "code",
              head: t("finding.code"),
              cell: (row) => (
                <Link className="nw" href={`/findings/${row.id}`}>
                  {row.code}
                </Link>
              ),
              rowHead: true,
            },
            {
              key: "what",
              head: t("finding.what"),
              main: true,
              cell: (row) => <FindingName kind={row.kind} />,
              note: (row) => `${row.projectName} · ${row.unitName}`,
            },
            {
              key: "severity",
              head: t("finding.severity"),
              cell: (row) => <SeverityMark severity={row.severity} />,
              total: t("finding.serious", { count: f.number(found.serious) }),
            },
            { key: "state", head: t("finding.state"), cell: (row) => <FindingChip finding={row} /> },
            {
              key: "due",
              head: t("finding.due"),
              align: "right",
              label: t("finding.due"),
              cell: (row) => f.date(row.dueOn),
            },
            {
              key: "age",
              head: t("finding.ageDays"),
              align: "right",
              label: t("finding.ageDays"),
              cell: (row) => f.number(row.ageDays),
            },
            {
              key: "photos",
              head: t("finding.photos"),
              align: "right",
              hide: "both",
              cell: (row) => f.number(row.fileCount),
            },
          ]}
        />
        <Pager
          page={Number(one(query, "page") ?? 1)}
          pageSize={pageSize}
          total={found.total}
          path={path}
          query={query}
          things={t("finding.things")}
        />
      </div>
    </Page>
  );
}
