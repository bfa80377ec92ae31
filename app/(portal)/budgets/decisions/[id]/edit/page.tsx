import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { Page, PageHead } from "@/app/ui/page-head";
import { DecisionForm } from "../../form/decision-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("budgets"))("decision.edit") };
}

export default async function EditDecisionPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const [t, locale, caller] = [await text("budgets"), await currentLocale(), await api()];
  const { decision, choices } = await caller.budgets.editing({ id });
  if (!decision.may.some((each) => each === "edit")) notFound();
  return (
    <Page>
      <PageHead
        crumbs={[
          { label: t("title"), href: "/budgets" },
          { label: t("decisions.title"), href: "/budgets/decisions" },
          { label: decision.title, href: `/budgets/decisions/${id}` },
        ]}
        title={t("decision.edit")}
      />
      <TextProvider locale={locale} messages={messages(locale, ["budgets"])}>
        <DecisionForm
          key={decision.version}
          year={decision.year}
          choices={choices}
          kept={{
            id,
            version: decision.version,
            document: { id: decision.documentId, label: decision.documentNumber, note: decision.documentSummary },
            receivers: decision.items.flatMap(({ toProjectId, toUnitId, to }) => {
              const receiver = toProjectId ?? toUnitId;
              return receiver && to
                ? [[receiver, { id: receiver, label: to }] as [string, { id: string; label: string }]]
                : [];
            }),
            values: {
              title: decision.title,
              year: decision.year,
              documentId: decision.documentId,
              transfers: decision.items.map((item) => ({
                id: item.id,
                kind: item.kind,
                fromLineId: item.fromLineId,
                toUnitId: item.toUnitId,
                toProjectId: item.toProjectId,
                lineId: item.lineId,
                sourceCode: item.sourceCode,
                capitalCode: item.capitalCode,
                amount: item.amount,
              })),
            },
          }}
        />
      </TextProvider>
    </Page>
  );
}
