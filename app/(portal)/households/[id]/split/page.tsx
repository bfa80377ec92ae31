import type { Metadata } from "next";
import { text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { EmptyState } from "@/app/ui/empty-state";
import { FormPage } from "../form-page";
import { SplitForm } from "./split-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("households"))("members.split") };
}

export default async function SplitHouseholdPage({ params }: { params: Promise<{ id: string }> }) {
  const { household, choices } = await (await api()).households.form(await params);
  const t = await text("households");
  const others = household.members.filter(({ endedOn, relationship }) => endedOn === null && relationship !== "head");
  return (
    <FormPage household={household} title={t("split.title", { name: household.headName })} note={t("split.text")}>
      {others.length > 0 ? (
        <SplitForm household={household} others={others} choices={choices} />
      ) : (
        <EmptyState title={t("split.nobody")} />
      )}
    </FormPage>
  );
}
