import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { formats, text } from "@/app/text/server";
import { api } from "@/app/trpc/server";
import { wordsForPhone } from "../../words";
import { FindingForm } from "./finding-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("field"))("visit.record") };
}

export default async function FindingPage({ params }: { params: Promise<{ inspectionId: string }> }) {
  const visit = await (await api()).inspections.get({ id: (await params).inspectionId });
  // What may still be done with it, the visit says.
  if (!visit.may.record) redirect(`/field/${visit.id}`);
  return (
    <FindingForm
      inspectionId={visit.id}
      project={visit.projectName}
      unit={(await formats()).inSentence(visit.unitName)}
      kinds={visit.kinds}
      today={visit.today}
      words={await wordsForPhone()}
    />
  );
}
