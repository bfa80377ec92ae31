import { createTranslator } from "use-intl/core";
import { describe, expect, it } from "vitest";
import { type Locale, locales, nouns } from "./index";
import { untold } from "./problem-values";

type Tree = { [key: string]: string | Tree };
const leaves = (tree: Tree, path = ""): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[`${path}${key}`, value] as [string, string]] : leaves(value, `${path}${key}.`),
  );

/** The arguments of an ICU sentence; the words inside its choices are sentences of their own. */
function holes(sentence: string): string[] {
  const found = new Set<string>();
  let at = 0;
  const skip = () => {
    while (/\s/.test(sentence[at] ?? "")) at++;
  };
  const word = () => {
    skip();
    const from = at;
    while (/[^\s,{}]/.test(sentence[at] ?? "")) at++;
    return sentence.slice(from, at);
  };
  const message = () => {
    while (at < sentence.length && sentence[at] !== "}") {
      if (sentence[at++] !== "{") continue;
      found.add(word());
      skip();
      if (sentence[at] === ",") {
        at++;
        word();
        skip();
        at++;
        for (skip(); at < sentence.length && sentence[at] !== "}"; skip()) {
          word();
          skip();
          at++;
          message();
          at++;
        }
      }
      at++;
    }
  };
  message();
  return [...found].sort();
}

const words = (noun: keyof typeof nouns, locale: Locale) => leaves(nouns[noun][locale] as unknown as Tree);

describe.each(Object.keys(nouns) as (keyof typeof nouns)[])("the words of %s", (noun) => {
  it("have the same holes in every language", () => {
    for (const [key, sentence] of words(noun, "vi")) {
      for (const locale of locales) {
        const other = new Map(words(noun, locale)).get(key) ?? "";
        expect(holes(other), `${locale} ${key}`).toEqual(holes(sentence));
      }
    }
  });

  it("are composed (NFC) and can be said", () => {
    for (const locale of locales) {
      const failures: string[] = [];
      const t = createTranslator({
        locale,
        messages: nouns[noun][locale] as unknown as Tree,
        onError: (error) => failures.push(error.message),
      }) as unknown as (key: string, values: object) => string;
      for (const [key, sentence] of words(noun, locale)) {
        expect(sentence, key).toBe(sentence.normalize("NFC"));
        const values = Object.fromEntries(holes(sentence).map((hole) => [hole, /plural/.test(sentence) ? 2 : "x"]));
        expect(t(key, values).length, key).toBeGreaterThan(0);
      }
      expect(failures).toEqual([]);
    }
  });
});

describe("a problem", () => {
  it("has a sentence even when it was told no values", () => {
    for (const locale of locales) {
      const failures: string[] = [];
      const t = createTranslator({
        locale,
        messages: nouns.problems[locale] as unknown as Tree,
        onError: (error) => failures.push(error.message),
      }) as unknown as (key: string, values: object) => string;
      for (const [key] of words("problems", locale)) expect(t(key, untold)).not.toMatch(/none|undefined|\s[:.]/);
      expect(failures).toEqual([]);
    }
  });
  it("says the amount where it was told", () => {
    const t = createTranslator({ locale: "vi", messages: nouns.problems.vi });
    expect(
      (t as unknown as (key: string, values: object) => string)("overspent_line", { ...untold, over: "5.000.000" }),
    ).toBe("Dòng vốn không còn đủ: vượt 5.000.000 đồng. Giảm số tiền hoặc bổ sung vốn cho dòng.");
  });
});
