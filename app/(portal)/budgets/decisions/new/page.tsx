import type { Metadata } from "next";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { Link } from "@/app/ui/link";
import { Page, PageHead } from "@/app/ui/page-head";
import { href, one, type Query } from "@/app/ui/query";
import { DecisionForm } from "../form/decision-form";

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
        facts={
          <>
            {t("form.year")}:{" "}
            {years.map((each) => (
              <span key={each}>
                {each === year ? <b>{each}</b> : <Link href={href(path, {}, { year: each })}>{each}</Link>}{" "}
              </span>
            ))}
          </>
        }
      />
      <TextProvider locale={locale} messages={messages(locale, ["budgets"])}>
        <DecisionForm key={year} year={year} choices={choices} />
      </TextProvider>
    </Page>
  );
}
