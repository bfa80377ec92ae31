import { Refusal } from "../command-line";

/**
 * The inside of a backup: named parts one after the other, each in frames, so that the length of a table need not be known
 * before it is written. A frame is its length in 4 bytes and its bytes; the first of a part is its name, an empty one ends it.
 */

const mostBytes = 1024 * 1024;

function frame(bytes: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32BE(bytes.length);
  return Buffer.concat([head, bytes]);
}

export async function* writePart(
  name: string,
  source: AsyncIterable<Buffer> | Iterable<Buffer>,
): AsyncGenerator<Buffer> {
  yield frame(Buffer.from(name));
  for await (const bytes of source)
    for (let at = 0; at < bytes.length; at += mostBytes) yield frame(bytes.subarray(at, at + mostBytes));
  yield frame(Buffer.alloc(0));
}

export const jsonPart = (name: string, value: unknown) => writePart(name, [Buffer.from(JSON.stringify(value))]);

class Bytes {
  private kept: Buffer[] = [];
  private length = 0;
  private readonly source: AsyncIterator<Buffer>;
  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }
  private async more(wanted: number): Promise<boolean> {
    while (this.length < wanted) {
      const { value, done } = await this.source.next();
      if (done) return false;
      this.kept.push(value);
      this.length += value.length;
    }
    return true;
  }
  ended = async () => !(await this.more(1));
  async take(wanted: number): Promise<Buffer> {
    if (!(await this.more(wanted))) throw new Refusal("The backup is damaged: it ends within a part.");
    const all = this.kept.length === 1 ? this.kept[0]! : Buffer.concat(this.kept, this.length);
    this.kept = [all.subarray(wanted)];
    this.length -= wanted;
    return all.subarray(0, wanted);
  }
  async frame(): Promise<Buffer> {
    const length = (await this.take(4)).readUInt32BE();
    if (length > mostBytes) throw new Refusal("The backup is damaged: a part of it is not what it should be.");
    return this.take(length);
  }
}

export type Part = { name: string; data: AsyncGenerator<Buffer> };

/** The parts in their order. A part that was not read to its end is read past. */
export async function* readParts(source: AsyncIterable<Buffer>): AsyncGenerator<Part> {
  const bytes = new Bytes(source);
  while (!(await bytes.ended())) {
    const name = (await bytes.frame()).toString();
    let over = false;
    const data = (async function* () {
      for (let next = await bytes.frame(); next.length > 0; next = await bytes.frame()) yield next;
      over = true;
    })();
    yield { name, data };
    if (!over) for await (const _ of data);
  }
}

export async function allOf(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const kept: Buffer[] = [];
  for await (const bytes of source) kept.push(bytes);
  return Buffer.concat(kept);
}
