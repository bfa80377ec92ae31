import { z } from "zod";

/**
 * The shapes that cross the border. Text is trimmed and NFC-normalised here; messages are codes,
 * so that form, import and procedure speak with one voice (app/text has the sentences).
 */

/** Uploads above this are refused, in the browser before they leave and by the server while they arrive. */
export const maxUploadBytes = 15 * 1024 * 1024;

export const limits = { name: 200, line: 500, note: 4000, code: 100 } as const;

type Issue = z.core.$ZodIssue | z.core.$ZodRawIssue;

const isCode = (text: string | undefined) => text !== undefined && /^[a-z0-9_]+$/.test(text);

/** A field code for an issue: our own where a schema names one, else by what zod found. */
export function issueCode(issue: Issue): string {
  if (isCode(issue.message)) return issue.message as string;
  const found = issue as { code?: string; input?: unknown; origin?: string; minimum?: number };
  switch (found.code) {
    case "too_small":
      return found.origin === "string" || found.origin === "array" ? "required" : "out_of_range";
    case "too_big":
      return found.origin === "string" ? "too_long" : found.origin === "array" ? "too_many" : "out_of_range";
    case "invalid_type":
      return "required";
    case "unrecognized_keys":
      return "unknown_field";
    case "invalid_value":
    case "invalid_union":
      return "not_in_list";
    default:
      return "not_valid";
  }
}

/** Numbers that the sentence of a code may use. */
export function issueValues(issue: Issue): Record<string, string | number> {
  const found = issue as { minimum?: number | bigint; maximum?: number | bigint; keys?: string[] };
  return {
    ...(found.minimum !== undefined && { min: String(found.minimum) }),
    ...(found.maximum !== undefined && { max: String(found.maximum) }),
    ...(found.keys && { keys: found.keys.join(", ") }),
  };
}

// Without `jitless` zod asks the browser for eval, which the content policy refuses; the server may.
z.config({ jitless: typeof document !== "undefined", customError: (issue) => issueCode(issue) });

/** Control characters but tab and line ends, and halves of surrogate pairs. */
const unprintable = /[^\P{Cc}\t\n\r]|\p{Cs}/u;

const clean = z
  .string("required")
  .refine((value) => !unprintable.test(value), "not_valid")
  .overwrite((value) => value.normalize("NFC").trim());

/** One to `most` characters. */
export const text = (most: number = limits.line) => clean.min(1, "required").max(most, "too_long");
/** Empty is allowed. */
export const optionalText = (most: number = limits.line) => clean.max(most, "too_long");
export const int = (least: number, most: number) =>
  z.number("not_a_number").int("not_whole").min(least, "out_of_range").max(most, "out_of_range");
/** A measure with at most three decimals. */
export const decimal = (least: number, most: number) =>
  z
    .number("not_a_number")
    .min(least, "out_of_range")
    .max(most, "out_of_range")
    .refine((value) => Math.abs(value * 1000 - Math.round(value * 1000)) < 1e-6, "too_many_decimals");
/** Whole smallest units of currency as a decimal string; at most 10^15. */
export const money = z
  .string("required")
  // Aborts, or the next check would meet text that BigInt throws at.
  .regex(/^(0|[1-9][0-9]{0,15})$/, { error: "not_money", abort: true })
  .refine((value) => BigInt(value) <= 10n ** 15n, "out_of_range");
export const positiveMoney = money.refine((value) => value !== "0", "not_positive");

const isDate = (value: string) => {
  const [year = 0, month = 0, day = 0] = value.split("-").map(Number);
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};
/** yyyy-mm-dd, a day that exists, 1900 to 2100. */
export const date = z
  .string("required")
  .regex(/^(19|20)[0-9]{2}-[0-9]{2}-[0-9]{2}$/, "not_a_date")
  .refine(isDate, "not_a_date");
export const id = z
  .string("required")
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, "not_valid");
export const code = z.string("required").regex(/^[a-z0-9_.]{1,60}$/, "not_in_list");
/** Vietnam's personal identity number: 12 digits. */
export const identityNumber = z.string("required").regex(/^[0-9]{12}$/, "not_an_identity_number");

/** What every list takes from the URL: words typed, page, sort. Unknown sorts are refused by the list's own enum. */
export const listInput = { q: optionalText(100).default(""), page: int(1, 10_000).default(1) };
export const pageSize = 25;
