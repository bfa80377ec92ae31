import type { Metadata } from "next";
import { currentLocale, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { Page, PageHead } from "@/app/ui/page-head";
import { href, one, type Query } from "@/app/ui/query";
import { Panes } from "@/app/ui/sheet";
import { unitTitle } from "../units/title";
import { FigureStrip } from "./figure-strip";
import { FindingsPane, HelpedPane, MoneyPane, PovertyPane, ProjectsPane } from "./panes";
import { PartsSheet, PublishedSheet } from "./sheets";

type Props = { searchParams: Promise<Query> };

const asked = (query: Query) => {
  const year = Number(one(query, "year"));
  return { unit: one(query, "unit"), year: Number.isInteger(year) && year > 0 ? year : undefined };
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("common"))("nav.overview") };
}

export default async function DashboardPage({ searchParams }: Props) {
  const query = await searchParams;
  const found = await (await api()).dashboard.overview(asked(query));
  const [t, locale] = [await text("dashboard"), await currentLocale()];
  const crumbs = [
    ...found.above.map((unit) => ({
      label: unitTitle(unit, locale),
      href: href("/dashboard", query, { unit: unit.id, parts: null }),
    })),
    { label: unitTitle(found.place, locale), href: `/units/${found.place.id}` },
  ];
  return (
    <Page>
      <PageHead
        crumbs={crumbs}
        title={t("title", { year: String(found.year) })}
        actions={
          <form className="inrow" action="/dashboard">
            <input type="hidden" name="unit" value={found.place.id} />
            <label className="inrow">
              {t("year")}
              <select name="year" defaultValue={String(found.year)}>
                {found.years.map((year) => (
                  <option key={year}>{year}</option>
                ))}
              </select>
            </label>
            <button type="submit" className="btn">
              {t("show")}
            </button>
          </form>
        }
      />
      <FigureStrip found={found} />
      <Panes wide="left">
        <ProjectsPane found={found} />
        <MoneyPane found={found} />
      </Panes>
      <Panes>
        <HelpedPane found={found} />
        <FindingsPane found={found} />
        {found.poverty.length > 1 && <PovertyPane found={found} />}
      </Panes>
      {found.parts.length > 0 && <PartsSheet found={found} query={query} />}
      {found.published.length > 0 && <PublishedSheet found={found} />}
    </Page>
  );
}
