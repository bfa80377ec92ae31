import { createHmac } from "node:crypto";
import { appendFile, mkdir } from "node:fs/promises";
import path from "node:path";
import { log } from "./log";
import { pool } from "./pool";
import { sweepFiles } from "./sweep";

export const anchorFile = () => path.resolve(process.env.AUDIT_ANCHOR ?? "data/audit-anchor.jsonl");

export type Anchor = { seq: number; hash: string; at: string; signature: string };

export const signAnchor = (seq: number, hash: string, at: string, key = process.env.AUDIT_KEY): string =>
  createHmac("sha256", key ?? "")
    .update(`${seq}|${hash}|${at}`)
    .digest("hex");

/** Seals what is settled, and writes the new digest to a file outside the database (design.md D11). */
export async function sealAudit(): Promise<number | undefined> {
  const sealed = await pool().query<{ seq: number | null }>("select app.seal_audit() as seq");
  const seq = sealed.rows[0]?.seq;
  if (!seq) return undefined;
  const block = await pool().query<{ hash: string }>("select app.audit_block_hash($1) as hash", [seq]);
  const hash = block.rows[0]!.hash;
  const at = new Date().toISOString();
  await mkdir(path.dirname(anchorFile()), { recursive: true });
  await appendFile(anchorFile(), `${JSON.stringify({ seq, hash, at, signature: signAnchor(seq, hash, at) })}\n`);
  return seq;
}

/** Adds up the facts behind every kept total. A difference is an alarm and is never mended here (design.md D22). */
export async function checkKeptTotals(): Promise<number> {
  const { rows } = await pool().query<{ what: string; key: string }>(
    "select what, key from app.kept_total_differences() limit 100",
  );
  if (rows.length > 0) log.error({ differences: rows }, "kept totals differ from the facts");
  return rows.length;
}

/** Work that nobody waits for. Locks in the database let only one process do each. */
export function startJobs(): () => Promise<void> {
  let busy: Promise<unknown> = Promise.resolve();
  const every = (seconds: number, job: () => Promise<unknown>) =>
    setInterval(() => {
      busy = busy.then(job).catch((error) => log.error({ err: error }, "job failed"));
    }, seconds * 1000);
  const timers = [every(5, sealAudit), every(6 * 3600, checkKeptTotals), every(6 * 3600, () => sweepFiles())];
  return async () => {
    for (const timer of timers) clearInterval(timer);
    await busy;
  };
}
