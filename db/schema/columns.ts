import { sql } from "drizzle-orm";
import { type AnyPgColumn, bigint, check, customType, timestamp, uuid } from "drizzle-orm/pg-core";

/** Columns that many tables share, and the checks written the same way everywhere. */

/** Whole smallest units of the deployment's currency (VND has none below the đồng). Never a float. */
export const money = () => bigint({ mode: "bigint" });

export const instant = () => timestamp({ withTimezone: true, mode: "date" });

export const bytes = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/**
 * Where a fact happened. The province is repeated on the row because row policies and the hot
 * lists read it; a composite key to units keeps the two equal.
 */
export const placed = { unitId: uuid().notNull(), provinceId: uuid().notNull() };

/** A code column holds one of a closed list that TypeScript shares with the forms. */
export const oneOf = (name: string, column: AnyPgColumn, values: readonly string[]) =>
  check(name, sql`${column} in (${sql.raw(values.map((value) => `'${value}'`).join(", "))})`);

export type Names = { vi: string; id: string; en: string };
