import type { IncomingMessage } from "node:http";
import { Problem } from "./problem";

/** The most that a request of somebody signed in may carry, in bytes; a file may be larger (`maxUploadBytes`). */
export const maxBodyBytes = 1024 * 1024;

/** The most of who is not: it lies in memory before anybody knows who sent it. */
export const maxStrangersBytes = 16 * 1024;

/**
 * A request's whole body as text, of at most so many bytes. Read before any transaction is opened: who sends slowly, or never ends,
 * holds a socket and no connection. Throws `too_large` as soon as it is, with the request left open so that its
 * sender can be told.
 */
export async function bodyOf(request: IncomingMessage, most: number): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > most) throw new Problem("too_large");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
