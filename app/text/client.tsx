"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import { createTranslator, type _Translator as Translator } from "use-intl/core";
import { type Formats, formatsFor } from "@/app/ui/format";
import type { Noun, Words } from "./index";
import { defaultLocale, type Locale } from "./locale";

type Bag = { locale: Locale; messages: Partial<Record<Noun, unknown>> };

const TextContext = createContext<Bag>({ locale: defaultLocale, messages: {} });

/** Put around client forms with the words they need; a provider inside another adds to it. */
export function TextProvider({ locale, messages, children }: Bag & { children: ReactNode }) {
  const outer = useContext(TextContext);
  const value = useMemo(() => ({ locale, messages: { ...outer.messages, ...messages } }), [locale, messages, outer]);
  return <TextContext value={value}>{children}</TextContext>;
}

export function useLocale(): Locale {
  return useContext(TextContext).locale;
}

export function useText<N extends Noun>(noun: N): Translator<Words<N>> {
  const { locale, messages } = useContext(TextContext);
  const words = messages[noun];
  return useMemo(() => {
    if (!words) throw new Error(`The words of "${noun}" were not handed to TextProvider.`);
    const bag = words as Record<string, unknown>;
    return createTranslator({ locale, messages: bag, timeZone: "Asia/Ho_Chi_Minh" }) as unknown as Translator<Words<N>>;
  }, [locale, words, noun]);
}

export function useFormats(): Formats {
  const locale = useLocale();
  return useMemo(() => formatsFor(locale), [locale]);
}
