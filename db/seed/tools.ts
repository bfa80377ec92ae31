import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import type { Client } from "pg";

/** Data lie beside this file; the bundle lies elsewhere, so they are found from the checkout's root. */
export const readSeed = <T>(name: string): T =>
  JSON.parse(readFileSync(path.join(process.cwd(), "db/seed", name), "utf8")) as T;

/** The same key gives the same id on every machine. */
export function idOf(...key: (string | number)[]): string {
  const hex = createHash("sha256").update(key.join("/")).digest("hex");
  const variant = "89ab"[Number.parseInt(hex[16]!, 16) % 4];
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const unitIds = new Map<string, string>();
/** Asked for with every row. */
export function unitId(key: string): string {
  let id = unitIds.get(key);
  if (!id) {
    id = idOf("unit", key);
    unitIds.set(key, id);
  }
  return id;
}
export const documentId = (key: string) => idOf("document", key);

/** The nation is a unit too, so that roles can be held there. */
export const nation = unitId("vn");

type Value = string | number | bigint | boolean | null | Buffer | Value[] | { [key: string]: Value };
// biome-ignore lint/suspicious/noExplicitAny: rows of forty tables
export type Row = Record<string, any>;

const snake = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const plain = (value: Value) =>
  Buffer.isBuffer(value) ? `\\x${value.toString("hex")}` : typeof value === "bigint" ? value.toString() : value;

/** One statement for all rows. Columns are those of the first row; the others keep their defaults. */
export async function insert(client: Client, table: string, rows: Row[]): Promise<void> {
  if (rows.length === 0) return;
  const keys = Object.keys(rows[0]!);
  const columns = keys.map(snake);
  const written = rows.map((row) =>
    Object.fromEntries(columns.map((column, index) => [column, plain(row[keys[index]!])])),
  );
  await client.query(
    `insert into ${table} (${columns.join(", ")}) select ${columns.join(", ")} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
    [JSON.stringify(written)],
  );
}

/** Numbers that look random and are the same every time (mulberry32). */
export class Dice {
  private state: number;
  constructor(seed: string) {
    this.state = createHash("sha256").update(seed).digest().readUInt32LE(0);
  }
  /** From 0 up to, not including, 1. */
  roll(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }
  /** A whole number, both ends included. */
  from(least: number, most: number): number {
    return least + Math.floor(this.roll() * (most - least + 1));
  }
  chance(share: number): boolean {
    return this.roll() < share;
  }
  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.roll() * list.length)]!;
  }
  /** By weight. */
  weighted<T>(choices: readonly (readonly [T, number])[]): T {
    let at = this.roll() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of choices) {
      at -= weight;
      if (at < 0) return value;
    }
    return choices[0]![0];
  }
}

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** That day in Vietnam, at an hour of work. */
export const at = (date: string, hour = 9, minute = 0): string =>
  `${date}T${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}:00+07:00`;
