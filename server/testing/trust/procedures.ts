import type { z } from "zod";
import type { Role } from "@/db/schema/people";
import { type Permission, permissions } from "../../auth/permissions";
import { asProblem, type ProblemShape } from "../../problem";
import { appRouter } from "../../router";
import { createCallerFactory, type Meta, type router, toShape } from "../../trpc";
import type { Person } from "../world";

/** Procedures as a test goes through them: all of the router, or one of a test's own. */

type Inside = { _def: { type: "query" | "mutation"; inputs: z.ZodType[]; meta?: Meta } };
export type Procedure = { path: string; kind: "query" | "mutation"; schema?: z.ZodType; permission?: Permission };

export const proceduresOf = (of: ReturnType<typeof router>): Procedure[] =>
  Object.entries(of._def.procedures as unknown as Record<string, Inside>).map(([path, { _def }]) => ({
    path,
    kind: _def.type,
    ...(_def.inputs[0] && { schema: _def.inputs[0] }),
    ...(_def.meta?.permission && { permission: _def.meta.permission }),
  }));

export const procedures = proceduresOf(appRouter);

export const holders = (permission: Permission | undefined): readonly Role[] =>
  permission ? permissions[permission] : ["clerk"];

export type Outcome = { answered: true } | { answered: false; shape: ProblemShape; error: unknown };
export type Call = (who: Person, path: string, input: unknown) => Promise<Outcome>;

/** Calls by name, and the refusal as a person would be told it. */
export function callerOf(of: ReturnType<typeof router> = appRouter): Call {
  const caller = createCallerFactory(of);
  return async (who, path, input) => {
    const [noun, verb] = path.split(".") as [string, string];
    const procedure = (
      caller({ sessionId: who.sessionId, requestId: "test" }) as unknown as Record<
        string,
        Record<string, (input: unknown) => Promise<unknown>>
      >
    )[noun]![verb]!;
    try {
      await procedure(input);
      return { answered: true };
    } catch (error) {
      return { answered: false, shape: toShape(error), error };
    }
  };
}

/** What nobody may be told: words of the database or of our own code. */
export const insideWords =
  /\brelation\b|column|constraint|syntax error|violates|pg_|postgres|drizzle|zod|node_modules|invalid input|out of range for|at [A-Za-z.]+ \(|\.ts:|\.js:/i;

/**
 * Why an outcome is one that must not be: nobody foresaw it, the database was sent a value that no
 * column takes (a schema let it through), it took too long, or the message talks of the inside.
 */
export function fault(outcome: Outcome): string | undefined {
  if (outcome.answered) return undefined;
  const { shape, error } = outcome;
  if (!asProblem(error)) return `unforeseen: ${String((error as Error).cause ?? error).slice(0, 200)}`;
  if (shape.code === "invalid" && !shape.fields?.length) return "a value that no column takes";
  if (shape.code === "busy") return "busy";
  const said = JSON.stringify(shape);
  return insideWords.test(said) ? `says ${said.slice(0, 200)}` : undefined;
}

/** Work on each, several at once, so that the database is never idle. */
export async function each<T>(all: readonly T[], work: (one: T) => Promise<void>, atOnce = 8): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < all.length) await work(all[next++]!);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}
