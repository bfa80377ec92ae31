import type { Metadata } from "next";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { FilterSelect, Filters } from "@/app/ui/filters";
import { Page, PageHead } from "@/app/ui/page-head";
import { one, type Query } from "@/app/ui/query";
import { DecisionForm } from "../form";

const path = "/budgets/decisions/new";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("budgets"))("decision.new") };
}

export default async function NewDecisionPage({ searchParams }: { searchParams: Promise<Query> }) {
  const query = await searchParams;
  const thisYear = new Date().getFullYear();
  const year = Number(one(query, "year") ?? thisYear);
  const [t, locale, caller] = [await text("budgets"), await currentLocale(), await api()];
  const choices = await caller.budgets.transferSources({ year });
  const years = [...new Set([thisYear + 1, thisYear, thisYear - 1, thisYear - 2, year])].sort((a, b) => b - a);
  return (
    <Page>
      <PageHead
        crumbs={[
          { label: t("title"), href: "/budgets" },
          { label: t("decisions.title"), href: "/budgets/decisions" },
        ]}
        title={t("decision.new")}
      />
      <div className="sheet">
        <Filters
          path={path}
          query={query}
          names={["year"]}
          first={
            <FilterSelect
              name="year"
              label={t("form.year")}
              query={{ year: String(year) }}
              options={years.map((each) => ({ value: String(each), label: String(each) }))}
            />
          }
        />
      </div>
      <TextProvider locale={locale} messages={messages(locale, ["common", "problems", "budgets"])}>
        <DecisionForm key={year} year={year} choices={choices} />
      </TextProvider>
    </Page>
  );
}
