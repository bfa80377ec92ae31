import type { Metadata } from "next";
import { text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { FormPage } from "../../form-page";
import { AddMemberForm } from "../member-forms";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("households"))("member.addTitle") };
}

export default async function NewMemberPage({ params }: { params: Promise<{ id: string }> }) {
  const { household, choices } = await (await api()).households.form(await params);
  return (
    <FormPage household={household} title={(await text("households"))("member.addTitle")}>
      <AddMemberForm householdId={household.id} ethnicity={household.ethnicity} choices={choices} />
    </FormPage>
  );
}
