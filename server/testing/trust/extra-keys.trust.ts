import { afterAll, beforeAll, test } from "vitest";
import { z } from "zod";
import { type Cast, makeCast } from "./cast";
import { allCells, answerTo, type Cell, procedures } from "./cells";
import { figure, mutant } from "./harness";
import { wire } from "./wire.mjs";

/** Nobody sets what they were not asked for (trust.md A5): every column of every table that a command touches, as a key. */

type Shape = { properties?: Record<string, Shape>; anyOf?: Shape[]; oneOf?: Shape[]; items?: Shape };

let cast: Cast;
let honest: Cell[];
let columns: Map<string, string[]>;

const mutations = procedures.filter(([, { _def }]) => _def.type === "mutation").map(([at]) => at);
const schemaOf = new Map(procedures.map(([at, { _def }]) => [at, _def.inputs[0]]));

beforeAll(async () => {
  cast = await makeCast();
  wire.undone = true;
  const able = allCells(cast).filter((cell) => cell.relation === "own" && cell.expected === "ok" && !cell.actor.gone);
  honest = mutations.map((at) => able.find((cell) => cell.at === at)!);
  const found = await cast.world.sql<{ name: string; said: string[] }>(
    "select table_name as name, array_agg(column_name::text) as said from information_schema.columns where table_schema = 'public' group by 1",
  );
  columns = new Map(found.map(({ name, said }) => [name, said]));
}, 300_000);
afterAll(async () => {
  wire.undone = false;
  await cast?.world.end();
});

const camel = (column: string) => column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** What was asked of the database while somebody worked. */
async function heard(work: () => Promise<unknown>): Promise<string[]> {
  const said: string[] = [];
  wire.heard = (text) => said.push(text);
  await work().finally(() => {
    wire.heard = undefined;
  });
  return said;
}

/** Columns of the tables that the statements name, as they are and as our code writes them. */
function keysOf(statements: readonly string[]): string[] {
  const words = new Set(statements.join(" ").match(/[a-z_]+/g));
  const names = [...columns].flatMap(([table, said]) => (words.has(table) ? said : []));
  return [...new Set([...names, ...names.map(camel), "__proto__", "constructor", "prototype", "toString"])];
}

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

type Asked = { input: unknown; key: string; where: string };
function asksOf(cell: Cell, keys: readonly string[], schema: z.ZodType): Asked[] {
  const shape = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Shape;
  return objectsIn(cell.input, [shape]).flatMap(({ path, known }) =>
    keys
      .filter((key) => !known.has(key))
      .map((key) => ({ input: withKey(cell.input, path, key), key, where: `${cell.at} ${[...path, key].join(".")}` })),
  );
}

/** Those that the schema takes. */
const taken = (schema: z.ZodType, asked: readonly Asked[]) =>
  asked.filter(({ input }) => schema.safeParse(input).success).map(({ where }) => where);

test("every key that was not asked for is refused, and nothing is written", async () => {
  let all = 0;
  const wrong: string[] = [];
  for (const cell of honest) {
    const keys = keysOf(await heard(() => answerTo(cast.world, cell)));
    const schema = schemaOf.get(cell.at)!;
    const asked = asksOf(cell, keys, schema);
    all += asked.length;
    wrong.push(...taken(schema, asked));
    // One key of each object through the whole call: refused as such, before anything is written.
    for (const { input, where } of asked.filter(
      ({ key }) => key === "created_by" || key === "__proto__" || key === "provinceId",
    )) {
      let answer = "";
      const said = await heard(async () => {
        answer = await answerTo(cast.world, { ...cell, input });
      });
      const written = said.filter((text) => /^\s*(insert|update|delete)\b/i.test(text));
      if (answer !== "invalid" || written.length) wrong.push(`${where}: ${answer}, ${written.length} statements`);
    }
  }
  for (const line of wrong) console.error(line);
  const found = `${all - wrong.length} of ${all} refused in ${honest.length} commands`;
  figure("A5", "keys that nobody asked for", found, "100 %", wrong.length === 0 && all > 5000);
});

test("a schema that lets keys through is seen", () => {
  const cell = honest.find(({ at }) => at === "households.edit")!;
  const loose = z.object((schemaOf.get(cell.at) as z.ZodObject).shape);
  const keys = ["unit_id", "current_class", "registered_by", "__proto__"];
  mutant("A5", "with a schema that is not strict", taken(loose, asksOf(cell, keys, loose)).length === 0);
});
