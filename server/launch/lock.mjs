import fs from "node:fs";
import path from "node:path";

/** @param {number} ms */
export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/**
 * Where /proc exists: the state letter and the start time of a process.
 * @param {number} pid
 */
function procStat(pid) {
  if (process.platform !== "linux") return null;
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0], started: fields[19] };
  } catch {
    return null;
  }
}

/**
 * A zombie counts as gone: without an init process nobody ever reaps it.
 * @param {number} pid
 */
export function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EPERM") return false;
  }
  const stat = procStat(pid);
  return stat ? stat.state !== "Z" && stat.state !== "X" : process.platform !== "linux";
}

/**
 * A name for a process that a reused pid (a restarted container) does not share.
 * @param {number} [pid]
 */
export function processName(pid = process.pid) {
  return `${pid}-${procStat(pid)?.started ?? "0"}`;
}

/** @param {string} name */
export function isNamedAlive(name) {
  const pid = Number(name.split("-")[0]);
  return isAlive(pid) && processName(pid) === name;
}

/** @param {string} file */
function read(file) {
  try {
    return fs.readFileSync(file, "utf8").trim();
  } catch {
    return "";
  }
}

/** @param {string} dir */
function ageSeconds(dir) {
  try {
    return (Date.now() - fs.statSync(dir).mtimeMs) / 1000;
  } catch {
    return 0;
  }
}

/** @param {string} dir */
function make(dir) {
  try {
    fs.mkdirSync(dir);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Removing a dead holder's lock is itself guarded, so that two waiters cannot remove it one after the other and take away
 * the lock that the first of them has just got.
 * @param {string} dir
 * @param {string} holder
 */
function removeStale(dir, holder) {
  const guard = `${dir}.stale`;
  if (!make(guard)) {
    if (ageSeconds(guard) > 10) fs.rmSync(guard, { recursive: true, force: true });
    return;
  }
  try {
    if (read(path.join(dir, "holder")) === holder) fs.rmSync(dir, { recursive: true, force: true });
  } finally {
    fs.rmSync(guard, { recursive: true, force: true });
  }
}

/**
 * Runs `work` while no other process holds the same lock directory.
 * @template T
 * @param {string} dir
 * @param {() => Promise<T>} work
 * @param {{ waitSeconds?: number, onWait?: (holder: string) => void, whileWaiting?: () => void }} [options]
 * @returns {Promise<T>}
 */
export async function withLock(dir, work, { waitSeconds = 180, onWait, whileWaiting } = {}) {
  fs.mkdirSync(path.dirname(dir), { recursive: true });
  const deadline = Date.now() + waitSeconds * 1000;
  let told = false;
  while (!make(dir)) {
    const holder = read(path.join(dir, "holder"));
    const stale = holder ? !isNamedAlive(holder) : ageSeconds(dir) > 5;
    if (stale) removeStale(dir, holder);
    else if (Date.now() > deadline)
      throw new Error(
        `Waited ${waitSeconds} s for the lock ${dir}, held by process ${holder.split("-")[0] || "unknown"}. If that process is not Terrace, remove the directory.`,
      );
    else {
      if (!told) onWait?.(holder.split("-")[0] ?? "");
      told = true;
      whileWaiting?.();
      await sleep(50);
    }
  }
  try {
    fs.writeFileSync(path.join(dir, "holder"), processName());
    return await work();
  } finally {
    fs.rmSync(dir, { recursive: true, force: true });
  }
}
