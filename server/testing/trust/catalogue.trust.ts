import { afterAll, beforeAll, test } from "vitest";
import { permissions } from "../../auth/permissions";
import { makeWorld, type World } from "../world";
import { figure, mutant } from "./harness";

/** What the database itself promises, read from its catalogue in one query (trust.md A9). */

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world?.end());

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
  "open_for",
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
  // Of ids that lie as bytes, those that no row has: for the sweeper.
  "unclaimed_files",
  // Compares kept totals with the facts, for the job that raises the alarm.
  "kept_total_differences",
];

/** Functions that run as the owner behind a trigger or for the owner alone: the application cannot call them. */
const unseen = [
  "add_to_budget_totals",
  "assignments_changed",
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
  "map_changed",
  "note_maker",
  "post_entry",
  "reach_of",
  "rebuild_unit_reach",
  "refuse_content_change",
  "refuse_forbidden_pair",
  "refuse_makers",
];

/** What a row once says of where it lies, what it is and who made it is never said otherwise by the application. */
const neverUpdated = [
  "id",
  "unit_id",
  "province_id",
  "kind",
  "created_by",
  "made_by",
  "recorded_by",
  "registered_by",
  "uploaded_by",
  "requested_by",
  "decided_by",
];
/** Unless the table is one whose papers are corrected field by field, with both in the trail. */
const corrected = ["documents.kind"];

/** Rows that a form replaces whole; nothing else is deleted. */
const deletable = [
  "budget_transfers",
  "milestones",
  "participations",
  "project_documents",
  "project_inputs",
  "project_places",
  "project_quantities",
  "project_sources",
];

const places = "'unit_id', 'person_id', 'household_id'";
const tables = `select c.*, c.relname as name from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace`;
const definers = `select p.*, p.prorettype <> 'trigger'::regtype and has_function_privilege('terrace_app', p.oid, 'execute') as callable
  from pg_proc p where p.prosecdef and p.pronamespace in ('app'::regnamespace, 'public'::regnamespace)`;

/** Everything that is otherwise than promised, one line each. */
const exceptions = `
  select 'row security off or not forced: ' || t.name as said from (${tables}) t
   where not (t.relrowsecurity and t.relforcerowsecurity) and t.name <> all ($2)
     and (t.name = any ($1) or exists (select from pg_attribute a where a.attrelid = t.oid and a.attname in (${places}) and not a.attisdropped))
  union all
  select 'no policy but the keeper''s: ' || t.name from (${tables}) t
   where t.relrowsecurity and has_any_column_privilege('terrace_app', t.oid, 'select')
     and not exists (select from pg_policy p where p.polrelid = t.oid and p.polname <> 'keeper')
  union all
  select 'a policy that lets everybody: ' || t.name || '.' || p.polname from (${tables}) t join pg_policy p on p.polrelid = t.oid
   where p.polname <> 'keeper' and p.polpermissive
     and coalesce(pg_get_expr(p.polqual, p.polrelid), 'true') = 'true' and coalesce(pg_get_expr(p.polwithcheck, p.polrelid), 'true') = 'true'
  union all
  select 'written without policies: ' || t.name from (${tables}) t
   where not t.relrowsecurity
     and (has_table_privilege('terrace_app', t.oid, 'insert, update, delete, truncate') or has_any_column_privilege('terrace_app', t.oid, 'insert, update'))
  union all
  select 'the application''s role is somebody special' from pg_roles
   where rolname = 'terrace_app' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolinherit)
  union all
  select 'the application''s role does not exist' where not exists (select from pg_roles where rolname = 'terrace_app')
  union all
  select 'the application owns ' || what from (
    select c.relname as what, c.relowner as owner from pg_class c union all select p.proname, p.proowner from pg_proc p
    union all select n.nspname, n.nspowner from pg_namespace n union all select d.datname, d.datdba from pg_database d) o
    join pg_roles r on r.oid = o.owner where r.rolname = 'terrace_app'
  union all
  select 'the application is a member of ' || m.roleid::regrole from pg_auth_members m join pg_roles r on r.oid = m.member where r.rolname = 'terrace_app'
  union all
  select 'the application may create in ' || nspname from pg_namespace
   where nspname in ('public', 'app') and has_schema_privilege('terrace_app', oid, 'create')
  union all
  select 'a view asks as its owner: ' || relname from pg_class
   where relkind = 'v' and relnamespace = 'public'::regnamespace and not coalesce(reloptions @> array['security_invoker=true'], false)
  union all
  select 'a view keeps what its owner saw: ' || relname from pg_class where relkind = 'm' and relnamespace = 'public'::regnamespace
  union all
  select 'runs as the owner without a search path: ' || f.proname from (${definers}) f
   where not coalesce(array_to_string(f.proconfig, ',') like '%search_path=%', false)
  union all
  select 'runs as the owner, callable, not listed: ' || f.proname from (${definers}) f where f.callable and f.proname <> all ($3)
  union all
  select 'runs as the owner, not listed: ' || f.proname from (${definers}) f where not f.callable and f.proname <> all ($4)
  union all
  select 'listed but not there: ' || x from unnest($3::text[] || $4::text[]) x where not exists (select from (${definers}) f where f.proname = x)
  union all
  select 'only added to, but the application may ' || p || ' ' || t from unnest($5::text[]) t, unnest(array['UPDATE', 'DELETE', 'TRUNCATE']) p
   where has_table_privilege('terrace_app', ('public.' || t)::regclass, p)
      or (p = 'UPDATE' and has_any_column_privilege('terrace_app', ('public.' || t)::regclass, p))
  union all
  select 'never updated, but the application may: ' || t.name || '.' || a.attname from (${tables}) t join pg_attribute a on a.attrelid = t.oid
   where a.attnum > 0 and not a.attisdropped and a.attname = any ($6) and t.name || '.' || a.attname <> all ($7)
     and has_column_privilege('terrace_app', t.oid, a.attnum, 'update')
  union all
  select 'deleted by the application: ' || t.name from (${tables}) t
   where has_table_privilege('terrace_app', t.oid, 'delete') and t.name <> all ($8)
  union all
  select 'emptied by the application: ' || t.name from (${tables}) t where has_table_privilege('terrace_app', t.oid, 'truncate')
  union all
  select 'a password can be read' where has_column_privilege('terrace_app', 'public.people', 'password_hash', 'select')
  union all
  select 'of a finding more than its closing is written later: ' || attname from pg_attribute
   where attrelid = 'findings'::regclass and attnum > 0 and not attisdropped and has_column_privilege('terrace_app', attrelid, attnum, 'update')
     and attname not in ('closed_at', 'closed_by')
  union all
  select 'granted to everybody: ' || t.name from (${tables}) t, aclexplode(t.relacl) a where a.grantee = 0
  union all
  select 'granted otherwise than declared: ' || coalesce(g.role, d.role) || ' ' || coalesce(g.permission, d.permission)
    from grants g full join jsonb_to_recordset($9::jsonb) d (role text, permission text) on d.role = g.role and d.permission = g.permission
   where g.role is null or d.role is null`;

const declared = Object.entries(permissions).flatMap(([permission, held]) =>
  held.map((role) => ({ role, permission })),
);

const found = async () =>
  (
    await world.sql<{ said: string }>(exceptions, [
      personal,
      referenceWithPlace,
      callable,
      unseen,
      appendOnly,
      neverUpdated,
      corrected,
      deletable,
      JSON.stringify(declared),
    ])
  ).map(({ said }) => said);

test("the catalogue promises what the walls are built on", async () => {
  const said = await found();
  for (const line of said) console.error(line);
  const [count] = await world.sql<{ n: number }>(`select count(*)::int as n from (${tables}) t where t.relrowsecurity`);
  figure(
    "A9",
    `the catalogue, ${count!.n} tables under row security`,
    `${said.length} exceptions`,
    "0",
    said.length === 0,
  );
});

test.each([
  [
    "with row security off on one table",
    "alter table supports disable row level security",
    "alter table supports enable row level security",
  ],
  [
    "with row security not forced",
    "alter table members no force row level security",
    "alter table members force row level security",
  ],
  [
    "with a policy that lets everybody",
    "create policy mutant on projects for select to terrace_app using (true)",
    "drop policy mutant on projects",
  ],
  [
    "with a function that runs as the owner",
    "create function app.mutant() returns bigint language sql security definer set search_path = public as 'select count(*) from members'",
    "drop function app.mutant()",
  ],
  ["with a view that asks as its owner", "create view mutant as select * from members", "drop view mutant"],
  [
    "with a ledger that can be changed",
    "grant update (amount) on ledger_entries to terrace_app",
    "revoke update (amount) on ledger_entries from terrace_app",
  ],
  [
    "with households that move to another unit",
    "grant update (unit_id) on households to terrace_app",
    "revoke update (unit_id) on households from terrace_app",
  ],
  [
    "with passwords readable",
    "grant select (password_hash) on people to terrace_app",
    "revoke select (password_hash) on people from terrace_app",
  ],
  [
    "with a permission that the code does not give",
    "insert into grants (role, permission) values ('auditor', 'budgets.pay')",
    "delete from grants where role = 'auditor' and permission = 'budgets.pay'",
  ],
])("%s: seen", async (without, set, unset) => {
  await world.sql(set);
  const said = await found();
  await world.sql(unset);
  mutant("A9", without, said.length === 0);
});
