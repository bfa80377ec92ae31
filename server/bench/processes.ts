import fs from "node:fs";

/** What the kernel says of processes (Linux only; elsewhere the figures are left out). */
const ticksPerSecond = 100;

const statOf = (pid: number | string) => {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, "latin1");
    return text
      .slice(text.lastIndexOf(")") + 2)
      .split(" ")
      .map(Number);
  } catch {
    return undefined;
  }
};

/** CPU seconds of a process with its threads so far. */
export function cpuOf(pid: number): number {
  const fields = statOf(pid);
  return fields ? (fields[11]! + fields[12]!) / ticksPerSecond : Number.NaN;
}

/** CPU seconds of all of PostgreSQL: the postmaster, its living children and those that ended. */
export function cpuOfPostgres(postmaster: number): number {
  const own = statOf(postmaster);
  if (!own) return Number.NaN;
  let ticks = own[11]! + own[12]! + own[13]! + own[14]!;
  for (const name of fs.readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const fields = statOf(name);
    if (fields?.[1] === postmaster) ticks += fields[11]! + fields[12]!;
  }
  return ticks / ticksPerSecond;
}

/** Proportional memory of a process, MiB. */
export const memoryOf = (pid: number): number =>
  Number(/Pss: +(\d+)/.exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? Number.NaN) / 1024;
