import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, test } from "vitest";
import { z } from "zod";
import { listInput } from "../../inputs";
import { inCheckout } from "../../launch/steps.mjs";
import { allowed, router } from "../../trpc";
import { figure, mutant, seeded, size } from "./harness";
import { maker, nasty, type Shape, shapeOf } from "./nasty";
import { type Call, callerOf, each, fault, holders, type Procedure, procedures, proceduresOf } from "./procedures";
import { makeScene, type Scene } from "./scene";

/** F6: what is typed into a search box, a filter or an address never becomes SQL. */

let scene: Scene;
beforeAll(async () => {
  scene = await makeScene();
}, 120_000);
afterAll(() => scene.world.end());

const hostile = [
  ...["' or '1'='1", "'; drop table people; --", "\\'; --", "1) union select password_hash from people --", "name; --"],
  ...["name desc, (select pg_sleep(9))", "$1", "$$", "::uuid", "/*", "*/", "--", "%' escape '%", "\\", "%\\", "_%\\_"],
  ...["%".repeat(100), "_".repeat(100), "a%".repeat(50), "(".repeat(100), "[", "(?:", "a & b | !c", "':*", "<->", "!!"],
  ...["a".repeat(100), "ế".repeat(100), "đ Đ ð", "\u0301", "e\u0302\u0301", "😀", "𝒳", "ﬀ", "İ", "ß", "\t", "a\nb"],
  ...["name", "-name", "id", "password_hash", "1", "null", "true", "NaN", "0x1", "1e9", "-1", "10001", "99999999999"],
];

/** One field after the other holds what a person may type or send there. */
function inputsOf(shape: Shape, times: number, random: () => number) {
  const value = maker(random, scene.known);
  const fields = Object.entries(shape.properties ?? {});
  return Array.from({ length: times }, (_, n) => {
    const [key, each] = fields[n % fields.length]!;
    const pick = random();
    const text = hostile[Math.floor(n / fields.length) % hostile.length];
    const put = pick < 0.6 ? text : pick < 0.8 ? value(each) : nasty[Math.floor(random() * nasty.length)];
    const others = random() < 0.3 ? (value(shape) as object) : {};
    return { ...others, [key]: put };
  });
}

const listFields = ["q", "sort", "page", "before"];
const isList = ({ kind, schema }: Procedure) =>
  kind === "query" && schema && listFields.some((key) => key in (shapeOf(schema).properties ?? {}));

async function hammer(of: readonly Procedure[], call: Call, times: number) {
  const { random } = seeded("F6");
  const found = new Map<string, string>();
  const asked: { ms: number; path: string; ask: () => ReturnType<Call> }[] = [];
  let answered = 0;
  for (const { path, schema, permission } of of) {
    const who = scene.who(`${holders(permission)[0]} nation`);
    await each(inputsOf(shapeOf(schema!), times, random), async (input) => {
      const ask = () => call(who, path, input);
      const { ms, outcome } = await timed(ask);
      const wrong = fault(outcome);
      if (wrong) found.set(`${path}: ${wrong}`, JSON.stringify(input)?.slice(0, 300) ?? "");
      if (outcome.answered) answered++;
      asked.push({ ms, path, ask });
    });
  }
  return { found, asked, answered };
}

async function timed(ask: () => ReturnType<Call>) {
  const since = performance.now();
  const outcome = await ask();
  return { ms: performance.now() - since, outcome };
}

/** The slowest few again, one by one: whoever shares the machine may hold a call up, but not every time. */
async function slowestAlone(asked: Awaited<ReturnType<typeof hammer>>["asked"]): Promise<number> {
  let most = 0;
  for (const { ask } of asked.sort((a, b) => b.ms - a.ms).slice(0, 10)) {
    let least = Number.POSITIVE_INFINITY;
    for (let tries = 0; tries < 5; tries++) least = Math.min(least, (await timed(ask)).ms);
    most = Math.max(most, least);
  }
  return most;
}

test("F6 no search, filter or order becomes SQL, and none takes a second", async () => {
  const lists = procedures.filter(isList);
  const { found, asked, answered } = await hammer(lists, callerOf(), size(50, 500));
  for (const [what, input] of found) process.stdout.write(`F6 ${what}\n  ${input}\n`);
  const slowest = await slowestAlone(asked);
  const n = asked.length;
  figure(
    "F6",
    `hostile values in ${lists.length} lists and searches`,
    `${found.size} SQL errors in ${n} calls`,
    "0",
    !found.size,
  );
  figure("F6 time", "slowest of them, asked alone", `${Math.round(slowest)} ms`, "1000 ms", slowest <= 1000);
  const share = Math.round((100 * answered) / n);
  figure("F6 depth", "of these calls were answered with rows", `${share} %`, "at least 10 %", share >= 10);
});

test("F6 a list that puts its order into the statement is seen", async () => {
  const naive = router({
    probe: router({
      list: allowed("units.read")
        .input(z.object({ q: listInput.q, sort: z.string().max(100) }))
        .query(({ ctx, input }) =>
          ctx.tx.$client.query(`select name from units where name like '%${input.q}%' order by ${input.sort}`),
        ),
    }),
  });
  const { found } = await hammer(proceduresOf(naive), callerOf(naive), 50);
  mutant("F6", "with the order and the words put into the statement", found.size === 0);
});

/** Where a statement is built from text that is no literal: drizzle's two doors. */
const builds = (text: string) => /\bsql\s*\.\s*(raw|identifier)\b|\[\s*["'`](raw|identifier)["'`]\s*\]/.test(text);

test("F6 statements are built from text in one file, which knows only our own lists", async () => {
  const doors: string[] = [];
  for (const folder of ["server", "db", "app"]) {
    for (const name of await readdir(inCheckout(folder), { recursive: true })) {
      if (!/\.tsx?$/.test(name) || /\.(test|trust)\.ts$/.test(name)) continue;
      if (builds(await readFile(path.join(inCheckout(folder), name), "utf8"))) doors.push(`${folder}/${name}`);
    }
  }
  const is = doors.join(", ");
  figure("F6 doors", "files with sql.raw or sql.identifier", is, "db/schema/columns.ts", is === "db/schema/columns.ts");
  mutant("F6 doors", "with sql.raw in a query", !builds("tx.execute(sql.raw(text))"));
});
