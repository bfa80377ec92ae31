import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, readFile, rename, rm, stat } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import path from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import sharp from "sharp";
import { record } from "./audit";
import { row, type Tx } from "./db";
import { newId } from "./ids";
import { Problem } from "./problem";
import type { Scope } from "./trpc";

/** Uploads above this are refused while they arrive. */
export const maxUploadBytes = 15 * 1024 * 1024;
const maxPixels = 50_000_000;
const longestSide = 2000;

const root = () => path.resolve(process.env.FILES_DIR ?? "data/files");
const stored = (id: string) => path.join(root(), id.slice(-2), id);

/** What we take in, by what the bytes say. Everything else is refused by name. */
const kinds = [
  { mediaType: "image/jpeg", extensions: ["jpg", "jpeg"], starts: [[0xff, 0xd8, 0xff]] },
  { mediaType: "image/png", extensions: ["png"], starts: [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]] },
  { mediaType: "image/webp", extensions: ["webp"], starts: [[0x52, 0x49, 0x46, 0x46]] },
  { mediaType: "application/pdf", extensions: ["pdf"], starts: [[0x25, 0x50, 0x44, 0x46, 0x2d]] },
] as const;

export type StoredFile = { id: string; name: string; kind: string; sizeBytes: number };

/** A name fit to be shown and offered for download: no path, no control or direction characters. */
export const safeName = (name: string): string =>
  name
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\\/:*?"<>|]/gu, "")
    .trim()
    .slice(-120) || "tep";

async function receive(request: IncomingMessage, to: string): Promise<{ bytes: number; hash: Buffer }> {
  const hash = createHash("sha256");
  let bytes = 0;
  const counting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > maxUploadBytes) return done(new Problem("file_too_large", { most: maxUploadBytes / 1024 / 1024 }));
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(request, counting, createWriteStream(to, { flags: "wx" }));
  return { bytes, hash: hash.digest() };
}

/** The kind that the first bytes show; it must agree with the extension of the name. */
async function kindOf(file: string, name: string) {
  const handle = await open(file);
  const head = Buffer.alloc(16);
  await handle.read(head, 0, 16, 0);
  await handle.close();
  const kind = kinds.find(({ starts }) => starts.some((bytes) => bytes.every((byte, at) => head[at] === byte)));
  if (!kind || (kind.mediaType === "image/webp" && head.toString("latin1", 8, 12) !== "WEBP")) {
    throw new Problem("file_kind_refused", { name });
  }
  const extension = name.includes(".") ? name.split(".").pop()!.toLowerCase() : "";
  if (extension && !(kind.extensions as readonly string[]).includes(extension)) {
    throw new Problem("file_is_not_what_it_says", { name, found: kind.extensions[0] });
  }
  return kind;
}

/** A picture is always made anew: no EXIF, no place, no bytes of the sender's choosing. */
async function reencode(file: string, mediaType: string) {
  const picture = sharp(file, { limitInputPixels: maxPixels, failOn: "error" })
    .rotate()
    .resize({ width: longestSide, height: longestSide, fit: "inside", withoutEnlargement: true });
  const { data, info } = await (mediaType === "image/png" ? picture.png() : picture.jpeg({ quality: 80 })).toBuffer({
    resolveWithObject: true,
  });
  return {
    data,
    width: info.width,
    height: info.height,
    mediaType: mediaType === "image/png" ? "image/png" : "image/jpeg",
  };
}

/**
 * Takes a file in: counted, recognised by its bytes, pictures re-encoded, stored under a name of
 * our own. It lies in the person's own unit until a record takes it up.
 */
export async function keepFile(
  tx: Tx,
  scope: Scope<"files.upload">,
  request: IncomingMessage,
  sentName: string,
): Promise<StoredFile> {
  const name = safeName(sentName);
  const id = newId(scope.clock.now().getTime());
  await mkdir(path.join(root(), "arriving"), { recursive: true });
  const arriving = path.join(root(), "arriving", id);
  try {
    const sent = await receive(request, arriving);
    if (sent.bytes === 0) throw new Problem("file_empty", { name });
    const kind = await kindOf(arriving, name);
    let mediaType: string = kind.mediaType;
    let width: number | null = null;
    let height: number | null = null;
    let hash = sent.hash;
    let size = sent.bytes;
    await mkdir(path.dirname(stored(id)), { recursive: true });
    if (mediaType.startsWith("image/")) {
      const made = await reencode(arriving, mediaType).catch(() => {
        throw new Problem("file_is_broken", { name });
      });
      ({ mediaType, width, height } = made);
      hash = createHash("sha256").update(made.data).digest();
      size = made.data.length;
      const handle = await open(arriving, "w");
      await handle.writeFile(made.data);
      await handle.sync();
      await handle.close();
    } else {
      const tail = (await readFile(arriving)).subarray(-2048).toString("latin1");
      if (!tail.includes("%%EOF")) throw new Problem("file_is_broken", { name });
    }
    await rename(arriving, stored(id));
    const held = scope.who.roles[0]!;
    await row(
      tx,
      "file.keep",
      `insert into files (id, unit_id, province_id, name, media_type, size_bytes, sha256, sent_sha256, width, height, uploaded_by)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
      [id, held.unitId, held.provinceId, name, mediaType, size, hash, sent.hash, width, height, scope.personId],
    );
    await record(tx, scope, {
      event: "file.kept",
      noun: "files",
      recordId: id,
      unitId: held.unitId,
      provinceId: held.provinceId,
      detail: { mediaType, size },
    });
    return { id, name, kind: mediaType, sizeBytes: size };
  } finally {
    await rm(arriving, { force: true });
  }
}

/** A stored file that the person may read; row policies decide. */
export async function findFile(tx: Tx, fileId: string) {
  const found = await row<{ name: string; media_type: string; size_bytes: number }>(
    tx,
    "file.find",
    "select name, media_type, size_bytes from files where id = $1",
    [fileId],
  );
  if (!found) throw new Problem("not_found");
  await stat(stored(fileId)).catch(() => {
    throw new Problem("not_found");
  });
  return { ...found, stream: () => createReadStream(stored(fileId)) };
}

/** Copies bytes that we made ourselves (the seed's pictures) to where files lie. */
export async function placeFile(id: string, data: Buffer): Promise<void> {
  await mkdir(path.dirname(stored(id)), { recursive: true });
  const handle = await open(stored(id), "w");
  await handle.writeFile(data);
  await handle.close();
}
