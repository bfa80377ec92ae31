import { randomUUID } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type Role, roles } from "@/db/schema/people";
import { newId } from "../ids";
import { appRouter } from "../router";
import { makeWorld, type Person, problemOf, type World } from "../testing/world";

/**
 * Who gets past the permission of every procedure (trust.md A1), what has no rule (A2), and what
 * the database itself promises (A9). The tables below are written from domain.md 9.4, apart from
 * permissions.ts: where the two disagree, one of them is wrong and a person must say which.
 */

// ---------- the oracle ----------

const everyone: Role[] = [...roles];
const staff: Role[] = ["clerk", "leader", "manager", "finance", "inspector", "auditor"];
/** Personal data of households: not for who only pays, nor for who only gives rights. */
const householdReaders: Role[] = ["clerk", "leader", "manager", "inspector", "auditor"];
const clerk: Role[] = ["clerk"];
const manager: Role[] = ["manager"];
const finance: Role[] = ["finance"];
const inspector: Role[] = ["inspector"];
const administrator: Role[] = ["administrator"];
const watchers: Role[] = ["auditor", "administrator"];

const oracle: Record<string, Role[] | "signed in"> = {
  "session.frame": "signed in",
  "session.mine": "signed in",
  "session.revokeOwn": "signed in",
  "session.changePassword": "signed in",

  "search.all": everyone,
  "units.search": everyone,
  "units.list": everyone,
  "units.get": everyone,
  "units.option": everyone,
  "units.byCode": everyone,
  "programmes.list": everyone,
  "programmes.money": everyone,
  "programmes.norms": everyone,
  "programmes.routes": everyone,
  "programmes.standards": everyone,
  "programmes.codes": everyone,
  "indicators.published": everyone,
  "dashboard.overview": staff,

  "documents.list": everyone,
  "documents.get": everyone,
  "documents.search": everyone,
  // An auditor changes nothing; an administrator has no business of their own.
  "documents.register": ["clerk", "leader", "manager", "finance", "inspector"],
  "documents.correct": ["clerk", "leader", "manager", "finance", "inspector"],

  "people.list": watchers,
  "people.get": watchers,
  "people.create": administrator,
  "people.assignRole": administrator,
  "people.endRole": administrator,
  "people.resetPassword": administrator,
  "people.disable": administrator,
  "people.enable": administrator,
  "people.revokeSession": administrator,
  "people.revokeAllSessions": administrator,

  "households.list": householdReaders,
  "households.search": householdReaders,
  "households.get": householdReaders,
  "households.choices": clerk,
  "households.form": clerk,
  // Whoever stands before the family, or signs for it.
  "households.reveal": ["clerk", "leader", "inspector"],
  "households.register": clerk,
  "households.edit": clerk,
  "households.end": clerk,
  "households.addMember": clerk,
  "households.editMember": clerk,
  "households.endMember": clerk,
  "households.changeHead": clerk,
  "households.split": clerk,
  "supports.guard": householdReaders,
  "supports.ofHousehold": householdReaders,
  "supports.record": clerk,

  "projects.list": staff,
  "projects.get": staff,
  "projects.find": staff,
  "projects.lines": staff,
  "projects.forEdit": clerk,
  "projects.register": clerk,
  "projects.edit": clerk,
  "projects.bin": clerk,
  "projects.restore": clerk,
  "projects.submit": clerk,
  "projects.start": clerk,
  "projects.reportProgress": clerk,
  "projects.reachMilestone": clerk,
  "projects.reportStage": clerk,
  "projects.completeHousing": clerk,
  "projects.completeLivelihood": clerk,
  "projects.acceptWork": clerk,
  "projects.handOver": clerk,
  "projects.putInOperation": clerk,
  "projects.attachFile": clerk,
  "projects.attachDocument": clerk,

  "requests.inbox": staff,
  "requests.list": staff,
  "requests.get": staff,
  // The finance officer does not approve, the inspector edits nothing, the auditor changes nothing.
  "requests.decide": ["leader", "manager"],
  // Who may ask may take it back: projects are submitted by clerks, budget decisions by managers.
  "requests.withdraw": ["clerk", "manager"],

  "budgets.overview": staff,
  "budgets.lines": staff,
  "budgets.line": staff,
  "budgets.ofProject": staff,
  "budgets.decisions": staff,
  "budgets.decision": staff,
  "budgets.transferSources": manager,
  "budgets.receivers": manager,
  "budgets.editing": manager,
  "budgets.draftDecision": manager,
  "budgets.editDecision": manager,
  "budgets.submitDecision": manager,
  "budgets.commit": finance,
  "budgets.pay": finance,
  "budgets.reverse": finance,

  "inspections.list": staff,
  "inspections.get": staff,
  "inspections.ofProject": staff,
  "inspections.today": inspector,
  "inspections.subjects": inspector,
  "inspections.subject": inspector,
  "inspections.plan": inspector,
  "inspections.start": inspector,
  "inspections.conclude": inspector,
  "inspections.cancel": inspector,
  "findings.list": staff,
  "findings.get": staff,
  "inspections.recordFinding": inspector,
  "findings.askAction": inspector,
  "findings.verifyAction": inspector,
  "findings.close": inspector,
  "findings.withdraw": inspector,
  // The inspector who holds the money does not let it go; a named manager does, with a document.
  "findings.release": manager,
  "findings.answerAction": clerk,

  "audit.history": everyone,
  "audit.list": watchers,
  "audit.blocks": watchers,
};

/** Callable without a session: nothing. */
const openProcedures: string[] = [];

/** Every page and handler, and whose it is: a permission asked by a procedure of it, "signed in", or "open". */
const places: Record<string, string> = {
  "page.tsx": "signed in",
  "(sign-in)/sign-in/page.tsx": "open",
  "(sign-in)/password/page.tsx": "signed in",
  "api/auth/[...nextauth]/route.ts": "open",

  "(portal)/more/page.tsx": "signed in",
  "(portal)/account/page.tsx": "signed in",
  "(portal)/inbox/page.tsx": "requests.read",
  "(portal)/search/page.tsx": "units.read",
  "(portal)/dashboard/page.tsx": "dashboard.read",
  "(portal)/units/page.tsx": "units.read",
  "(portal)/units/[id]/page.tsx": "units.read",
  "(portal)/programmes/page.tsx": "programmes.read",
  "(portal)/indicators/page.tsx": "indicators.read",
  "(portal)/people/page.tsx": "people.read",
  // Forms of something new: what they offer comes from procedures of their own, and the command decides.
  "(portal)/people/new/page.tsx": "signed in",
  "(portal)/people/[id]/page.tsx": "people.read",
  "(portal)/audit/page.tsx": "audit.read",
  "(portal)/documents/page.tsx": "documents.read",
  "(portal)/documents/new/page.tsx": "programmes.read",
  "(portal)/documents/[id]/page.tsx": "documents.read",
  "(portal)/documents/[id]/correct/page.tsx": "documents.read",

  "(portal)/households/page.tsx": "households.read",
  "(portal)/households/new/page.tsx": "households.write",
  "(portal)/households/[id]/page.tsx": "households.read",
  "(portal)/households/[id]/edit/page.tsx": "households.write",
  "(portal)/households/[id]/end/page.tsx": "households.write",
  "(portal)/households/[id]/split/page.tsx": "households.write",
  "(portal)/households/[id]/members/new/page.tsx": "households.write",
  "(portal)/households/[id]/members/[memberId]/page.tsx": "households.write",
  "(portal)/households/[id]/supports/new/page.tsx": "households.write",

  "(portal)/projects/page.tsx": "projects.read",
  "(portal)/projects/new/page.tsx": "signed in",
  "(portal)/projects/[id]/page.tsx": "projects.read",
  "(portal)/projects/[id]/edit/page.tsx": "projects.write",

  "(portal)/requests/page.tsx": "requests.read",
  "(portal)/requests/[id]/page.tsx": "requests.read",
  "(portal)/budgets/page.tsx": "budgets.read",
  "(portal)/budgets/lines/[id]/page.tsx": "budgets.read",
  "(portal)/budgets/decisions/page.tsx": "budgets.read",
  "(portal)/budgets/decisions/new/page.tsx": "budgets.divide",
  "(portal)/budgets/decisions/[id]/page.tsx": "budgets.read",
  "(portal)/budgets/decisions/[id]/edit/page.tsx": "budgets.divide",

  "(portal)/inspections/page.tsx": "inspections.read",
  "(portal)/inspections/new/page.tsx": "inspections.plan",
  "(portal)/inspections/[id]/page.tsx": "inspections.read",
  "(portal)/findings/page.tsx": "inspections.read",
  "(portal)/findings/[id]/page.tsx": "inspections.read",
  "field/page.tsx": "inspections.plan",
  "field/[inspectionId]/page.tsx": "inspections.read",
  "field/[inspectionId]/finding/page.tsx": "inspections.read",
  "field/[inspectionId]/conclude/page.tsx": "inspections.read",
};

// ---------- what the router says ----------

type Procedure = {
  _def: { type: string; meta?: { permission?: string; signedIn?: true; open?: true }; inputs: z.ZodType[] };
};
const procedures = Object.entries(appRouter._def.procedures as unknown as Record<string, Procedure>);

const samples = () => [
  "a",
  "clerk",
  newId(),
  "2025-07-01",
  "2025-07-01T08:00:00Z",
  "1",
  "001099000001",
  "abcdef",
  "gso",
  "0",
  "12:30",
  randomUUID(),
  "a".repeat(64),
  "a".repeat(20),
];

type Shape = {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Shape[];
  oneOf?: Shape[];
  allOf?: Shape[];
  properties?: Record<string, Shape>;
  required?: string[];
  items?: Shape;
  prefixItems?: Shape[];
  minItems?: number;
  pattern?: string;
  minLength?: number;
  minimum?: number;
  exclusiveMinimum?: number;
};

/** The smallest thing of a shape: ids are new, so that nothing is found by them. */
function smallest(shape: Shape): unknown {
  if ("const" in shape) return shape.const;
  if (shape.enum) return shape.enum[0];
  const choices = shape.anyOf ?? shape.oneOf;
  if (choices) return choices.some(({ type }) => type === "null") ? null : smallest(choices[0]!);
  switch (shape.type) {
    case "object":
      return Object.fromEntries((shape.required ?? []).map((key) => [key, smallest(shape.properties![key]!)]));
    case "array":
      return Array.from({ length: shape.minItems ?? 0 }, () => smallest(shape.items ?? {}));
    case "integer":
    case "number":
      return shape.minimum ?? (shape.exclusiveMinimum === undefined ? 1 : shape.exclusiveMinimum + 1);
    case "boolean":
      return false;
    case "string": {
      const patterns = [shape.pattern, ...(shape.allOf ?? []).map(({ pattern }) => pattern)].flatMap((pattern) =>
        pattern ? [new RegExp(pattern, "u")] : [],
      );
      const fits = (text: string) =>
        text.length >= (shape.minLength ?? 0) && patterns.every((pattern) => pattern.test(text));
      return samples().find(fits) ?? "";
    }
    default:
      return null;
  }
}

const inputOf = (procedure: Procedure): unknown => {
  const [schema] = procedure._def.inputs;
  return schema && smallest(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Shape);
};

// ---------- A1 ----------

let world: World;
type Caller = { name: string; person: Person | undefined; roles: Role[]; signedIn: boolean };
let callers: Caller[];

beforeAll(async () => {
  world = await makeWorld();
  const commune = await world.commune("Bình Liêu");
  const place = { clerk: commune, leader: commune, finance: commune };
  callers = [
    { name: "nobody", person: undefined, roles: [], signedIn: false },
    { name: "a session that never was", person: { id: newId(), sessionId: newId() }, roles: [], signedIn: false },
  ];
  for (const role of roles) {
    const person = await world.person(role, place[role as "clerk"] ?? world.province);
    callers.push({ name: role, person, roles: [role], signedIn: true });
  }
  const disabled = await world.person("administrator", world.nation);
  await world.sql("update people set disabled_at = now() where id = $1", [disabled.id]);
  callers.push({ name: "a disabled administrator of the nation", person: disabled, roles: [], signedIn: false });
  const expired = await world.person("manager", world.province, { to: "2025-01-01" });
  callers.push({ name: "a manager whose role ended", person: expired, roles: [], signedIn: true });
  const coming = await world.person("clerk", commune, { from: "2999-01-01" });
  callers.push({ name: "a clerk whose role has not begun", person: coming, roles: [], signedIn: true });
});
afterAll(() => world.end());

type Answer = "not_signed_in" | "not_allowed" | "passes" | "unforeseen";

async function answerTo(caller: Caller, at: string, input: unknown): Promise<{ answer: Answer; why: string }> {
  const [noun, verb] = at.split(".") as [string, string];
  const nouns = world.as(caller.person) as unknown as Record<
    string,
    Record<string, (input: unknown) => Promise<unknown>>
  >;
  try {
    const { code } = await problemOf(nouns[noun]![verb]!(input));
    return { answer: code === "not_signed_in" || code === "not_allowed" ? code : "passes", why: code };
  } catch (error) {
    return { answer: "unforeseen", why: String((error as Error).cause ?? error) };
  }
}

const expectedOf = (caller: Caller, at: string): Answer => {
  const rule = oracle[at];
  if (!caller.signedIn) return "not_signed_in";
  return rule === "signed in" || caller.roles.some((role) => rule!.includes(role)) ? "passes" : "not_allowed";
};

describe("the permission of every procedure (A1)", () => {
  test("has a row in the oracle, and the oracle none too many", () => {
    const known = procedures.map(([at]) => at);
    expect(
      known.filter((at) => !(at in oracle)),
      "procedures without a row: decide who may, from domain.md 9.4",
    ).toEqual([]);
    expect(
      Object.keys(oracle).filter((at) => !known.includes(at)),
      "rows without a procedure",
    ).toEqual([]);
  });

  test("has an input made for it, so that only the permission refuses", () => {
    const wrong = procedures.flatMap(([at, procedure]) => {
      const [schema] = procedure._def.inputs;
      const result = schema?.safeParse(inputOf(procedure));
      return !result || result.success
        ? []
        : [`${at}: ${result.error.issues.map(({ path, message }) => `${path.join(".")} ${message}`)}`];
    });
    expect(wrong).toEqual([]);
  });

  test("answers each person as the oracle says, whatever they send", async () => {
    const wrong: string[] = [];
    for (const [at, procedure] of procedures.filter(([at]) => at in oracle)) {
      for (const caller of callers) {
        const expected = expectedOf(caller, at);
        // Nonsense never hides the wall: who may not is refused before their input is looked at.
        const inputs = procedure._def.inputs.length ? [{ nonsense: true }] : [undefined];
        if (expected !== "passes") inputs.push(inputOf(procedure) as never);
        for (const input of inputs) {
          const { answer, why } = await answerTo(caller, at, input);
          if (answer !== expected) wrong.push(`${caller.name} ${at}: expected ${expected}, got ${answer} (${why})`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  test("lets nobody work who must first change their password", async () => {
    const fresh = await world.person("clerk", await world.commune("Mới"));
    await world.sql("update people set must_change_password = true where id = $1", [fresh.id]);
    const caller: Caller = { name: "fresh", person: fresh, roles: ["clerk"], signedIn: true };
    const passed: string[] = [];
    for (const [at, procedure] of procedures) {
      const { why } = await answerTo(caller, at, inputOf(procedure));
      if (why !== "password_must_change") passed.push(at);
    }
    expect(passed).toEqual(["session.frame", "session.changePassword"]);
  });

  test("never lets a well-formed call with unknown ids end in something nobody foresaw", async () => {
    const unforeseen: string[] = [];
    for (const [at, procedure] of procedures.filter(([at]) => at in oracle)) {
      for (const caller of callers.filter((each) => expectedOf(each, at) === "passes" && each.roles.length)) {
        // One's own session must live on until the end of the test.
        if (at === "session.revokeOwn" || at === "session.changePassword") continue;
        const { answer, why } = await answerTo(caller, at, inputOf(procedure));
        if (answer === "unforeseen" || answer === "not_signed_in") unforeseen.push(`${caller.name} ${at}: ${why}`);
      }
    }
    expect(unforeseen).toEqual([]);
  });
});

// ---------- A2 ----------

const app = path.join(process.cwd(), "app");
const sources = async (folder: string) =>
  (await readdir(folder, { recursive: true })).filter((name) => /\.tsx?$/.test(name) && !name.includes("node_modules"));

describe("nothing is without a rule (A2)", () => {
  test("every procedure names a permission, or is listed as one's own or open", () => {
    const signedIn = Object.keys(oracle).filter((at) => oracle[at] === "signed in");
    const without = procedures.filter(([, { _def }]) => !_def.meta?.permission);
    expect(
      without
        .filter(([, { _def }]) => _def.meta?.signedIn)
        .map(([at]) => at)
        .sort(),
    ).toEqual(signedIn.sort());
    expect(without.filter(([, { _def }]) => !_def.meta?.signedIn).map(([at]) => at)).toEqual(openProcedures);
  });

  test("every page and every handler is listed, and every listed one exists", async () => {
    const found = (await sources(app)).filter((name) => /(^|\/)(page|route)\.tsx?$/.test(name));
    expect(
      found.filter((name) => !(name in places)),
      "places without a rule",
    ).toEqual([]);
    expect(
      Object.keys(places).filter((name) => !found.includes(name)),
      "rules without a place",
    ).toEqual([]);
  });

  test("a page that needs a permission asks a procedure that asks for it", async () => {
    const askedBy = new Map(procedures.map(([at, { _def }]) => [at, _def.meta?.permission]));
    const wrong: string[] = [];
    for (const [name, permission] of Object.entries(places)) {
      if (permission === "open" || permission === "signed in") continue;
      const text = await readFile(path.join(app, name), "utf8");
      const asked = [...text.matchAll(/\b(\w+)\.(\w+)\(/g)].map(([, noun, verb]) => askedBy.get(`${noun}.${verb}`));
      if (!asked.includes(permission)) wrong.push(`${name}: ${permission}`);
    }
    expect(wrong).toEqual([]);
  });

  test("there are no server actions, and nothing is decided in middleware", async () => {
    const actions: string[] = [];
    for (const folder of ["app", "server"]) {
      for (const name of await sources(path.join(process.cwd(), folder))) {
        const text = await readFile(path.join(process.cwd(), folder, name), "utf8");
        if (/^\s*["']use server["'];?\s*$/m.test(text)) actions.push(`${folder}/${name}`);
      }
    }
    expect(actions).toEqual([]);
    const top = await readdir(process.cwd());
    expect(top.filter((name) => /^(middleware|proxy)\./.test(name))).toEqual([]);
    expect((await sources(app)).filter((name) => /^(middleware|proxy)\./.test(name))).toEqual([]);
  });
});

// ---------- A9 ----------

/** Tables without a place of their own that still hold something about persons. */
const personal = ["people", "sessions", "operations", "audit_blocks"];

/** Reference data of the whole deployment: read by everyone who is signed in, written by nobody. */
const referenceWithPlace = ["unit_versions", "unit_codes", "unit_reach", "indicator_values", "units"];

/** Only added to, never changed: a correction is a new row. */
const appendOnly = [
  "audit_events",
  "audit_blocks",
  "ledger_entries",
  "payments",
  "commitments",
  "request_decisions",
  "finding_withdrawals",
  "finding_releases",
];

/** Functions that run as the owner and that the application may call. Each was read for what it lets a caller do. */
const callable = [
  // The door: reads a hash for sign-in, opens and ends one session, enters a transaction.
  "credentials",
  "try_to_sign_in",
  "signed_in",
  "start_session",
  "end_session",
  "enter",
  // One's own password only.
  "own_password_hash",
  "change_own_password",
  // Yes or no about one account, for the person entered.
  "manages",
  // Candidate ids by the trigram index, filtered by policy afterwards (design.md D2).
  "households_like",
  "projects_like",
  "requests_like",
  // The guard against paying twice: lines of a family of which one household is in reach; a yes about a number.
  "family_supports",
  "identity_held",
  // The same for the many of a file, and the next code that no household has.
  "identities_held",
  "household_codes_held",
  "next_household_code",
  // Names of who holds a role, for "waiting for whom".
  "holders",
  // Locks in order; change nothing.
  "lock_lines",
  "lock_finding",
  // Adds a block, recomputes blocks, tells the hash for the anchor.
  "seal_audit",
  "verify_audit",
  "audit_block_hash",
  // Compares kept totals with the facts, for the job that raises the alarm.
  "kept_total_differences",
];

/** Functions that run as the owner behind a trigger or for the owner alone: the application cannot call them. */
const unseen = [
  "add_to_budget_totals",
  "check_action_step",
  "check_asked",
  "check_budget_decision",
  "check_budget_transfer",
  "check_closure",
  "check_decision",
  "check_finding_open",
  "check_inspection_end",
  "check_inspector",
  "check_member_count",
  "check_opening",
  "check_progress",
  "check_project_status",
  "check_request_step",
  "check_steps",
  "check_visit_runs",
  "keep_current_class",
  "keep_help_totals",
  "keep_help_years",
  "keep_household_totals",
  "keep_latest_version",
  "keep_member_count",
  "keep_project_total",
  "keep_project_totals",
  "post_entry",
  "rebuild_unit_reach",
  "refuse_content_change",
  "refuse_forbidden_pair",
];

describe("the database keeps its promises by itself (A9)", () => {
  test("every table with a place or with personal data has row security on and forced", async () => {
    const open = await world.sql<{ name: string }>(
      `select c.relname as name from pg_class c
        where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
          and not (c.relrowsecurity and c.relforcerowsecurity)
          and c.relname <> all ($2)
          and (c.relname = any ($1) or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname in ('unit_id', 'person_id', 'household_id') and not a.attisdropped))
        order by 1`,
      [personal, referenceWithPlace],
    );
    expect(open).toEqual([]);
  });

  test("every table that the application may read without policies is reference data that it cannot write", async () => {
    const writable = await world.sql<{ name: string }>(
      `select c.relname as name from pg_class c
        where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and not c.relrowsecurity
          and (has_table_privilege('terrace_app', c.oid, 'insert, update, delete, truncate') or has_any_column_privilege('terrace_app', c.oid, 'insert, update'))
        order by 1`,
    );
    expect(writable).toEqual([]);
  });

  test("the application owns nothing, and is nobody special", async () => {
    expect(
      await world.sql(
        "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolinherit from pg_roles where rolname = 'terrace_app'",
      ),
    ).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolinherit: false }]);
    expect(
      await world.sql(
        `select c.relname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = 'terrace_app'
         union all select p.proname from pg_proc p join pg_roles r on r.oid = p.proowner where r.rolname = 'terrace_app'
         union all select n.nspname from pg_namespace n join pg_roles r on r.oid = n.nspowner where r.rolname = 'terrace_app'`,
      ),
    ).toEqual([]);
    expect(
      await world.sql(
        "select 1 from pg_auth_members m join pg_roles r on r.oid = m.member where r.rolname = 'terrace_app'",
      ),
    ).toEqual([]);
    expect(
      await world.sql(
        "select nspname from pg_namespace where nspname in ('public', 'app') and has_schema_privilege('terrace_app', oid, 'create')",
      ),
    ).toEqual([]);
  });

  test("every function that runs as the owner is listed, has a fixed search path, and is called by whom the list says", async () => {
    const found = await world.sql<{ name: string; fixed: boolean; callable: boolean }>(
      `select p.proname as name, coalesce(array_to_string(p.proconfig, ',') like '%search_path=%', false) as fixed,
              p.prorettype <> 'trigger'::regtype and has_function_privilege('terrace_app', p.oid, 'execute') as callable
         from pg_proc p where p.prosecdef and p.pronamespace in ('app'::regnamespace, 'public'::regnamespace) order by 1`,
    );
    expect(found.filter(({ fixed }) => !fixed)).toEqual([]);
    const names = (which: boolean) => found.filter((each) => each.callable === which).map(({ name }) => name);
    expect(names(true)).toEqual([...callable].sort());
    expect(names(false)).toEqual([...unseen].sort());
  });

  test("what is only added to can be neither changed nor removed by the application", async () => {
    const loose = await world.sql(
      `select t as name, p as privilege from unnest($1::text[]) t, unnest(array['UPDATE', 'DELETE', 'TRUNCATE']) p
        where has_table_privilege('terrace_app', ('public.' || t)::regclass, p)
           or (p = 'UPDATE' and has_any_column_privilege('terrace_app', ('public.' || t)::regclass, p))`,
      [appendOnly],
    );
    expect(loose).toEqual([]);
  });

  test("of a finding only its closing is written later", async () => {
    const columns = await world.sql<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = 'findings'::regclass and attnum > 0 and not attisdropped
          and has_column_privilege('terrace_app', attrelid, attnum, 'update') order by 1`,
    );
    expect(columns.map(({ name }) => name)).toEqual(["closed_at", "closed_by"]);
  });

  test("every view asks as the caller, and no password hash can be read", async () => {
    expect(
      await world.sql(
        `select relname from pg_class where relkind = 'v' and relnamespace = 'public'::regnamespace
          and not coalesce(reloptions @> array['security_invoker=true'], false)`,
      ),
    ).toEqual([]);
    expect(
      await world.sql("select 1 where has_column_privilege('terrace_app', 'public.people', 'password_hash', 'select')"),
    ).toEqual([]);
  });
});
