import type { Locale } from "@/app/text/locale";
import type { Formats } from "@/app/ui/format";
import { parseMoney } from "@/app/ui/parse";
import { isAmount } from "../transfer";

/** In which the table is typed and shown; what is kept is always whole đồng. */
export const units = ["million", "dong"] as const;
export type Unit = (typeof units)[number];

/** Whole đồng of what stands in a cell; "" where nothing is given, undefined where it is no amount. */
export function typedAmount(text: string, unit: Unit, locale: Locale): string | undefined {
  const plain = text.replace(/[\u00a0\u202f]/g, " ").trim();
  if (/^[-–—]?$/.test(plain)) return "";
  // Who writes the unit along means it.
  const amount =
    unit === "million" && !/[\p{L}₫]/u.test(plain) ? parseMoney(`${plain} triệu`, locale) : parseMoney(plain, locale);
  if (amount === "0") return "";
  return isAmount(amount) ? amount : undefined;
}

/** Đồng as the table shows them: what is no amount stands as it was typed. */
export function shownAmount(amount: string, unit: Unit, f: Formats): string {
  if (!isAmount(amount.replace(/^-/, ""))) return amount === "0" ? f.money("0") : amount;
  return unit === "dong" ? f.money(amount) : f.number(Number(amount) / 1_000_000, 6);
}
