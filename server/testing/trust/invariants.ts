import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { storedAt } from "../../files";
import { figure } from "./harness";

/**
 * What must be true of every database at every moment, whatever ran on it before: asked as the owner, past every policy.
 * Each statement names what breaks its sentence, and nothing else.
 */

type Sql = <T = Record<string, unknown>>(text: string, values?: unknown[]) => Promise<T[]>;

/** Entries with their sign: a reversal takes the way of what it reverses, backwards. */
const signed = `select coalesce(o.kind, e.kind) as kind, case when o.id is null then e.amount else -e.amount end as n,
    e.from_line_id as f, e.to_line_id as t
  from ledger_entries e left join ledger_entries o on o.id = e.reverses_id`;

/** What every entry does to each column of its lines: the ledger's trigger once more, written apart from it. */
const moves = `select t as line, n as received, 0 as down, 0 as committed, 0 as paid, 0 as advanced, 0 as recovered
     from entries where kind in ('appropriation', 'allocation')
  union all select f, 0, n, 0, 0, 0, 0 from entries where kind = 'allocation'
  union all select f, -n, 0, 0, 0, 0, 0 from entries where kind in ('cancellation', 'adjustment')
  union all select b.id, case when c.parent_id = b.id then 0 else n end, case when c.parent_id = b.id then -n else 0 end, 0, 0, 0, 0
     from entries join budget_lines b on b.id = t join budget_lines c on c.id = f where kind = 'adjustment'
  union all select f, 0, 0, case kind when 'commitment' then n when 'release' then -n else 0 end,
     case kind when 'payment' then n else 0 end, case kind when 'advance' then n else 0 end, case kind when 'recovery' then n else 0 end
     from entries where kind in ('commitment', 'release', 'payment', 'advance', 'recovery')`;

export const invariants = {
  "what the lines hold is what came in from outside": `with entries as (${signed})
    select held || ' held, ' || came || ' came' as found
      from (select coalesce(sum(received - allocated_down), 0) as held from budget_lines) l,
           (select coalesce(sum(case kind when 'appropriation' then n when 'cancellation' then -n else 0 end), 0) as came from entries) e
     where held <> came`,
  "line totals are the sum of their entries": `with entries as (${signed}), moves as (${moves}), facts as (
      select line, sum(received) as received, sum(down) as down, sum(committed) as committed, sum(paid) as paid, sum(advanced) as advanced, sum(recovered) as recovered
        from moves group by line)
    select b.id::text as found from budget_lines b left join facts s on s.line = b.id
     where (b.received, b.allocated_down, b.committed, b.paid, b.advanced, b.recovered) is distinct from
           (coalesce(s.received, 0), coalesce(s.down, 0), coalesce(s.committed, 0), coalesce(s.paid, 0), coalesce(s.advanced, 0), coalesce(s.recovered, 0))`,
  "nothing is above its allocation": `select id::text as found from budget_lines
     where allocated_down + committed > received or paid + advanced - recovered > committed or recovered > advanced
        or least(received, allocated_down, committed, paid, advanced, recovered) < 0`,
  "an approved request has a decider of its own for every step": `select q.id::text as found from requests q
     where q.status = 'approved' and (
       not exists (select from request_steps s where s.request_id = q.id)
       or (select count(*) from request_steps s where s.request_id = q.id) <>
          (select count(distinct d.decided_by) from request_decisions d join request_steps s on s.request_id = d.request_id and s.step = d.step
            where d.request_id = q.id and d.verdict = 'approve')
       or (select count(distinct d.step) from request_decisions d where d.request_id = q.id) <> (select count(*) from request_decisions d where d.request_id = q.id))`,
  // One transaction has one now(): the entry and its audit row carry the same instant.
  "no entry is without its audit row": `select e.id::text as found from ledger_entries e join budget_lines b on b.id = coalesce(e.from_line_id, e.to_line_id)
     where not exists (select from audit_events a
       where a.record_id = coalesce(e.decision_id, b.project_id) and a.person_id = e.posted_by and a.at = e.posted_at
         and a.event = case when e.decision_id is not null then 'budget.posted' when e.kind = 'reversal' then 'budget.reversed'
                            when e.kind = 'commitment' then 'budget.committed' else 'budget.paid' end)`,
  "the sealed trail has no gap and no change":
    "select 'block ' || seq || ': ' || problem as found from app.verify_audit()",
  "nobody decided what they asked for": `select d.request_id::text as found from request_decisions d join requests q on q.id = d.request_id
     where d.decided_by = q.requested_by or d.requested_by <> q.requested_by`,
};

/** The eighth sentence, which SQL alone cannot ask: every row of a file has its bytes, and they are those that were kept. */
export async function filesWithoutBytes(sql: Sql): Promise<string[]> {
  const rows = await sql<{ id: string; size_bytes: number; sha256: Buffer }>(
    "select id, size_bytes, sha256 from files",
  );
  const found: string[] = [];
  for (const { id, size_bytes, sha256 } of rows) {
    const bytes = await readFile(storedAt(id)).catch(() => undefined);
    const whole = bytes?.length === size_bytes && createHash("sha256").update(bytes).digest().equals(sha256);
    if (!whole) found.push(id);
  }
  return found;
}

/** Every sentence that does not hold, with what breaks it. */
export async function broken(sql: Sql): Promise<string[]> {
  const all: string[] = [];
  for (const [sentence, text] of Object.entries(invariants)) {
    for (const { found } of await sql<{ found: string }>(text)) all.push(`${sentence}: ${found}`);
  }
  for (const id of await filesWithoutBytes(sql)) all.push(`no file row is without its file: ${id}`);
  return all;
}

/** The figure: called after each trust file that writes, after each crash and each restore. */
export async function invariantsHold(sql: Sql, after: string): Promise<void> {
  const found = await broken(sql);
  if (found.length) process.stdout.write(`${found.slice(0, 20).join("\n")}\n`);
  figure("B3", `8 invariants in SQL, ${after}`, `${found.length} broken`, "0", found.length === 0);
}
