import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { Pool, type PoolClient, types } from "pg";
import { appUrl } from "./app-url";
import { timeZone } from "./clock";

// A date is a day, not an instant: the driver's default would move it by the time zone.
types.setTypeParser(types.builtins.DATE, (value) => value);

/** One transaction. `$client` is for named statements on hot paths. */
export type Tx = NodePgDatabase & { $client: PoolClient };

const shared = globalThis as typeof globalThis & { [key: symbol]: unknown };
const poolKey = Symbol.for("terrace.pool");

/** The one pool of the process: Next's bundle and the entry's are two copies of this module. */
export function pool(): Pool {
  const found = shared[poolKey] as Pool | undefined;
  if (found) return found;
  const ownerUrl = process.env.DATABASE_URL;
  if (!ownerUrl) throw new Error("DATABASE_URL is not set");
  const made = new Pool({
    connectionString: process.env.APP_DATABASE_URL ?? appUrl(ownerUrl),
    max: Number(process.env.DATABASE_POOL ?? 10),
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    application_name: "terrace",
    pipeline: true,
    options: `-c timezone=${timeZone} -c statement_timeout=15s -c idle_in_transaction_session_timeout=15s -c lock_timeout=8s`,
  } as ConstructorParameters<typeof Pool>[0]);
  // A connection that dies while idle must not end the process; the next checkout opens another.
  made.on("error", () => undefined);
  shared[poolKey] = made;
  return made;
}

export async function closePool(): Promise<void> {
  const found = shared[poolKey] as Pool | undefined;
  shared[poolKey] = undefined;
  await found?.end();
}

/** Who a session belongs to, as the database said when the transaction was opened. */
export type Who = {
  personId: string;
  name: string;
  username: string;
  office: string;
  mustChangePassword: boolean;
  permissions: string[];
  roles: { role: string; unitId: string; provinceId: string; rank: number }[];
  home: string;
};

/**
 * Opens a transaction as the person of a session, so that row policies apply, and commits what
 * `work` did. `work` receives undefined for a session that is not alive.
 */
export async function asPerson<T>(sessionId: string, work: (tx: Tx, who: Who | undefined) => Promise<T>): Promise<T> {
  const client = await pool().connect();
  let broken: Error | undefined;
  try {
    // Sent together: one round trip opens the transaction and reads the dated assignments.
    const [, entered] = await Promise.all([
      client.query("begin"),
      client.query<{ who: Who | null }>({ name: "enter", text: "select app.enter($1) as who", values: [sessionId] }),
    ]);
    const tx = drizzle(client, { casing: "snake_case" }) as Tx;
    const result = await work(tx, entered.rows[0]?.who ?? undefined);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** A named statement: parsed and planned once a connection. For hot paths and for what the builder cannot say. */
export async function rows<T>(tx: Tx, name: string, text: string, values: unknown[] = []): Promise<T[]> {
  return (await tx.$client.query({ name, text, values })).rows as T[];
}

export async function row<T>(tx: Tx, name: string, text: string, values: unknown[] = []): Promise<T | undefined> {
  return (await rows<T>(tx, name, text, values))[0];
}
