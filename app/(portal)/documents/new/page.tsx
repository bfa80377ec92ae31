import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, text } from "@/app/text/server";
import { api, frame } from "@/app/trpc/server";
import { Page, PageHead } from "@/app/ui/page-head";
import { Sheet } from "@/app/ui/sheet";
import { DocumentForm } from "../document-form";

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await text("documents"))("newTitle") });

export default async function NewDocumentPage() {
  const [t, locale, caller] = [await text("documents"), await currentLocale(), await api()];
  // The command decides; a form that would always be refused is not shown.
  if (!(await frame()).permissions.includes("documents.register")) notFound();
  const { documentKinds = [] } = await caller.programmes.codes({ lists: ["documentKinds"] });
  return (
    <Page>
      <PageHead crumbs={[{ label: t("title"), href: "/documents" }]} title={t("newTitle")} />
      <Sheet>
        <div className="max-w-160">
          <TextProvider locale={locale} messages={messages(locale, ["documents"])}>
            <DocumentForm kinds={documentKinds.map(({ code, name }) => ({ value: code, label: name[locale] }))} />
          </TextProvider>
        </div>
      </Sheet>
    </Page>
  );
}
