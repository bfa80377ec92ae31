import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { Refusal } from "../command-line";
import { filesRoot, storedAt } from "../files";
import type { FileRow } from "./queries";

/** Passes bytes on and hashes them. */
export function hashing() {
  const hash = createHash("sha256");
  let size = 0;
  return {
    through: async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const part of source) {
        hash.update(part);
        size += part.length;
        yield part;
      }
    },
    result: () => ({ sha256: hash.digest("hex"), size }),
  };
}

/** Whether the stored bytes are those that the row names. */
export async function isWhole({ id, sha256, size }: FileRow): Promise<boolean> {
  const found = hashing();
  try {
    for await (const _ of found.through(createReadStream(storedAt(id))));
  } catch {
    return false;
  }
  const is = found.result();
  return is.sha256 === sha256 && is.size === size;
}

export const readStored = (id: string) => createReadStream(storedAt(id));

/** Where files wait until the database has taken everything: beside their place, so that they only have to be renamed. */
export const waitingRoom = (backupId: string) => path.join(filesRoot(), `restoring-${backupId}`);

export async function stageFile(room: string, id: string, data: AsyncIterable<Buffer>): Promise<void> {
  const target = path.join(room, id.slice(-2), id);
  await mkdir(path.dirname(target), { recursive: true });
  await pipeline(data, createWriteStream(target, { flush: true })).catch((error: NodeJS.ErrnoException) => {
    throw error instanceof Refusal ? error : new Refusal(`Files cannot be written to ${room} (${error.code}).`);
  });
}

/** From the waiting room to where files lie. */
export async function placeFiles(room: string, ids: AsyncIterable<string>): Promise<void> {
  for await (const id of ids) {
    await mkdir(path.dirname(storedAt(id)), { recursive: true });
    await rename(path.join(room, id.slice(-2), id), storedAt(id));
  }
  await rm(room, { recursive: true, force: true });
}
