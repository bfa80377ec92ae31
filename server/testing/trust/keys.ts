import { z } from "zod";

/** A call's input with keys in it that nobody asked for. */

type Shape = { properties?: Record<string, Shape>; anyOf?: Shape[]; oneOf?: Shape[]; items?: Shape };

/** Every object in the input with the keys that its schema knows. */
function objectsIn(
  value: unknown,
  shapes: Shape[],
  path: (string | number)[] = [],
): { path: typeof path; known: Set<string> }[] {
  const flat = shapes.flatMap(function flatten(shape): Shape[] {
    return [shape, ...[...(shape.anyOf ?? []), ...(shape.oneOf ?? [])].flatMap(flatten)];
  });
  if (Array.isArray(value)) {
    const [first] = value;
    return objectsIn(
      first,
      flat.flatMap(({ items }) => items ?? []),
      [...path, 0],
    );
  }
  if (value === null || typeof value !== "object") return [];
  const known = new Set(flat.flatMap(({ properties }) => Object.keys(properties ?? {})));
  const below = Object.entries(value).flatMap(([key, each]) =>
    objectsIn(
      each,
      flat.flatMap(({ properties }) => properties?.[key] ?? []),
      [...path, key],
    ),
  );
  return [{ path, known }, ...below];
}

function withKey(value: unknown, [step, ...rest]: (string | number)[], key: string): unknown {
  if (step === undefined) return Object.defineProperty({ ...(value as object) }, key, { value: "x", enumerable: true });
  if (Array.isArray(value)) return value.map((each, i) => (i === step ? withKey(each, rest, key) : each));
  return { ...(value as object), [step]: withKey((value as Record<string, unknown>)[step], rest, key) };
}

export type Asked = { input: unknown; key: string; where: string };
/** The input with each key in each of its objects that does not know it. */
export function asksOf(cell: { at: string; input: unknown }, keys: readonly string[], schema: z.ZodType): Asked[] {
  const shape = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Shape;
  return objectsIn(cell.input, [shape]).flatMap(({ path, known }) =>
    keys
      .filter((key) => !known.has(key))
      .map((key) => ({ input: withKey(cell.input, path, key), key, where: `${cell.at} ${[...path, key].join(".")}` })),
  );
}

/** Those that the schema takes. */
export const taken = (schema: z.ZodType, asked: readonly Asked[]) =>
  asked.filter(({ input }) => schema.safeParse(input).success).map(({ where }) => where);
