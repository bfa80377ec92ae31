import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { initTRPC } from "@trpc/server";
import { test } from "vitest";
import { bulkRouter } from "../../households/bulk";
import { inCheckout } from "../../launch/steps.mjs";
import { appRouter } from "../../router";
import { figure, mutant } from "./harness";
import { mayCall, openProcedures } from "./oracle";
import { handlers, places } from "./places";

/** Nothing is without a rule, and no rule without what it is about (trust.md A2). */

type Procedures = Record<string, { _def: { meta?: { permission?: string; signedIn?: true } } }>;
const proceduresOf = (router: unknown) => (router as { _def: { procedures: Procedures } })._def.procedures;
const ours = proceduresOf(appRouter);
/** What the command line offers beside the router of the pages, in a person's name too. */
const byHand: Procedures = proceduresOf(bulkRouter);

/** Procedures that ask for no permission and are neither one's own nor listed as open; and whose rule says otherwise. */
function proceduresWithoutRule(procedures: Procedures): string[] {
  return [
    ...Object.entries(procedures).flatMap(([at, { _def }]) => {
      if (_def.meta?.permission) return mayCall[at] && mayCall[at] !== "signed in" ? [] : [at];
      if (_def.meta?.signedIn) return mayCall[at] === "signed in" ? [] : [at];
      return openProcedures.includes(at) ? [] : [at];
    }),
    ...Object.keys(mayCall).filter((at) => !(at in procedures)),
  ];
}

const app = inCheckout("app");
const sources = async (folder: string) =>
  (await readdir(folder, { recursive: true })).filter((name) => /\.[cm]?[jt]sx?$/.test(name));
const routeFiles = async () => (await sources(app)).filter((name) => /(^|\/)(page|route)\.[cm]?[jt]sx?$/.test(name));

const oneSided = (found: readonly string[], listed: readonly string[]) => [
  ...found.filter((name) => !listed.includes(name)),
  ...listed.filter((name) => !found.includes(name)),
];

/** Pages whose text asks no procedure that asks for the permission of their rule. */
async function pagesThatDoNotAsk(rules: Record<string, string>): Promise<string[]> {
  const wrong: string[] = [];
  for (const [name, permission] of Object.entries(rules)) {
    if (permission === "open" || permission === "signed in") continue;
    const text = await readFile(path.join(app, name), "utf8");
    const asked = [...text.matchAll(/\b(\w+)\.(\w+)\(/g)].map(
      ([, noun, verb]) => ours[`${noun}.${verb}`]?._def.meta?.permission,
    );
    if (!asked.includes(permission)) wrong.push(name);
  }
  return wrong;
}

/** Paths that the process answers by itself, before Next. */
async function ownHandlers(): Promise<string[]> {
  const text = await readFile(inCheckout("server/entry.ts"), "utf8");
  return [...new Set([...text.matchAll(/"((?:GET |POST )?\/api\/[^"]+)"/g)].map(([, said]) => said!))];
}

const isServerAction = (text: string) => /^\s*["']use server["'];?\s*$/m.test(text);

async function filesThatDecide(): Promise<string[]> {
  const found: string[] = [];
  for (const folder of ["app", "server"]) {
    for (const name of await sources(inCheckout(folder))) {
      if (isServerAction(await readFile(inCheckout(folder, name), "utf8"))) found.push(`${folder}/${name}`);
    }
  }
  const top = [...(await readdir(inCheckout())), ...(await sources(app))];
  return [...found, ...top.filter((name) => /^(middleware|proxy)\./.test(name))];
}

test("no procedure, page or handler is without a rule, and no rule without a target", async () => {
  const found = await routeFiles();
  const wrong = [
    ...proceduresWithoutRule(ours),
    ...Object.keys(byHand).filter((at) => !byHand[at]!._def.meta?.permission),
    ...oneSided(found, Object.keys(places)),
    ...oneSided(await ownHandlers(), handlers),
    ...(await pagesThatDoNotAsk(places)),
    ...(await filesThatDecide()),
  ];
  for (const line of wrong) console.error(line);
  const all = Object.keys({ ...ours, ...byHand }).length + found.length + handlers.length;
  figure("A2", "procedures, pages and handlers without a rule", `${wrong.length} of ${all}`, "0", wrong.length === 0);
});

test("what goes past the builder, past the list or past its permission is seen", async () => {
  const bare = initTRPC.create();
  const past = {
    ...ours,
    ...proceduresOf(bare.router({ households: bare.router({ all: bare.procedure.query(() => 1) }) })),
  };
  mutant("A2", "with a procedure built past the builder", proceduresWithoutRule(past).length === 0);
  const { "projects.get": _, ...fewer } = ours;
  mutant("A2", "with a rule whose procedure is gone", proceduresWithoutRule(fewer).length === 0);
  const unlisted = oneSided([...(await routeFiles()), "(portal)/households/all/page.tsx"], Object.keys(places));
  mutant("A2", "with a page that nobody listed", unlisted.length === 0);
  const other = await pagesThatDoNotAsk({ "(portal)/households/page.tsx": "audit.read" });
  mutant("A2", "with a page that asks for another permission", other.length === 0);
  mutant("A2", "with a server action", !isServerAction('"use server";\nexport async function end() {}\n'));
});
