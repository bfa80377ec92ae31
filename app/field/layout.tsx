import type { Metadata } from "next";
import type { ReactNode } from "react";
import { text } from "@/app/text/server";
import { FieldPage } from "@/app/ui/fieldmode";
import { Strip } from "./strip";
import { wordsForPhone } from "./words";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("field"))("title") };
}

/** The inspector's own screens: no rail, no widgets, one thing at a time. Each page asks who is here. */
export default async function FieldLayout({ children }: { children: ReactNode }) {
  return (
    <FieldPage>
      <Strip words={(await wordsForPhone()).app} />
      {children}
    </FieldPage>
  );
}
