import { Pool, types } from "pg";
import { appUrl } from "./app-url";
import { timeZone } from "./clock";

// A date is a day, not an instant: the driver's default would move it by the time zone.
types.setTypeParser(types.builtins.DATE, (value) => value);

const shared = globalThis as typeof globalThis & { [key: symbol]: unknown };
const poolKey = Symbol.for("terrace.pool");
export const bulkPoolKey = Symbol.for("terrace.bulk_pool");

/** Kept by the process: Next's bundle and the entry's are two copies of this module. */
function kept(key: symbol, settings: { max: number; maxUses?: number; pipeline: boolean; patience: string }): Pool {
  const found = shared[key] as Pool | undefined;
  if (found) return found;
  const ownerUrl = process.env.DATABASE_URL;
  if (!ownerUrl) throw new Error("DATABASE_URL is not set");
  const { patience, ...sizes } = settings;
  const made = new Pool({
    connectionString: process.env.APP_DATABASE_URL ?? appUrl(ownerUrl),
    ...sizes,
    // Who waits longer than this for a connection is told to come again, while somebody still waits for the answer.
    connectionTimeoutMillis: Number(process.env.DATABASE_WAIT_MS ?? 1_500),
    idleTimeoutMillis: 60_000,
    application_name: "terrace",
    // A statement's name stands for its shape, so its plan is made once; whatever needs its values says so (rowsByValue).
    // And by one process: to call others costs more than a page may take, and others ask at the same time.
    options: `-c plan_cache_mode=force_generic_plan -c max_parallel_workers_per_gather=0 -c timezone=${timeZone} -c statement_timeout=${patience} -c idle_in_transaction_session_timeout=${patience} -c lock_timeout=8s`,
  } as ConstructorParameters<typeof Pool>[0]);
  // A connection that dies while idle must not end the process; the next checkout opens another.
  made.on("error", () => undefined);
  // Nor one that dies between two statements of a transaction: the next statement is told.
  made.on("connect", (client) => client.on("error", () => undefined));
  shared[key] = made;
  return made;
}

/** The one pool of the process. */
export const pool = () =>
  kept(poolKey, { max: Number(process.env.DATABASE_POOL ?? 10), pipeline: true, patience: "15s" });

/**
 * For what streams by COPY, which a pipelined connection does not do, and takes its time. Each has a connection of
 * its own: plans that were kept from a small import would read whole tables in a large one.
 */
export const bulkPool = () => kept(bulkPoolKey, { max: 2, maxUses: 1, pipeline: false, patience: "30min" });

const lostKey = Symbol.for("terrace.database-lost");

/** Whether the database could not be reached at some time since `moment` (of performance.now). */
export const databaseLostSince = (moment: number): boolean => ((shared[lostKey] as number | undefined) ?? -1) >= moment;

export function noteDatabaseLost(): void {
  shared[lostKey] = performance.now();
}

export async function closePool(): Promise<void> {
  for (const key of [poolKey, bulkPoolKey]) {
    const found = shared[key] as Pool | undefined;
    shared[key] = undefined;
    await found?.end();
  }
}
