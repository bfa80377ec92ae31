import type { Metadata } from "next";
import { text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { FormPage } from "../../form-page";
import { PastSupportForm } from "./past-support-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("households"))("past.title") };
}

export default async function NewSupportPage({ params }: { params: Promise<{ id: string }> }) {
  const { household } = await (await api()).households.form(await params);
  const t = await text("households");
  return (
    <FormPage household={household} title={t("past.title")} note={t("past.text")}>
      <PastSupportForm householdId={household.id} />
    </FormPage>
  );
}
