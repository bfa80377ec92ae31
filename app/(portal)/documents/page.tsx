import type { Metadata } from "next";
import { currentLocale, formats, text } from "@/app/text/server";
import { api, frame } from "@/app/trpc/server";
import { FilterSelect, Filters, FilterText } from "@/app/ui/filters";
import { Link } from "@/app/ui/link";
import { Page, PageHead } from "@/app/ui/page-head";
import { Pager } from "@/app/ui/pager";
import { one, type Query } from "@/app/ui/query";
import { Sheet } from "@/app/ui/sheet";
import { Table } from "@/app/ui/table";
import { documentSorts } from "@/server/documents/inputs";
import { pageSize } from "@/server/inputs";
import { choiceParam, pageParam } from "../units/day";

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await text("documents"))("title") });

const firstYear = 2015;

export default async function DocumentsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const [t, f, locale, caller, here] = [
    await text("documents"),
    await formats(),
    await currentLocale(),
    await api(),
    await frame(),
  ];
  const { documentKinds: kinds = [] } = await caller.programmes.codes({ lists: ["documentKinds"] });
  const kind = choiceParam(
    query,
    "kind",
    kinds.map(({ code }) => code),
  );
  const lastYear = new Date().getFullYear();
  const years = Array.from({ length: lastYear - firstYear + 1 }, (_, at) => String(lastYear - at));
  const year = choiceParam(query, "year", years);
  const sort = choiceParam(query, "sort", documentSorts) ?? "issued";
  const page = pageParam(query);
  const list = await caller.documents.list({
    q: (one(query, "q") ?? "").slice(0, 100),
    page,
    sort,
    ...(kind && { kind }),
    ...(year && { year: Number(year) }),
  });
  const kindName = (code: string) => kinds.find((each) => each.code === code)?.name[locale] ?? code;
  return (
    <Page>
      <PageHead
        title={t("title")}
        facts={t("facts")}
        actions={
          here.permissions.includes("documents.register") && (
            <Link className="btn primary" href="/documents/new">
              {t("register")}
            </Link>
          )
        }
      />
      <Sheet flush>
        <Filters
          path="/documents"
          query={query}
          names={["q", "kind", "year"]}
          first={<FilterText name="q" label={t("search")} query={query} placeholder={t("searchHint")} />}
        >
          <FilterSelect
            name="kind"
            label={t("kind")}
            query={query}
            all={t("allKinds")}
            options={kinds.map(({ code, name }) => ({ value: code, label: name[locale] }))}
          />
          <FilterSelect
            name="year"
            label={t("year")}
            query={query}
            all={t("allYears")}
            options={years.map((each) => ({ value: each, label: each }))}
          />
        </Filters>
        <Table
          caption={t("caption")}
          rows={list.items}
          rowKey={(document) => document.id}
          density="two"
          // By day means the newest first.
          sort={{ current: { by: sort, down: sort === "issued" }, path: "/documents", query }}
          empty={{ title: t("emptyTitle"), why: t("emptyWhy") }}
          columns={[
            {
              key: "number",
              head: t("number"),
              sort: "number",
              main: true,
              rowHead: true,
              cell: (document) => <Link href={`/documents/${document.id}`}>{document.number}</Link>,
              note: (document) => document.summary,
            },
            {
              key: "issuer",
              head: t("issuer"),
              cell: (document) => document.issuer,
              note: (document) => <span className="hide-s">{kindName(document.kind)}</span>,
            },
            {
              key: "issued",
              head: t("issuedOn"),
              sort: "issued",
              cell: (document) => <span className="nw">{f.date(document.issuedOn)}</span>,
            },
          ]}
        />
        <Pager
          page={page}
          pageSize={pageSize}
          total={list.total}
          path="/documents"
          query={query}
          things={t("things")}
        />
      </Sheet>
    </Page>
  );
}
