import { rm } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { record } from "../../audit";
import { examineTrail, readAnchors } from "../../backup/trail";
import { asPerson } from "../../db";
import { newId } from "../../ids";
import { sealAudit } from "../../jobs";
import { inCheckout } from "../../launch/steps.mjs";
import type { Scope } from "../../trpc";
import { makeWorld, type Person, type Unit, type World } from "../world";
import { figure, mutant, secondsFigure, seeded, size, slowness, whole } from "./harness";

const anchor = inCheckout(`data/trust-anchor-${process.pid}.jsonl`);
process.env.AUDIT_ANCHOR = anchor;

const blocks = 8;
const perBlock = 25;

let world: World;
let here: Unit;
let clerk: Person;
let auditor: Person;

const someRow =
  "insert into audit_events (unit_id, province_id, person_id, session_id, event, noun, record_id, detail, operation_id)";

beforeAll(async () => {
  world = await makeWorld();
  here = await world.commune("Bình Liêu");
  clerk = await world.person("clerk", here);
  auditor = await world.person("auditor", world.province);
  for (let block = 0; block < blocks; block++) {
    for (let at = 0; at < perBlock; at++)
      await world.sql(
        `${someRow} values ($1, $2, $3, $4, 'household.read', 'households', $5, jsonb_build_object('fields', $6::int), $7)`,
        [here.id, here.provinceId, clerk.id, clerk.sessionId, newId(), at, at % 3 ? newId() : null],
      );
    await world.settled();
    expect(await sealAudit()).toBe(block + 1);
  }
});
afterAll(async () => {
  await world.end();
  await rm(anchor, { force: true });
});

const client = () => ({ query: async (text: string) => ({ rows: await world.sql(text) }) }) as never;
const problemsBeside = async (anchors: string) =>
  (await examineTrail(client(), anchors, process.env.AUDIT_KEY)).problems;
const withAnchor = async () => (await problemsBeside(await readAnchors())).length > 0;
const chainAlone = async () => (await world.sql("select from app.verify_audit()")).length > 0;

/** Does something to the trail as somebody who owns the database, asks, and takes it back. */
async function after(statements: string[], found: () => Promise<boolean>): Promise<boolean> {
  await world.sql("begin");
  try {
    for (const table of ["audit_events", "audit_blocks"]) await world.sql(`alter table ${table} disable trigger all`);
    for (const statement of statements) await world.sql(statement);
    return await found();
  } finally {
    await world.sql("rollback");
  }
}

const nth = (n: number) => `(select id from audit_events order by id offset ${n} limit 1)`;
/** Seals anew from a block on, as the database would: only who has the old digests notices. */
const resealFrom = (seq: number) => `do $$
  declare b audit_blocks; stretch record; before bytea;
  begin
    for b in select * from audit_blocks where audit_blocks.seq >= ${seq} order by audit_blocks.seq loop
      select hash into before from audit_blocks where audit_blocks.seq = b.seq - 1;
      select * into stretch from app.audit_stretch(b.from_xid, b.to_xid);
      update audit_blocks set row_count = stretch.row_count, previous_hash = coalesce(before, ''::bytea),
             hash = sha256(coalesce(before, ''::bytea) || stretch.digest) where audit_blocks.seq = b.seq;
    end loop;
  end $$`;

const attacks: Record<string, string[]> = {
  "edit a row": [`update audit_events set detail = '{"fields": 0, "x": 1}' where id = ${nth(60)}`],
  "delete a row": [`delete from audit_events where id = ${nth(61)}`],
  "insert a row": [
    `${someRow.replace("operation_id)", "operation_id, xid, at)")} select unit_id, province_id, person_id, session_id, event, noun, record_id, detail, operation_id, xid, at from audit_events where id = ${nth(62)}`,
  ],
  "swap what two rows say": [
    `update audit_events e set record_id = o.record_id, detail = o.detail from audit_events o
      where (e.id, o.id) in ((${nth(3)}, ${nth(120)}), (${nth(120)}, ${nth(3)}))`,
  ],
  "put two rows in another order": [
    `do $$
      declare one bigint := ${nth(10)}; other bigint := ${nth(11)};
      begin
        update audit_events set id = -1 where id = one;
        update audit_events set id = one where id = other;
        update audit_events set id = other where id = -1;
      end $$`,
  ],
  "edit a block": [
    `delete from audit_events where id = ${nth(70)}`,
    `update audit_blocks set row_count = row_count - 1 where seq = 3`,
  ],
  "remove a block with its rows": [
    "delete from audit_events e using audit_blocks b where b.seq = 4 and e.xid >= b.from_xid and e.xid < b.to_xid",
    "delete from audit_blocks where seq = 4",
  ],
  "cut the tail": [
    `delete from audit_events e using audit_blocks b where b.seq = ${blocks} and e.xid >= b.from_xid`,
    `delete from audit_blocks where seq = ${blocks}`,
  ],
  "rewrite forward": [`update audit_events set record_id = unit_id where id = ${nth(60)}`, resealFrom(1)],
};

/** A change of one column of one row that is not the same value again. */
const changes = [
  "unit_id = gen_random_uuid()",
  "province_id = gen_random_uuid()",
  "at = at + interval '1 microsecond'",
  "person_id = gen_random_uuid()",
  "session_id = case when session_id is null then gen_random_uuid() end",
  "event = event || '.'",
  "event = upper(event)",
  "noun = 'projects'",
  "record_id = gen_random_uuid()",
  `detail = detail || '{"more": true}'`,
  "detail = '{}'",
  "operation_id = gen_random_uuid()",
  "xid = xid + 1",
  "xid = (select max(to_xid) from audit_blocks)",
  "id = -id",
];

test("T2 every edit of a sealed row, and every attack on the trail, is found", async () => {
  expect(await withAnchor()).toBe(false);
  const { random } = seeded("T2");
  const edits = 200;
  let found = 0;
  for (let edit = 0; edit < edits; edit++) {
    const change = changes[Math.floor(random() * changes.length)]!;
    const row = Math.floor(random() * blocks * perBlock);
    if (await after([`update audit_events set ${change} where id = ${nth(row)}`], withAnchor)) found++;
    else process.stdout.write(`not found: ${change} on row ${row}\n`);
  }
  figure("T2", "random edits of one sealed row", `${found} of ${edits} found`, "all", found === edits);

  const total = Object.keys(attacks).length;
  const seen: string[] = [];
  const seenAlone: string[] = [];
  for (const [name, statements] of Object.entries(attacks)) {
    if (await after(statements, withAnchor)) seen.push(name);
    if (await after(statements, chainAlone)) seenAlone.push(name);
  }
  figure(
    "T2",
    "structured attacks, with the anchor",
    `${seen.length} of ${total} found`,
    "9 of 9",
    seen.length === total && total === 9,
  );
  mutant("T2", `without the anchor, which finds ${seenAlone.length} of 9`, seenAlone.length === total);
  // Somebody who can write the anchors but has not their key.
  const forged = async () => {
    const sealed = await world.sql<object>("select seq, encode(hash, 'hex') as hash from audit_blocks order by seq");
    const lines = sealed.map((row) =>
      JSON.stringify({ ...row, at: new Date().toISOString(), signature: "0".repeat(64) }),
    );
    return (await problemsBeside(lines.join("\n"))).length > 0;
  };
  expect(await after(attacks["rewrite forward"]!, forged)).toBe(true);
});

/** Many rows of other people about other households, sealed in stretches as the job would have sealed them. */
async function grow(rows: number, stretches: number) {
  await world.sql(
    `insert into audit_events (unit_id, province_id, person_id, event, noun, record_id, detail, at, xid)
     select $1, $2, md5('p' || (g % 997))::uuid, 'household.read', 'households', md5('h' || (g % 49999))::uuid, '{"fields": ["members", "dwelling"]}',
            now() - interval '360 days' * (1 - g::float8 / $3), (select max(to_xid) from audit_blocks) + g
       from generate_series(1, $3::int) g`,
    [here.id, here.provinceId, rows],
  );
  await world.sql("analyze audit_events");
  await world.sql(`do $$
    declare last audit_blocks; stretch record; step bigint := ${Math.ceil(rows / stretches)};
    begin
      for turn in 1 .. ${stretches} loop
        select * into last from audit_blocks order by seq desc limit 1;
        select * into stretch from app.audit_stretch(last.to_xid, last.to_xid + step + 1);
        insert into audit_blocks (seq, from_xid, to_xid, row_count, previous_hash, hash)
        values (last.seq + 1, last.to_xid, last.to_xid + step + 1, stretch.row_count, last.hash, sha256(last.hash || stretch.digest));
      end loop;
    end $$`);
}

/** Everything that the auditor's list says, page after page. */
async function read(input: object): Promise<Set<string>> {
  const found = new Set<string>();
  let before: string | undefined;
  do {
    const page = await world.as(auditor).audit.list({ ...input, ...(before && { before }) });
    for (const { id } of page.items) found.add(id);
    before = page.next ?? undefined;
  } while (before);
  return found;
}

test("T3, T4 a long trail is added to, verified and asked", async () => {
  const slow = slowness();
  const rows = size(20_000, 1_000_000);
  await grow(rows, size(40, 1000));

  const verifying = performance.now();
  expect(await chainAlone()).toBe(false);
  const seconds = (performance.now() - verifying) / 1000;
  secondsFigure("T3", `${rows} rows verified`, seconds, 60, slow);
  if (whole) {
    // Twenty of the stretches are enough to see what all would take.
    const looking = performance.now();
    await after(["drop index audit_by_xid", "delete from audit_blocks where seq > 20"], chainAlone);
    mutant("T3", "without the index by transaction", ((performance.now() - looking) / 1000) * 50 <= 60 * slow);
  }

  const appends = size(320, 4000);
  const began = performance.now();
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let each = 0; each < appends / 8; each++)
        await asPerson(clerk.sessionId, (tx) =>
          record(tx, { personId: clerk.id, sessionId: clerk.sessionId } as Scope, {
            ...{ event: "household.read", noun: "households", recordId: newId() },
            ...{ unitId: here.id, provinceId: here.provinceId, detail: {} },
          }),
        );
    }),
  );
  const perSecond = appends / ((performance.now() - began) / 1000);
  const then = Math.max(slow, slowness());
  const shared = then < 1.5 ? "" : ` / ${then.toFixed(1)}, the machine being shared`;
  figure(
    "T3",
    `audit rows added, each in a transaction of its own, on ${rows} rows`,
    `${Math.round(perSecond)} a second`,
    `200${shared}`,
    perSecond >= 200 / then,
  );

  // The test's own log of what two people did to one household over some days.
  const household = newId();
  const watched = await world.person("clerk", here);
  const log: { id: string; by: string; day: string }[] = [];
  for (let each = 0; each < 120; each++) {
    const day = `2026-03-${String(1 + (each % 28)).padStart(2, "0")}`;
    const by = each % 3 ? watched.id : clerk.id;
    const [kept] = await world.sql<{ id: string }>(
      `insert into audit_events (unit_id, province_id, person_id, event, noun, record_id, detail, at)
       values ($1, $2, $3, 'household.read', 'households', $4, '{}', $5::date + interval '12 hours') returning id::text`,
      [here.id, here.provinceId, by, each % 2 ? household : newId(), day],
    );
    log.push({ id: kept!.id, by, day });
  }
  const saw = log.filter((_, each) => each % 2).map(({ id }) => id);
  const did = log
    .filter(({ by, day }) => by === watched.id && day >= "2026-03-05" && day <= "2026-03-19")
    .map(({ id }) => id);
  const questions = async () => {
    const asking = performance.now();
    const sawHousehold = await read({ record: household });
    const byPerson = await read({ person: watched.id, from: "2026-03-05", to: "2026-03-19" });
    const complete = sawHousehold.size === saw.length && saw.every((id) => sawHousehold.has(id));
    return {
      seconds: (performance.now() - asking) / 1000,
      complete: complete && byPerson.size === did.length && did.every((id) => byPerson.has(id)),
    };
  };
  const answered = await questions();
  figure(
    "T4",
    "who saw a household; what a person saw between two days: against the test's own log",
    answered.complete ? "complete" : "not complete",
    "complete",
    answered.complete,
  );
  secondsFigure("T4", `both answers on ${rows} rows`, answered.seconds, 5, slow);
  await world.sql("alter table audit_events disable trigger all");
  await world.sql("delete from audit_events where id = $1", [saw[7]]);
  mutant("T4", "with one row gone", (await questions()).complete);
});
