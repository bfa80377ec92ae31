import { bigint, bigserial, index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytes, instant, placed } from "./columns";

/** What changed, or was seen: field names, with values only where they are not personal. */
export type AuditDetail = Record<string, unknown>;

/**
 * One row per change and per read of personal data, written in the same transaction. Append-only:
 * the application may insert and nothing else. `xid` lets the sealer take whole transactions
 * without a global lock.
 */
export const auditEvents = pgTable(
  "audit_events",
  {
    id: bigserial({ mode: "bigint" }).primaryKey(),
    ...placed,
    at: instant().notNull().defaultNow(),
    personId: uuid().notNull(),
    sessionId: uuid(),
    event: text().notNull(),
    noun: text().notNull(),
    recordId: uuid().notNull(),
    detail: jsonb().$type<AuditDetail>().notNull(),
    operationId: uuid(),
    xid: bigint({ mode: "bigint" }).notNull(),
  },
  (t) => [
    index("audit_by_record").on(t.recordId, t.id),
    index("audit_by_person").on(t.personId, t.id),
    index("audit_by_province").on(t.provinceId, t.id),
    index("audit_by_xid").on(t.xid),
  ],
);

/** A sealed stretch of the trail: hash of the rows and of the block before it. */
export const auditBlocks = pgTable("audit_blocks", {
  seq: integer().primaryKey(),
  fromXid: bigint({ mode: "bigint" }).notNull(),
  toXid: bigint({ mode: "bigint" }).notNull(),
  rowCount: integer().notNull(),
  previousHash: bytes().notNull(),
  hash: bytes().notNull(),
  sealedAt: instant().notNull().defaultNow(),
});
