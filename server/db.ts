import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import type { Pool, PoolClient } from "pg";
import type { Names } from "@/db/schema/columns";
import { bulkPool, pool } from "./pool";
import { databaseError } from "./problem";

/** One transaction. `$client` is for named statements on hot paths. */
export type Tx = NodePgDatabase & { $client: PoolClient };

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

/** The languages in which content has its names. */
const tongues = ["vi", "id", "en"] as const satisfies readonly (keyof Names)[];
export type Tongue = (typeof tongues)[number];
export const asTongue = (value: string | undefined): Tongue => tongues.find((each) => each === value) ?? "vi";

type Opened = {
  client: PoolClient;
  tx: Tx;
  who: Who | undefined;
  /** Whether the database says the same of the session now as `who`. */
  confirmed: Promise<boolean>;
};

/**
 * What the database said of a session the last time: a guess with which a reading begins while the
 * database is asked again, in the transaction of the reading. Nothing read is told before it confirmed the guess.
 */
const lately = new Map<string, { tag: string; who: Who }>();
const mostRemembered = 10_000;

function remember(sessionId: string, guess: { who: Who } | undefined, said: { tag: string | null; who: Who | null }) {
  if (said.tag === null) {
    lately.delete(sessionId);
    return undefined;
  }
  // The tag that was brought still holds, so nothing was said about the rest.
  if (said.who === null) return guess!.who;
  if (lately.size >= mostRemembered) lately.delete(lately.keys().next().value!);
  lately.set(sessionId, { tag: said.tag, who: said.who });
  return said.who;
}

const builders = new WeakMap<PoolClient, Tx>();

/** A transaction of its own identity over the connection's one builder. */
function transactionOf(client: PoolClient): Tx {
  let builder = builders.get(client);
  if (!builder) {
    builder = drizzle(client, { casing: "snake_case" }) as Tx;
    builders.set(client, builder);
  }
  return Object.create(builder) as Tx;
}

/** Begins a transaction as the person of a session, so that row policies apply. `ahead` does not wait for who it is. */
async function open(sessionId: string, tongue: Tongue = "vi", { ahead = false, from = pool() } = {}): Promise<Opened> {
  const client = await from.connect();
  const guess = lately.get(sessionId);
  // Sent together: one round trip opens the transaction and reads the dated assignments.
  const entered = Promise.all([
    client.query("begin"),
    client.query<{ tag: string | null; who: Who | null }>({
      name: "enter",
      text: "select tag, who, set_config('app.tongue', $3, true) from app.open_for($1, $2)",
      values: [sessionId, guess?.tag ?? null, tongue],
    }),
  ]).then(([, { rows }]) => remember(sessionId, guess, rows[0]!));
  const tx = transactionOf(client);
  if (ahead && guess) {
    const confirmed = entered.then((who) => who === guess.who);
    confirmed.catch(() => undefined);
    return { client, tx, who: guess.who, confirmed };
  }
  try {
    return { client, tx, who: await entered, confirmed: Promise.resolve(true) };
  } catch (error) {
    await abandon(client);
    throw error;
  }
}

async function abandon(client: PoolClient) {
  let broken: Error | undefined;
  await client.query("rollback").catch((failure: Error) => {
    broken = failure;
  });
  client.release(broken);
}

async function commit(client: PoolClient, tx: Tx) {
  // Sent behind the last statements, whose failure says more than that the commit was none.
  const last = trailing.get(tx) ?? [];
  const [committed, ...said] = await Promise.allSettled([client.query("commit"), ...last]);
  const failed = said.find(({ status }) => status === "rejected") ?? committed;
  try {
    if (failed.status === "rejected") throw failed.reason;
    // PostgreSQL answers "rollback" when a statement failed and nobody said so: nothing was kept then.
    if (committed.status === "fulfilled" && committed.value.command !== "COMMIT")
      throw new Error("the transaction had failed before it was committed");
  } catch (error) {
    await abandon(client);
    throw error;
  }
  client.release();
}

const trailing = new WeakMap<Tx, Promise<unknown>[]>();

/** A statement whose answer nobody needs before the end: its failure is the transaction's. */
export function rowsAtEnd(tx: Tx, name: string, text: string, values: unknown[]): void {
  const sent = rows(tx, name, text, values);
  sent.catch(() => undefined);
  const others = trailing.get(tx);
  if (others) others.push(sent);
  else trailing.set(tx, [sent]);
}

type Work<T> = (tx: Tx, who: Who | undefined) => Promise<T>;

/**
 * Opens a transaction as the person of a session and commits what `work` did. `work` receives
 * undefined for a session that is not alive. Ahead, it begins at once with what is known of the session, and
 * begins again if the database says otherwise: until then nothing is committed and nothing is told.
 */
async function transact<T>(
  sessionId: string,
  work: Work<T>,
  settle: (committed: Promise<void>, tx: Tx) => Promise<void> | undefined,
  options: { tongue: Tongue | undefined; ahead: boolean; from?: Pool },
): Promise<T> {
  for (let { ahead } = options; ; ahead = false) {
    const { client, tx, who, confirmed } = await open(sessionId, options.tongue, { ...options, ahead });
    let done: Done<T>;
    try {
      done = await outcome(work(tx, who));
      if (!(await confirmed)) {
        await abandon(client);
        continue;
      }
      if ("error" in done) throw done.error;
    } catch (error) {
      await abandon(client);
      throw error;
    }
    await settle(commit(client, tx), tx);
    return done.value;
  }
}

type Done<T> = { value: T } | { error: unknown };
const outcome = <T>(work: Promise<T>): Promise<Done<T>> =>
  work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );

/** What `work` did is kept before it is told. It may also do what no rollback takes back, such as moving a file. */
export const asPerson = <T>(sessionId: string, work: Work<T>, tongue?: Tongue): Promise<T> =>
  transact(sessionId, work, (committed) => committed, { tongue, ahead: false });

/** The same for work that touches the database alone. */
export const changing = <T>(sessionId: string, work: Work<T>, tongue?: Tongue): Promise<T> =>
  transact(sessionId, work, (committed) => committed, { tongue, ahead: true });

/** The same on a connection beside the others', for what takes long. */
export const inBulk = <T>(sessionId: string, work: Work<T>, tongue?: Tongue): Promise<T> =>
  transact(sessionId, work, (committed) => committed, { tongue, ahead: false, from: bulkPool() });

/** A reading waits for its commit only if it left an audit row. */
export const reading = <T>(sessionId: string, work: Work<T>, tongue?: Tongue): Promise<T> =>
  transact(
    sessionId,
    work,
    (committed, tx) => {
      if (written.has(tx)) return committed;
      committed.catch(() => undefined);
      return undefined;
    },
    { tongue, ahead: true },
  );

/** Transactions in which something was written, such as the audit row of a reading. */
const written = new WeakSet<Tx>();
export const markWritten = (tx: Tx) => written.add(tx);

/**
 * The readings of one page: those that are asked for together share a transaction, which is opened
 * by the first and committed as soon as none is at work. A reading that left an audit row is
 * answered only after the commit.
 */
export function sharedReading(sessionId: string, tongue?: Tongue): <T>(work: Work<T>) => Promise<T> {
  type Shared = {
    opened: Promise<Opened>;
    active: number;
    failed: boolean;
    closing: NodeJS.Immediate | undefined;
    closed: Promise<void>;
    close: () => void;
  };
  let current: Shared | undefined;
  let ahead = true;

  /** Nothing more is read in it, and it is not committed. */
  function spoil(shared: Shared) {
    ahead = false;
    shared.failed = true;
    if (current === shared) current = undefined;
  }

  function begin(): Shared {
    const shared: Shared = {
      opened: open(sessionId, tongue, { ahead }),
      active: 0,
      failed: false,
      closing: undefined,
      closed: Promise.resolve(),
      close: () => undefined,
    };
    shared.closed = new Promise((resolve, reject) => {
      shared.close = () => {
        if (current === shared) current = undefined;
        shared.opened
          .then(({ client, tx }) => (shared.failed ? abandon(client) : commit(client, tx)))
          .then(resolve, reject);
      };
    });
    // Who waits for it hears of its failure; nobody else needs to.
    shared.closed.catch(() => undefined);
    return shared;
  }

  return async function read<T>(work: Work<T>): Promise<T> {
    current ??= begin();
    const shared = current;
    clearImmediate(shared.closing);
    shared.active++;
    try {
      const { tx, who, confirmed } = await shared.opened;
      const done = await outcome(work(tx, who));
      if (!(await confirmed)) spoil(shared);
      else if ("error" in done) throw done.error;
      else return written.has(tx) ? shared.closed.then(() => done.value) : done.value;
    } catch (error) {
      // After an error of the database nothing more can be asked in this transaction.
      if (databaseError(error)) spoil(shared);
      throw error;
    } finally {
      if (--shared.active === 0) shared.closing = setImmediate(shared.close);
    }
    return read(work);
  };
}

/** A named statement: parsed and planned once a connection. For hot paths and for what the builder cannot say. */
export async function rows<T>(tx: Tx, name: string, text: string, values: unknown[] = []): Promise<T[]> {
  // PostgreSQL cuts names: a rare shape with a long one is planned each time rather than taken for another.
  const query = name.length > 63 ? { text, values } : { name, text, values };
  return (await tx.$client.query(query)).rows as T[];
}

/**
 * For a list whose filters stand in one text whether or not they are asked for: planned with its
 * values, or an index that serves what was asked would never be used.
 */
export async function rowsByValue<T>(tx: Tx, name: string, text: string, values: unknown[]): Promise<T[]> {
  const [, found] = await Promise.all([
    tx.$client.query("set local plan_cache_mode to force_custom_plan"),
    rows<T>(tx, name, text, values),
    tx.$client.query("set local plan_cache_mode to force_generic_plan"),
  ]);
  return found;
}

export async function rowByValue<T>(tx: Tx, name: string, text: string, values: unknown[]): Promise<T | undefined> {
  return (await rowsByValue<T>(tx, name, text, values))[0];
}

export async function row<T>(tx: Tx, name: string, text: string, values: unknown[] = []): Promise<T | undefined> {
  return (await rows<T>(tx, name, text, values))[0];
}
