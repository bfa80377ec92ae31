import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, text } from "@/app/text/server";
import { frame } from "@/app/trpc/server";
import { Page, PageHead } from "@/app/ui/page-head";
import { Sheet } from "@/app/ui/sheet";
import { today } from "@/server/clock";
import { PersonForm } from "./person-form";

export const generateMetadata = async (): Promise<Metadata> => ({ title: (await text("people"))("newTitle") });

export default async function NewPersonPage() {
  const [t, locale, here] = [await text("people"), await currentLocale(), await frame()];
  // The command decides; a form that would always be refused is not shown.
  if (!here.permissions.includes("people.manage")) notFound();
  return (
    <Page>
      <PageHead crumbs={[{ label: t("title"), href: "/people" }]} title={t("newTitle")} />
      <Sheet>
        <div className="max-w-160">
          <TextProvider locale={locale} messages={messages(locale, ["people", "units"])}>
            <PersonForm today={today()} />
          </TextProvider>
        </div>
      </Sheet>
    </Page>
  );
}
