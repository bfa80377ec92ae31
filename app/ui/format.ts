import type { Locale } from "@/app/text/locale";
import { moneyInWords } from "./money-in-words";

/** Money travels as a decimal string of whole đồng; counts may be numbers. */
export type Amount = string | bigint | number;

type Maybe<T> = T | null | undefined;

const tags: Record<Locale, string> = { vi: "vi-VN", id: "id-ID", en: "en-GB" };

export const zone = "Asia/Ho_Chi_Minh";

const nothing = "—";

export const words = {
  vi: {
    dong: "đồng",
    millionDong: "triệu đồng",
    days: (n: string) => `${n} ngày`,
    late: (n: string) => `trễ ${n} ngày`,
    today: "hôm nay",
    left: (n: string) => `còn ${n} ngày`,
  },
  id: {
    dong: "dong",
    millionDong: "juta dong",
    days: (n: string) => `${n} hari`,
    late: (n: string) => `terlambat ${n} hari`,
    today: "hari ini",
    left: (n: string) => `sisa ${n} hari`,
  },
  en: {
    dong: "dong",
    millionDong: "million dong",
    days: (n: string) => (n === "1" ? "1 day" : `${n} days`),
    late: (n: string) => (n === "1" ? "1 day late" : `${n} days late`),
    today: "today",
    left: (n: string) => (n === "1" ? "1 day left" : `${n} days left`),
  },
} satisfies Record<Locale, unknown>;

const kept = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  let format = kept.get(key);
  if (!format) {
    // Some languages leave four digits ungrouped by default; columns of a ledger must look alike.
    format = new Intl.NumberFormat(tags[locale], { useGrouping: "always", ...options } as Intl.NumberFormatOptions);
    kept.set(key, format);
  }
  return format;
}

const blank = (value: unknown): value is null | undefined | "" => value === null || value === undefined || value === "";

export const minus = (text: string) => text.replace(/^-/, "−");

// Intl reads a decimal string exactly; a Number would lose the last đồng of large sums.
const exact = (value: Amount, shift = 0) => `${value}${shift ? `E${shift}` : ""}` as Intl.StringNumericLiteral;

/** 1149184000000 → "1.149.184.000.000", without a unit. */
export function money(locale: Locale, value: Maybe<Amount>): string {
  return blank(value) ? nothing : minus(numberFormat(locale, { maximumFractionDigits: 0 }).format(exact(value)));
}

/** With its unit: "35.000.000 đồng". */
export function moneyWithUnit(locale: Locale, value: Maybe<Amount>): string {
  return blank(value) ? nothing : `${money(locale, value)} ${words[locale].dong}`;
}

/** In millions, for columns whose head says so: 584630000000 → "584.630". */
export function millions(locale: Locale, value: Maybe<Amount>, digits = 0): string {
  if (blank(value)) return nothing;
  return minus(numberFormat(locale, { maximumFractionDigits: digits }).format(exact(value, -6)));
}

export function millionsWithUnit(locale: Locale, value: Maybe<Amount>, digits = 1): string {
  return blank(value) ? nothing : `${millions(locale, value, digits)} ${words[locale].millionDong}`;
}

/** In words of size, never a bare M, T or B: "1,1 nghìn tỷ đồng". */
export function moneyRound(locale: Locale, value: Maybe<Amount>): string {
  if (blank(value)) return nothing;
  const options: Intl.NumberFormatOptions = {
    notation: "compact",
    compactDisplay: "long",
    maximumSignificantDigits: 3,
  };
  return `${minus(numberFormat(locale, options).format(exact(value)))} ${words[locale].dong}`;
}

/** A change, with its sign: "+240", "−100". */
export function signed(locale: Locale, value: Maybe<Amount>, digits = 0): string {
  if (blank(value)) return nothing;
  const options: Intl.NumberFormatOptions = { maximumFractionDigits: digits, signDisplay: "exceptZero" };
  return minus(numberFormat(locale, options).format(exact(value)));
}

/** A share: 0.814 → "81,4%". */
export function percent(locale: Locale, ratio: Maybe<number>, digits = 1): string {
  if (blank(ratio) || !Number.isFinite(ratio)) return nothing;
  const options: Intl.NumberFormatOptions = {
    style: "percent",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  };
  return minus(numberFormat(locale, options).format(ratio));
}

/** Part of a whole as a share; nothing when there is no whole. */
export function share(locale: Locale, part: Maybe<Amount>, whole: Maybe<Amount>, digits = 1): string {
  return blank(part) || blank(whole) || Number(whole) === 0
    ? nothing
    : percent(locale, Number(part) / Number(whole), digits);
}

export function number(locale: Locale, value: Maybe<Amount>, digits = 2): string {
  return blank(value) ? nothing : minus(numberFormat(locale, { maximumFractionDigits: digits }).format(exact(value)));
}

/** With all its decimals, for figures that stand under each other: 12.2 → "12,20". */
export function fixed(locale: Locale, value: Maybe<Amount>, digits = 2): string {
  if (blank(value)) return nothing;
  return minus(
    numberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(exact(value)),
  );
}

/** "5,5–6"; one number when both ends are the same. */
export function range(locale: Locale, from: Maybe<Amount>, to: Maybe<Amount>, digits = 2): string {
  const [a, b] = [number(locale, from, digits), number(locale, to, digits)];
  return a === b ? a : `${a}–${b}`;
}

/** "2025-11-20" → "20/11/2025". Takes an ISO date; the clock has no say. */
export function date(iso: Maybe<string>): string {
  const match = iso ? /^(\d{4})-(\d{2})-(\d{2})/.exec(iso) : null;
  return match ? `${match[3]}/${match[2]}/${match[1]}` : nothing;
}

/** "20/11", for lists where the year is plain. */
export function dayMonth(iso: Maybe<string>): string {
  return iso ? date(iso).slice(0, 5) : nothing;
}

const clock = new Intl.DateTimeFormat("en-GB", {
  timeZone: zone,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
});

function wall(instant: Maybe<string | Date>): Record<string, string> | undefined {
  if (!instant) return undefined;
  const at = instant instanceof Date ? instant : new Date(instant);
  if (Number.isNaN(at.getTime())) return undefined;
  return Object.fromEntries(clock.formatToParts(at).map((part) => [part.type, part.value]));
}

/** A moment, as the wall clock in Hà Nội shows it: "20/11/2025 09:14". */
export function instant(value: Maybe<string | Date>): string {
  const at = wall(value);
  return at ? `${at.day}/${at.month}/${at.year} ${at.hour}:${at.minute}` : nothing;
}

export function time(value: Maybe<string | Date>): string {
  const at = wall(value);
  return at ? `${at.hour}:${at.minute}` : nothing;
}

/** The calendar day of a moment in Hà Nội, as an ISO date. */
export function dayOf(value: string | Date): string {
  const at = wall(value);
  return at ? `${at.year}-${at.month}-${at.day}` : "";
}

/** Whole days from one ISO date to another; negative when the second comes first. */
export function daysBetween(from: string, to: string): number {
  return Math.round(
    (Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from.slice(0, 10)}T00:00:00Z`)) / 86_400_000,
  );
}

export function days(locale: Locale, count: number): string {
  return words[locale].days(number(locale, count, 0));
}

/** "trễ 12 ngày" when the day has passed, undefined when it has not. */
export function late(locale: Locale, due: Maybe<string>, today: string): string | undefined {
  const over = due ? daysBetween(due, today) : 0;
  return over > 0 ? words[locale].late(number(locale, over, 0)) : undefined;
}

/** What is left until a day: "trễ 12 ngày", "hôm nay", "còn 3 ngày". */
export function until(locale: Locale, due: string, today: string): string {
  const left = daysBetween(today, due);
  if (left === 0) return words[locale].today;
  return left > 0 ? words[locale].left(number(locale, left, 0)) : words[locale].late(number(locale, -left, 0));
}

/** "14/11 · 6 ngày": since when something waits. */
export function waiting(locale: Locale, since: Maybe<string>, today: string): string {
  return since ? `${dayMonth(since)} · ${days(locale, Math.max(0, daysBetween(since, today)))}` : nothing;
}

export function fileSize(locale: Locale, bytes: number): string {
  const [unit, value] = bytes >= 1_000_000 ? ["MB", bytes / 1_000_000] : ["KB", Math.max(1, Math.round(bytes / 1000))];
  return `${number(locale, value as number, 1)} ${unit}`;
}

/** All of the above, bound to one language. */
/** "Xã Lục Hồn" inside a sentence: "xã Lục Hồn". In English the name comes first and keeps its capital. */
export const inSentence = (locale: Locale, title: string) =>
  locale === "en" ? title : `${title.charAt(0).toLowerCase()}${title.slice(1)}`;

export function formatsFor(locale: Locale) {
  return {
    locale,
    money: (value: Maybe<Amount>) => money(locale, value),
    moneyWithUnit: (value: Maybe<Amount>) => moneyWithUnit(locale, value),
    millions: (value: Maybe<Amount>, digits?: number) => millions(locale, value, digits),
    millionsWithUnit: (value: Maybe<Amount>, digits?: number) => millionsWithUnit(locale, value, digits),
    moneyRound: (value: Maybe<Amount>) => moneyRound(locale, value),
    moneyInWords: (value: Amount) => moneyInWords(locale, value),
    signed: (value: Maybe<Amount>, digits?: number) => signed(locale, value, digits),
    percent: (ratio: Maybe<number>, digits?: number) => percent(locale, ratio, digits),
    share: (part: Maybe<Amount>, whole: Maybe<Amount>, digits?: number) => share(locale, part, whole, digits),
    number: (value: Maybe<Amount>, digits?: number) => number(locale, value, digits),
    fixed: (value: Maybe<Amount>, digits?: number) => fixed(locale, value, digits),
    range: (from: Maybe<Amount>, to: Maybe<Amount>, digits?: number) => range(locale, from, to, digits),
    date,
    dayMonth,
    instant,
    time,
    dayOf,
    days: (count: number) => days(locale, count),
    late: (due: Maybe<string>, today: string) => late(locale, due, today),
    until: (due: string, today: string) => until(locale, due, today),
    waiting: (since: Maybe<string>, today: string) => waiting(locale, since, today),
    fileSize: (bytes: number) => fileSize(locale, bytes),
    inSentence: (title: string) => inSentence(locale, title),
  };
}

export type Formats = ReturnType<typeof formatsFor>;

// ---------- reading what people type ----------
