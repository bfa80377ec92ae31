import { z } from "zod";
import type { Role } from "@/db/schema/people-lists";
import type { Caller, Case } from "./cases";
import { procedures } from "./cells";
import { mayCall } from "./oracle";
import type { Records } from "./records";

/** Every way to read: each query with each of its sorts, filters, pages and searches, about one's own place. */

export type Asking = { at: string; input: unknown; said: string };

type Shape = {
  type?: string;
  enum?: unknown[];
  const?: unknown;
  anyOf?: Shape[];
  properties?: Record<string, Shape>;
};

/** Parts of words that stand in many records, on either side of every wall. */
const words = ["a", "n", "0", "ky", "nông", "giao", "kenh", "9"];

/** One filter at a time: every word of a closed list, every flag, a few years and pages, our own unit. */
function optionsOf(name: string, shape: Shape, r: Records): unknown[] {
  if (name === "page") return [2];
  if (name === "q") return words;
  if (name === "year" || name === "helped") return [2025, 2026];
  if (name === "unit" || name === "within" || name === "unitId") return [r.unit];
  if (shape.enum) return shape.enum;
  if (shape.const !== undefined) return [shape.const];
  if (shape.type === "boolean") return [true, false];
  return (shape.anyOf ?? []).flatMap((each) => optionsOf(name, each, r));
}

/** Readings that differ from one moment to the next by themselves. */
const unlike = new Set(["audit.blocks", "session.mine"]);

export function askingsOf(cases: Record<string, Case>, role: Role, r: Records, who: Caller): Asking[] {
  const found: Asking[] = [];
  for (const [at, { _def }] of procedures) {
    const rule = mayCall[at]!;
    if (_def.type !== "query" || unlike.has(at) || (rule !== "signed in" && !rule.includes(role))) continue;
    const input = cases[at]!.input?.(r, who, "own");
    found.push({ at, input, said: `${at} as it is` });
    const [schema] = _def.inputs;
    if (!schema) continue;
    const shape = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Shape;
    const bare = shape.properties?.q ? {} : (input as object);
    for (const [name, each] of Object.entries(shape.properties ?? {})) {
      for (const value of optionsOf(name, each, r)) {
        found.push({ at, input: { ...bare, [name]: value }, said: `${at} ${name}=${value}` });
      }
    }
    if (shape.properties?.q) found.push({ at, input: bare, said: `${at} all` });
  }
  return found.filter(({ at, input }) => {
    const schema = procedures.find(([name]) => name === at)![1]._def.inputs[0];
    return !schema || schema.safeParse(input).success;
  });
}
