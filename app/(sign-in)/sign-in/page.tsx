import type { Metadata } from "next";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, text } from "@/app/text/server";
import { LanguageLinks } from "@/app/ui/language-links";
import { one, type Query } from "@/app/ui/query";
import { SignInFrame } from "@/app/ui/sign-in-frame";
import { Door } from "./door";
import { signInWords } from "./words";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("session"))("signIn.title") };
}

export default async function SignInPage({ searchParams }: { searchParams: Promise<Query> }) {
  const [locale, t] = [await currentLocale(), await text("session")];
  return (
    <TextProvider locale={locale} messages={messages(locale, ["common", "session"])}>
      <SignInFrame title={t("signIn.title")}>
        <Door words={await signInWords()} to={one(await searchParams, "to")} />
        <p className="cap">{t("signIn.forgotten")}</p>
        <LanguageLinks />
      </SignInFrame>
    </TextProvider>
  );
}
