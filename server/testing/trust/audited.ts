import type { Client } from "pg";
import { log } from "../../log";
import type { World } from "../world";
import { answered, type Cell } from "./cells";
import { wire } from "./wire.mjs";

/**
 * How many records a command changes besides its own: each has its row in the trail. A split makes a second
 * household; a decision also moves what was decided on; what a project gave stands in the record of who got it.
 */
const others: Record<string, number> = {
  "households.split": 1,
  "projects.completeHousing": 1,
  "projects.completeLivelihood": 1,
  "requests.withdraw": 1,
};

/**
 * Readings of one household, written into the trail like a change also where no name is told (design.md D11). Of every
 * other reading the names in its answer tell whether it is one.
 */
const personalReadings = ["households.get", "households.form", "supports.guard", "supports.ofHousehold"];

type Left = {
  answer: string;
  /** Of the trail, in the call's own transaction, before it is undone. */
  rows: number;
  /** Of the log, that say who was refused what and why. */
  lines: number;
  /** Whether it told the name of anybody who is helped. */
  told: boolean;
};

/** Everybody whose name stands in a household, as JSON would have it. */
let helped: string[] = [];

/** The transaction's own rows of the trail, also those that the caller may not read. */
export async function countTrail({ sql }: World): Promise<void> {
  await sql(`create function app.trail_of_this() returns bigint language sql security definer
    as 'select count(*) from public.audit_events where xid = pg_current_xact_id()::text::bigint'`);
  await sql("grant execute on function app.trail_of_this() to terrace_app");
  const named = await sql<{ name: string }>("select head_name as name from households union select name from members");
  helped = named.map(({ name }) => JSON.stringify(name));
}

/** What this call left behind, once the world counts. */
export async function left(world: World, cell: Cell): Promise<Left> {
  let [rows, lines] = [0, 0];
  wire.ending = async (client) => {
    const found = await (client as unknown as Client).query<{ n: string }>("select app.trail_of_this() as n");
    rows = Number(found.rows[0]!.n);
  };
  const { info } = log;
  log.info = (said: object, word?: string) => {
    const { path, personId, code } = said as Record<string, string | undefined>;
    const known = cell.actor.gone && cell.actor.gone !== "expired" ? undefined : cell.actor.person?.id;
    if (word === "refused" && path === cell.at && personId === known && code) lines++;
  };
  try {
    const { answer, data } = await answered(world, cell);
    const said = JSON.stringify(data) ?? "";
    return { answer, rows, lines, told: helped.some((name) => said.includes(name)) };
  } finally {
    wire.ending = undefined;
    log.info = info;
  }
}

/** What it should leave: one row a changed record and a personal reading; of what was refused, a line of the log. */
export function due({ at, actor }: Cell, { answer, told }: Left, kind: string): { rows: number; lines: number } {
  if (answer !== "ok" && answer !== "shown" && answer !== "hidden") return { rows: 0, lines: 1 };
  if (kind === "query") return { rows: told || personalReadings.includes(at) ? 1 : 0, lines: 0 };
  // The manager's is the last step of a road: the project is approved with the request.
  const other = at === "requests.decide" && actor.role === "manager" ? 1 : (others[at] ?? 0);
  return { rows: 1 + other, lines: 0 };
}
