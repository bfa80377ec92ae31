import { createReadStream } from "node:fs";
import { open as openFile } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { Refusal } from "../command-line";
import { RowDigest } from "./digest";
import { hashing } from "./files";
import { headBytes, lockOf, open } from "./format";
import { allOf, type Part, readParts } from "./parts";
import { fileLine } from "./queries";
import { formatVersion, type Keys, type Manifest } from "./rules";

export type ReadOptions = {
  /** For the tests that show what a check is for: leaves the tags of the pieces unread. */
  trusting?: boolean;
  /** The same: takes what is there as it is, without comparing it with the manifest. */
  uncompared?: boolean;
};

async function headOf(file: string): Promise<Buffer> {
  const handle = await openFile(file).catch((error: NodeJS.ErrnoException) => {
    throw new Refusal(
      error.code === "ENOENT" ? `There is no file ${file}.` : `${file} cannot be read (${error.code}).`,
    );
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Reads a backup through, giving its parts to `take` in their order. */
export async function eachPart(
  file: string,
  passphrase: string,
  take: (part: Part) => Promise<void>,
  options: ReadOptions = {},
): Promise<void> {
  const lock = await lockOf(await headOf(file), passphrase);
  await pipeline(
    createReadStream(file, { start: headBytes, highWaterMark: 256 * 1024 }),
    open(lock, options),
    createGunzip({ chunkSize: 256 * 1024 }),
    async (source: AsyncIterable<Buffer>) => {
      for await (const part of readParts(source)) await take(part);
    },
  ).catch((error: NodeJS.ErrnoException) => {
    if (error.code?.startsWith("Z_")) throw new Refusal("The backup is damaged: it cannot be unpacked.");
    throw error;
  });
}

export type Checked = { manifest: Manifest; keys: Keys; anchors: string };

const damaged = (what: string) => new Refusal(`The backup is damaged: ${what}.`);
const json = async <T>({ data }: Part): Promise<T> => JSON.parse((await allOf(data)).toString()) as T;

/** Reads the whole file and compares every part with the manifest. Touches nothing else. */
export async function checkBackup(file: string, passphrase: string, options: ReadOptions = {}): Promise<Checked> {
  const tables = new Map<string, { rows: number; digest: string }>();
  const files = new RowDigest();
  const found: { head?: { format: number; id: string }; keys?: Keys; anchors?: string; manifest?: Manifest } = {};
  let bytes = 0;
  const take = async (part: Part) => {
    if (found.manifest) throw damaged("something follows its manifest");
    const [kind = "", name = ""] = part.name.split(/ (.*)/s);
    if (kind === "head") {
      found.head = await json(part);
      if (found.head?.format !== formatVersion)
        throw new Refusal(`The backup is of format ${found.head?.format}, which this release does not know.`);
    } else if (kind === "keys") found.keys = await json(part);
    else if (kind === "anchors") found.anchors = (await allOf(part.data)).toString();
    else if (kind === "table") {
      const digest = new RowDigest();
      for await (const rows of part.data) digest.update(rows);
      if (tables.has(name)) throw damaged(`the table ${name} is there twice`);
      tables.set(name, { rows: digest.rows, digest: digest.digest() });
    } else if (kind === "file") {
      const read = hashing();
      for await (const _ of read.through(part.data));
      const is = read.result();
      files.add(fileLine({ id: name, ...is }));
      bytes += is.size;
    } else if (kind === "manifest") found.manifest = await json(part);
    else throw damaged(`it holds a part "${kind}"`);
  };
  await eachPart(file, passphrase, take, options);

  const { head, keys, anchors, manifest } = found;
  if (!manifest || !head || !keys || anchors === undefined) throw damaged("its manifest, keys or anchors are missing");
  if (options.uncompared) return { manifest, keys, anchors };
  if (manifest.id !== head.id) throw damaged("its head and its manifest are of two backups");
  for (const { name, rows, digest } of manifest.tables) {
    const seen = tables.get(name);
    if (!seen) throw damaged(`the table ${name} is missing`);
    if (seen.rows !== rows || seen.digest !== digest)
      throw damaged(`the rows of ${name} are not those of its manifest`);
    tables.delete(name);
  }
  if (tables.size > 0) throw damaged(`its manifest does not know the table ${[...tables.keys()][0]}`);
  const is = { count: files.rows, bytes, digest: files.digest() };
  if (is.count !== manifest.files.count)
    throw damaged(`it holds ${is.count} stored files, its manifest names ${manifest.files.count}`);
  if (is.digest !== manifest.files.digest || is.bytes !== manifest.files.bytes)
    throw damaged("the stored files are not those of its manifest");
  return { manifest, keys, anchors };
}
