import type { Locale } from "@/app/text/locale";

const scales: [RegExp, number][] = [
  [/(nghìn|ngàn|ribu|rb|thousand|k)$/, 3],
  [/(triệu|trieu|tr|juta|jt|million)$/, 6],
  [/(tỷ|tỉ|ty|ti|miliar|billion)$/, 9],
];

const grouped = /^\d{1,3}(?:\.\d{3})+$|^\d{1,3}(?:,\d{3})+$|^\d{1,3}(?: \d{3})+$/;

/** "35.000.000", "35 triệu", "1,5 tỷ" → whole đồng as a decimal string; undefined when it is no whole amount. */
export function parseMoney(text: string, locale: Locale): string | undefined {
  let rest = text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[\u00a0\u202f]/g, " ")
    .replace(/−/g, "-")
    .trim()
    .replace(/(đồng|dong|vnđ|vnd|đ|₫)$/, "")
    .trim();
  const negative = rest.startsWith("-");
  if (negative) rest = rest.slice(1).trim();
  let scale = 0;
  for (const [suffix, zeros] of scales) {
    if (suffix.test(rest)) {
      scale = zeros;
      rest = rest.replace(suffix, "").trim();
      break;
    }
  }
  const digits = scale ? shifted(rest, locale, scale) : grouped.test(rest) ? rest.replace(/\D/g, "") : rest;
  if (digits === undefined || !/^\d{1,18}$/.test(digits)) return undefined;
  const plain = digits.replace(/^0+(?=\d)/, "");
  return negative && plain !== "0" ? `-${plain}` : plain;
}

function shifted(text: string, locale: Locale, zeros: number): string | undefined {
  const plain = decimal(text, locale);
  if (plain === undefined) return undefined;
  const [whole = "", fraction = ""] = plain.split(".");
  return fraction.length > zeros ? undefined : whole + fraction.padEnd(zeros, "0");
}

/** Plain decimal notation of what was typed: groups gone, the point a point. */
export function decimal(text: string, locale: Locale): string | undefined {
  if (/^\d+$/.test(text)) return text;
  const [group, point] = locale === "en" ? [",", "."] : [".", ","];
  const cut = text.lastIndexOf(point);
  const whole = cut < 0 ? text : text.slice(0, cut);
  const fraction = cut < 0 ? "" : text.slice(cut + 1);
  const groups = new RegExp(`^\\d{1,3}(?:[${group} ]\\d{3})+$`);
  if ((/^\d+$/.test(whole) || groups.test(whole)) && (cut < 0 || /^\d+$/.test(fraction))) {
    return whole.replace(/\D/g, "") + (fraction ? `.${fraction}` : "");
  }
  // The other language's point is understood where it cannot be a group: "5.5" in Vietnamese.
  return /^\d+[.,]\d+$/.test(text) && !/^\d{1,3}[.,]\d{3}$/.test(text) ? text.replace(",", ".") : undefined;
}

/** A number with a decimal comma (or point in English); undefined when it is none. */
export function parseNumber(text: string, locale: Locale): number | undefined {
  const trimmed = text
    .replace(/[\u00a0\u202f]/g, " ")
    .replace(/−/g, "-")
    .trim();
  const negative = trimmed.startsWith("-");
  const plain = decimal(negative ? trimmed.slice(1).trim() : trimmed, locale);
  if (plain === undefined) return undefined;
  return negative ? -Number(plain) : Number(plain);
}

/** "20/11/2025" (also 20-11-2025, 20.11.2025, 20112025) → "2025-11-20"; undefined when there is no such day. */
export function parseDate(text: string): string | undefined {
  const match = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$|^(\d{2})(\d{2})(\d{4})$/.exec(text.trim());
  if (!match) return undefined;
  const [day, month, year] = [match[1] ?? match[4], match[2] ?? match[5], match[3] ?? match[6]].map(Number) as [
    number,
    number,
    number,
  ];
  if (year < 1900 || year > 2999) return undefined;
  const at = new Date(Date.UTC(year, month - 1, day));
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day) return undefined;
  return at.toISOString().slice(0, 10);
}

// ---------- money in words ----------
