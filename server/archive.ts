import { createInflateRaw } from "node:zlib";

/**
 * Looks into a zip without unpacking it anywhere: every part is inflated once, counted, and handed
 * on in pieces. Whatever the directory and the parts do not agree on is no honest archive.
 */

/** Why an archive is refused. */
export class BadArchive extends Error {
  constructor(readonly code: "file_is_broken" | "file_is_encrypted" | "file_unpacks_too_large") {
    super(code);
  }
}

export type Part = { name: string; size: number; pieces: () => AsyncIterable<Buffer> };

const mostParts = 2000;
/** All that an archive may hold when it is unpacked. */
const mostBytes = 100 * 1024 * 1024;
const endSize = 22;

const broken = () => new BadArchive("file_is_broken");
const tooLarge = () => new BadArchive("file_unpacks_too_large");

type Entry = { name: string; method: number; packed: number; size: number; flags: number; at: number };

function directoryOf(zip: Buffer): { entries: Entry[]; start: number } {
  // Nothing comes behind the end, not even a comment: no second end can hide there.
  const end = zip.length - endSize;
  if (end < 0 || zip.readUInt32LE(end) !== 0x06054b50 || zip.readUInt16LE(end + 20) !== 0) throw broken();
  const [count, length, start] = [zip.readUInt16LE(end + 10), zip.readUInt32LE(end + 12), zip.readUInt32LE(end + 16)];
  if (count > mostParts) throw tooLarge();
  if (zip.readUInt16LE(end + 8) !== count || zip.readUInt32LE(end + 4) !== 0 || start + length !== end) throw broken();
  const entries: Entry[] = [];
  let at = start;
  for (let n = 0; n < count; n++) {
    if (at + 46 > end || zip.readUInt32LE(at) !== 0x02014b50) throw broken();
    const [names, extra, note] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
    const next = at + 46 + names + extra + note;
    if (next > end) throw broken();
    // A link of Unix points out of the archive.
    if (zip.readUInt32LE(at + 38) >>> 28 === 0xa) throw broken();
    entries.push({
      name: zip.toString("utf8", at + 46, at + 46 + names),
      flags: zip.readUInt16LE(at + 8),
      method: zip.readUInt16LE(at + 10),
      packed: zip.readUInt32LE(at + 20),
      size: zip.readUInt32LE(at + 24),
      at: zip.readUInt32LE(at + 42),
    });
    at = next;
  }
  if (at !== end) throw broken();
  return { entries, start };
}

/** Names stay below the archive's own root, and each is there once. */
function checkNames(entries: Entry[]) {
  const names = entries.map(({ name }) => name.toLowerCase());
  const leads = (name: string) =>
    name === "" || name.length > 250 || /[\\\p{Cc}\ufffd]|^\/|^[a-z]:/u.test(name) || name.split("/").includes("..");
  if (names.some(leads) || new Set(names).size !== names.length) throw broken();
}

/** Where a part's bytes lie. It says of itself what the directory says, and lies over no other. */
function rangeOf(zip: Buffer, entry: Entry, limit: number): { from: number; to: number } {
  const { at } = entry;
  if (at + 30 > limit || zip.readUInt32LE(at) !== 0x04034b50) throw broken();
  const [names, extra] = [zip.readUInt16LE(at + 26), zip.readUInt16LE(at + 28)];
  const from = at + 30 + names + extra;
  const to = from + entry.packed;
  if (to > limit || zip.readUInt16LE(at + 8) !== entry.method) throw broken();
  if (zip.toString("utf8", at + 30, at + 30 + names) !== entry.name) throw broken();
  const saidLater = zip.readUInt16LE(at + 6) & 8;
  if (!saidLater && (zip.readUInt32LE(at + 18) !== entry.packed || zip.readUInt32LE(at + 22) !== entry.size))
    throw broken();
  return { from, to };
}

async function* inflated(packed: Buffer, { method, size }: Entry): AsyncIterable<Buffer> {
  if (method === 0) {
    if (packed.length !== size) throw broken();
    yield packed;
    return;
  }
  const stream = createInflateRaw({ chunkSize: 64 * 1024 });
  stream.end(packed);
  let counted = 0;
  try {
    for await (const piece of stream as AsyncIterable<Buffer>) {
      counted += piece.length;
      if (counted > size) throw tooLarge();
      yield piece;
    }
  } catch (error) {
    throw error instanceof BadArchive ? error : broken();
  } finally {
    stream.destroy();
  }
  if (counted !== size) throw broken();
}

/** The parts of an archive, after everything that its directory says was held against the bytes. */
export function partsOf(zip: Buffer): Part[] {
  const { entries, start } = directoryOf(zip);
  if (entries.some(({ flags }) => flags & 0x2041)) throw new BadArchive("file_is_encrypted");
  if (entries.some(({ method }) => method !== 0 && method !== 8)) throw broken();
  if (entries.reduce((sum, { size }) => sum + size, 0) > mostBytes) throw tooLarge();
  checkNames(entries);
  let reached = 0;
  return [...entries]
    .sort((a, b) => a.at - b.at)
    .map((entry, n) => {
      // Nothing stands before the first part, and none begins inside another.
      if (n === 0 ? entry.at !== 0 : entry.at < reached) throw broken();
      const { from, to } = rangeOf(zip, entry, start);
      reached = to;
      return { name: entry.name, size: entry.size, pieces: () => inflated(zip.subarray(from, to), entry) };
    });
}
