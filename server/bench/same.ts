import { isDeepStrictEqual } from "node:util";
import { ask } from "./client";
import type { Row } from "./rows";
import type { Server } from "./servers";

/** Lists whose order no answer promises are compared sorted; instants by their value. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) {
    const rows = value.map(plain);
    return rows.every((row) => typeof row === "object") ? rows.map((row) => JSON.stringify(row)).sort() : rows;
  }
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return null;
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, held]) => [key, plain(held)]),
    );
  }
  if (typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value)) return Date.parse(value);
  return value;
}

const withoutEmpty = (value: unknown) =>
  JSON.parse(JSON.stringify(value), (_, held) => (Array.isArray(held) && held.length === 0 ? null : held));

/** What a written answer must have in common: everything but ids and numbers drawn. */
const shapeOf = (value: unknown) =>
  JSON.stringify(value)
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "id")
    .replace(/-\d{4,}"/g, '-n"');

/** Asks both sides the same some times; throws with the first difference. No figure counts before this. */
export async function demandSame(row: Row, product: Server, floor: Server, times = 12): Promise<void> {
  for (let at = 0; at < times; at++) {
    const asked = row.next();
    const [ours, theirs] = [await ask(product.port, asked.product), await ask(floor.port, asked.floor)];
    if (ours.status !== 200 || theirs.status !== 200) {
      throw new Error(
        `${row.id}: ${ours.status} ${ours.body.toString("utf8").slice(0, 500)} / ${theirs.status} ${theirs.body.toString("utf8").slice(0, 500)}`,
      );
    }
    const a = row.canonical(JSON.parse(ours.body.toString("utf8")) as never);
    const b = JSON.parse(theirs.body.toString("utf8"));
    const same = row.writes
      ? shapeOf(a) === shapeOf(b)
      : isDeepStrictEqual(plain(withoutEmpty(a)), plain(withoutEmpty(b)));
    if (!same)
      throw new Error(
        `${row.id}: the answers differ.\nours:  ${JSON.stringify(a).slice(0, 3000)}\nfloor: ${JSON.stringify(b).slice(0, 3000)}`,
      );
  }
}
