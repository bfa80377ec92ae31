import { hash } from "node:crypto";

/**
 * Counts rows and makes a digest in which their order does not matter: the hashes of all lines are added, word by word.
 * The same row twice counts twice. It guards against mistakes; against forgery the backup's tags do.
 */
export class RowDigest {
  rows = 0;
  private readonly sum = new Uint32Array(8);
  private readonly kept: Buffer[] = [];

  update(part: Buffer): void {
    let from = 0;
    for (let end = part.indexOf(10); end >= 0; end = part.indexOf(10, from)) {
      const line = part.subarray(from, end);
      this.add(this.kept.length > 0 ? Buffer.concat([...this.kept.splice(0), line]) : line);
      from = end + 1;
    }
    // What is left is copied: it must not hold on to the driver's buffer.
    if (from < part.length) this.kept.push(Buffer.from(part.subarray(from)));
  }

  add(line: Buffer | string): void {
    const digest = hash("sha256", line, "buffer");
    for (let word = 0; word < 8; word++) this.sum[word] = this.sum[word]! + digest.readUInt32BE(word * 4);
    this.rows += 1;
  }

  /** Of whole lines only: a line without its end is a mistake of whoever wrote it. */
  digest(): string {
    if (this.kept.length > 0) throw new Error("the last row has no end");
    return Array.from(this.sum, (word) => word.toString(16).padStart(8, "0")).join("");
  }
}
