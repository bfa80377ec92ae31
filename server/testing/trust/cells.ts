import type { z } from "zod";
import { appRouter } from "../../router";
import { type Person, problemOf, type World } from "../world";
import { type Case, casesOf } from "./cases";
import type { Actor, Cast } from "./cast";
import { mayCall, type Relation, reaches, relations } from "./oracle";
import { call, cookieOf, type Portal } from "./portal";

/** One question of the matrix: this person, this procedure, a record that lies there. */
export type Cell = {
  at: string;
  actor: Actor;
  relation: Relation;
  input: unknown;
  expected: string;
  shows: string | undefined;
};

type Procedure = {
  _def: {
    type: "query" | "mutation";
    meta?: { permission?: string; signedIn?: true; open?: true };
    inputs: z.ZodType[];
  };
};
export const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>);
export const kindOf = Object.fromEntries(procedures.map(([at, { _def }]) => [at, _def.type]));

/** What the oracle says to somebody at the door, before any record is looked for. */
function atTheDoor(actor: Actor, at: string): string | undefined {
  if (actor.gone && actor.gone !== "expired") return "not_signed_in";
  const rule = mayCall[at];
  if (rule === "signed in") return undefined;
  return actor.gone || !actor.role || !rule?.includes(actor.role) ? "not_allowed" : undefined;
}

function expectedOf(actor: Actor, at: string, relation: Relation, asked: Case): string {
  const refused = atTheDoor(actor, at);
  if (refused) return refused;
  if (asked.free) return "ok";
  const known = asked.expect?.(relation, actor.role);
  if (known) return known;
  if (!reaches(actor.role!, relation)) return asked.shows ? "hidden" : (asked.missing ?? "not_found");
  return (relation === "ended" && asked.ended) || (asked.shows ? "shown" : "ok");
}

/** Every cell: of those whose session or role is gone the one who could do it otherwise. */
export function allCells({ world, actors, records }: Cast): Cell[] {
  const cases = casesOf(world);
  const cells: Cell[] = [];
  for (const [at] of procedures) {
    const asked = cases[at];
    const rule = mayCall[at];
    if (!asked || !rule) continue;
    const able = rule === "signed in" ? "clerk" : rule[0];
    for (const actor of actors.filter(({ gone, role }) => !gone || gone === "anonymous" || role === able)) {
      for (const relation of asked.free ? (["own"] as const) : relations) {
        const who = { role: actor.role ?? "clerk", spareSession: actor.spareSession };
        cells.push({
          at,
          actor,
          relation,
          input: asked.input?.(records[relation], who, relation),
          expected: expectedOf(actor, at, relation, asked),
          shows: asked.shows?.(records[relation], who),
        });
      }
    }
  }
  return cells;
}

const outcome = ({ shows }: Cell, data: unknown): string => {
  if (!shows) return "ok";
  return JSON.stringify(data)?.includes(shows) ? "shown" : "hidden";
};

/** One call in process. */
export function ask(world: World, who: Person | undefined, at: string, input: unknown, now?: Date): Promise<unknown> {
  const [noun, verb] = at.split(".") as [string, string];
  const nouns = world.as(who, now) as unknown as Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
  return nouns[noun]![verb]!(input);
}

/** The answer in process, and what came with it. */
export async function answered(world: World, cell: Cell): Promise<{ answer: string; data: unknown }> {
  let data: unknown;
  try {
    const asked = ask(world, cell.actor.person, cell.at, cell.input);
    const refused = await problemOf(asked.then((said) => (data = said)));
    return { answer: refused.code === "none" ? outcome(cell, data) : refused.code, data };
  } catch (error) {
    return { answer: `unforeseen: ${String((error as Error).cause ?? error).slice(0, 200)}`, data };
  }
}

export const answerTo = async (world: World, cell: Cell): Promise<string> => (await answered(world, cell)).answer;

/** The same question over HTTP, with a real cookie. */
export async function answerOver(portal: Portal, cell: Cell): Promise<string> {
  const cookie = cell.actor.person ? await cookieOf(cell.actor.person) : "";
  const { code, data } = await call(portal, cookie, cell.at, cell.input, kindOf[cell.at]);
  return code ?? outcome(cell, data);
}

/** What came out otherwise than the oracle says. */
export async function wrongOf(cells: readonly Cell[], ask: (cell: Cell) => Promise<string>): Promise<string[]> {
  const wrong: string[] = [];
  for (const cell of cells) {
    const answer = await ask(cell);
    if (answer !== cell.expected) {
      wrong.push(`${cell.actor.name} ${cell.at} ${cell.relation}: expected ${cell.expected}, got ${answer}`);
    }
  }
  return wrong;
}
