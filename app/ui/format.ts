import type { Locale } from "@/app/text/locale";

/** Money travels as a decimal string of whole đồng; counts may be numbers. */
export type Amount = string | bigint | number;
type Maybe<T> = T | null | undefined;

const tags: Record<Locale, string> = { vi: "vi-VN", id: "id-ID", en: "en-GB" };
const zone = "Asia/Ho_Chi_Minh";
const nothing = "—";

const words = {
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
const minus = (text: string) => text.replace(/^-/, "−");
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
  };
}
export type Formats = ReturnType<typeof formatsFor>;

// ---------- reading what people type ----------

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
    .replace(/\s*(đồng|dong|vnđ|vnd|đ|₫)\s*$/, "")
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
function decimal(text: string, locale: Locale): string | undefined {
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

const vi = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

function viThree(value: number, full: boolean): string {
  const [hundreds, tens, ones] = [Math.floor(value / 100), Math.floor(value / 10) % 10, value % 10];
  const said: string[] = [];
  if (hundreds || full) said.push(`${vi[hundreds]} trăm`);
  if (tens === 1) said.push("mười");
  else if (tens) said.push(`${vi[tens]} mươi`);
  else if (ones && said.length) said.push("linh");
  if (ones === 5 && tens) said.push("lăm");
  else if (ones === 1 && tens > 1) said.push("mốt");
  else if (ones === 4 && tens > 1) said.push("tư");
  else if (ones) said.push(vi[ones] as string);
  return said.join(" ");
}

/** Below a thousand million; `full` says the hundreds even where they are none. */
function viGroups(value: bigint, full: boolean): string {
  const said: string[] = [];
  for (const [size, name] of [
    [1_000_000n, "triệu"],
    [1_000n, "nghìn"],
    [1n, ""],
  ] as const) {
    const three = Number((value / size) % 1000n);
    if (three) said.push(`${viThree(three, full || said.length > 0)}${name && ` ${name}`}`);
  }
  return said.join(" ");
}

function viWords(value: bigint): string {
  const [above, below] = [value / 1_000_000_000n, value % 1_000_000_000n];
  if (!above) return viGroups(below, false);
  return `${viWords(above)} tỷ${below ? ` ${viGroups(below, true)}` : ""}`;
}

const id = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"];

function idThree(value: number): string {
  const [hundreds, rest] = [Math.floor(value / 100), value % 100];
  const said: string[] = [];
  if (hundreds) said.push(hundreds === 1 ? "seratus" : `${id[hundreds]} ratus`);
  if (rest === 10) said.push("sepuluh");
  else if (rest === 11) said.push("sebelas");
  else if (rest > 11 && rest < 20) said.push(`${id[rest - 10]} belas`);
  else {
    if (rest >= 20) said.push(`${id[Math.floor(rest / 10)]} puluh`);
    if (rest % 10) said.push(id[rest % 10] as string);
  }
  return said.join(" ");
}

const en = (
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen " +
  "eighteen nineteen"
).split(" ");
const enTens = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

function enThree(value: number): string {
  const [hundreds, rest] = [Math.floor(value / 100), value % 100];
  const tail = rest < 20 ? en[rest] : `${enTens[Math.floor(rest / 10)]}${rest % 10 ? `-${en[rest % 10]}` : ""}`;
  if (!hundreds) return tail as string;
  return `${en[hundreds]} hundred${rest ? ` and ${tail}` : ""}`;
}

function byThousands(value: bigint, names: string[], three: (value: number) => string): string {
  const said: string[] = [];
  for (let level = names.length - 1; level >= 0; level--) {
    const part = Number((value / 1000n ** BigInt(level)) % 1000n);
    if (!part) continue;
    const name = names[level];
    said.push(name === "ribu" && part === 1 ? "seribu" : `${three(part)}${name && ` ${name}`}`);
  }
  return said.join(" ");
}

/** The amount as a voucher spells it: "ba mươi lăm triệu đồng". */
export function moneyInWords(locale: Locale, value: Amount): string {
  const amount = BigInt(value);
  const size = amount < 0n ? -amount : amount;
  if (locale === "vi") return `${amount < 0n ? "âm " : ""}${size ? viWords(size) : "không"} đồng`;
  if (locale === "id") {
    const said = size ? byThousands(size, ["", "ribu", "juta", "miliar", "triliun", "kuadriliun"], idThree) : "nol";
    return `${amount < 0n ? "minus " : ""}${said} dong`;
  }
  const names = ["", "thousand", "million", "billion", "trillion", "quadrillion"];
  return `${amount < 0n ? "minus " : ""}${size ? byThousands(size, names, enThree) : "zero"} dong`;
}
