import { createCipheriv, createDecipheriv, randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { Refusal } from "../command-line";

/**
 * The outside of a backup: a plain head, then the content in sealed chunks.
 *
 *   head   "TERRACE" 1 | log2 N, r, p of scrypt, 0 | salt 16 | check 16
 *   chunk  AES-256-GCM of 64 KiB (the last one of what is left), then its tag of 16 bytes
 *
 * The key is made for this one file, so a nonce may count: 8 bytes of the chunk's number, 3 of zero, 1 that is 1 for the last
 * chunk. A chunk that was moved, repeated, left out or appended has another number, a shortened file has no last chunk.
 * The head is bound to every chunk. `check` tells a wrong passphrase from a damaged file.
 */

const magic = Buffer.from("TERRACE\x01", "latin1");
export const headBytes = 44;
export const chunkBytes = 64 * 1024;
export const tagBytes = 16;

/** 128 MiB and half a second for every guess. */
const usualCost = 17;
const blockSize = 8;

export type Lock = { key: Buffer; head: Buffer };

function derive(passphrase: string, salt: Buffer, log2: number): Promise<Buffer> {
  const N = 2 ** log2;
  const options = { N, r: blockSize, p: 1, maxmem: 256 * N * blockSize };
  return new Promise((done, fail) =>
    scrypt(passphrase.normalize("NFC"), salt, 48, options, (error, made) => (error ? fail(error) : done(made))),
  );
}

export async function newLock(passphrase: string, cost = usualCost): Promise<Lock> {
  const salt = randomBytes(16);
  const made = await derive(passphrase, salt, cost);
  return {
    key: made.subarray(0, 32),
    head: Buffer.concat([magic, Buffer.from([cost, blockSize, 1, 0]), salt, made.subarray(32)]),
  };
}

export async function lockOf(head: Buffer, passphrase: string): Promise<Lock> {
  if (head.length === 0) throw new Refusal("The backup is an empty file.");
  if (head.length < headBytes || !head.subarray(0, magic.length).equals(magic))
    throw new Refusal("This is not a Terrace backup, or one of a format that this release does not know.");
  const [cost = 0, r, p] = head.subarray(8, 11);
  if (cost < 10 || cost > 20 || r !== blockSize || p !== 1) throw new Refusal("The head of the backup is damaged.");
  const made = await derive(passphrase, head.subarray(12, 28), cost);
  if (!timingSafeEqual(made.subarray(32), head.subarray(28)))
    throw new Refusal("The passphrase is not the one of this backup, or the head of the file is damaged.");
  return { key: made.subarray(0, 32), head };
}

function nonce(number: number, last: boolean): Buffer {
  const made = Buffer.alloc(12);
  made.writeBigUInt64BE(BigInt(number));
  made[11] = last ? 1 : 0;
  return made;
}

/** Pieces of exactly `size` bytes, the last one of what is left. */
async function* pieces(source: AsyncIterable<Buffer>, size: number): AsyncGenerator<{ bytes: Buffer; last: boolean }> {
  let kept: Buffer[] = [];
  let length = 0;
  for await (const part of source) {
    kept.push(part);
    length += part.length;
    // One byte more must be there, or this could be the last piece.
    if (length <= size) continue;
    let all = Buffer.concat(kept, length);
    for (; all.length > size; all = all.subarray(size)) yield { bytes: all.subarray(0, size), last: false };
    kept = [all];
    length = all.length;
  }
  yield { bytes: Buffer.concat(kept, length), last: true };
}

/** Seals what comes in; the head goes first. */
export const seal = ({ key, head }: Lock) =>
  async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    yield head;
    let number = 0;
    for await (const { bytes, last } of pieces(source, chunkBytes)) {
      const aes = createCipheriv("aes-256-gcm", key, nonce(number++, last)).setAAD(head);
      yield Buffer.concat([aes.update(bytes), aes.final(), aes.getAuthTag()]);
    }
  };

/** Opens what follows the head. `trusting` leaves the tags unread: for the test that shows what they are for. */
export const open = ({ key, head }: Lock, { trusting = false } = {}) =>
  async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    let number = 0;
    for await (const { bytes, last } of pieces(source, chunkBytes + tagBytes)) {
      if (bytes.length < tagBytes) throw new Refusal("The backup is cut off: its end is missing.");
      const aes = createDecipheriv("aes-256-gcm", key, nonce(number, last)).setAAD(head);
      const text = aes.update(bytes.subarray(0, -tagBytes));
      if (!trusting) {
        aes.setAuthTag(bytes.subarray(-tagBytes));
        try {
          aes.final();
        } catch {
          throw new Refusal(
            last
              ? "The backup is damaged or cut off: its last piece does not fit."
              : `The backup is damaged: piece ${number + 1} was changed, moved or left out.`,
          );
        }
      }
      number += 1;
      yield text;
    }
  };
