import type { Formats } from "@/app/ui/format";
import type { Published } from "@/server/indicators/queries";

export type ValueWords = (key: "exact" | "moreThan" | "lessThan" | "fromTo", values: Record<string, string>) => string;

/** "hơn 1.310", "gần 4.100", "40–50": the source's own adverb goes with the number. */
export function publishedValue(
  t: ValueWords,
  f: Formats,
  figure: Pick<Published, "value" | "valueTo" | "qualifier">,
): string {
  const value = f.number(figure.value);
  if (figure.qualifier === "more_than") return t("moreThan", { value });
  if (figure.qualifier === "less_than") return t("lessThan", { value });
  if (figure.qualifier === "from_to") return t("fromTo", { value, to: f.number(figure.valueTo) });
  return t("exact", { value });
}

/** A period is a year, two years, or a day. */
export const periodWord = (f: Formats, period: string): string =>
  period.length === 10 ? f.date(period) : period.replace("-", "–");

/** Somebody else said it, where it can be read. Without either it is the demonstration's own. */
export const isPublished = (figure: { sourceUrl: string; document: unknown }): boolean =>
  figure.sourceUrl !== "" || figure.document !== null;
