import type { Client, PoolClient } from "pg";
import { newId } from "../../ids";
import { pool } from "../../pool";
import type { Person } from "../world";
import { problemOf, type World } from "../world";
import { ask, type Cell } from "./cells";
import { wire } from "./wire.mjs";

/** A call that arrives again before its first transaction is undone: inside of it, where the first one's effect stands. */

/** What came of a call: its answer, or why it was refused; as JSON, with the keys in order. */
async function told(asked: Promise<unknown>): Promise<string> {
  let data: unknown;
  const { code } = await problemOf(asked.then((said) => (data = said)));
  return code === "none" ? JSON.stringify(inOrder(data ?? null)) : code;
}

function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, each]) => each !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, inOrder(each)]),
  );
}

/** Rows written by this connection lately, in all tables but that of the operations: of two readings the difference counts. */
async function written(client: Client): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    "select coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::int as n from pg_stat_xact_user_tables where schemaname = 'public' and relname <> 'operations'",
  );
  return rows[0]!.n;
}

/** Calls made meanwhile work in this connection's transaction. */
async function within<T>(client: PoolClient, work: () => Promise<T>): Promise<T> {
  const connections = pool();
  const { release } = client;
  client.release = () => undefined;
  Object.assign(connections, { connect: async () => client });
  wire.within = true;
  try {
    return await work();
  } finally {
    wire.within = false;
    Reflect.deleteProperty(connections, "connect");
    client.release = release;
  }
}

export type Repeat = { first: string; again: string; more: number };

/** The cell's call, and then `input` as `who`: what was told each time, and how many rows the second wrote. */
export async function repeated(world: World, cell: Cell, who: Person, input: unknown): Promise<Repeat | undefined> {
  let found: Omit<Repeat, "first"> | undefined;
  wire.ending = async (ending) => {
    wire.ending = undefined;
    const client = ending as PoolClient & Client;
    const rows = await written(client);
    const again = await within(client, () => told(ask(world, who, cell.at, input)));
    found = { again, more: (await written(client)) - rows };
  };
  const first = await told(ask(world, cell.actor.person, cell.at, cell.input));
  wire.ending = undefined;
  return found && { first, ...found };
}

/** The same operation with another body: another record, or else another word. */
export function otherBody(input: object): object {
  const fields = Object.entries(input).filter(([key]) => key !== "operationId");
  const isId = ([, value]: [string, unknown]) => typeof value === "string" && /^[0-9a-f-]{36}$/.test(value);
  const id = fields.find(isId);
  const [key, value] = id ?? fields.find(([, each]) => typeof each === "string")!;
  return { ...input, [key]: id ? newId() : `${value}x` };
}
