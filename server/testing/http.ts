import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** Requests byte by byte, each on a connection of its own. */

export type Answer = {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  json: () => Record<string, unknown>;
};
export type Sent = {
  method?: string;
  headers?: Record<string, string>;
  body?: Buffer | string;
  pieces?: Iterable<Buffer>;
};

/** `pieces` are sent without saying how long they are, until an answer is there. */
export const send = (origin: string, path: string, { method = "GET", headers = {}, body, pieces }: Sent = {}) =>
  new Promise<Answer>((done, failed) => {
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const asked = httpRequest(
      origin,
      { method, path, headers: { ...length, ...headers }, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("error", failed);
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          const whole = Buffer.concat(chunks);
          asked.destroy();
          done({
            status: response.statusCode!,
            headers: response.headers,
            body: whole,
            json: () => JSON.parse(whole.toString()) as Record<string, unknown>,
          });
        });
      },
    );
    asked.on("error", failed);
    void (async () => {
      for (const piece of pieces ?? []) {
        if (asked.destroyed) return;
        if (!asked.write(piece))
          await Promise.race([new Promise((drained) => asked.once("drain", drained)), sleep(500)]);
      }
      asked.end(body);
    })();
  });

/** The code of a refusal, of tRPC's or of the entry's. */
export const codeOf = (answer: Answer): unknown => {
  const body = answer.json() as { code?: string; error?: { data: { problem: { code: string } } } };
  return body.error ? body.error.data.problem.code : body.code;
};

/** Writes bytes as they are and gives what came back when the other side closed, or after `ms`. */
export const sendRaw = (origin: string, bytes: string | Buffer, ms = 2000) =>
  new Promise<string>((done, failed) => {
    const { hostname, port } = new URL(origin);
    let said = "";
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.on("data", (chunk) => {
      said += chunk.toString("latin1");
      socket.end();
    });
    socket.on("close", () => done(said));
    socket.on("error", (error: NodeJS.ErrnoException) => (error.code === "ECONNRESET" ? done(said) : failed(error)));
    socket.setTimeout(ms, () => socket.destroy());
  });
