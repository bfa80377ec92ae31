import type { Metadata } from "next";
import type { ReactNode } from "react";
import { SignInAgain } from "@/app/(sign-in)/sign-in/again";
import { signInAgainWords } from "@/app/(sign-in)/sign-in/words";
import { text } from "@/app/text/server";
import { frame } from "@/app/trpc/server";
import { FieldPage } from "@/app/ui/fieldmode";
import { Strip } from "./strip";
import { wordsForPhone } from "./words";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("field"))("title") };
}

/** The inspector's own screens: no rail, no widgets, one thing at a time. Each page asks who is here. */
export default async function FieldLayout({ children }: { children: ReactNode }) {
  const here = await frame();
  return (
    <FieldPage>
      <Strip words={(await wordsForPhone()).app} />
      <div className="contents" data-person={here.personId}>
        {children}
      </div>
      <SignInAgain username={here.username} words={await signInAgainWords(here.name)} />
    </FieldPage>
  );
}
