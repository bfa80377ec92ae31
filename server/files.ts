import { createHash } from "node:crypto";
import { type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import path from "node:path";
import sharp from "sharp";
import { record } from "./audit";
import { row, type Tx } from "./db";
import { newId } from "./ids";
import { maxUploadBytes } from "./inputs";
import { inspectOffice, officeTypes } from "./office";
import { pdfProblem } from "./pdf";
import { Problem } from "./problem";
import { type Scope, withinText } from "./trpc";

const maxPixels = 50_000_000;
const longestSide = 2000;

export const filesRoot = () => path.resolve(process.env.FILES_DIR ?? "data/files");
/** Where the bytes of a file lie. */
export const storedAt = (id: string) => path.join(filesRoot(), id.slice(-2), id);
export const arrivingAt = () => path.join(filesRoot(), "arriving");

/** What we take in, by what the bytes say. Everything else is refused by name. */
const kinds = [
  { mediaType: "image/jpeg", extensions: ["jpg", "jpeg"], starts: [[0xff, 0xd8, 0xff]] },
  { mediaType: "image/png", extensions: ["png"], starts: [[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]] },
  { mediaType: "image/webp", extensions: ["webp"], starts: [[0x52, 0x49, 0x46, 0x46]] },
  { mediaType: "application/pdf", extensions: ["pdf"], starts: [[0x25, 0x50, 0x44, 0x46, 0x2d]] },
  { mediaType: officeTypes.docx, extensions: ["docx"], starts: [[0x50, 0x4b, 3, 4]] },
  { mediaType: officeTypes.xlsx, extensions: ["xlsx"], starts: [[0x50, 0x4b, 3, 4]] },
] as const;
type Kind = (typeof kinds)[number];

/** The old office format: also the wrapping of a new one that has a password. */
const compound = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);

export const fileTooLarge = () => new Problem("file_too_large", { most: maxUploadBytes / 1024 / 1024 });

export type StoredFile = { id: string; name: string; kind: string; sizeBytes: number };

/** A name fit to be shown and offered for download: no path, no control or direction characters. */
export const safeName = (name: string): string =>
  name
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\\/:*?"<>|]/gu, "")
    .slice(-120)
    // Some systems leave out dots and spaces at the end: "a.exe." would be a program.
    .replace(/^[\s.]+|(?<![\s.])[\s.]+$/g, "") || "tep";

/** Counts while it arrives. The request stays open when it is refused, so that the sender can be told. */
async function receive(request: IncomingMessage, to: string): Promise<{ bytes: number; hash: Buffer }> {
  const hash = createHash("sha256");
  let bytes = 0;
  const file = await open(to, "wx");
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > maxUploadBytes) throw fileTooLarge();
      hash.update(chunk);
      // Goes on where a full disk took only a part, and so meets its error.
      await file.writeFile(chunk);
    }
  } finally {
    await file.close();
  }
  return { bytes, hash: hash.digest() };
}

const extensionOf = (name: string) => (name.includes(".") ? name.split(".").pop()!.toLowerCase() : "");

/** The kind that the bytes show; it must agree with the extension of the name. */
async function kindOf(file: FileHandle, name: string): Promise<Kind> {
  const head = Buffer.alloc(16);
  await file.read(head, 0, 16, 0);
  const kind = kinds.find(({ starts }) => starts.some((bytes) => bytes.every((byte, at) => head[at] === byte)));
  if (
    head.subarray(0, 8).equals(compound) &&
    (await wholeOf(file)).includes(Buffer.from("EncryptedPackage", "utf16le"))
  )
    throw new Problem("file_is_encrypted", { name });
  if (!kind || (kind.mediaType === "image/webp" && head.toString("latin1", 8, 12) !== "WEBP"))
    throw new Problem("file_kind_refused", { name });
  const found = kind.extensions[0] === "docx" ? await officeKind(file, name) : kind;
  const extension = extensionOf(name);
  if (extension && !(found.extensions as readonly string[]).includes(extension))
    throw new Problem("file_is_not_what_it_says", { name, found: found.extensions[0] });
  return found;
}

async function officeKind(file: FileHandle, name: string): Promise<Kind> {
  const looked = await inspectOffice(await wholeOf(file));
  if ("problem" in looked) throw new Problem(looked.problem, { name });
  return kinds.find(({ mediaType }) => mediaType === officeTypes[looked.found])!;
}

async function wholeOf(file: FileHandle): Promise<Buffer> {
  const { size } = await file.stat();
  const bytes = Buffer.alloc(size);
  await file.read(bytes, 0, size, 0);
  return bytes;
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

/** A name is kept as surely as the bytes: the row that names the file is committed after this. */
async function syncFolder(folder: string) {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}

export type Received = {
  id: string;
  name: string;
  mediaType: string;
  size: number;
  hash: Buffer;
  sentHash: Buffer;
  width: number | null;
  height: number | null;
  /** Throws the bytes away when no row will name them. */
  discard: () => Promise<void>;
};

/** Takes a file in: counted, recognised by its bytes, pictures re-encoded, stored under a name of our own. */
export async function receiveFile(request: IncomingMessage, sentName: string): Promise<Received> {
  const name = safeName(sentName);
  const id = newId();
  await mkdir(arrivingAt(), { recursive: true });
  const arriving = path.join(arrivingAt(), id);
  try {
    const sent = await receive(request, arriving);
    if (sent.bytes === 0) throw new Problem("file_empty", { name });
    const file = await open(arriving, "r+");
    let made: { mediaType: string; width: number | null; height: number | null; size: number; hash: Buffer };
    try {
      const { mediaType } = await kindOf(file, name);
      if (mediaType.startsWith("image/")) {
        const { data, ...picture } = await reencode(arriving, mediaType).catch(() => {
          throw new Problem("file_is_broken", { name });
        });
        await file.truncate(0);
        await file.writeFile(data);
        made = { ...picture, size: data.length, hash: createHash("sha256").update(data).digest() };
      } else {
        const problem = mediaType === "application/pdf" ? pdfProblem(await wholeOf(file)) : undefined;
        if (problem) throw new Problem(problem, { name });
        made = { mediaType, width: null, height: null, size: sent.bytes, hash: sent.hash };
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await mkdir(path.dirname(storedAt(id)), { recursive: true });
    await rename(arriving, storedAt(id));
    await syncFolder(path.dirname(storedAt(id)));
    return { id, name, ...made, sentHash: sent.hash, discard: () => rm(storedAt(id), { force: true }) };
  } finally {
    await rm(arriving, { force: true });
  }
}

/** Writes the row of a received file. It lies in the person's own unit until a record takes it up. */
export async function keepFile(tx: Tx, scope: Scope<"files.upload">, received: Received): Promise<StoredFile> {
  const { id, name, mediaType, size } = received;
  const held = scope.who.roles[0]!;
  await row(
    tx,
    "file.keep",
    `insert into files (id, unit_id, province_id, name, media_type, size_bytes, sha256, sent_sha256, width, height, uploaded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      id,
      held.unitId,
      held.provinceId,
      name,
      mediaType,
      size,
      received.hash,
      received.sentHash,
      received.width,
      received.height,
      scope.personId,
    ],
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
}

/**
 * Files of one's reach, and those that a paper, a finding or an answer shows which one may read: the
 * sentence that the row policies say.
 */
export const readableFile = (alias: string): string => `(${withinText(alias, "files.read")}
  or exists (select from documents d where d.file_id = ${alias}.id and (${withinText("d", "documents.read")} or d.unit_id = any ((select app.home())::uuid[])))
  or exists (select from finding_files x where x.file_id = ${alias}.id and ${withinText("x", "inspections.read")})
  or exists (select from action_files x where x.file_id = ${alias}.id and ${withinText("x", "inspections.read")}))`;

/** A file that the person may read; refused like one that is not there. */
export async function fileForUse(tx: Tx, fileId: string) {
  const found = await findFile(tx, fileId);
  if (!found) throw new Problem("not_found");
  return found;
}

export const findFile = (tx: Tx, fileId: string) =>
  row<{ name: string; mediaType: string; sizeBytes: number }>(
    tx,
    "file.find",
    `select f.name, f.media_type as "mediaType", f.size_bytes as "sizeBytes" from files f where f.id = $1 and ${readableFile("f")}`,
    [fileId],
  );

/** The bytes of a file that was found. */
export async function streamFile(fileId: string) {
  const file = await open(storedAt(fileId)).catch(() => {
    throw new Problem("not_found");
  });
  return file.createReadStream();
}

/** Copies bytes that we made ourselves (the seed's pictures) to where files lie. */
export async function placeFile(id: string, data: Buffer): Promise<void> {
  await mkdir(path.dirname(storedAt(id)), { recursive: true });
  const handle = await open(storedAt(id), "w");
  await handle.writeFile(data);
  await handle.close();
}
