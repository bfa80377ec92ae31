import { createTranslator } from "use-intl/core";
import { common } from "@/app/text/common";
import type { Locale } from "@/app/text/locale";
import { untold } from "@/app/text/problem-values";
import { problems } from "@/app/text/problems";

type Values = Record<string, string | number>;
type Say = (code: string, values: Values) => string;

/** The sentence of a code, of a field or of a command, in one of the languages. */
export function sentences(locale: Locale): (code: string, values?: Values) => string {
  const translator = (messages: unknown) => createTranslator({ locale, messages: messages as never }) as unknown as Say;
  const ofField = translator(common[locale].error);
  const ofCommand = translator(problems[locale]);
  return (code, values = {}) => {
    if (code in problems[locale]) return ofCommand(code, { ...untold, ...values });
    if (code === "too_long" && !("max" in values)) return ofField("too_long_unsaid", {});
    if (code === "out_of_range" && !("min" in values && "max" in values)) return ofField("out_of_range_unsaid", {});
    return ofField(code in common[locale].error ? code : "not_valid", values);
  };
}
