import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { afterAll, beforeAll, describe, test } from "vitest";
import type { Role } from "@/db/schema/people";
import { appUrl } from "../../app-url";
import { newId } from "../../ids";
import { aCommitment, aFundedProject, aLine, aPayment, aSubmittedDecision, lineTotals } from "../budgets";
import { makeWorld, op, type Person, type Unit, type World } from "../world";
import { figure, mutant, size } from "./harness";
import { invariantsHold } from "./invariants";
import { call, cookieOf, type Portal, type Said, startPortal } from "./portal";

/** Everybody at once, over HTTP, each on a connection to the database of their own. */

const crowd = 32;
const rounds = size(12, 200);
const room = 10;

type Asker = Person & { cookie: string };

/** As many people as race. One after the other: scenes are set on one connection. */
async function people(world: World, role: Role, at: Unit): Promise<Asker[]> {
  const found: Asker[] = [];
  for (let each = 0; each < crowd; each++) {
    const person = await world.person(role, at);
    found.push({ ...person, cookie: await cookieOf(person) });
  }
  return found;
}

const all = (make: (at: number) => Promise<Said>) => Promise.all(Array.from({ length: crowd }, (_, at) => make(at)));

async function aStage() {
  const world = await makeWorld();
  const portal = await startPortal(world.ownerUrl, {
    env: { DATABASE_POOL: String(crowd), DATABASE_WAIT_MS: "10000" },
  });
  return {
    world,
    portal,
    async end() {
      await portal.stop();
      await world.end();
    },
  };
}

/** What a race left behind: decisions and withdrawals of the request, and how often its money was posted. */
async function outcomes(world: World, request: { requestId: string; id: string }) {
  const [found] = await world.sql<{ ends: number; posted: number }>(
    `select (select count(*)::int from request_decisions where request_id = $1)
          + (select count(*)::int from audit_events where record_id = $1 and event = 'request.withdrawn') as ends,
            (select count(*)::int from ledger_entries where decision_id = $2) as posted`,
    [request.requestId, request.id],
  );
  return found!;
}

const hasOneWinner = ({ ends, posted }: { ends: number; posted: number }) => ends === 1 && posted <= 1;

describe("one request", () => {
  let stage: Awaited<ReturnType<typeof aStage>>;
  let here: Unit;
  let line: string;
  beforeAll(async () => {
    stage = await aStage();
    here = await stage.world.commune("Bình Liêu");
    line = await aLine(stage.world, stage.world.province, (rounds + 10) * 10);
  });
  afterAll(() => stage.end());

  const decide = (portal: Portal, by: Asker, requestId: string, verdict: "approve" | "reject", operationId = newId()) =>
    call(portal, by.cookie, "requests.decide", { requestId, verdict, reason: "Sai định mức", operationId });

  test(`B1 has exactly one winner, ${rounds} x ${crowd}`, async () => {
    const { world, portal } = stage;
    const makerOf = await world.person("manager", world.province);
    const maker = { ...makerOf, cookie: await cookieOf(makerOf) };
    const deciders = await people(world, "manager", world.province);
    const withdraw = (requestId: string) =>
      call(portal, maker.cookie, "requests.withdraw", { requestId, operationId: newId() });
    const races: ((requestId: string) => Promise<Said[]>)[] = [
      (id) => all((at) => decide(portal, deciders[at]!, id, "approve")),
      (id) => all((at) => decide(portal, deciders[at]!, id, at % 2 ? "approve" : "reject")),
      (id) => all((at) => (at % 2 ? withdraw(id) : decide(portal, deciders[at]!, id, "approve"))),
      // One person's finger: the same operation, again and again.
      async (id) => {
        const operationId = newId();
        const said = await all(() => decide(portal, deciders[0]!, id, "approve", operationId));
        const same = said.every(({ data }) => JSON.stringify(data) === JSON.stringify(said[0]!.data));
        return same ? said.slice(0, 1) : said;
      },
    ];
    let wrong = 0;
    const odd = new Set<string>();
    for (let round = 0; round < rounds; round++) {
      const request = await aSubmittedDecision(world, maker, [
        { kind: "allocation", fromLineId: line, toUnitId: here.id, amount: "10" },
      ]);
      const said = await races[round % races.length]!(request.requestId);
      const won = said.filter(({ status }) => status === 200).length;
      for (const { status, code } of said)
        if (status !== 200 && code !== "request_already_decided") odd.add(`${status} ${code}`);
      if (won !== 1 || !hasOneWinner(await outcomes(world, request))) wrong++;
    }
    figure(
      "B1",
      `${crowd} racing decisions over HTTP: approve, reject, withdraw, double click`,
      `${wrong} of ${rounds} rounds without exactly 1 winner; other answers: ${[...odd].join(", ") || "none"}`,
      "0; none",
      wrong === 0 && odd.size === 0,
    );
    await invariantsHold(world.sql, "after racing decisions");
  });

  test("B1 mutant: a status that is read and then written", async () => {
    const { world } = stage;
    const maker = await world.person("manager", world.province);
    const deciders = await people(world, "manager", world.province);
    await world.sql("drop trigger check_decision on request_decisions");
    await world.sql("alter table request_decisions drop constraint step_is_decided_once");
    const clients = deciders.map(() => new Client({ connectionString: appUrl(world.ownerUrl) }));
    await Promise.all(clients.map((client) => client.connect()));
    let allHadOne = true;
    for (let round = 0; round < 5 && allHadOne; round++) {
      const request = await aSubmittedDecision(world, maker, [
        { kind: "allocation", fromLineId: line, toUnitId: here.id, amount: "10" },
      ]);
      await Promise.all(
        clients.map(async (client, at) => {
          await client.query("begin");
          await client.query("select app.enter($1)", [deciders[at]!.sessionId]);
          const open = await client.query(
            "select * from requests where id = $1 and status = 'open' and not exists (select from request_decisions where request_id = $1)",
            [request.requestId],
          );
          if (open.rowCount)
            await client.query(
              `insert into request_decisions (request_id, unit_id, province_id, step, requested_by, decided_by, verdict)
               select id, unit_id, province_id, waiting_step, requested_by, $2, 'approve' from requests where id = $1`,
              [request.requestId, deciders[at]!.id],
            );
          await client.query("commit");
        }),
      );
      allHadOne &&= hasOneWinner(await outcomes(world, request));
    }
    await Promise.all(clients.map((client) => client.end()));
    mutant("B1", "with the status read first, without the decision's key and trigger", allHadOne);
  });
});

/** Takes away what keeps a line from being overspent: the checks, the trigger's refusals and the locks before counting. */
async function withoutGuards(world: World) {
  for (const name of ["never_pay_more_than_committed", "never_allocate_or_commit_more_than_received"])
    await world.sql(`alter table budget_lines drop constraint ${name}`);
  const [found] = await world.sql<{ text: string }>("select pg_get_functiondef('app.post_entry'::regproc) as text");
  const loose = found!.text
    .replace(/if n > free then perform app\.ledger_refusal\([^;]*\); end if;/g, "")
    .replace(/perform from budget_lines where id in \([^;]*for no key update;/, "");
  if (loose.includes("n > free")) throw new Error("The trigger's refusals are written otherwise now");
  await world.sql(loose);
  await world.sql(
    "create or replace function app.lock_lines(lines uuid[]) returns void language sql as $$ select null::void $$",
  );
}

/** How many of the crowd got through, round by round: paying and promising in turns. */
async function spend(world: World, portal: Portal, at: Unit, count: number) {
  const officers = await people(world, "finance", at);
  const winners: number[] = [];
  const odd = new Set<string>();
  for (let round = 0; round < count; round++) {
    const road = await aFundedProject(world, at, room * 10);
    const paying = round % 2 === 0;
    if (paying) await world.as(officers[0]).budgets.commit({ ...aCommitment(road, String(room * 10)), ...op() });
    const said = await all((each) =>
      paying
        ? call(portal, officers[each]!.cookie, "budgets.pay", { ...aPayment(road, "10"), ...op() })
        : call(portal, officers[each]!.cookie, "budgets.commit", { ...aCommitment(road, "10"), ...op() }),
    );
    const { paid, committed } = await lineTotals(world, road.budgetLineId);
    const won = said.filter(({ status }) => status === 200).length;
    winners.push(Number(paying ? paid : committed) === won * 10 ? won : Number.NaN);
    for (const { status, code } of said)
      if (status !== 200 && code !== (paying ? "overpaid_line" : "overspent_line")) odd.add(`${status} ${code}`);
  }
  return { wrong: winners.filter((won) => won !== room).length, odd: [...odd] };
}

/** Reads until told to stop: what anybody would see at any moment. */
function watch(world: World) {
  const seen = { reads: 0, above: 0 };
  let watching = true;
  const client = new Client({ connectionString: world.ownerUrl });
  const done = (async () => {
    await client.connect();
    while (watching) {
      const { rows } = await client.query<{ above: number }>(
        "select count(*) filter (where allocated_down + committed > received or paid + advanced - recovered > committed)::int as above from budget_lines",
      );
      seen.above += rows[0]!.above;
      seen.reads++;
      await sleep(1);
    }
    await client.end();
  })();
  return async () => {
    watching = false;
    await done;
    return seen;
  };
}

describe("one line", () => {
  test(`B2 has exactly ${room} winners of ${crowd} when there is room for ${room}`, async () => {
    const { world, portal, end } = await aStage();
    try {
      const spending = await world.commune("Lục Hồn");
      const stop = watch(world);
      const { wrong, odd } = await spend(world, portal, spending, rounds);
      const { reads, above } = await stop();
      figure(
        "B2",
        `${crowd} payments or commitments over HTTP on a line with room for ${room}; a watcher reads meanwhile`,
        `${wrong} of ${rounds} rounds without exactly ${room} winners; ${above} lines above in ${reads} reads; other answers: ${odd.join(", ") || "none"}`,
        "0; 0; none",
        wrong === 0 && above === 0 && odd.length === 0 && reads > rounds,
      );
      await invariantsHold(world.sql, "after racing payments");
    } finally {
      await end();
    }
  });

  test("B2 mutant: a line without its checks and locks", async () => {
    const { world, portal, end } = await aStage();
    try {
      await withoutGuards(world);
      const { wrong } = await spend(world, portal, await world.commune("Lục Hồn"), 4);
      mutant("B2", "without the named checks, the trigger's refusals and the lock before counting", wrong === 0);
    } finally {
      await end();
    }
  });
});
