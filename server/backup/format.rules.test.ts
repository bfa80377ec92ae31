import { createHash, randomBytes } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { RowDigest } from "./digest";
import { chunkBytes, headBytes, lockOf, newLock, open, seal, tagBytes } from "./format";
import { allOf, jsonPart, readParts, writePart } from "./parts";

const passphrase = "giấy tờ của xã Lục Hồn";
const cheap = 10;

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function sealed(text: Buffer): Promise<Buffer> {
  return allOf(seal(await newLock(passphrase, cheap))(inPieces(text, 10_000)));
}

async function opened(file: Buffer, said = passphrase, options = {}): Promise<Buffer> {
  const lock = await lockOf(file.subarray(0, headBytes), said);
  return allOf(open(lock, options)(inPieces(file.subarray(headBytes), 50_000)));
}

const record = chunkBytes + tagBytes;
const nth = (file: Buffer, number: number) =>
  file.subarray(headBytes + number * record, headBytes + (number + 1) * record);

describe("a sealed file", () => {
  test.each([0, 1, chunkBytes - 1, chunkBytes, chunkBytes + 1, 3 * chunkBytes])(
    "of %i bytes opens as it was",
    async (length) => {
      const text = randomBytes(length);
      expect((await opened(await sealed(text))).equals(text)).toBe(true);
    },
  );

  test("opens with the passphrase however its letters are composed", async () => {
    expect((await opened(await sealed(Buffer.from("x")), passphrase.normalize("NFD"))).toString()).toBe("x");
  });

  test("is another each time, and holds nothing of the text", async () => {
    const text = Buffer.from("Nông Thị Xuyến ".repeat(1000));
    const [one, two] = [await sealed(text), await sealed(text)];
    expect(one.equals(two)).toBe(false);
    expect(one.includes("Xuy")).toBe(false);
  });

  test("is refused by its head alone when the passphrase is another", async () => {
    await expect(opened(await sealed(Buffer.from("x")), "another passphrase")).rejects.toThrow(/passphrase/);
  });

  test("is refused wherever it is cut", async () => {
    const file = await sealed(randomBytes(3 * chunkBytes));
    for (const length of [
      headBytes,
      headBytes + 5,
      headBytes + record,
      headBytes + 2 * record,
      file.length - 1024,
      file.length - 1,
    ])
      await expect(opened(file.subarray(0, length)), `${length}`).rejects.toThrow(/cut off|last piece/);
    for (const length of [0, 10, headBytes - 1])
      await expect(opened(file.subarray(0, length))).rejects.toThrow(/empty|not a Terrace/);
  });

  test("is refused when pieces are exchanged, repeated, left out or appended", async () => {
    const file = await sealed(randomBytes(3 * chunkBytes + 5));
    const head = file.subarray(0, headBytes);
    const [a, b, c, d] = [0, 1, 2, 3].map((number) => nth(file, number));
    for (const order of [
      [b, a, c, d],
      [a, a, c, d],
      [a, c, d],
      [a, b, d],
      [a, b, c, d, d],
      [a, b, c, d, a],
    ])
      await expect(opened(Buffer.concat([head, ...order.map((each) => each!)]))).rejects.toThrow(/damaged/);
    const other = await sealed(randomBytes(3 * chunkBytes + 5));
    await expect(opened(Buffer.concat([head, a!, nth(other, 1), c!, d!]))).rejects.toThrow(/damaged/);
  });

  test("is refused whichever bit is turned over", async () => {
    const file = await sealed(randomBytes(chunkBytes + 100));
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 1), fc.nat(7), async (at, bit) => {
        const spoiled = Buffer.from(file);
        spoiled[at]! ^= 1 << bit;
        await expect(opened(spoiled)).rejects.toThrow(/damaged|passphrase|not a Terrace/);
      }),
      { numRuns: 60 },
    );
  });

  test("would give other bytes if its tags were not read", async () => {
    const file = await sealed(Buffer.from("1,000"));
    file[headBytes]! ^= 8;
    expect((await opened(file, passphrase, { trusting: true })).toString()).toBe("9,000");
    await expect(opened(file)).rejects.toThrow(/damaged/);
  });
});

test("parts come out under their names, whether they are read or passed over", async () => {
  const big = randomBytes(3_000_000);
  const written = await allOf(
    (async function* () {
      yield* jsonPart("head", { format: 1 });
      yield* writePart("table a", inPieces(big, 1_500_000));
      yield* writePart("table b", []);
      yield* writePart("file c", [Buffer.from("c")]);
    })(),
  );
  const seen: [string, number][] = [];
  for await (const { name, data } of readParts(inPieces(written, 70_000))) {
    if (name === "table a") expect((await allOf(data)).equals(big)).toBe(true);
    else if (name !== "table b") seen.push([name, (await allOf(data)).length]);
  }
  expect(seen).toEqual([
    ["head", 12],
    ["file c", 1],
  ]);
  const cut = readParts(inPieces(written.subarray(0, written.length - 2), 70_000));
  await expect(
    (async () => {
      for await (const { data } of cut) await allOf(data);
    })(),
  ).rejects.toThrow(/ends within/);
});

describe("the digest of rows", () => {
  const of = (lines: string[], size = 1000) => {
    const digest = new RowDigest();
    const all = Buffer.from(lines.map((line) => `${line}\n`).join(""));
    for (let at = 0; at < all.length; at += size) digest.update(all.subarray(at, at + size));
    return `${digest.rows} ${digest.digest()}`;
  };

  test("does not mind the order of rows nor where the stream was cut", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom("a", "b", "\t", "ộ") })),
        fc.integer({ min: 1, max: 9 }),
        (lines, size) => {
          expect(of([...lines].reverse(), size)).toBe(of(lines));
        },
      ),
      { seed: 7 },
    );
  });

  test("minds a row that is there twice, a row that is not, and two rows made one", () => {
    expect(
      new Set([of(["a", "b"]), of(["a", "b", "b"]), of(["a", "b", "c", "c"]), of(["a"]), of(["ab"]), of([])]).size,
    ).toBe(6);
  });

  test("of one row is the hash of its line", () => {
    expect(of(["a"])).toBe(`1 ${createHash("sha256").update("a").digest("hex")}`);
  });
});
