import { execFileSync } from "node:child_process";
import fs from "node:fs";

const MiB = 1024 * 1024;

/** What a process holds in memory, in MiB. */
export function residentOf(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(fs.readFileSync(`/proc/${pid}/status`, "utf8"))![1]) / 1024;
  } catch {
    return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)]).toString()) / 1024;
  }
}

/** Does the work and says by how many MiB the process grew at most while it was done. */
export async function growthDuring<T>(pid: number, work: () => Promise<T>): Promise<{ grown: number; result: T }> {
  const before = residentOf(pid);
  let most = before;
  const look = () => {
    most = Math.max(most, residentOf(pid));
  };
  const watch = setInterval(look, 20);
  try {
    const result = await work();
    look();
    return { grown: most - before, result };
  } finally {
    clearInterval(watch);
  }
}

/** A body of this many MiB in pieces; the same piece, so that we do not grow ourselves. */
export function* mebibytes(count: number, of = "["): Generator<Buffer> {
  const piece = Buffer.alloc(MiB / 4, of);
  for (let sent = 0; sent < count * 4; sent++) yield piece;
}
