import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { Page, PageHead } from "@/app/ui/page-head";
import { Sheet } from "@/app/ui/sheet";
import { DocumentForm } from "../../document-form";

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await text("documents"))("title") });

export default async function CorrectDocumentPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const [t, locale, caller] = [await text("documents"), await currentLocale(), await api()];
  const document = await caller.documents.get({ id });
  if (!document.mayCorrect) notFound();
  const { documentKinds = [] } = await caller.programmes.codes({ lists: ["documentKinds"] });
  const { number, kind, issuer, issuedOn, effectiveOn, summary, fileId, fileName } = document;
  return (
    <Page>
      <PageHead
        crumbs={[
          { label: t("title"), href: "/documents" },
          { label: number, href: `/documents/${id}` },
        ]}
        title={t("correctTitle", { number })}
      />
      <Sheet>
        <div className="max-w-160">
          <TextProvider locale={locale} messages={messages(locale, ["documents"])}>
            <DocumentForm
              kinds={documentKinds.map(({ code, name }) => ({ value: code, label: name[locale] }))}
              known={{ id, number, kind, issuer, issuedOn, effectiveOn, summary, fileId, fileName }}
            />
          </TextProvider>
        </div>
      </Sheet>
    </Page>
  );
}
