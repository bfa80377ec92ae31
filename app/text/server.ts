import { cookies } from "next/headers";
import { cache } from "react";
import { createTranslator, type _Translator as Translator } from "use-intl/core";
import { type Formats, formatsFor } from "@/app/ui/format";
import { asLocale, type Locale, type Noun, nouns, type Words } from "./index";

export const currentLocale = cache(
  async (): Promise<Locale> => asLocale((await cookies()).get("terrace_locale")?.value),
);

export type Theme = "light" | "dark" | "auto";

export const currentTheme = cache(async (): Promise<Theme> => {
  const value = (await cookies()).get("terrace_theme")?.value;
  return value === "dark" || value === "light" ? value : "auto";
});

/** Kept by the process: what was understood of a sentence once need not be understood for each page. */
const translators = new Map<string, unknown>();

function translatorOf(locale: Locale, noun: Noun) {
  const key = `${locale} ${noun}`;
  const made =
    translators.get(key) ?? createTranslator({ locale, messages: nouns[noun][locale], timeZone: "Asia/Ho_Chi_Minh" });
  translators.set(key, made);
  return made;
}

/** `const t = await text("projects")`, then `t("list.title")` or `t("list.count", { count: 38 })`. */
export async function text<N extends Noun>(noun: N): Promise<Translator<Words<N>>> {
  return translatorOf(await currentLocale(), noun) as unknown as Translator<Words<N>>;
}

/** Numbers, money and dates in the reader's language. */
export async function formats(): Promise<Formats> {
  return formatsFor(await currentLocale());
}
