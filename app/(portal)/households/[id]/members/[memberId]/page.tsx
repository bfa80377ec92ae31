import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { Sheet } from "@/app/ui/sheet";
import { FormPage } from "../../form-page";
import { ChangeHeadForm, EditMemberForm, EndMemberForm } from "../member-forms";

type Props = { params: Promise<{ id: string; memberId: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("households"))("members.edit") };
}

export default async function MemberPage({ params }: Props) {
  const { id, memberId } = await params;
  const { household, choices } = await (await api()).households.form({ id });
  const member = household.members.find((each) => each.id === memberId && each.endedOn === null);
  if (!member) notFound();
  const t = await text("households");
  const head = household.members.find(({ relationship, endedOn }) => relationship === "head" && endedOn === null);
  const isHead = member.id === head?.id;
  return (
    <FormPage household={household} title={t("member.editTitle", { name: member.name })}>
      <EditMemberForm household={household} member={member} choices={choices} />
      <div className="mt-8 grid max-w-[640px] gap-3">
        {!isHead && head && (
          <Sheet title={t("member.makeHeadTitle", { name: member.name })}>
            <p className="cap mb-3">{t("member.makeHeadWhy")}</p>
            <ChangeHeadForm household={household} memberId={member.id} headName={head.name} choices={choices} />
          </Sheet>
        )}
        <Sheet title={t("member.endTitle", { name: member.name })}>
          <p className="cap mb-3">{t(isHead ? "member.headStays" : "member.endWhy")}</p>
          {!isHead && (
            <EndMemberForm householdId={household.id} memberId={member.id} reasons={choices.memberEndReasons} />
          )}
        </Sheet>
      </div>
    </FormPage>
  );
}
