import type { Metadata } from "next";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { EmptyState } from "@/app/ui/empty-state";
import { Page, PageHead } from "@/app/ui/page-head";
import { RegisterForm } from "./register-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("households"))("form.newTitle") };
}

export default async function NewHouseholdPage() {
  const choices = await (await api()).households.choices();
  const [t, locale] = [await text("households"), await currentLocale()];
  return (
    <Page>
      <PageHead crumbs={[{ label: t("list.title"), href: "/households" }]} title={t("form.newTitle")} />
      {choices.units.length > 0 ? (
        <TextProvider locale={locale} messages={messages(locale, ["households"])}>
          <RegisterForm choices={choices} />
        </TextProvider>
      ) : (
        <EmptyState title={t("form.noUnit")} />
      )}
    </Page>
  );
}
