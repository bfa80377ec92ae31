import type { Metadata } from "next";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, text } from "@/app/text/server";
import { frame } from "@/app/trpc/server";
import { LanguageLinks } from "@/app/ui/language-links";
import { one, type Query } from "@/app/ui/query";
import { SignInFrame } from "@/app/ui/sign-in-frame";
import { PasswordForm } from "./password-form";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await text("session"))("password.title") };
}

export default async function PasswordPage({ searchParams }: { searchParams: Promise<Query> }) {
  const [locale, t, { mustChangePassword }] = [await currentLocale(), await text("session"), await frame()];
  return (
    <TextProvider locale={locale} messages={messages(locale, ["common", "session", "problems", "typed"])}>
      <SignInFrame title={t("password.title")}>
        <p>{t(mustChangePassword ? "password.first" : "password.others")}</p>
        <PasswordForm to={one(await searchParams, "to")} />
        <LanguageLinks />
      </SignInFrame>
    </TextProvider>
  );
}
