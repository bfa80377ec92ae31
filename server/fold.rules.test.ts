import fc from "fast-check";
import { expect, test } from "vitest";
import { fold } from "./fold";

/** The rule as it was first said, letter by letter. */
const said = (text: string) =>
  text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").toLowerCase().replace(/\s+/g, " ").trim();

test("text is folded alike by the short way and by the long one", () => {
  const letters = (most: number) =>
    fc.string({ unit: fc.integer({ min: 0, max: most }).map((code) => String.fromCharCode(code)) });
  const vietnamese = fc.string({ unit: fc.constantFrom(..."aăâđêôơưẢýỰẶ ớ\u0301\u0323Đ") });
  fc.assert(
    fc.property(fc.oneof(letters(0x36f), letters(0xffff), vietnamese), (text) => {
      expect(fold(text)).toBe(said(text));
    }),
  );
}, 30_000);
