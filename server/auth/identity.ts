import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, type KeyObject } from "node:crypto";
import { random } from "../random";

/**
 * Identity numbers: stored encrypted, found by a keyed hash, shown by their last digits
 * (design.md D20). Both keys come from IDENTITY_KEY, 32 bytes in base64.
 */
const derived = new Map<string, { said: string; key: KeyObject }>();

function key(purpose: string): KeyObject {
  const said = process.env.IDENTITY_KEY ?? "";
  const known = derived.get(purpose);
  if (known?.said === said) return known.key;
  const root = Buffer.from(said, "base64");
  if (root.length !== 32) throw new Error("IDENTITY_KEY must be 32 bytes in base64");
  const made = createSecretKey(Buffer.from(hkdfSync("sha256", root, "", purpose, 32)));
  derived.set(purpose, { said, key: made });
  return made;
}

/** What is stored for a number: cipher text (nonce, tag, text), hash for lookup, last four digits. */
export function sealIdentity(number: string): { cipher: Buffer; hash: Buffer; tail: string } {
  const nonce = random(12);
  const aes = createCipheriv("aes-256-gcm", key("identity cipher"), nonce);
  const text = Buffer.concat([aes.update(number, "utf8"), aes.final()]);
  return { cipher: Buffer.concat([nonce, aes.getAuthTag(), text]), hash: hashIdentity(number), tail: number.slice(-4) };
}

export const hashIdentity = (number: string): Buffer =>
  createHmac("sha256", key("identity hash")).update(number).digest();

/** Recognises the same body again. Keyed, since a body may hold a password or a number that is guessed in no time. */
export const hashBody = (body: string): Buffer => createHmac("sha256", key("operation body")).update(body).digest();

export function openIdentity(cipher: Buffer): string {
  const aes = createDecipheriv("aes-256-gcm", key("identity cipher"), cipher.subarray(0, 12));
  aes.setAuthTag(cipher.subarray(12, 28));
  return Buffer.concat([aes.update(cipher.subarray(28)), aes.final()]).toString("utf8");
}
