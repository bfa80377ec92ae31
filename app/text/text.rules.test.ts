import { readdirSync, readFileSync } from "node:fs";
import { createTranslator } from "use-intl/core";
import { describe, expect, it } from "vitest";
import { requestSubjects } from "@/db/schema/programmes";
import { correctDocumentInput } from "@/server/documents/inputs";
import { dwellingFields, memberFields } from "@/server/households/inputs";
import { audit } from "./audit";
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

describe("the trail", () => {
  const code = readdirSync("server", { recursive: true, encoding: "utf8" })
    .filter((path) => /\.ts$/.test(path) && !/\.test\.ts$|^testing\//.test(path))
    .map((path) => `server/${path}`);
  const heads = [...new Set(Object.keys(audit.vi.events).map((key) => key.split("_")[0]))].join("|");
  /** Verdicts make these; nothing else puts an event together. */
  const made = { request: ["approved", "returned", "rejected"], budget: ["posted", "returned", "rejected"] };

  /** Every event in server code, with what follows it in its call. */
  const written = code.flatMap((path) => {
    const text = readFileSync(path, "utf8");
    return [...text.matchAll(new RegExp(`["\`]((${heads})\\.(?:[a-z_]+|\\$\\{[^}]+\\}))["\`]`, "g"))].flatMap(
      (match) => {
        const [, event = "", head = ""] = match;
        const names = event.includes("$")
          ? (made[head as keyof typeof made] ?? []).map((verdict) => `${head}.${verdict}`)
          : [event];
        // A statement's name follows the transaction; a request's subject is no event.
        const statement = /tx,\s*$/.test(text.slice(0, match.index));
        const rest = callOf(text.slice(match.index + match[0].length));
        return statement || (requestSubjects as readonly string[]).includes(event)
          ? []
          : names.map((name) => ({ event: name, rest }));
      },
    );
  });

  it("has a word for every event that the server writes, and no other", () => {
    const events = [...new Set(written.map(({ event }) => event.replace(".", "_")))].sort();
    expect(events).toEqual(Object.keys(audit.vi.events).sort());
  });

  it("has a word for every field that an event keeps", () => {
    const fields = new Set([
      ...written.flatMap(({ rest }) => fieldsOf(rest)),
      ...[dwellingFields, memberFields, correctDocumentInput.shape].flatMap(Object.keys),
    ]);
    // Where it happened; and what an edit of a project changed, which has the words of its request.
    for (const beside of ["id", "unit", "unitId", "provinceId", "householdId", "changes"]) fields.delete(beside);
    expect([...fields].filter((field) => !(field in audit.vi.fields)).sort()).toEqual([]);
  });
});

/** Up to where the call ends that the text stands in. */
function callOf(text: string): string {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if ("({[".includes(text[at]!)) depth++;
    else if (")}]".includes(text[at]!) && --depth < 0) return text.slice(0, at);
  }
  return text;
}

/** The names in the objects of a call's arguments, one level deep. */
function fieldsOf(rest: string): string[] {
  const detail = /\bdetail:/.test(rest) ? rest.slice(rest.indexOf("detail:")) : /\brecordId\b/.test(rest) ? "" : rest;
  return [...detail.matchAll(/\{/g)].flatMap(({ index }) => {
    const body = callOf(detail.slice(index + 1));
    // Not the body of a function, a hole of a text, or the value of a field.
    if (body.includes("=>") || /(?:\$|(?<!detail):\s*)$/.test(detail.slice(0, index))) return [];
    const flat = body.replace(/\{[^{}]*\}|\([^()]*\)|\[[^[\]]*\]/g, "");
    return flat.split(",").flatMap((part) => /^\s*(\w+)\s*(?::|$)/.exec(part)?.[1] ?? []);
  });
}
