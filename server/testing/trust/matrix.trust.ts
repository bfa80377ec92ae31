import { afterAll, beforeAll, expect, test } from "vitest";
import { inCheckout } from "../../launch/steps.mjs";
import { casesOf } from "./cases";
import { type Cast, makeCast } from "./cast";
import { allCells, answerOver, answerTo, type Cell, procedures, wrongOf } from "./cells";
import { figure, mutant, seeded } from "./harness";
import { withoutClause, withoutReach } from "./mutants";
import { mayCall } from "./oracle";
import { startPortal } from "./portal";
import { wire } from "./wire.mjs";

/** Who may call what about which record (trust.md A1): each answer beside the oracle's. */

let cast: Cast;
let cells: Cell[];

beforeAll(async () => {
  cast = await makeCast();
  cells = allCells(cast);
  wire.undone = true;
}, 300_000);
afterAll(async () => {
  wire.undone = false;
  await cast?.world.end();
});

const inProcess = (cell: Cell) => answerTo(cast.world, cell);
const of = (...names: string[]) => cells.filter(({ at }) => names.includes(at));

test("every procedure has its row in the oracle and a case made for it, and neither has one too many", () => {
  const known = procedures.map(([at]) => at).sort();
  expect(Object.keys(mayCall).sort(), "the oracle: decide who may, from domain.md 9.4").toEqual(known);
  expect(Object.keys(casesOf(cast.world)).sort(), "the cases: what it is asked, and what comes of it").toEqual(known);
});

test("each procedure answers each person about each record as the oracle says", async () => {
  const wrong = await wrongOf(cells, inProcess);
  for (const line of wrong) console.error(line);
  const found = `${wrong.length} wrong of ${cells.length} cells`;
  figure("A1", "procedures × people × records", found, "0 wrong", wrong.length === 0);
});

test("who may not is refused before what they sent is looked at", async () => {
  const refused = cells.filter(
    ({ relation, expected, input }) => relation === "own" && input && /^not_(signed_in|allowed)$/.test(expected),
  );
  const wrong = await wrongOf(
    refused.map((cell) => ({ ...cell, input: { nonsense: true } })),
    inProcess,
  );
  const found = `${wrong.length} of ${refused.length} differ`;
  figure("A1", "nonsense hides no wall", found, "0", wrong.length === 0 && refused.length > 500);
});

test("nobody works who must first change their password", async () => {
  const { world, the } = cast;
  const fresh = the("clerk").id;
  await world.sql("update people set must_change_password = true where id = $1", [fresh]);
  const passed = new Set<string>();
  for (const cell of cells.filter(({ actor, relation }) => actor.person?.id === fresh && relation === "own")) {
    if ((await inProcess(cell)) !== "password_must_change") passed.add(cell.at);
  }
  await world.sql("update people set must_change_password = false where id = $1", [fresh]);
  const right = [...passed].sort().join() === "session.changePassword,session.frame";
  figure("A1", "open before the first password is changed", [...passed].join(", "), "frame and password", right);
});

test("over HTTP, with a real cookie and the portal as it was built, a tenth of them come out the same", async () => {
  const { random } = seeded("A1 over HTTP");
  const some = cells.filter(() => random() < 0.1);
  const portal = await startPortal(process.env.DATABASE_URL!, {
    preload: inCheckout("server/testing/trust/wire.mjs"),
    env: { UNDONE: "1" },
  });
  try {
    const wrong = await wrongOf(some, (cell) => answerOver(portal, cell));
    for (const line of wrong) console.error(line);
    const found = `${wrong.length} wrong of ${some.length} cells`;
    figure("A1", "the same over HTTP with a cookie", found, "0 wrong", wrong.length === 0 && some.length > 400);
  } finally {
    await portal.stop();
  }
});

test("a lookup by the bare id, with its policies off, is seen", async () => {
  const tables = ["households", "members", "household_class_periods", "supports"];
  const wrong = await withoutReach(/^households\.get$/, () =>
    cast.world.withoutPolicies(tables, () => wrongOf(of("households.get"), inProcess)),
  );
  mutant("A1", "with households.get looking up by the bare id", wrong.length === 0);
});

test("a role that holds a permission too many is seen", async () => {
  const { sql } = cast.world;
  await sql("insert into grants (role, permission) values ('finance', 'households.read')");
  const wrong = await wrongOf(of("households.list", "households.get"), inProcess);
  await sql("delete from grants where role = 'finance' and permission = 'households.read'");
  mutant("A1", "with finance holding households.read", wrong.length === 0);
});

test.each([
  ["with sessions that were revoked still let in", "app.open_for", "and x.revoked_at is null", "session.frame"],
  [
    "with assignments that ended still counted",
    "app.reach_of",
    "and (a.valid_to is null or a.valid_to > current_date)",
    "units.get",
  ],
  ["with the disabled still let in", "app.open_for", "and p.disabled_at is null", "session.frame"],
])("%s: seen", async (without, asked, clause, at) => {
  const { sql } = cast.world;
  const wrong = await withoutClause(sql, asked, clause, async () => {
    // What follows from the assignments is kept until a number moves.
    await sql("update app.map_state set number = number + 1");
    return wrongOf(of(at), inProcess);
  });
  await sql("update app.map_state set number = number + 1");
  mutant("A1", without, wrong.length === 0);
});
