import type { Locale } from "@/app/text/locale";
import { date } from "@/app/ui/format";
import type { Names } from "@/db/schema/columns";
import type { UnitOption } from "@/server/units/queries";
import { lastDay } from "@/server/units/rules";

type Titled = { name: string; title: Names };
type Timed = { validFrom: string; validFromKnown?: boolean; validTo: string | null };

const slot = "{name}";
const fill = (pattern: string, name: string) => pattern.replace(slot, () => name);

/** "Xã Bình Liêu", "Bình Liêu commune". */
export const unitTitle = (unit: Titled, locale: Locale): string => fill(unit.title[locale], unit.name);

/** The same inside a sentence: "xã Bình Liêu"; a name that comes first keeps its capital. */
export const unitInSentence = (unit: Titled, locale: Locale): string => {
  const pattern = unit.title[locale];
  return pattern.startsWith(slot)
    ? unitTitle(unit, locale)
    : fill(`${pattern.charAt(0).toLowerCase()}${pattern.slice(1)}`, unit.name);
};

export type PeriodWords = (
  key: "period.from" | "period.until" | "period.between",
  values: Record<string, string>,
) => string;

/** "từ 01/07/2025", "đến 30/06/2025"; the last day is the day before the one on which it ended. */
export function unitPeriod(unit: Timed, t: PeriodWords): string {
  const to = lastDay(unit.validTo);
  const from = unit.validFromKnown === false ? undefined : unit.validFrom;
  if (from && to) return t("period.between", { from: date(from), to: date(to) });
  if (to) return t("period.until", { to: date(to) });
  return from ? t("period.from", { from: date(from) }) : "";
}

/** What tells a unit from others of its name: its code, its parent, its time. */
export const unitNote = (unit: UnitOption, locale: Locale, t: PeriodWords): string =>
  [unit.code, unit.parent && unitInSentence(unit.parent, locale), unitPeriod(unit, t)].filter(Boolean).join(" · ");
