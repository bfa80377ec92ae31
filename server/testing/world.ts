import { randomBytes, randomUUID } from "node:crypto";
import { Client } from "pg";
import type { Role } from "@/db/schema/people";
import type { Tx } from "../db";
import { fold } from "../fold";
import { newId } from "../ids";
import { closePool, pool } from "../pool";
import { appRouter } from "../router";
import { createCallerFactory } from "../trpc";
import { type TestDatabase, testDatabase } from "./database";

/**
 * The world that tests are told in: a database of the test file's own, with a nation, two
 * provinces, a little reference data, and whatever units and people the test asks for.
 */

export type Unit = { id: string; provinceId: string };
export type Person = { id: string; sessionId: string };
export type World = Awaited<ReturnType<typeof makeWorld>>;

const createCaller = createCallerFactory(appRouter);
const everyLanguage = (name: string) => JSON.stringify({ vi: name, id: name, en: name });

/** `given`: a migrated database that is not cloned from the run's template, on a cluster of its own. */
export async function makeWorld(given?: TestDatabase) {
  const database = given ?? (await testDatabase());
  process.env.DATABASE_URL = database.ownerUrl;
  // The machine may be shared: whoever tests waits for a connection.
  process.env.DATABASE_WAIT_MS ??= "15000";
  process.env.FILES_DIR ??= `/tmp/terrace-test-files-${randomBytes(4).toString("hex")}`;
  const owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();

  /** SQL as the owner, past every policy: for setting scenes and for looking at what is really there. */
  const sql = async <T = Record<string, unknown>>(text: string, values: unknown[] = []): Promise<T[]> =>
    (await owner.query(text, values)).rows as T[];

  for (const [rank, code] of ["nation", "province", "district", "commune", "village"].entries()) {
    await sql("insert into levels (code, rank, name) values ($1, $2, $3)", [code, rank, everyLanguage(code)]);
    await sql("insert into unit_types (code, level_code, name, prefix, title) values ($1, $1, $2, $2, $3)", [
      code,
      everyLanguage(code),
      everyLanguage(`${code} {name}`),
    ]);
  }

  /** A unit with one version, and its rows in the closure. */
  async function unit(
    name: string,
    level: string,
    parent?: Unit,
    { from = "2020-01-01", to }: { from?: string; to?: string } = {},
  ): Promise<Unit> {
    const id = newId();
    const provinceId = level === "nation" || level === "province" ? id : parent!.provinceId;
    await sql(
      `insert into units (id, name, folded, type_code, level_code, parent_id, province_id, valid_from, valid_to) values ($1, $2, $3, $4, $4, $5, $6, $7, $8)`,
      [id, name, fold(name), level, parent?.id ?? null, provinceId, from, to ?? null],
    );
    await sql(
      `insert into unit_versions (id, unit_id, name, folded, type_code, level_code, parent_id, province_id, urban, valid_from, valid_to)
       values ($1, $2, $3, $4, $5, $5, $6, $7, false, $8, $9)`,
      [newId(), id, name, fold(name), level, parent?.id ?? null, provinceId, from, to ?? null],
    );
    await sql("select app.rebuild_unit_reach()");
    return { id, provinceId };
  }

  const passwordHash = "$argon2id$v=19$m=8,t=1,p=1$AAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAA";

  async function nobody(name = "Somebody"): Promise<Person> {
    const id = newId();
    const sessionId = newId();
    await sql(
      `insert into people (id, username, name, folded, password_hash, must_change_password) values ($1, $2, $3, $4, $5, false)`,
      [id, `p${randomUUID()}`, name, fold(name), passwordHash],
    );
    await sql(`insert into sessions (id, person_id, expires_at) values ($1, $2, now() + interval '1 hour')`, [
      sessionId,
      id,
    ]);
    return { id, sessionId };
  }

  /** Someone who holds a role at a unit, signed in. */
  async function person(
    role: Role,
    at: Unit,
    { from = "2020-01-01", to, name }: { from?: string; to?: string; name?: string } = {},
  ): Promise<Person> {
    const made = await nobody(name ?? role);
    await assign(made, role, at, { from, to });
    return made;
  }

  async function assign(
    who: Person,
    role: Role,
    at: Unit,
    { from = "2020-01-01", to }: { from?: string | undefined; to?: string | undefined } = {},
  ) {
    await sql(
      `insert into role_assignments (id, person_id, role, unit_id, province_id, valid_from, valid_to) values ($1, $2, $3, $4, $5, $6, $7)`,
      [newId(), who.id, role, at.id, at.provinceId, from, to ?? null],
    );
  }

  const nation = await unit("Nation", "nation");
  const province = await unit("Here", "province", nation);
  const otherProvince = await unit("Elsewhere", "province", nation);

  const ids = { programme: newId(), line: newId(), otherLine: newId(), standard: newId(), document: newId() };
  await sql(
    `insert into programmes (id, code, name, valid_from, valid_to) values ($1, 'P', $2, '2021-01-01', '2031-01-01')`,
    [ids.programme, everyLanguage("Programme")],
  );
  await sql(
    `insert into programme_lines (id, programme_id, code, name, kinds, sort) values
       ($1, $3, 'L1', $4, '{livelihood,housing,infrastructure}', 1), ($2, $3, 'L2', $4, '{livelihood}', 2)`,
    [ids.line, ids.otherLine, ids.programme, everyLanguage("Line")],
  );
  await sql(
    `insert into fund_sources (code, name, budget, sort) values ('central', $1, true, 1), ('province', $1, true, 2), ('social', $1, false, 3)`,
    [everyLanguage("Source")],
  );
  await sql(`insert into capital_kinds (code, name) values ('investment', $1), ('recurrent', $1)`, [
    everyLanguage("Capital"),
  ]);
  await sql(
    `insert into norms (id, line_id, work_kind, amount, valid_from, valid_to) values
       ($1, $5, 'new', 50000000, '2021-01-01', '2024-11-10'), ($2, $5, 'repair', 25000000, '2021-01-01', '2024-11-10'),
       ($3, $5, 'new', 60000000, '2024-11-10', null), ($4, $5, 'repair', 30000000, '2024-11-10', null)`,
    [newId(), newId(), newId(), newId(), ids.line],
  );
  for (const [subject, steps] of [
    [
      "project.livelihood",
      [
        ["leader", "unit"],
        ["manager", "province"],
      ],
    ],
    [
      "project.housing",
      [
        ["leader", "unit"],
        ["manager", "province"],
      ],
    ],
    ["project.infrastructure", [["manager", "province"]]],
    ["budget.decision", [["manager", "province"]]],
  ] as const) {
    const route = newId();
    await sql(`insert into approval_routes (id, subject, valid_from) values ($1, $2, '2021-01-01')`, [route, subject]);
    for (const [at, [role, where]] of steps.entries()) {
      await sql(`insert into approval_route_steps (route_id, step, role, at, days) values ($1, $2, $3, $4, 7)`, [
        route,
        at + 1,
        role,
        where,
      ]);
    }
  }
  await sql(
    `insert into standards (id, code, name, rural_line, urban_line, min_deprivations, valid_from) values ($1, 'S', $2, 1500000, 2000000, 3, '2021-01-01')`,
    [ids.standard, everyLanguage("Standard")],
  );
  await sql(
    `insert into documents (id, unit_id, province_id, number, number_folded, kind, issuer, issuer_folded, issued_on, summary, search_folded)
     values ($1, $2, $2, '1/QĐ-UBND', '1/qd-ubnd', 'committee_decision', 'UBND', 'ubnd', '2024-01-02', 'Decision', '1/qd-ubnd')`,
    [ids.document, province.id],
  );

  /** The procedures as this person, each call a transaction of its own, committed. */
  const as = (who: Person | undefined, now?: Date) =>
    createCaller({ sessionId: who?.sessionId, requestId: "test", ...(now && { clock: { now: () => now } }) });

  /** SQL as the application's own login, entered as this person, rolled back afterwards: the second wall alone. */
  async function rawAs<T>(
    who: Person,
    work: (query: (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>) => Promise<T>,
  ): Promise<T> {
    const client = await pool().connect();
    try {
      await client.query("begin");
      await client.query("select app.enter($1)", [who.sessionId]);
      return await work(async (text, values = []) => (await client.query(text, values)).rows);
    } finally {
      await client.query("rollback");
      client.release();
    }
  }

  /** Runs with row policies switched off on some tables: the first wall alone. */
  async function withoutPolicies<T>(tables: string[], work: () => Promise<T>): Promise<T> {
    for (const table of tables) await sql(`alter table ${table} disable row level security`);
    try {
      return await work();
    } finally {
      for (const table of tables) await sql(`alter table ${table} enable row level security`);
    }
  }

  return {
    ownerUrl: database.ownerUrl,
    ids,
    nation,
    province,
    otherProvince,
    sql,
    unit,
    commune: (name: string, at: Unit = province) => unit(name, "commune", at),
    nobody,
    person,
    assign,
    as,
    rawAs,
    withoutPolicies,
    /** Until every audit row may be sealed: a transaction at work in any database of the server holds the seal back. */
    async settled() {
      for (let tries = 0; tries < 400; tries++) {
        const [row] = await sql<{ yes: boolean }>(
          "select coalesce(max(xid), 0) < pg_snapshot_xmin(pg_current_snapshot())::text::bigint + app.audit_offset() as yes from audit_events",
        );
        if (row?.yes) return;
        await new Promise((done) => setTimeout(done, 50));
      }
    },
    /** The audit rows of a record, oldest first. */
    history: (recordId: string) =>
      sql<{ event: string; person_id: string; detail: Record<string, unknown> }>(
        "select event, person_id, detail from audit_events where record_id = $1 order by id",
        [recordId],
      ),
    async end() {
      await owner.end();
      await closePool();
      await database.drop();
    },
  };
}

/** The refusal of a call, as the person would be told it. */
export async function problemOf(
  call: Promise<unknown>,
): Promise<{ code: string; values: Record<string, unknown>; fields: { path: string; code: string }[] }> {
  try {
    await call;
  } catch (error) {
    const cause = (
      error as {
        cause?: { code?: string; values?: Record<string, unknown>; fields?: { path: string; code: string }[] };
      }
    ).cause;
    if (cause?.code) return { code: cause.code, values: cause.values ?? {}, fields: cause.fields ?? [] };
    throw error;
  }
  return { code: "none", values: {}, fields: [] };
}

/** An operation id of one's own. */
export const op = () => ({ operationId: newId() });

export type { Tx };
