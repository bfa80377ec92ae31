import type { core } from "zod";
import { issueCode, issueValues } from "@/server/inputs";
import type { Formats } from "./format";

type Values = Record<string, string | number>;

/** What a command answers when it refuses: `useCommand().problem` fits. */
export type Problem = {
  code: string;
  values?: Values | undefined;
  fields?: { path: string; code: string; values?: Values | undefined }[] | undefined;
  reference?: string | undefined;
};

/** One error as one string, "out_of_range?min=1&max=60": what a form keeps for a field. */
export function packError(code: string, values: Values = {}): string {
  const said = new URLSearchParams(Object.entries(values).map(([name, value]) => [name, String(value)])).toString();
  return said ? `${code}?${said}` : code;
}

export function unpackError(packed: string): { code: string; values: Record<string, string> } {
  const cut = packed.indexOf("?");
  if (cut < 0) return { code: packed, values: {} };
  return { code: packed.slice(0, cut), values: Object.fromEntries(new URLSearchParams(packed.slice(cut + 1))) };
}

const amounts = new Set(["over", "free", "left", "amount", "limit", "norm", "min", "max", "most", "least"]);

/** Values as the reader writes them: dates, and amounts with their groups. Codes and years stay as they are. */
export function readable(values: Values, f: Formats): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (typeof value === "number") return [name, f.number(value)];
      if (amounts.has(name) && /^-?\d+(\.\d+)?$/.test(value)) return [name, f.number(value)];
      if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return [name, f.date(value)];
      return [name, value];
    }),
  );
}

/** The same code as the border gives, except that an empty field is missing before it is anything else. */
export function codeOf(issue: core.$ZodIssue, input: unknown): string {
  const empty = input === undefined || input === null || input === "";
  return empty && issue.code !== "custom" ? "required" : packError(issueCode(issue), issueValues(issue));
}

/** The sentence to use when an error came without the values its own sentence wants. */
export function sayable(code: string, values: Values): string {
  if (code === "too_long" && !("max" in values)) return "too_long_unsaid";
  if (code === "too_many" && !("max" in values)) return "not_valid";
  if (code === "out_of_range") {
    if ("min" in values && "max" in values) return code;
    return "min" in values ? "too_small" : "max" in values ? "too_big" : "out_of_range_unsaid";
  }
  return code;
}
