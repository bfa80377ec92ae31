import type { Metadata } from "next";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { Page, PageHead } from "@/app/ui/page-head";
import { one, type Query } from "@/app/ui/query";
import { PlanForm } from "./plan-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("inspections"))("plan.title") };
}

/** `?project=` chooses the project beforehand: the link on a project's page. */
export default async function PlanPage({ searchParams }: { searchParams: Promise<Query> }) {
  const found = await (await api()).inspections.subject({ projectId: one(await searchParams, "project") });
  const [t, locale] = [await text("inspections"), await currentLocale()];
  return (
    <Page>
      <PageHead
        crumbs={[{ label: t("title"), href: "/inspections" }, { label: t("plan.title") }]}
        title={t("plan.title")}
      />
      <div className="sheet">
        <div className="bd pad">
          <TextProvider locale={locale} messages={messages(locale, ["inspections"])}>
            <PlanForm today={found.today} project={found.project} />
          </TextProvider>
        </div>
      </div>
    </Page>
  );
}
