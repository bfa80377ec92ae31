import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { inCheckout } from "../../launch/steps.mjs";
import { figure, mutant } from "./harness";

/** W2: what a browser may fetch holds no secret, no source and nothing of the server. */

const secrets: [string, RegExp][] = [
  ["a key", /-----BEGIN [A-Z ]*PRIVATE KEY|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36}\b/],
  ["the address of a database", /postgres(ql)?:\/\//i],
  ["the name of a secret", /NEXTAUTH_SECRET|IDENTITY_KEY|DATABASE_URL|OWNER_URL|\$argon2/],
  ["a place on our disk", new RegExp(inCheckout().replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))],
];
const server: [string, RegExp][] = [
  [
    "a statement",
    /\b(select|insert into|update|delete from)\s[^"'`]{1,80}\b(from|values|set|where)\s[^"'`]{0,60}(\$\d|app\.)/i,
  ],
  ["a function of the database", /\bapp\.(enter|reaches|everywhere|provinces|units|credentials)\(/],
  [
    "a module of the server",
    /drizzle-orm|node-postgres|pg-pool|@node-rs|pino\b|\bsharp\b|node:(fs|crypto|http|net|child_process)|pg_advisory/,
  ],
  ["who may do what", /"budgets\.divide"\s*:\s*\[/],
];
const sources: [string, RegExp][] = [["where its source is", /[#@]\s*sourceMappingURL=/]];

const found = (text: string, of: [string, RegExp][]) =>
  of.flatMap(([what, pattern]) => (pattern.test(text) ? [what] : []));

async function fetched(): Promise<{ name: string; text: string }[]> {
  const folder = inCheckout(".next/static");
  const names = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  return Promise.all(
    names.map(async (entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return { name: path.relative(folder, file), text: await readFile(file, "latin1") };
    }),
  );
}

test("W2 what a browser fetches holds no secret, no source and nothing of the server", async () => {
  const files = await fetched();
  expect(files.filter(({ name }) => name.endsWith(".js")).length).toBeGreaterThan(10);
  const wrong = files.flatMap(({ name, text }) => [
    ...(/\.map$/.test(name) ? [`${name} is a map`] : []),
    ...found(text, [...secrets, ...server, ...sources]).map((what) => `${name} holds ${what}`),
  ]);
  for (const line of wrong) process.stdout.write(`W2 ${line}\n`);
  figure(
    "W2",
    `secrets, maps and modules of the server in ${files.length} files for the browser`,
    String(wrong.length),
    "0",
    !wrong.length,
  );
});

test("W2 a component that takes in a module of the server is seen", async () => {
  const chunk = async (contents: string, sourcemap: "inline" | false = false) => {
    const made = await build({
      stdin: { contents, resolveDir: inCheckout(), loader: "ts" },
      bundle: true,
      minify: true,
      write: false,
      format: "esm",
      packages: "external",
      platform: "neutral",
      external: ["node:*"],
      alias: { "@": inCheckout() },
      sourcemap,
    });
    return made.outputFiles[0]!.text;
  };
  mutant(
    "W2",
    "with a query in a component",
    !found(await chunk('export { fileForUse } from "./server/files"'), server).length,
  );
  mutant(
    "W2",
    "with the table of permissions in a component",
    !found(await chunk('export { permissions } from "./server/auth/permissions"'), server).length,
  );
  mutant(
    "W2",
    "with a secret read in a component",
    !found(await chunk("export const key = process.env.NEXTAUTH_SECRET"), secrets).length,
  );
  mutant("W2", "with maps", !found(await chunk("export const a = 1", "inline"), sources).length);
});
