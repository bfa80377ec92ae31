import type { Metadata } from "next";
import { text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { FormPage } from "../form-page";
import { EndForm } from "./end-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("households"))("form.end") };
}

export default async function EndHouseholdPage({ params }: { params: Promise<{ id: string }> }) {
  const { household, choices } = await (await api()).households.form(await params);
  const t = await text("households");
  return (
    <FormPage household={household} title={t("end.title", { name: household.headName })} note={t("end.text")}>
      <EndForm id={household.id} version={household.version} reasons={choices.memberEndReasons} />
    </FormPage>
  );
}
