import { afterAll, beforeAll, test } from "vitest";
import { type Role, roles } from "@/db/schema/people-lists";
import { newId } from "../../ids";
import { aRunningProject } from "../inspections";
import { aRoad } from "../projects";
import { makeWorld, op, type Person, problemOf, type Unit, type World } from "../world";
import { figure, mutant, seeded, size } from "./harness";
import { withoutClause } from "./mutants";

/**
 * Nobody approves what they asked for and nobody inspects their own unit, whatever roles they held before, at the
 * same time or since (trust.md A6): through the procedures, and by SQL as the application's own login.
 */

let world: World;
let communes: Unit[];
let author: Person;
const { random } = seeded("A6");
const oneOf = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;

beforeAll(async () => {
  world = await makeWorld();
  communes = [await world.commune("Bình Liêu"), await world.commune("Tiên Yên")];
  author = await world.person("clerk", communes[0]!);
}, 120_000);
afterAll(() => world?.end());

/** Gives and ends roles the way an administrator might over the years; what may not meet is refused and stays out. */
async function someHistory(who: Person): Promise<void> {
  const places = [...communes, world.province];
  for (let n = Math.floor(random() * 4); n > 0; n--) {
    const from = `20${20 + Math.floor(random() * 6)}-0${1 + Math.floor(random() * 8)}-01`;
    const to = random() < 0.5 ? `${Number(from.slice(0, 4)) + 1}-12-01` : undefined;
    await world.assign(who, oneOf(roles), oneOf(places), { from, to }).catch(() => undefined);
  }
}

/** A road that one person made and, now and then, another one sends off. */
async function asked(by: Person, at: Unit): Promise<string | undefined> {
  const road = aRoad(world, at);
  const sender = random() < 0.5 ? by : await world.person("clerk", at);
  const done = await problemOf(world.as(by).projects.register({ ...road, ...op() }));
  if (done.code !== "none") return undefined;
  const sent = await world
    .as(sender)
    .projects.submit({ id: road.id, version: 1, ...op() })
    .catch(() => undefined);
  return sent?.requestId;
}

/** The decision as the application's own login would forge it, with one asker or another in it, and whether it stood. */
const forged = async (who: Person, requestId: string) => {
  for (const asker of [who.id, author.id, null]) {
    const stood = await world
      .rawAs(who, async (query) => {
        const made = await query(
          `insert into request_decisions (request_id, unit_id, province_id, step, requested_by, decided_by, verdict, reason, decided_at)
           select q.id, q.unit_id, q.province_id, q.waiting_step, coalesce($2::uuid, q.requested_by), $3, 'approve', '', now() from requests q where q.id = $1 returning 1`,
          [requestId, asker, who.id],
        );
        await query("set constraints all immediate");
        return made.length > 0;
      })
      .catch(() => false);
    if (stood) return true;
  }
  return false;
};

/** `owning` and `serving`: refused for this very reason, and not for another. */
type Tried = {
  approvals: number;
  forgeries: number;
  owning: number;
  visits: number;
  forgedVisits: number;
  serving: number;
};

/** One person's life: asks, is given other roles, tries to decide it; and tries to inspect where they served. */
async function oneLife(tried: Tried): Promise<void> {
  const [who, home] = [await world.nobody(), oneOf(communes)];
  await world.assign(who, "clerk", home, { from: "2024-01-01", to: "2026-06-01" }).catch(() => undefined);
  const clerkNow = await world.nobody();
  await world.assign(clerkNow, "clerk", home);
  const requestId = await asked(clerkNow, home);
  // The very person who asked is given what it takes to approve; their clerk's days end.
  await world.sql("update role_assignments set valid_to = current_date where person_id = $1", [clerkNow.id]);
  const powers: [Role, Unit][] = [
    ["manager", world.province],
    ["leader", home],
  ];
  for (const [role, at] of powers) {
    await world
      .assign(clerkNow, role, at, { from: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10) })
      .catch(() => undefined);
    await world.assign(clerkNow, role, at, { from: new Date().toISOString().slice(0, 10) }).catch(() => undefined);
  }
  await someHistory(clerkNow);
  if (requestId) {
    const decided = await problemOf(world.as(clerkNow).requests.decide({ requestId, verdict: "approve", ...op() }));
    if (decided.code === "none") tried.approvals++;
    if (decided.code === "requester_decides") tried.owning++;
    if (await forged(clerkNow, requestId)) tried.forgeries++;
  }
  // Who served in a unit within the year inspects nothing there.
  await world.assign(who, "inspector", world.province, { from: "2026-06-01" }).catch(() => undefined);
  await someHistory(who);
  const projectId = await aRunningProject(world, home, { createdBy: author });
  const visit = { id: newId(), projectId, kind: "check" as const, plannedOn: "2099-01-01", ...op() };
  const planned = await problemOf(world.as(who).inspections.plan(visit));
  if (planned.code === "none") tried.visits++;
  if (planned.code === "inspector_not_independent") tried.serving++;
  const forgedVisit = await world
    .rawAs(who, async (query) => {
      const made = await query(
        `insert into inspections (id, unit_id, province_id, code, project_id, kind, planned_on, inspector_id)
         values ($1, $2, $3, $4, $5, 'check', '2099-01-01', $6) returning 1`,
        [newId(), home.id, home.provinceId, `KT-${newId()}`, projectId, who.id],
      );
      await query("set constraints all immediate");
      return made.length > 0;
    })
    .catch(() => false);
  if (forgedVisit) tried.forgedVisits++;
}

async function lives(n: number): Promise<Tried> {
  const tried = { approvals: 0, forgeries: 0, owning: 0, visits: 0, forgedVisits: 0, serving: 0 };
  for (let life = 0; life < n; life++) await oneLife(tried);
  return tried;
}

test("no history of roles lets somebody approve their own request or inspect their own unit", async () => {
  const n = size(40, 500);
  const { approvals, forgeries, owning, visits, forgedVisits, serving } = await lives(n);
  const said = (one: number, other: number, why: number) =>
    `${one} by procedure and ${other} by SQL in ${n} histories, ${why} refused for that reason`;
  const [decided, visited] = [approvals + forgeries === 0, visits + forgedVisits === 0];
  figure("A6", "own requests approved", said(approvals, forgeries, owning), "0", decided && owning > n / 2);
  figure("A6", "own units inspected", said(visits, forgedVisits, serving), "0", visited && serving > n / 2);
});

test("a decision that asks for no other person, and an inspector who is not asked where they served, are seen", async () => {
  const n = size(6, 20);
  const { sql } = world;
  const clause = "exists (select from requests q where q.id = new.request_id and q.made_by = new.decided_by)";
  const made = await withoutClause(sql, "app.refuse_makers", clause, () => lives(n), "false");
  mutant("A6", "without the rule that the maker never decides, by SQL", made.forgeries === 0);
  const own = await withoutConstraint(() => withoutClause(sql, "app.refuse_makers", clause, () => lives(n), "false"));
  mutant("A6", "without the rule that who asked never decides, by SQL", own.forgeries === 0);
  const everywhere = await withoutClause(
    sql,
    "app.check_inspector",
    "raise exception using errcode = 'check_violation', constraint = 'inspector_is_independent', message = 'inspector is not independent';",
    () => lives(n),
    "null;",
  );
  mutant("A6", "without the rule that nobody inspects their own unit, by SQL", everywhere.forgedVisits === 0);
});

/** The check itself off. */
async function withoutConstraint<T>(work: () => Promise<T>): Promise<T> {
  const [rule] = await world.sql<{ said: string }>(
    "select pg_get_constraintdef(oid) as said from pg_constraint where conname = 'requester_never_decides'",
  );
  await world.sql("alter table request_decisions drop constraint requester_never_decides");
  try {
    return await work();
  } finally {
    await world.sql("delete from request_decisions where decided_by = requested_by");
    await world.sql(`alter table request_decisions add constraint requester_never_decides ${rule!.said}`);
  }
}
