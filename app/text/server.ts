import { cookies } from "next/headers";
import { cache } from "react";
import type { _Translator as Translator } from "use-intl/core";
import { type Formats, formatsFor } from "@/app/ui/format";
import { asLocale, type Locale, type Noun, nouns, type Words } from "./index";
import { translatorOf } from "./translator";

export const currentLocale = cache(
  async (): Promise<Locale> => asLocale((await cookies()).get("terrace_locale")?.value),
);

export type Theme = "light" | "dark" | "auto";

export const currentTheme = cache(async (): Promise<Theme> => {
  const value = (await cookies()).get("terrace_theme")?.value;
  return value === "dark" || value === "light" ? value : "auto";
});

/** `const t = await text("projects")`, then `t("list.title")` or `t("list.count", { count: 38 })`. */
export async function text<N extends Noun>(noun: N): Promise<Translator<Words<N>>> {
  const locale = await currentLocale();
  return translatorOf(locale, nouns[noun][locale]) as Translator<Words<N>>;
}

/** Numbers, money and dates in the reader's language. */
export async function formats(): Promise<Formats> {
  return formatsFor(await currentLocale());
}
