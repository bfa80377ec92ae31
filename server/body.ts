import type { IncomingMessage } from "node:http";
import { Problem } from "./problem";

/** The most that a request may carry, in bytes; a file may be larger (`maxUploadBytes`). */
export const maxBodyBytes = 1024 * 1024;

/**
 * A request's whole body as text. Read before any transaction is opened: who sends slowly, or never ends,
 * holds a socket and no connection. Throws `too_large` as soon as it is, with the request left open so that its
 * sender can be told.
 */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > maxBodyBytes) throw new Problem("too_large");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
