import type { ReactNode } from "react";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, text } from "@/app/text/server";
import { Page, PageHead } from "@/app/ui/page-head";

/** The frame of every form about one household: where one is, what it does, and the words it needs. */
export async function FormPage(props: {
  household: { id: string; headName: string };
  title: string;
  note?: ReactNode;
  children: ReactNode;
}) {
  const [t, locale] = [await text("households"), await currentLocale()];
  const { household, title, note, children } = props;
  return (
    <Page>
      <PageHead
        crumbs={[
          { label: t("list.title"), href: "/households" },
          { label: t("head.title", { name: household.headName }), href: `/households/${household.id}` },
        ]}
        title={title}
        facts={note}
      />
      <TextProvider locale={locale} messages={messages(locale, ["guard", "households"])}>
        {children}
      </TextProvider>
    </Page>
  );
}
