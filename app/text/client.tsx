"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import type { _Translator as Translator } from "use-intl/core";
import { type Formats, formatsFor } from "@/app/ui/format";
import type { Noun, Words } from "./index";
import { defaultLocale, type Locale } from "./locale";
import { translatorOf } from "./translator";

type Messages = Partial<Record<Noun, object>>;

const TextContext = createContext<{ locale: Locale; messages: Messages }>({ locale: defaultLocale, messages: {} });

/** Read once: there are as many as pages times languages. */
const read = new Map<string, Messages>();

function wordsIn(json: string): Messages {
  const words = read.get(json) ?? (JSON.parse(json) as Messages);
  read.set(json, words);
  return words;
}

/** Put around client forms with the words they need (`messages`); a provider inside another adds to it. */
export function TextProvider({
  locale,
  messages,
  children,
}: {
  locale: Locale;
  messages: string;
  children: ReactNode;
}) {
  const outer = useContext(TextContext);
  const value = useMemo(
    () => ({ locale, messages: { ...outer.messages, ...wordsIn(messages) } }),
    [locale, messages, outer],
  );
  return <TextContext value={value}>{children}</TextContext>;
}

export function useLocale(): Locale {
  return useContext(TextContext).locale;
}

export function useText<N extends Noun>(noun: N): Translator<Words<N>> {
  const { locale, messages } = useContext(TextContext);
  const words = messages[noun];
  if (!words) throw new Error(`The words of "${noun}" were not handed to TextProvider.`);
  return translatorOf(locale, words) as Translator<Words<N>>;
}

export function useFormats(): Formats {
  const locale = useLocale();
  return useMemo(() => formatsFor(locale), [locale]);
}
