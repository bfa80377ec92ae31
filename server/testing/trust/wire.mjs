import pg from "pg";

/**
 * What stands between the portal and its database while a goal is measured. `undone`: every transaction ends
 * undone, after all that waits for its commit was asked, so that ten thousand calls leave the world as it was.
 * `rewrite`: a statement said otherwise, which is how a mutant takes one predicate away. `heard`: every statement.
 * `ending`: asked in the transaction before it is undone. `within`: what is asked meanwhile begins and ends none of its own.
 * A portal of its own is told by UNDONE=1 and by preloading this file.
 */
export const wire = {
  undone: process.env.UNDONE === "1",
  /** @type {((text: string, name: string | undefined) => string) | undefined} */
  rewrite: undefined,
  /** @type {((text: string, name: string | undefined, values: unknown[]) => void) | undefined} */
  heard: undefined,
  /** @type {((client: pg.Client) => Promise<void>) | undefined} */
  ending: undefined,
  within: false,
};

const bounds = new Set(["begin", "commit", "rollback"]);

/** @typedef {(this: pg.Client, ...args: unknown[]) => unknown} Send */
const send = /** @type {Send} */ (/** @type {unknown} */ (pg.Client.prototype.query));

/**
 * @this {pg.Client}
 * @param {unknown[]} args
 */
function query(...args) {
  const [asked] = args;
  if (wire.within && typeof asked === "string" && bounds.has(asked))
    return Promise.resolve({ command: "COMMIT", rows: [] });
  if (asked === "commit" && wire.undone) return undo(this);
  if (!wire.rewrite && !wire.heard) return send.apply(this, args);
  const said = /** @type {{ text?: string, name?: string, values?: unknown[] }} */ (
    typeof asked === "string" ? { text: asked } : asked
  );
  if (said.text === undefined) return send.apply(this, args);
  wire.heard?.(said.text, said.name, said.values ?? []);
  const text = wire.rewrite ? wire.rewrite(said.text, said.name) : said.text;
  if (text === said.text) return send.apply(this, args);
  // The plan that a connection keeps under the name is of the text as it was.
  return send.apply(this, [typeof asked === "string" ? text : { ...said, name: undefined, text }, ...args.slice(1)]);
}

/** @param {pg.Client} client */
async function undo(client) {
  await send.call(client, "set constraints all immediate");
  await wire.ending?.(client).catch(() => undefined);
  await send.call(client, "rollback");
  return { command: "COMMIT" };
}

Object.assign(pg.Client.prototype, { query });
