import type { Metadata } from "next";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, formats, text } from "@/app/text/server";
import { api, frame } from "@/app/trpc/server";
import { Link } from "@/app/ui/link";
import { Page, PageHead } from "@/app/ui/page-head";
import { Pager } from "@/app/ui/pager";
import { one, type Query } from "@/app/ui/query";
import { Table } from "@/app/ui/table";
import { pageSize } from "@/server/inputs";
import { AddProject } from "./add-project";
import { asked, filterNames, path, sortAsked, tabFilters } from "./asked";
import { binColumns, projectColumns } from "./columns";
import { ListFilters } from "./list-filters";
import { ListTabs } from "./list-tabs";
import { Nothing } from "./nothing";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("projects"))("list.title") };
}

export default async function ProjectsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const input = asked(query);
  const [t, f, locale, here, caller] = [
    await text("projects"),
    await formats(),
    await currentLocale(),
    await frame(),
    await api(),
  ];
  const [found, money, programmes, unit] = await Promise.all([
    caller.projects.list(input),
    caller.programmes.money(),
    caller.programmes.list({}),
    input.unit ? caller.units.option({ id: input.unit }) : undefined,
  ]);
  const binned = input.binned === true;
  const filtered = [...filterNames, ...tabFilters].some((name) => one(query, name));
  const mayWrite = here.permissions.includes("projects.write");
  const columns = await projectColumns(found.sums, query);

  return (
    <TextProvider locale={locale} messages={messages(locale, ["projects", "units"])}>
      <Page>
        <PageHead
          crumbs={[
            { label: here.unit?.title ?? "Terrace", ...(here.unit && { href: `/units/${here.unit.id}` }) },
            ...(binned ? [{ label: t("list.title"), href: path }] : []),
          ]}
          title={t(binned ? "list.binTitle" : "list.title")}
          actions={
            binned ? (
              <Link className="btn" href={path}>
                {t("list.back")}
              </Link>
            ) : (
              mayWrite && <AddProject />
            )
          }
        />
        <div className="sheet">
          <ListFilters query={query} unit={unit} sources={money.sources} programmes={programmes} />
          <ListTabs query={query} input={input} found={found} />
          {found.items.length === 0 ? (
            <Nothing binned={binned} filtered={filtered} mayWrite={mayWrite} query={query} />
          ) : (
            <Table
              caption={t(binned ? "list.binTitle" : "list.caption")}
              columns={binned ? binColumns(columns) : columns}
              rows={found.items}
              rowKey={(project) => project.id}
              density="two"
              {...(!binned && { totalLabel: t("list.sum", { count: f.number(found.total) }) })}
              sort={{ current: sortAsked(query), path, query }}
            />
          )}
          <Pager
            page={input.page ?? 1}
            pageSize={pageSize}
            total={found.total}
            path={path}
            query={query}
            things={t("list.things")}
          />
        </div>
      </Page>
    </TextProvider>
  );
}
