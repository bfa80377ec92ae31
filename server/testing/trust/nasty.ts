import { z } from "zod";
import { newId } from "../../ids";

/** Values that have broken programs before, and inputs made of them by the shape of a schema (trust.md 3.6). */

export type Shape = {
  const?: unknown;
  enum?: unknown[];
  anyOf?: Shape[];
  oneOf?: Shape[];
  allOf?: Shape[];
  type?: string;
  properties?: Record<string, Shape>;
  items?: Shape;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  maxLength?: number;
};

let deep: unknown = 1;
for (let level = 0; level < 500; level++) deep = [deep];

export const nasty: unknown[] = [
  ...["", " ", "\0", "a\0b", "\ud800", "\udc00x", "%", "_", "\\", "%_%_%_%_%", "'", '"; drop role x; --', "=1+1"],
  ...["１２３", "١٢٣", "\u202Eabc", "\uFEFF", "\u2028", "a".repeat(100_000), "ế".repeat(50_000), "\u0300".repeat(2000)],
  ...["{0197a000-0000-7000-8000-000000000001}", " 0197a000-0000-7000-8000-000000000001", "null", "undefined", "NaN"],
  ...["0001-01-01", "275760-09-13", "2025-02-30", "2025-13-01", "infinity", "-infinity", "epoch", "now"],
  ...[0, -0, -1, 0.1, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 2 ** 63, 1e308, -1e308, 5e-324, Number.NaN],
  ...[Number.POSITIVE_INFINITY, null, undefined, true, false, [], {}, [[]], deep, { toString: "x" }],
  ...[
    { length: 1e9 },
    JSON.parse(`{"then":"x"}`),
    JSON.parse('{"__proto__":{"x":1}}'),
    JSON.parse('{"constructor":{"x":1}}'),
  ],
];

/** Text that a form takes for honest, at its edges. */
const texts = [
  ...["a", "clerk", "Bình Liêu", "Bi\u0300nh Liêu", "%", "\\", "\\\\", "_", "h-1", "' or 1=1", "1", "0", "-", "😀"],
  ...[
    "001099000001",
    "0001",
    "0912345678",
    "9".repeat(16),
    "1000000000000000",
    "gso",
    "x".repeat(100),
    "x".repeat(500),
  ],
];
const dates = [
  ...["1900-01-01", "2099-12-31", "2025-07-01", "2024-02-29", "2026-11-01"],
  ...["2025-07-01T08:00:00Z", "0000-01-01T00:00:00Z", "2025-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59"],
];

export const shapeOf = (schema: z.ZodType): Shape =>
  z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Shape;

/** Makes inputs by shape: mostly such as the schema takes, with a nasty value here and there. */
export function maker(random: () => number, known: readonly string[]) {
  const oneOf = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const fitting = new Map<string, readonly string[]>();

  function text(shape: Shape): string {
    const patterns = [shape.pattern, ...(shape.allOf ?? []).map(({ pattern }) => pattern)].filter(Boolean) as string[];
    const key = patterns.join("\n");
    let fit = fitting.get(key);
    if (!fit) {
      const all = [...texts, ...dates, ...known];
      fit = all.filter((each) => patterns.every((pattern) => new RegExp(pattern, "u").test(each)));
      fitting.set(key, fit);
    }
    // An id that nobody has: of something new, or of nothing.
    if (fit.length > 0 && fit.every((each) => known.includes(each)) && random() < 0.2) return newId();
    return fit.length > 0 && random() < 0.95 ? oneOf(fit) : oneOf(texts);
  }

  function number({ minimum = -10, maximum = 2 ** 31 - 1, type }: Shape): number {
    const edges = [minimum, maximum, minimum - 1, maximum + 1, 0, 1, 2, 2015, 2026, 10_000];
    if (random() < 0.6) return Math.min(maximum, minimum + Math.floor(random() * Math.min(maximum - minimum, 100)));
    return oneOf(type === "integer" ? edges : [...edges, 0.5, 0.001, 1e-7]);
  }

  return function value(shape: Shape, depth = 0): unknown {
    if (random() < 0.03) return oneOf(nasty);
    if ("const" in shape) return shape.const;
    if (shape.enum) return oneOf(shape.enum);
    const choices = shape.anyOf ?? shape.oneOf;
    if (choices) return value(oneOf(choices), depth + 1);
    switch (shape.type) {
      case "object": {
        const fields = Object.entries(shape.properties ?? {}).filter(() => random() < 0.98);
        const made = Object.fromEntries(fields.map(([key, each]) => [key, value(each, depth + 1)]));
        if (random() < 0.01) made[oneOf(["role", "unitId", "status", "constructor", "toString"])] = oneOf(nasty);
        return made;
      }
      case "array":
        return Array.from({ length: Math.floor(random() * 3) }, () => value(shape.items ?? {}, depth + 1));
      case "integer":
      case "number":
        return number(shape);
      case "boolean":
        return random() < 0.5;
      case "null":
        return null;
      default:
        return text(shape);
    }
  };
}
