import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, test } from "vitest";
import { changed } from "../../audit";
import { inCheckout } from "../../launch/steps.mjs";
import { addressesOf } from "./addresses";
import { askingsOf } from "./askings";
import { canariesIn, identityIn, personalIn } from "./canaries";
import { casesOf } from "./cases";
import type { Actor } from "./cast";
import { allCells, ask, type Cell } from "./cells";
import { figure, mutant, seeded, size } from "./harness";
import { get, type Hidden, makeHidden } from "./hidden";
import { withoutReach } from "./mutants";
import { mayCall } from "./oracle";
import { wire } from "./wire.mjs";

/** What nobody may see is nowhere: in no answer, error, page, trail, log or cache (trust.md A4). */

let hidden: Hidden;
let cells: Cell[];
const { random } = seeded("A4");

beforeAll(async () => {
  hidden = await makeHidden();
  cells = allCells(hidden.cast);
  wire.undone = true;
}, 600_000);
afterAll(async () => {
  wire.undone = false;
  await hidden?.end();
});

/** What a call says, answer or error, as far down as anybody could print it. */
async function said({ person }: Actor, at: string, input: unknown): Promise<string> {
  try {
    return JSON.stringify(await ask(hidden.cast.world, person, at, input)) ?? "";
  } catch (error) {
    const { message, cause } = error as Error;
    return `${message} ${JSON.stringify(cause)} ${String(cause)}`;
  }
}

const readsHouseholds = ({ role }: Actor) => mayCall["households.get"]!.includes(role as never);

/** What must not be in what is said to somebody: canaries; whole identity numbers; people, for who reads no households. */
const secretsIn = (text: string, to: Actor) => [
  ...canariesIn(text),
  ...identityIn(text),
  ...(readsHouseholds(to) ? [] : personalIn(text)),
];

/** Every reading of one's own place, in each of its ways; where it searches, for canaries. */
const readings = (actor: Actor) => {
  const { world, records } = hidden.cast;
  const who = { role: actor.role!, spareSession: actor.spareSession };
  return askingsOf(casesOf(world), actor.role!, records.own, who).map(({ at, input }) => ({
    at,
    input: input && typeof input === "object" && "q" in input ? { ...input, q: "qzcan" } : input,
  }));
};

/** Every call about the other province, and every call of one's own that is done; a number is revealed on purpose. */
const calls = () =>
  cells.filter(
    ({ at, relation, expected, actor }) =>
      !actor.gone &&
      (relation === "elsewhere" || (relation === "own" && expected === "ok" && at !== "households.reveal")),
  );

test("no canary of a hidden row or field is in an answer, an error or the trail", async () => {
  const found: string[] = [];
  const trail: string[] = [];
  let texts = 0;
  const look = async (actor: Actor, at: string, input: unknown) => {
    texts++;
    const secrets = secretsIn(await said(actor, at, input), actor);
    found.push(...secrets.map((secret) => `${actor.role} ${at} ${JSON.stringify(input)}: ${secret}`));
  };
  wire.heard = (_, name, values) => {
    if (name !== "audit.record") return;
    const written = String(values[3]);
    trail.push(...[...personalIn(written), ...canariesIn(written)].map((one) => `${one} in ${written}`));
  };
  for (const actor of hidden.living)
    for (const { at, input } of readings(actor)) if (random() < size(0.2, 1)) await look(actor, at, input);
  for (const { actor, at, input } of calls()) await look(actor, at, input);
  wire.heard = undefined;
  for (const line of [...found, ...trail].slice(0, 40)) console.error(line.slice(0, 300));
  figure("A4", "canaries in answers and errors", `${found.length} in ${texts} texts`, "0", found.length === 0);
  figure("A4", "canaries and people's data in the trail", `${trail.length}`, "0", trail.length === 0);
});

test("no canary is in a page, its data for the router, the log of the portal or its caches", async () => {
  const { records } = hidden.cast;
  const found: string[] = [];
  let pages = 0;
  for (const actor of hidden.living) {
    for (const { path } of [...addressesOf(records.elsewhere), ...addressesOf(records.own)]) {
      if (random() > size(0.06, 1)) continue;
      for (const headers of [{}, { RSC: "1" }]) {
        const answer = await get(hidden, path, actor, headers);
        pages++;
        const text = `${[...answer.headers].join()} ${await answer.text()}`;
        found.push(...secretsIn(text, actor).map((secret) => `${actor.role} ${path}: ${secret}`));
      }
    }
  }
  const log = hidden.portal.logged();
  found.push(...[...canariesIn(log), ...personalIn(log)].map((one) => `log: ${one}`));
  found.push(...keptByNext().map((file) => `cache: ${file}`));
  for (const line of found.slice(0, 40)) console.error(line);
  figure(
    "A4",
    "canaries in pages, in the log and in what Next keeps",
    `${found.length} in ${pages} pages and ${log.length} bytes of log`,
    "0",
    found.length === 0 && log.includes("/households/"),
  );
});

/** Files of the build, where Next would keep what it drew, with a canary in them. */
function keptByNext(): string[] {
  try {
    return execFileSync("grep", ["-rlEi", "qzcanary|qzown", inCheckout(".next")], { encoding: "utf8" })
      .trim()
      .split("\n");
  } catch (error) {
    // 1: found nothing.
    if ((error as { status?: number }).status === 1) return [];
    throw error;
  }
}

test("a hidden row in an answer, and a name in the trail, are seen", async () => {
  const { world, records, the } = hidden.cast;
  const inspector = hidden.living.find(({ person }) => person === the("inspector"))!;
  const leaked = await withoutReach(/^households\.search/, () =>
    world.withoutPolicies(["households", "members"], () =>
      said(inspector, "households.search", { q: "qzcan", unit: records.elsewhere.unit }),
    ),
  );
  mutant("A4", "with the search of households without its reach", secretsIn(leaked, inspector).length === 0);
  const trail = JSON.stringify(changed({ phone: "0666123456" }, { phone: "0666000001" }));
  mutant("A4", "with old and new values of a phone in the trail", personalIn(trail).length === 0);
});
