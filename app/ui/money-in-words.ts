import type { Locale } from "@/app/text/locale";
import type { Amount } from "./format";

export const vi = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];

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

export const id = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"];

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

export const en = (
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
