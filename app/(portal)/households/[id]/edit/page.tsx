import type { Metadata } from "next";
import { text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { Link } from "@/app/ui/link";
import { FormPage } from "../form-page";
import { EditForm } from "./edit-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("households"))("head.edit") };
}

export default async function EditHouseholdPage({ params }: { params: Promise<{ id: string }> }) {
  const { household, choices } = await (await api()).households.form(await params);
  const t = await text("households");
  return (
    <FormPage household={household} title={t("form.editTitle", { name: household.headName })}>
      <EditForm household={household} choices={choices} />
      <div className="mt-8 max-w-[640px]">
        <Link href={`/households/${household.id}/end`}>{t("form.end")}</Link>
        <p className="cap">{t("form.endWhy")}</p>
      </div>
    </FormPage>
  );
}
