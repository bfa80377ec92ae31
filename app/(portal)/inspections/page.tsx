import type { Metadata } from "next";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, formats, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { FilterSelect, Filters, FilterText, Quick } from "@/app/ui/filters";
import { Link } from "@/app/ui/link";
import { Count } from "@/app/ui/money";
import { Page, PageHead } from "@/app/ui/page-head";
import { Pager } from "@/app/ui/pager";
import { href, one, type Query } from "@/app/ui/query";
import { Table } from "@/app/ui/table";
import { inspectionKinds } from "@/db/schema/inspection-lists";
import { pageSize } from "@/server/inputs";
import { inspectionStates } from "@/server/inspections/rules";
import { PlacePicker } from "../units/place-picker";
import { InspectionChip, inspectionIcon } from "./look";

type Props = { searchParams: Promise<Query> };
type Asked = Parameters<Awaited<ReturnType<typeof api>>["inspections"]["list"]>[0];

const path = "/inspections";
const names = ["q", "kind", "year", "inspector", "unit"];

/** The address as the list's own input; empty fields of the form are left out. */
function asked(query: Query): Asked {
  const given = ["q", "kind", "state", "inspector", "unit"]
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
  return { title: (await text("inspections"))("title") };
}

export default async function InspectionsPage({ searchParams }: Props) {
  const query = await searchParams;
  const found = await (await api()).inspections.list(asked(query));
  const [t, f, locale] = [await text("inspections"), await formats(), await currentLocale()];
  const state = one(query, "state");
  const all = Object.values(found.counts).reduce((sum, count) => sum + count, 0);
  const thisYear = new Date().getFullYear();
  const filtered = Boolean(state) || names.some((name) => one(query, name));
  return (
    <Page>
      <PageHead
        title={t("title")}
        facts={t("list.facts", { count: all })}
        actions={
          <>
            <Link className="btn" href="/findings">
              {t("list.toFindings")}
            </Link>
            {found.mayPlan && (
              <>
                <a className="btn" href="/field">
                  {t("list.toField")}
                </a>
                <Link className="btn primary" href="/inspections/new">
                  {t("list.plan")}
                </Link>
              </>
            )}
          </>
        }
      />
      <div className="sheet">
        <Filters
          path={path}
          query={query}
          names={names}
          first={<FilterText name="q" label={t("list.search")} query={query} placeholder={t("list.searchHint")} />}
        >
          <TextProvider locale={locale} messages={messages(locale, ["units"])}>
            <PlacePicker name="unit" label={t("record.unit")} {...(found.unit && { unit: found.unit })} />
          </TextProvider>
          <FilterSelect
            name="kind"
            label={t("list.kind")}
            query={query}
            all={t("list.allKinds")}
            options={inspectionKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
          />
          <FilterSelect
            name="year"
            label={t("list.year")}
            query={query}
            all={t("list.allYears")}
            options={[1, 0, -1, -2, -3, -4, -5]
              .map((step) => String(thisYear + step))
              .map((year) => ({ value: year, label: year }))}
          />
          {found.mayPlan && (
            <FilterSelect
              name="inspector"
              label={t("list.inspector")}
              query={query}
              all={t("list.everyone")}
              options={[{ value: "me", label: t("list.me") }]}
            />
          )}
        </Filters>
        <Quick
          label={t("list.state")}
          items={[
            {
              key: "all",
              label: t("list.all"),
              count: f.number(all),
              current: !state,
              href: href(path, query, { state: null }),
            },
            ...inspectionStates.map((each) => ({
              key: each,
              label: t(`state.${each}`),
              count: f.number(found.counts[each]),
              icon: inspectionIcon(each),
              current: state === each,
              href: href(path, query, { state: each }),
            })),
          ]}
        />
        <Table
          caption={t("list.caption")}
          density="two"
          rows={found.items}
          rowKey={(row) => row.id}
          totalLabel={t("list.total", { count: f.number(found.total) })}
          empty={
            filtered
              ? { title: t("list.noneFiltered"), why: t("list.noneFilteredWhy") }
              : { title: t("list.none"), why: t("list.noneWhy") }
          }
          columns={[
            {
              key: "code",
              head: t("list.code"),
              cell: (row) => (
                <Link className="nw" href={`/inspections/${row.id}`}>
                  {row.code}
                </Link>
              ),
              rowHead: true,
            },
            {
              key: "project",
              head: t("list.project"),
              main: true,
              cell: (row) => row.projectName,
              note: (row) => `${t(`kind.${row.kind}`)} · ${row.unitName} · ${row.inspectorName}`,
            },
            { key: "state", head: t("list.state"), cell: (row) => <InspectionChip inspection={row} /> },
            {
              key: "planned",
              head: t("list.planned"),
              align: "right",
              label: t("list.planned"),
              cell: (row) => f.date(row.plannedOn),
            },
            {
              key: "visited",
              head: t("list.visited"),
              align: "right",
              hide: "phone",
              cell: (row) => f.date(row.visitedOn),
            },
            {
              key: "found",
              head: t("list.found"),
              align: "right",
              hide: "phone",
              cell: (row) => <Count value={row.findings} href={`/inspections/${row.id}`} />,
            },
            {
              key: "open",
              head: t("list.open"),
              align: "right",
              label: t("list.open"),
              cell: (row) => <Count value={row.openFindings} href={`/inspections/${row.id}`} />,
            },
          ]}
        />
        <Pager
          page={Number(one(query, "page") ?? 1)}
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
