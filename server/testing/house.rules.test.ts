import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";

/** What the documents say of the code, and what the code promises of its own shape (docs/architecture.md). */

const tracked = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" })
  .split("\n")
  .filter((file) => file !== "" && existsSync(file));
const read = (file: string) => readFileSync(file, "utf8");
const isTest = (file: string) => /\.(test|trust|spec)\.ts$/.test(file) || file.startsWith("server/testing/");
const code = tracked.filter((file) => /^(app|server|db\/schema)\/.*\.(tsx?|mjs)$/.test(file) && !isTest(file));

/** The files that a file imports, as paths from the top; packages are left out. */
function importsOf(file: string, typesToo = true): string[] {
  const found = [...read(file).matchAll(/^(?:import|export)\s+(type\s)?[^;]*?from\s+"([^"]+)";/gms)];
  return found
    .filter(([, type]) => typesToo || !type)
    .flatMap(([, , from]) =>
      from!.startsWith("@/")
        ? [from!.slice(2)]
        : from!.startsWith(".")
          ? [path.normalize(path.join(path.dirname(file), from!))]
          : [],
    );
}

const packagesOf = (file: string) =>
  [...read(file).matchAll(/^import\s+(?!type\s)[^;]*?from\s+"((?![.]|@\/)[^"]+)";/gms)].map(([, from]) => from!);

describe("the documents", () => {
  const documents = tracked.filter((file) => /^(docs\/)?[^/]+\.md$/.test(file));
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };

  test.each(documents)("%s names only what there is", (file) => {
    const text = read(file);
    const quoted = [...text.matchAll(/`([^`\n]+)`/g)].map(([, said]) => said!);
    const linked = [...text.matchAll(/\]\(([^)#]+)\)/g)]
      .map(([, to]) => to!)
      .filter((to) => !/^https?:/.test(to))
      .map((to) => path.normalize(path.join(path.dirname(file), to)));
    const paths = quoted.filter(
      (said) => /^(app|server|db|e2e|docs|\.ci)\/[^<>*…\s]*$/.test(said) && !said.includes("NNNN"),
    );
    for (const said of [...paths, ...linked]) expect(existsSync(said), `${file} names ${said}`).toBe(true);
    for (const [, script] of text.matchAll(/npm run ([a-z:]+)/g))
      expect(Object.keys(scripts), `${file} says npm run ${script}`).toContain(script);
  });
});

describe("the direction of imports", () => {
  test("app asks server, server asks the schema, never back", () => {
    const floors = ["db/schema", "server", "app"];
    const floorOf = (file: string) => floors.findIndex((floor) => file.startsWith(`${floor}/`));
    const back = code.flatMap((file) =>
      importsOf(file)
        .filter((to) => floorOf(to) > floorOf(file))
        // The command line speaks to a person, in the sentences that pages use.
        .filter((to) => !(file.startsWith("server/admin/") && to.startsWith("app/text/")))
        .map((to) => `${file} → ${to}`),
    );
    expect(back).toEqual([]);
  });

  test("a rule leads to nothing that asks a database, a disk or a clock", () => {
    const rules = code.filter((file) => file.startsWith("server/") && /(^|[/-])rules\.ts$/.test(file));
    expect(rules.length).toBeGreaterThan(8);
    const asks = /^(pg|pg-copy-streams|drizzle-orm|node:.*|server\/(db|clock|jobs|files|trpc|audit))$/;
    const wayTo = (file: string, way: string[]): string[] =>
      [...importsOf(file, false), ...packagesOf(file)].flatMap((to) => {
        if (asks.test(to)) return [[...way, to].join(" → ")];
        const next = [`${to}.ts`, `${to}/index.ts`].find((each) => code.includes(each));
        return next && !way.includes(next) && !next.startsWith("db/schema/") ? wayTo(next, [...way, next]) : [];
      });
    expect(rules.flatMap((file) => wayTo(file, [file]))).toEqual([]);
  });

  test("no two nouns use each other, directly or in a ring", () => {
    const nounOf = (file: string) => /^server\/([a-z]+)\/./.exec(file)?.[1];
    const uses = new Map<string, Set<string>>();
    for (const file of code.filter((each) => each.startsWith("server/"))) {
      const noun = nounOf(file);
      if (!noun) continue;
      for (const to of importsOf(file).map((each) => nounOf(`${each}.ts`)))
        if (to && to !== noun) uses.set(noun, (uses.get(noun) ?? new Set()).add(to));
    }
    const rings: string[] = [];
    const walk = (noun: string, way: string[]) => {
      if (way.includes(noun)) {
        rings.push([...way.slice(way.indexOf(noun)), noun].join(" → "));
        return;
      }
      for (const to of uses.get(noun) ?? []) walk(to, [...way, noun]);
    };
    for (const noun of uses.keys()) walk(noun, []);
    expect([...new Set(rings)]).toEqual([]);
  });
});

describe("where things stand", () => {
  test("statements stand in queries, commands and migrations", () => {
    const statement = /[`"'(]\s*(select\s.+\sfrom\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s)/is;
    const mayAsk =
      /(queries|commands|details|around|submit|import|export)[\w-]*(\.ts$|\/)|^server\/(launch|backup|bench|admin)\//;
    const asks = code.filter((file) => statement.test(read(file)) && !mayAsk.test(file) && !floorFiles.includes(file));
    expect(asks).toEqual([]);
  });

  test("a file is small, or says in its head why it is not", () => {
    const lines = (file: string) => read(file).split("\n").length;
    const sizes = code.map(lines).sort((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThan(90);
    const large = code.filter((file) => lines(file) > 350 && !/^(\/\*|\/\/).{0,400}\b[Ll]ong\b/s.test(read(file)));
    expect(large).toEqual([]);
  });
});

/** The floor speaks with the database itself: the transaction, the trail, files, jobs and the command line. */
const floorFiles = [
  ...["admin", "audit", "db", "entry", "files", "jobs", "migrate", "sweep", "trpc"].map((name) => `server/${name}.ts`),
  "server/auth/sign-in.ts",
];
