import { readFile } from "node:fs/promises";
import type { Client } from "pg";
import { commandLine } from "../command-line";
import { type Anchor, anchorFile, signAnchor } from "../jobs";
import type { Trail } from "./rules";

/** The anchors outside the database, as lines of a file. */
export async function readAnchors(file = anchorFile()): Promise<string> {
  return readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
}

function parse(line: string): Anchor | undefined {
  try {
    return JSON.parse(line) as Anchor;
  } catch {
    return undefined;
  }
}

const linesOf = (text: string) => text.split("\n").filter((line) => line.trim() !== "");

/** The anchors of blocks up to one: later ones speak of blocks that a snapshot does not hold. */
export const anchorsUpTo = (text: string, seq: number): string =>
  linesOf(text)
    .filter((line) => !((parse(line)?.seq ?? 0) > seq))
    .map((line) => `${line}\n`)
    .join("");

export async function lastBlock(client: Client): Promise<number> {
  const { rows } = await client.query<{ seq: number | null }>("select max(seq) as seq from audit_blocks");
  return rows[0]?.seq ?? 0;
}

/**
 * Recomputes the sealed trail and compares it with its anchors. Changes nothing. The caller's transaction is of one moment
 * (repeatable read): a block sealed meanwhile would look like a difference.
 */
export async function examineTrail(
  client: Client,
  anchorText: string,
  key: string | undefined,
): Promise<Trail & { anchors: number }> {
  const broken = await client.query<{ seq: number; problem: string }>("select seq, problem from app.verify_audit()");
  const blocks = await client.query<{ seq: number; hash: string }>(
    "select seq, encode(hash, 'hex') as hash from audit_blocks order by seq",
  );
  const counts = await client.query<{ rows: number; sealed: number }>(
    `select (select count(*)::int from audit_events) as rows, (select coalesce(sum(row_count), 0)::int from audit_blocks) as sealed`,
  );
  const read = linesOf(anchorText).map(parse);
  const anchors = read.filter((anchor) => anchor !== undefined);
  const unreadable = read.length - anchors.length;
  const problems = broken.rows.map(({ seq, problem }) => `block ${seq}: ${problem}`);
  const hashes = new Map(blocks.rows.map(({ seq, hash }) => [seq, hash]));
  const last = blocks.rows.at(-1);
  for (const { seq, hash, at, signature } of anchors) {
    if (signature !== signAnchor(seq, hash, at, key)) problems.push(`anchor ${seq}: signature is not ours`);
    else if (seq > (last?.seq ?? 0)) problems.push(`anchor ${seq}: the trail ends at block ${last?.seq ?? 0}`);
    else if (hashes.get(seq) !== hash) problems.push(`anchor ${seq}: the block has another hash`);
  }
  if (unreadable > 0) problems.push(`anchor file: ${unreadable} unreadable lines`);
  if (last && anchors.length === 0) problems.push("anchor file: no anchors to compare with");
  const { rows = 0, sealed = 0 } = counts.rows[0] ?? {};
  return { blocks: last?.seq ?? 0, hash: last?.hash ?? null, rows, sealed, anchors: anchors.length, problems };
}

/** Every kept total that does not agree with its facts, as a line. */
export async function totalDifferences(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ what: string; key: string; kept: string; facts: string }>(
    "select what, key, kept::text, facts::text from app.kept_total_differences()",
  );
  return rows.map(({ what, key, kept, facts }) => `${what} ${key}: kept ${kept}, facts ${facts}`);
}

/** A backup reads everything, a restore writes everything: both leave a row in the trail, at the nation. */
export const recordAct = (client: Client, event: string, backupId: string) =>
  client.query(
    `insert into audit_events (unit_id, province_id, person_id, event, noun, record_id, detail)
     select u.id, u.province_id, $1, $2, 'backups', $3, '{"by": "command line"}'
       from units u join levels l on l.code = u.level_code where l.rank = 0 order by u.valid_from desc limit 1`,
    [commandLine, event, backupId],
  );
