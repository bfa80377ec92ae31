import { connect, type Socket } from "node:net";

/** A kept-alive connection that sends what was written beforehand: the client must cost as little as can be, and the same for both sides. */
export type Answer = { status: number; head: string; body: Buffer };

const headEnd = Buffer.from("\r\n\r\n");

/** Where the answer that begins the buffer ends; -1 while it is still arriving. */
function endOf(received: Buffer): { head: string; bodyAt: number; end: number; chunked: boolean } | undefined {
  const at = received.indexOf(headEnd);
  if (at < 0) return undefined;
  const head = received.toString("latin1", 0, at);
  const bodyAt = at + 4;
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (length !== undefined) {
    const end = bodyAt + Number(length);
    return end <= received.length ? { head, bodyAt, end, chunked: false } : undefined;
  }
  if (!/\r\ntransfer-encoding: *chunked/i.test(head)) return { head, bodyAt, end: bodyAt, chunked: false };
  for (let next = bodyAt; ; ) {
    const line = received.indexOf("\r\n", next);
    if (line < 0) return undefined;
    const size = Number.parseInt(received.toString("latin1", next, line), 16);
    next = line + 2 + size + 2;
    if (next > received.length) return undefined;
    if (size === 0) return { head, bodyAt, end: next, chunked: true };
  }
}

function joined(body: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const line = body.indexOf("\r\n", at);
    const size = Number.parseInt(body.toString("latin1", at, line), 16);
    if (size === 0) return Buffer.concat(parts);
    parts.push(body.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}

export class Line {
  private socket: Socket;
  private received: Buffer[] = [];
  private waiting: { done: (answer: Answer) => void; failed: (error: Error) => void } | undefined;

  constructor(port: number) {
    this.socket = connect({ port, host: "127.0.0.1", noDelay: true });
    this.socket.on("data", (part) => this.take(part));
    const fail = (error: Error) => this.waiting?.failed(error);
    this.socket.on("error", fail);
    this.socket.on("close", () => fail(new Error("The server closed the connection")));
  }

  private take(part: Buffer) {
    this.received.push(part);
    const all = this.received.length === 1 ? part : Buffer.concat(this.received);
    this.received = [all];
    const found = endOf(all);
    if (!found) return;
    this.received = [];
    const { head, bodyAt, end, chunked } = found;
    const body = all.subarray(bodyAt, end);
    const waiting = this.waiting;
    this.waiting = undefined;
    waiting?.done({ status: Number(head.slice(9, 12)), head, body: chunked ? joined(body) : body });
  }

  send(request: Buffer): Promise<Answer> {
    return new Promise((done, failed) => {
      this.waiting = { done, failed };
      this.socket.write(request);
    });
  }

  close() {
    this.waiting = undefined;
    this.socket.destroy();
  }
}

/** A request as it goes over the wire. */
export function request(path: string, headers: Record<string, string> = {}, body?: string): Buffer {
  const lines = [`${body === undefined ? "GET" : "POST"} ${path} HTTP/1.1`, "host: 127.0.0.1"];
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
  if (body !== undefined) lines.push("content-type: application/json", `content-length: ${Buffer.byteLength(body)}`);
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n${body ?? ""}`);
}

export type Pressed = { times: number[]; seconds: number };

/** So many clients ask one after the other for so long; each gets the next request of `next`. */
export async function press(port: number, clients: number, seconds: number, next: () => Buffer): Promise<Pressed> {
  const lines = Array.from({ length: clients }, () => new Line(port));
  const times: number[] = [];
  const began = performance.now();
  const until = began + seconds * 1000;
  await Promise.all(
    lines.map(async (line) => {
      for (let at = performance.now(); at < until; ) {
        const { status, body } = await line.send(next());
        const now = performance.now();
        if (status !== 200) throw new Error(`Answered ${status}: ${body.toString("utf8").slice(0, 300)}`);
        times.push(now - at);
        at = now;
      }
    }),
  );
  const took = (performance.now() - began) / 1000;
  for (const line of lines) line.close();
  return { times, seconds: took };
}

/** One answer, for checks. */
export async function ask(port: number, asked: Buffer): Promise<Answer> {
  const line = new Line(port);
  try {
    return await line.send(asked);
  } finally {
    line.close();
  }
}
