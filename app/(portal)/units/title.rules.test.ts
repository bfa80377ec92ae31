import { expect, test } from "vitest";
import { inSentence } from "@/app/ui/format";
import { unitInSentence, unitTitle } from "./title";

const commune = {
  name: "Bình Liêu",
  title: { vi: "Xã {name}", id: "Komune {name}", en: "{name} commune" },
};

test("a place is named as each language names it, at the head and inside a sentence", () => {
  expect(unitTitle(commune, "vi")).toBe("Xã Bình Liêu");
  expect(unitTitle(commune, "id")).toBe("Komune Bình Liêu");
  expect(unitTitle(commune, "en")).toBe("Bình Liêu commune");
  expect(unitInSentence(commune, "vi")).toBe("xã Bình Liêu");
  expect(unitInSentence(commune, "id")).toBe("komune Bình Liêu");
  expect(unitInSentence(commune, "en")).toBe("Bình Liêu commune");
});

test("a name is taken as it is, whatever stands in it", () => {
  expect(unitTitle({ ...commune, name: "$& {name}" }, "en")).toBe("$& {name} commune");
});

test("a title that came as one text is put into a sentence by its language", () => {
  expect(inSentence("vi", "Tỉnh Lạng Sơn")).toBe("tỉnh Lạng Sơn");
  expect(inSentence("en", "Lạng Sơn province")).toBe("Lạng Sơn province");
});
