import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { placeFile, storedAt } from "../../files";
import { newId } from "../../ids";
import { aCommitment, aFundedProject, aLine, aPayment, aSubmittedDecision } from "../budgets";
import { makeWorld, op, type Person, type Unit, type World } from "../world";
import { figure, mutant } from "./harness";
import { broken, type invariants, invariantsHold } from "./invariants";

let world: World;
let here: Unit;
let finance: Person;
let managers: Person[];
let auditor: Person;
let fileId: string;

beforeAll(async () => {
  world = await makeWorld();
  here = await world.commune("Bình Liêu");
  finance = await world.person("finance", here);
  auditor = await world.person("auditor", world.province);
  managers = [await world.person("manager", world.province), await world.person("manager", world.province)];
  const line = await aLine(world, world.province, 1000);
  const { requestId } = await aSubmittedDecision(world, managers[0]!, [
    { kind: "allocation", fromLineId: line, toUnitId: (await world.commune("Tiên Yên")).id, amount: "400" },
  ]);
  await world.as(managers[1]).requests.decide({ requestId, verdict: "approve", ...op() });
  const road = await aFundedProject(world, here, 300);
  const commitment = aCommitment(road, "200");
  await world.as(finance).budgets.commit({ ...commitment, ...op() });
  const payment = aPayment(road, "120");
  await world.as(finance).budgets.pay({ ...payment, ...op() });
  await world.as(finance).budgets.reverse({ id: newId(), entryId: payment.id, reason: "Sai số chứng từ", ...op() });
  await world.as(finance).budgets.pay({ ...aPayment(road, "90"), ...op() });
  fileId = newId();
  const bytes = randomBytes(200);
  await placeFile(fileId, bytes);
  await world.sql(
    `insert into files (id, unit_id, province_id, name, media_type, size_bytes, sha256, sent_sha256, uploaded_by)
     values ($1, $2, $3, 'a.pdf', 'application/pdf', 200, sha256($4), sha256($4), $5)`,
    [fileId, here.id, here.provinceId, bytes, finance.id],
  );
  await world.settled();
  await world.sql("select app.seal_audit()");
});
afterAll(() => world.end());

/** One row spoiled by somebody who owns the database, for each sentence. */
const spoils: Record<keyof typeof invariants, string[]> = {
  "what the lines hold is what came in from outside": [
    "update budget_lines set received = received + 1 where parent_id is null",
  ],
  "line totals are the sum of their entries": ["update budget_lines set committed = committed - 1 where committed > 0"],
  "nothing is above its allocation": [
    "alter table budget_lines drop constraint never_pay_more_than_committed",
    "update budget_lines set paid = committed + 1 where paid > 0",
  ],
  "an approved request has a decider of its own for every step": ["delete from request_decisions"],
  "no entry is without its audit row": ["delete from audit_events where event = 'budget.paid'"],
  "the sealed trail has no gap and no change": [
    "update audit_events set detail = '{}' where event = 'budget.committed'",
  ],
  "nobody decided what they asked for": [
    "alter table request_decisions drop constraint requester_never_decides",
    "update request_decisions set decided_by = requested_by",
  ],
};

test("B3 sees each of the eight sentences broken", async () => {
  await invariantsHold(world.sql, "after money was given, promised, paid and taken back");
  const tables = ["budget_lines", "request_decisions", "audit_events"];
  for (const [sentence, statements] of Object.entries(spoils)) {
    await world.sql("begin");
    try {
      for (const table of tables) await world.sql(`alter table ${table} disable trigger all`);
      for (const statement of statements) await world.sql(statement);
      const found = await broken(world.sql);
      mutant("B3", `${sentence}: spoiled by the owner`, !found.some((each) => each.startsWith(sentence)));
    } finally {
      await world.sql("rollback");
    }
  }
  await rm(storedAt(fileId));
  mutant("B3", "a file's bytes removed under its row", (await broken(world.sql)).length === 0);
});

const facts = ["ledger_entries", "commitments", "payments", "request_decisions", "audit_events", "audit_blocks"];
/** What would change a fact, hide one, or take away what guards it. */
const attempts = (table: string, column: string) => [
  `update ${table} set ${column} = ${column}`,
  `delete from ${table}`,
  `truncate ${table}`,
  `truncate ${table} cascade`,
  `alter table ${table} disable trigger all`,
  `alter table ${table} disable trigger written_once`,
  `alter table ${table} disable row level security`,
  `alter table ${table} no force row level security`,
  `alter table ${table} add column more text`,
  `alter table ${table} alter column ${column} drop not null`,
  `alter table ${table} rename to other`,
  `alter table ${table} owner to terrace_app`,
  `drop table ${table}`,
  `drop trigger written_once on ${table}`,
  `create trigger mine before insert on ${table} execute function app.refuse_change()`,
  `create rule mine as on insert to ${table} do instead nothing`,
  `create policy mine on ${table} for all to terrace_app using (true)`,
  // To grant what one does not own is only a warning.
  `grant all on ${table} to terrace_app; update ${table} set ${column} = ${column}`,
  `merge into ${table} t using (select 1) s on true when matched then update set ${column} = t.${column}`,
];
const around = [
  "set session_replication_role = replica",
  "set row_security = off; select * from ledger_entries",
  "create or replace function app.refuse_change() returns trigger language plpgsql as 'begin return new; end'",
  "create or replace function app.post_entry() returns trigger language plpgsql as 'begin return null; end'",
  "drop function app.refuse_change() cascade",
  "drop schema app cascade",
  "reset role; set role postgres",
  "update pg_trigger set tgenabled = 'D'",
  "alter role terrace_app superuser",
  "alter role terrace_app bypassrls",
];

/** How many of the attempts were not refused, as these people. */
async function notRefused(who: Person[]): Promise<{ tried: number; through: string[] }> {
  const columns = await world.sql<{ table: string; column: string }>(
    `select table_name as table, column_name as column from information_schema.columns
      where table_schema = 'public' and table_name = any ($1) and is_nullable = 'NO' and is_identity = 'NO'`,
    [facts],
  );
  expect(new Set(columns.map(({ table }) => table)).size).toBe(facts.length);
  const first = facts.map((table) => columns.find((each) => each.table === table)!);
  const statements = [
    ...first.flatMap(({ table, column }) => attempts(table, column)),
    // Each column by itself: what may be updated is granted by column.
    ...columns.map(({ table, column }) => `update ${table} set ${column} = ${column}`),
    ...around,
  ];
  const through: string[] = [];
  for (const person of who) {
    for (const statement of statements) {
      const refused = await world
        .rawAs(person, (query) => query(statement))
        .then(() => false)
        .catch((error: { code?: string }) => ["42501", "42809", "0A000", "22023", "42710"].includes(error.code ?? ""));
      if (!refused) through.push(statement);
    }
  }
  return { tried: statements.length * who.length, through };
}

test("B5 the application changes, deletes, empties and unguards no fact", async () => {
  const who = [finance, managers[0]!, auditor];
  const { tried, through } = await notRefused(who);
  figure(
    "B5",
    "UPDATE, DELETE, TRUNCATE, ALTER, DISABLE TRIGGER and their like on ledger, decisions and audit as the application",
    `${tried - through.length} of ${tried} refused${through.length ? `: ${[...new Set(through)].join("; ")}` : ""}`,
    "all",
    through.length === 0,
  );
  await world.sql("grant update (amount), delete on payments to terrace_app");
  mutant("B5", "with a grant on one table too many", (await notRefused([finance])).through.length === 0);
  await world.sql("revoke update (amount), delete on payments from terrace_app");
});
