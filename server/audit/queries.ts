import type { z } from "zod";
import type { AuditDetail } from "@/db/schema/audit";
import type { Names } from "@/db/schema/columns";
import { rows, rowsByValue, type Tx } from "../db";
import { pageSize } from "../inputs";
import { Problem } from "../problem";
import { type Scope, withinText } from "../trpc";
import { type blocksInput, type historyInput, type listAuditInput, readingOf } from "./inputs";

export type AuditEvent = {
  id: string;
  at: Date;
  event: string;
  noun: string;
  recordId: string;
  personId: string;
  /** Nobody signed in when the server's command line did it. */
  person: string | null;
  unit: { id: string; name: string; title: Names };
  detail: AuditDetail;
  /** What the codes in `detail` are called, by field: "reason/moved_out". */
  names: Record<string, Names>;
};

/** Which list the code in a field belongs to. */
const lists = [
  ["documents", "kind", "documentKinds"],
  ["findings", "severity", "severities"],
  ["households", "reason", "memberEndReasons"],
  ["households", "relationship", "relationships"],
  ["projects", "stage", "housingStages"],
]
  .map((each) => `('${each.join("', '")}')`)
  .join(", ");

const names = `coalesce((select jsonb_object_agg(l.field || '/' || c.code, c.name) from codes c
       join (values ${lists}) as l (noun, field, list) on l.noun = e.noun and l.list = c.list
      where c.code in (e.detail ->> l.field, e.detail -> l.field ->> 'before', e.detail -> l.field ->> 'after')), '{}')
  || case when e.detail ? 'changes' then
       (select jsonb_object_agg('sources/' || s.code, s.name) from fund_sources s)
    || (select jsonb_object_agg('line/' || g.code || ' ' || l.code, l.name) from programme_lines l join programmes g on g.id = l.programme_id)
     else '{}' end`;

const columns = `e.id::text as id, e.at, e.event, e.noun, e.record_id as "recordId", e.person_id as "personId", p.name as person,
  jsonb_build_object('id', u.id, 'name', u.name, 'title', t.title) as unit, e.detail, ${names} as names`;
const joins = `left join people p on p.id = e.person_id join units u on u.id = e.unit_id join unit_types t on t.code = u.type_code`;

/** What each noun's records are called, in the table and under the permission that reading one asks for. */
const called = {
  budgets: ["budget_decisions", "title"],
  documents: ["documents", "number"],
  files: ["files", "name"],
  findings: ["findings", "code"],
  households: ["households", "code"],
  inspections: ["inspections", "code"],
  projects: ["projects", "code"],
  requests: ["requests", "code"],
} as const;

const record = `case e.noun
  when 'people' then (select x.name from people x where x.id = e.record_id and app.has('people.read'))
  ${Object.entries(called)
    .map(
      ([noun, [table, name]]) =>
        `when '${noun}' then (select x.${name} from ${table} x where x.id = e.record_id and ${withinText("x", readingOf[noun as keyof typeof called])})`,
    )
    .join("\n  ")} end as record`;

/**
 * What happened to one record, newest first, to whoever may read records of its noun where it
 * happened. The last 200.
 */
export function history(tx: Tx, scope: Scope<"history.read">, input: z.output<typeof historyInput>) {
  const reading = readingOf[input.noun];
  if (!scope.who.permissions.includes(reading)) throw new Problem("not_found");
  return rows<AuditEvent>(
    tx,
    `audit.history.${input.noun}`,
    `select ${columns} from audit_events e ${joins}
      where e.record_id = $1 and e.noun = $2 and ${withinText("e", reading)} and ${withinText("e", "history.read")}
      order by e.id desc limit 200`,
    [input.recordId, input.noun],
  );
}

/**
 * A page of the trail by key, so that its depth costs nothing: 25 rows and where the next begin. A
 * record has its name only for those who may open it. What is asked of a household also finds the readings of many
 * in which it was shown.
 */
export async function listAudit(tx: Tx, _scope: Scope<"audit.read">, input: z.output<typeof listAuditInput>) {
  const found = await rowsByValue<AuditEvent & { record: string | null }>(
    tx,
    "audit.list",
    `select ${columns}, ${record} from audit_events e ${joins}
      where ${withinText("e", "audit.read")}
        and ($1::uuid is null or e.person_id = $1)
        and ($2::text is null or e.event = $2)
        and ($3::text is null or e.noun = $3)
        and ($4::uuid is null or e.record_id = $4 or (e.detail ? 'shown' and e.detail -> 'shown' ? $4::text))
        and ($5::date is null or e.at >= $5::date)
        and ($6::date is null or e.at < $6::date + 1)
        and ($7::bigint is null or e.id < $7)
      order by e.id desc limit ${pageSize + 1}`,
    [
      input.person ?? null,
      input.event ?? null,
      input.noun ?? null,
      input.record ?? null,
      input.from ?? null,
      input.to ?? null,
      input.before ?? null,
    ],
  );
  const items = found.slice(0, pageSize);
  return { items, next: found.length > pageSize ? items.at(-1)!.id : null };
}

export type AuditBlock = { seq: number; rowCount: number; hash: string; sealedAt: Date };

/** The last sealed blocks; when asked, all of them recomputed from the rows. */
export async function blocks(tx: Tx, _scope: Scope<"audit.read">, { verify }: z.output<typeof blocksInput>) {
  const sealed = await rows<AuditBlock>(
    tx,
    "audit.blocks",
    `select seq, row_count as "rowCount", encode(hash, 'hex') as hash, sealed_at as "sealedAt" from audit_blocks order by seq desc limit 10`,
  );
  const broken = verify
    ? await rows<{ seq: number; problem: "gap" | "chain" | "count" | "content" }>(
        tx,
        "audit.verify",
        "select seq, problem from app.verify_audit()",
      )
    : null;
  return { sealed, broken };
}
