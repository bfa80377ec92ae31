import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { countTrail, due, left } from "./audited";
import { type Cast, makeCast } from "./cast";
import { allCells, answerTo, type Cell, kindOf, procedures } from "./cells";
import { figure, mutant, size } from "./harness";
import { asksOf, taken } from "./keys";
import { otherBody, repeated } from "./repeats";
import { wire } from "./wire.mjs";

/**
 * Nobody sets what they were not asked for (trust.md A5): every column of every table that a command touches, as a
 * key. Nothing is done or seen of a person without its row in the trail (T1). What arrives twice is done once (D2, D3).
 */

let cast: Cast;
let cells: Cell[];
let honest: Cell[];
let columns: Map<string, string[]>;

const mutations = procedures.filter(([, { _def }]) => _def.type === "mutation").map(([at]) => at);
const schemaOf = new Map(procedures.map(([at, { _def }]) => [at, _def.inputs[0]]));

beforeAll(async () => {
  cast = await makeCast();
  await countTrail(cast.world);
  wire.undone = true;
  cells = allCells(cast);
  const able = cells.filter((cell) => cell.relation === "own" && cell.expected === "ok" && !cell.actor.gone);
  honest = mutations.map((at) => able.find((cell) => cell.at === at)!);
  const found = await cast.world.sql<{ name: string; said: string[] }>(
    "select table_name as name, array_agg(column_name::text) as said from information_schema.columns where table_schema = 'public' group by 1",
  );
  columns = new Map(found.map(({ name, said }) => [name, said]));
}, 300_000);
afterAll(async () => {
  wire.undone = false;
  await cast?.world.end();
});

const camel = (column: string) => column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** What was asked of the database while somebody worked. */
async function heard(work: () => Promise<unknown>): Promise<string[]> {
  const said: string[] = [];
  wire.heard = (text) => said.push(text);
  await work().finally(() => {
    wire.heard = undefined;
  });
  return said;
}

/** Columns of the tables that the statements name, as they are and as our code writes them. */
function keysOf(statements: readonly string[]): string[] {
  const words = new Set(statements.join(" ").match(/[a-z_]+/g));
  const names = [...columns].flatMap(([table, said]) => (words.has(table) ? said : []));
  return [...new Set([...names, ...names.map(camel), "__proto__", "constructor", "prototype", "toString"])];
}

test("every key that was not asked for is refused, and nothing is written", async () => {
  let all = 0;
  const wrong: string[] = [];
  for (const cell of honest) {
    const keys = keysOf(await heard(() => answerTo(cast.world, cell)));
    const schema = schemaOf.get(cell.at)!;
    const asked = asksOf(cell, keys, schema);
    all += asked.length;
    wrong.push(...taken(schema, asked));
    // One key of each object through the whole call: refused as such, before anything is written.
    for (const { input, where } of asked.filter(
      ({ key }) => key === "created_by" || key === "__proto__" || key === "provinceId",
    )) {
      let answer = "";
      const said = await heard(async () => {
        answer = await answerTo(cast.world, { ...cell, input });
      });
      const written = said.filter((text) => /^\s*(insert|update|delete)\b/i.test(text));
      if (answer !== "invalid" || written.length) wrong.push(`${where}: ${answer}, ${written.length} statements`);
    }
  }
  for (const line of wrong) console.error(line);
  const found = `${all - wrong.length} of ${all} refused in ${honest.length} commands`;
  figure("A5", "keys that nobody asked for", found, "100 %", wrong.length === 0 && all > 5000);
});

test("a schema that lets keys through is seen", () => {
  const cell = honest.find(({ at }) => at === "households.edit")!;
  const loose = z.object((schemaOf.get(cell.at) as z.ZodObject).shape);
  const keys = ["unit_id", "current_class", "registered_by", "__proto__"];
  mutant("A5", "with a schema that is not strict", taken(loose, asksOf(cell, keys, loose)).length === 0);
});

/** Calls that left too few or too many rows in the trail, or lines in the log. */
async function wrongTrail(asked: readonly Cell[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const cell of asked) {
    const found = await left(cast.world, cell);
    const right = due(cell, found, kindOf[cell.at]!);
    if (found.rows !== right.rows || found.lines !== right.lines)
      wrong.push(
        `${cell.actor.name} ${cell.at} ${cell.relation}: ${JSON.stringify(found)}, not ${JSON.stringify(right)}`,
      );
  }
  return wrong;
}

const isDone = (answer: string) => answer === "ok" || answer === "shown";

/** Each procedure as everybody, on what is theirs and on what is not; of what is refused a part, in the short set. */
const calls = () =>
  cells.filter(
    ({ relation, expected }, at) =>
      (relation === "own" || relation === "elsewhere") && (isDone(expected) || at % size(7, 1) === 0),
  );

test("every change and every reading that names who is helped has its rows in the trail, and a refusal its line in the log", async () => {
  const asked = calls();
  const wrong = await wrongTrail(asked);
  // A house is somebody's: reading it is reading of its people.
  const input = { id: cast.records.own.projects.house };
  const house = await left(cast.world, {
    ...asked.find(({ at, expected }) => at === "projects.get" && isDone(expected))!,
    input,
  });
  if (house.answer !== "ok" || house.rows !== 1) wrong.push(`a house: ${JSON.stringify(house)}`);
  for (const line of wrong) console.error(line);
  const done = new Set(asked.filter(({ expected }) => isDone(expected)).map(({ at }) => at));
  figure(
    "T1",
    "calls with rows of the trail, or lines of what was refused, too few or too many",
    `${wrong.length} of ${asked.length}, ${done.size} procedures of ${procedures.length}`,
    "0 of all",
    wrong.length === 0 && done.size === procedures.length,
  );
});

test("a change and a reading that leave no row are seen", async () => {
  wire.rewrite = (text, name) => (name?.startsWith("audit.") ? `${text} where false` : text);
  for (const at of ["households.get", "households.list", "projects.bin"]) {
    const wrong = await wrongTrail(calls().filter((cell) => cell.at === at && isDone(cell.expected)));
    mutant("T1", `with the trail of ${at} not written`, wrong.length === 0);
  }
  wire.rewrite = undefined;
});

/** Commands that, sent again with their operation, do something again, answer otherwise, or take another's word for theirs. */
async function wrongRepeats(commands: readonly Cell[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const cell of commands) {
    const own = cell.actor.person!;
    const twin = await cast.world.person(cell.actor.role!, cast.placeOf(cell.actor.role!));
    const tries = [
      ["the same", own, cell.input],
      ["another body", own, otherBody(cell.input as object)],
      ["another person", twin, cell.input],
    ] as const;
    for (const [what, who, input] of tries) {
      const found = await repeated(cast.world, cell, who, input);
      const right = what === "the same" ? found?.first : "operation_reused";
      if (found?.more !== 0 || found.again !== right) wrong.push(`${cell.at} ${what}: ${JSON.stringify(found)}`);
    }
  }
  return wrong;
}

const withOperation = () => honest.filter(({ input }) => "operationId" in (input as object));

test("every command that arrives again has had its one effect and gets the first answer; its operation is nobody else's", async () => {
  const commands = withOperation();
  // Each look at a number is one.
  expect(mutations.filter((at) => !commands.some((cell) => cell.at === at))).toEqual(["households.reveal"]);
  const wrong = await wrongRepeats(commands);
  for (const line of wrong) console.error(line);
  figure(
    "D2, D3",
    "commands sent again: a second effect, another answer, another body or person taken",
    `${wrong.length} of ${commands.length * 3}`,
    "0",
    wrong.length === 0,
  );
});

test("a command that does not know its operation again is seen", async () => {
  wire.rewrite = (text, name) =>
    name === "operation.claim" ? text.replace("do nothing", "(id) do update set outcome = null") : text;
  const wrong = await wrongRepeats(
    withOperation().filter(({ at }) => at === "households.end" || at === "documents.register"),
  );
  wire.rewrite = undefined;
  mutant("D2, D3", "with an operation claimed twice", !wrong.some((line) => line.includes("the same")));
});
