import { createTranslator } from "use-intl/core";
import { zone } from "@/app/ui/format";
import type { Locale } from "./locale";

/** By their words, which are of one language: what was understood of a sentence once is not understood for each page. */
const made = new WeakMap<object, unknown>();

/** The translator of one noun's words; the caller knows their keys. */
export function translatorOf(locale: Locale, words: object): unknown {
  const translator =
    made.get(words) ?? createTranslator({ locale, messages: words as Record<string, unknown>, timeZone: zone });
  made.set(words, translator);
  return translator;
}
