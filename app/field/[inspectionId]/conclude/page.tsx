import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { wordsForPhone } from "../../words";
import { Conclude } from "./conclude";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("field"))("conclude.title") };
}

export default async function ConcludePage({ params }: { params: Promise<{ inspectionId: string }> }) {
  const visit = await (await api()).inspections.get({ id: (await params).inspectionId });
  // What may still be done with it, the visit says.
  if (!visit.may.conclude) redirect(`/field/${visit.id}`);
  const [t, words] = [await text("field"), await wordsForPhone()];
  return (
    <Conclude
      inspectionId={visit.id}
      project={visit.projectName}
      blockedBy={visit.conclusionProblem}
      labels={{
        title: t("conclude.title"),
        text: t("conclude.text"),
        hint: t("conclude.hint"),
        send: t("conclude.send"),
      }}
      words={words}
    />
  );
}
