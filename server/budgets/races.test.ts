import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Role } from "@/db/schema/people";
import { newId } from "../ids";
import {
  aCommitment,
  aDecision,
  aFundedProject,
  aLine,
  anApprovedProject,
  aPayment,
  aPostedDecision,
  budgetYear,
  lineTotals,
} from "../testing/budgets";
import { makeWorld, op, type Person, problemOf, type Unit, type World } from "../testing/world";

// Everybody at once, on connections of their own: read when the pool is opened.
process.env.DATABASE_POOL = "32";

const crowd = 32;
const rounds = 50;

let world: World;
let here: Unit;
let spending: Unit;

beforeAll(async () => {
  world = await makeWorld();
  here = await world.commune("Bình Liêu");
  spending = await world.commune("Lục Hồn");
});
afterAll(() => world.end());

/** One after the other: scenes are set on one connection. */
async function people(role: Role, at: Unit): Promise<Person[]> {
  const found: Person[] = [];
  for (let each = 0; each < crowd; each++) found.push(await world.person(role, at));
  return found;
}

const many = <T>(count: number, make: (at: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, at) => make(at)));

test(`${crowd} managers decide one request at once: exactly one wins, in each of ${rounds} rounds`, async () => {
  const maker = await world.person("manager", world.province);
  const deciders = await people("manager", world.province);
  const line = await aLine(world, world.province, rounds * 10);
  for (let round = 0; round < rounds; round++) {
    const decision = aDecision(world, [{ kind: "allocation", fromLineId: line, toUnitId: here.id, amount: "10" }]);
    await world.as(maker).budgets.draftDecision({ ...decision, ...op() });
    const { requestId } = await world.as(maker).budgets.submitDecision({ id: decision.id, version: 1, ...op() });
    const found = await many(crowd, (at) =>
      problemOf(world.as(deciders[at]).requests.decide({ requestId, verdict: "approve", ...op() })),
    );
    const codes = found.map(({ code }) => code);
    expect(codes.filter((code) => code === "none")).toHaveLength(1);
    expect(codes.filter((code) => code === "request_already_decided")).toHaveLength(crowd - 1);
  }
  expect(await lineTotals(world, line)).toMatchObject({ allocated_down: `${rounds * 10}` });
  expect(await world.sql("select count(*)::int as n from request_decisions")).toEqual([{ n: rounds }]);
  expect(await world.sql("select count(*)::int as n from ledger_entries where kind = 'allocation'")).toEqual([
    { n: rounds },
  ]);
}, 120_000);

test(`${crowd} payments against room for 10: exactly 10 win, in each of ${rounds} rounds, and nobody ever sees more out than in`, async () => {
  const officers = await people("finance", spending);
  const auditor = await world.person("auditor", spending);
  const roads = [];
  for (let round = 0; round < rounds; round++) {
    const road = await aFundedProject(world, spending, 100);
    await world.as(officers[0]).budgets.commit({ ...aCommitment(road, "100"), ...op() });
    roads.push(road);
  }
  // The watcher reads while the others pay, for as long as they do.
  const seen = { reads: 0, wrong: 0 };
  let racing = true;
  const watching = (async () => {
    while (racing) {
      const [found] = await world.rawAs(auditor, (query) =>
        query(
          `select count(*) filter (where allocated_down + committed > received or paid + advanced - recovered > committed)::int as wrong from budget_lines`,
        ),
      );
      const { total } = await world.as(auditor).budgets.ofProject({ projectId: roads[seen.reads % rounds]!.projectId });
      seen.wrong +=
        Number(found!.wrong) +
        (BigInt(total.committed) > BigInt(total.received) || BigInt(total.paid) > BigInt(total.committed) ? 1 : 0);
      seen.reads++;
    }
  })();
  for (const road of roads) {
    const found = await many(crowd, (at) =>
      problemOf(world.as(officers[at]).budgets.pay({ ...aPayment(road, "10"), ...op() })),
    );
    const refused = found.filter(({ code }) => code !== "none");
    expect(refused).toHaveLength(crowd - 10);
    expect(refused[0]).toMatchObject({ code: "overpaid_line", values: { over: "10", free: "0" } });
    expect(await lineTotals(world, road.budgetLineId)).toMatchObject({ paid: "100" });
  }
  racing = false;
  await watching;
  expect(seen).toMatchObject({ wrong: 0 });
  expect(seen.reads).toBeGreaterThan(rounds / 2);
}, 120_000);

test(`${crowd} commitments at once on one line take what it has, not a đồng more`, async () => {
  const officers = await people("finance", spending);
  const road = await aFundedProject(world, spending, 100);
  const found = await many(crowd, (at) =>
    problemOf(world.as(officers[at]).budgets.commit({ ...aCommitment(road, "10"), ...op() })),
  );
  expect(found.filter(({ code }) => code === "none")).toHaveLength(10);
  expect(await lineTotals(world, road.budgetLineId)).toMatchObject({ committed: "100" });
});

test("kept totals are the sum of the entries, whatever was posted in whatever order", async () => {
  const province = await world.unit("Ledger", "province", world.nation);
  const commune = await world.commune("Sổ", province);
  const names = ["top", "left", "right", "work", "other"] as const;
  type Name = (typeof names)[number];
  const parents: Record<Name, Name | null> = { top: null, left: "top", right: "top", work: "left", other: "left" };
  const projectId = await anApprovedProject(world, commune);
  const ids = {} as Record<Name, string>;
  for (const [at, name] of names.entries()) {
    const parent = parents[name];
    // A programme line of its own tells the lines of one unit apart.
    const place = name === "top" ? province : commune;
    ids[name] = newId();
    const lineId = newId();
    await world.sql(
      "insert into programme_lines (id, programme_id, code, name, kinds, sort) values ($1, $2, $3, $4, '{}', 1)",
      [lineId, world.ids.programme, `K${at}`, JSON.stringify({ vi: name, id: name, en: name })],
    );
    await world.sql(
      `insert into budget_lines (id, unit_id, province_id, project_id, parent_id, line_id, source_code, capital_code, year) values ($1, $2, $3, $4, $5, $6, 'central', 'investment', $7)`,
      [
        ids[name],
        place.id,
        place.provinceId,
        name === "work" ? projectId : null,
        parent && ids[parent],
        lineId,
        budgetYear,
      ],
    );
  }
  const decision = await aPostedDecision(world, province);

  type Totals = { received: bigint; down: bigint; committed: bigint; paid: bigint };
  const model = Object.fromEntries(
    names.map((name) => [name, { received: 0n, down: 0n, committed: 0n, paid: 0n }]),
  ) as Record<Name, Totals>;
  const free = (name: Name) => model[name].received - model[name].down - model[name].committed;
  type Act = {
    kind: "appropriation" | "cancellation" | "allocation" | "adjustment" | "commitment" | "payment";
    from: Name;
    to: Name;
    amount: bigint;
  };

  /** What the model says: true when the entry stands. */
  const apply = ({ kind, from, to, amount }: Act): boolean => {
    const [f, t] = [model[from], model[to]];
    if (kind === "appropriation") {
      if (parents[to] !== null) return false;
      t.received += amount;
    } else if (kind === "cancellation") {
      if (parents[from] !== null || amount > free(from)) return false;
      f.received -= amount;
    } else if (kind === "allocation") {
      if (parents[to] !== from || amount > free(from)) return false;
      f.down += amount;
      t.received += amount;
    } else if (kind === "adjustment") {
      if (from === to || amount > free(from)) return false;
      if (parents[from] === to) {
        f.received -= amount;
        t.down -= amount;
      } else if (parents[from] !== null && parents[from] === parents[to]) {
        f.received -= amount;
        t.received += amount;
      } else return false;
    } else if (kind === "commitment") {
      if (amount > free(from)) return false;
      f.committed += amount;
    } else {
      if (amount > f.committed - f.paid) return false;
      f.paid += amount;
    }
    return true;
  };

  const post = async ({ kind, from, to, amount }: Act): Promise<boolean> => {
    const moves = kind === "allocation" || kind === "adjustment";
    const fromId = kind === "appropriation" ? null : ids[from];
    const toId = kind === "appropriation" || moves ? ids[to] : null;
    const place = (kind === "appropriation" ? to : from) === "top" ? province : commune;
    const id = newId();
    const ground = kind === "commitment" ? "commitment_id" : kind === "payment" ? "payment_id" : "decision_id";
    if (ground !== "decision_id") {
      const table = kind === "commitment" ? "commitments" : "payments";
      const voucher = kind === "payment" ? ", voucher" : "";
      await world.sql(
        `insert into ${table} (id, unit_id, province_id, project_id, budget_line_id, amount, payee, on_date, recorded_by${voucher})
         values ($1, $2, $3, $4, $5, $6, 'x', '2026-01-02', $7${voucher && ", $8"})`,
        [
          id,
          commune.id,
          commune.provinceId,
          projectId,
          fromId,
          amount.toString(),
          decision.by,
          ...(voucher ? [id] : []),
        ],
      );
    }
    try {
      await world.sql(
        `insert into ledger_entries (id, unit_id, province_id, kind, from_line_id, to_line_id, amount, on_date, ${ground}, posted_by)
         values ($1, $2, $3, $4, $5, $6, $7, '2026-01-02', $8, $9)`,
        [
          id,
          place.id,
          place.provinceId,
          kind,
          fromId,
          toId,
          amount.toString(),
          ground === "decision_id" ? decision.id : id,
          decision.by,
        ],
      );
      return true;
    } catch (error) {
      expect((error as { code: string }).code).toBe("23514");
      return false;
    }
  };

  const act = fc.record<Act>({
    kind: fc.constantFrom(
      "appropriation",
      "cancellation",
      "allocation",
      "allocation",
      "adjustment",
      "commitment",
      "payment",
    ),
    from: fc.constantFrom(...names),
    to: fc.constantFrom(...names),
    amount: fc.bigInt(1n, 120n),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 20, maxLength: 60 }), async (acts) => {
      for (const each of acts) {
        // Only a project's line is spent: the model keeps to what commands can do.
        if ((each.kind === "commitment" || each.kind === "payment") && each.from !== "work") continue;
        expect(await post(each), JSON.stringify({ ...each, amount: `${each.amount}` })).toBe(apply(each));
      }
      for (const name of names) {
        expect(await lineTotals(world, ids[name]), name).toEqual({
          received: `${model[name].received}`,
          allocated_down: `${model[name].down}`,
          committed: `${model[name].committed}`,
          paid: `${model[name].paid}`,
        });
      }
    }),
    { numRuns: 20, endOnFailure: true },
  );
  expect(await world.sql("select * from app.kept_total_differences()")).toEqual([]);
}, 60_000);

test("the application can neither change, delete nor empty what was posted or decided, nor write a total itself", async () => {
  const manager: Person = await world.person("manager", world.province);
  const finance = await world.person("finance", world.province);
  for (const person of [manager, finance]) {
    for (const statement of [
      "update ledger_entries set amount = 1",
      "delete from ledger_entries",
      "truncate ledger_entries",
      "alter table ledger_entries disable trigger all",
      "drop trigger post_entry on ledger_entries",
      "update request_decisions set verdict = 'approve'",
      "delete from request_decisions",
      "truncate request_decisions",
      "alter table request_decisions disable trigger all",
      "update payments set amount = 1",
      "delete from payments",
      "update commitments set amount = 1",
      "delete from commitments",
      "update budget_lines set received = 1000000",
      "delete from budget_lines",
      "update budget_totals set paid = 0",
    ]) {
      await expect(
        world.rawAs(person, (query) => query(statement)),
        statement,
      ).rejects.toThrow(/permission denied|must be owner/);
    }
  }
  // Nor can the owner, by mistake.
  await expect(world.sql("update ledger_entries set amount = 1")).rejects.toThrow(/written once/);
  await expect(world.sql("truncate request_decisions cascade")).rejects.toThrow(/written once/);
});
