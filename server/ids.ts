import { createHash } from "node:crypto";
import { random } from "./random";

/** UUIDv7: sorts by time. Records that a client creates bring their own. */
export function newId(now: number = Date.now()): string {
  const bytes = random(16);
  bytes.writeUIntBE(now, 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return spelled(bytes);
}

/** The same id for the same words, for what is recognised by its content. */
export function idOf(...words: string[]): string {
  const hash = createHash("sha256").update(words.join("/")).digest();
  hash[6] = (hash[6]! & 0x0f) | 0x80;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  return spelled(hash);
}

function spelled(bytes: Buffer): string {
  const hex = bytes.toString("hex", 0, 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
