import { mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import path from "node:path";
import { arrivingAt, filesRoot } from "./files";
import { log } from "./log";
import { pool } from "./pool";

/** Bytes that a killed process or a refused row left behind. */

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const day = 24 * 3600 * 1000;

/** Names in a folder that were last touched before a moment; none when there is no such folder. */
async function olderThan(folder: string, moment: number): Promise<string[]> {
  const old: string[] = [];
  for (const name of await readdir(folder).catch(() => [])) {
    const found = await stat(path.join(folder, name)).catch(() => undefined);
    if (found?.isFile() && found.mtimeMs < moment) old.push(name);
  }
  return old;
}

/**
 * What never arrived whole goes. What arrived and no row names is laid aside for thirty days: a database that was
 * restored from an older backup may have lost the row of a file that somebody needs.
 */
export async function sweepFiles(now = Date.now(), age = day): Promise<{ removed: number; laidAside: number }> {
  const root = filesRoot();
  const aside = path.join(root, "unclaimed");
  let removed = 0;
  let laidAside = 0;
  for (const [folder, moment] of [
    [arrivingAt(), now - age],
    [aside, now - 30 * day],
  ] as const) {
    for (const name of await olderThan(folder, moment)) {
      await rm(path.join(folder, name), { force: true });
      removed++;
    }
  }
  for (const folder of (await readdir(root).catch(() => [])).filter((name) => /^[0-9a-f]{2}$/.test(name))) {
    const names = (await olderThan(path.join(root, folder), now - age)).filter((name) => uuid.test(name));
    if (names.length === 0) continue;
    const { rows } = await pool().query<{ id: string }>("select app.unclaimed_files($1::uuid[]) as id", [names]);
    for (const { id } of rows) {
      await mkdir(aside, { recursive: true });
      // Another process may sweep as well.
      const moved = await rename(path.join(root, folder, id), path.join(aside, id)).then(
        () => true,
        () => false,
      );
      if (moved) await utimes(path.join(aside, id), now / 1000, now / 1000);
      laidAside += Number(moved);
    }
  }
  if (removed + laidAside > 0) log.info({ removed, laidAside }, "files swept");
  return { removed, laidAside };
}
