import { wire } from "./wire.mjs";

/** Ways to take one defence away, for as long as something is measured. */

/** What withinText says: the reach of wall one in a hand-written statement. */
const reach =
  /\(\(select app\.everywhere\('[^']+'\)\) or (\w+)\.province_id = any \(\(select app\.provinces\('[^']+'\)\)::uuid\[\]\) or \1\.unit_id = any \(\(select app\.units\('[^']+'\)\)::uuid\[\]\)\)/g;

/** Statements whose name fits lose their reach; it throws when none did, for then nothing was measured. */
export async function withoutReach<T>(which: RegExp, work: () => Promise<T>): Promise<T> {
  let rewritten = 0;
  wire.rewrite = (text, name) => {
    if (!which.test(name ?? "")) return text;
    const said = text.replace(reach, "true");
    if (said !== text) rewritten++;
    return said;
  };
  let result: T;
  try {
    result = await work();
  } finally {
    wire.rewrite = undefined;
  }
  if (rewritten === 0) throw new Error(`No statement like ${which} was asked`);
  return result;
}

type Sql = <T = Record<string, unknown>>(text: string, values?: unknown[]) => Promise<T[]>;

/** A function of the database without one of its clauses, or with another in its place. */
export async function withoutClause<T>(
  sql: Sql,
  name: string,
  clause: string,
  work: () => Promise<T>,
  instead = "",
): Promise<T> {
  const [whole] = await sql<{ said: string }>("select pg_get_functiondef($1::regproc) as said", [name]);
  if (!whole?.said.includes(clause)) throw new Error(`${name} does not say: ${clause}`);
  await sql(whole.said.replace(clause, instead));
  try {
    return await work();
  } finally {
    await sql(whole.said);
  }
}
