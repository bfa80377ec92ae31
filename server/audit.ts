import type { AuditDetail } from "@/db/schema/audit";
import { permissions } from "./auth/permissions";
import { markWritten, rowsAtEnd, type Tx } from "./db";
import type { Scope } from "./trpc";

/** Where and on what something happened. */
export type Happened = {
  /** The command in the past: "project.submitted". */
  event: string;
  noun: string;
  recordId: string;
  unitId: string;
  provinceId: string;
  /** Field names, with values only where they are not personal (design.md D20). */
  detail?: AuditDetail;
};

/** Writes the audit row, in the transaction of the change or of the reading. */
export const record = (tx: Tx, scope: Scope, happened: Happened): Promise<void> => recordAll(tx, scope, [happened]);

/** The rows go with the transaction's end, and a reading is told only after it. */
function write(tx: Tx, name: string, text: string, values: unknown[]): void {
  markWritten(tx);
  rowsAtEnd(tx, name, text, values);
}

/** One row for each, in one statement: for commands that touch many records. */
export async function recordAll(tx: Tx, scope: Scope, happened: readonly Happened[]): Promise<void> {
  if (happened.length === 0) return;
  write(
    tx,
    "audit.record",
    `insert into audit_events (unit_id, province_id, person_id, session_id, event, noun, record_id, detail, operation_id)
     select h."unitId", h."provinceId", $1, $2, h.event, h.noun, h."recordId", coalesce(h.detail, '{}'), $3
       from jsonb_to_recordset($4::jsonb) as h("unitId" uuid, "provinceId" uuid, event text, noun text, "recordId" uuid, detail jsonb)`,
    [scope.personId, scope.sessionId, scope.operationId ?? null, JSON.stringify(happened)],
  );
}

/**
 * For a reading that told the names of several households: one row with which ones they were, so that
 * each can be asked who saw it. It stands at the lowest place that holds them all, or at the reader's own.
 */
export function recordShown(tx: Tx, scope: Scope, event: string, householdIds: readonly string[]): void {
  if (householdIds.length === 0) return;
  const { unitId, provinceId } = homeOf(scope);
  write(
    tx,
    "audit.shown",
    `insert into audit_events (unit_id, province_id, person_id, session_id, event, noun, record_id, detail)
     select place.unit_id, place.province_id, $1::uuid, $2::uuid, $3::text, 'households', place.unit_id, $4::jsonb
       from (select case when count(distinct h.unit_id) = 1 then min(h.unit_id::text)::uuid
                         when count(distinct h.province_id) = 1 then min(h.province_id::text)::uuid else $6 end as unit_id,
                    case when count(distinct h.province_id) = 1 then min(h.province_id::text)::uuid else $7 end as province_id
               from households h where h.id = any ($5::uuid[])) place`,
    [scope.personId, scope.sessionId, event, shown(householdIds), householdIds, unitId, provinceId],
  );
}

/** How many households a reading told of, and which. */
export const shown = (householdIds: readonly string[]): AuditDetail => ({
  households: householdIds.length,
  shown: householdIds,
});

/** The place of what concerns many places at once: where the person holds the role that allows it. */
export function homeOf({ permission, who }: Scope): { unitId: string; provinceId: string } {
  const allowing: readonly string[] = permissions[permission];
  const { unitId, provinceId } = who.roles.find(({ role }) => allowing.includes(role))!;
  return { unitId, provinceId };
}

/** Old and new values of the fields that differ, for `detail`. Fields in `personal` lose their values. */
export function changed(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  personal: readonly string[] = [],
): AuditDetail {
  const plain = (value: unknown) => (typeof value === "bigint" ? value.toString() : (value ?? null));
  const fields = Object.keys(after).filter(
    (key) => JSON.stringify(plain(before[key])) !== JSON.stringify(plain(after[key])),
  );
  return Object.fromEntries(
    fields.map((key) => [
      key,
      personal.includes(key) ? "personal" : { before: plain(before[key]), after: plain(after[key]) },
    ]),
  );
}
