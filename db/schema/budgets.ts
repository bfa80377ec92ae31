import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigserial,
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { decisionStatuses, entryKinds, transferKinds } from "./budget-lists";
import { instant, money, oneOf, placed } from "./columns";
import { documents } from "./documents";
import { people } from "./people";
import { capitalKinds, fundSources, programmeLines } from "./programmes";
import { projects } from "./projects";
import { inUnit } from "./units";

export * from "./budget-lists";

/**
 * Money that a holder (a unit, or one of its projects) has for one programme line, from one
 * source, of one capital kind, in one year. Totals are kept by the ledger's trigger and guarded
 * here by name, so no line on any level goes below zero whoever else is writing.
 */
export const budgetLines = pgTable(
  "budget_lines",
  {
    id: uuid().primaryKey(),
    ...placed,
    /** Empty when the unit itself holds the money. */
    projectId: uuid(),
    parentId: uuid().references((): AnyPgColumn => budgetLines.id),
    lineId: uuid()
      .notNull()
      .references(() => programmeLines.id),
    sourceCode: text()
      .notNull()
      .references(() => fundSources.code),
    capitalCode: text()
      .notNull()
      .references(() => capitalKinds.code),
    year: integer().notNull(),
    received: money().notNull().default(sql`0`),
    allocatedDown: money().notNull().default(sql`0`),
    committed: money().notNull().default(sql`0`),
    paid: money().notNull().default(sql`0`),
    advanced: money().notNull().default(sql`0`),
    recovered: money().notNull().default(sql`0`),
  },
  (t) => [
    inUnit(t as never),
    foreignKey({
      columns: [t.projectId, t.unitId, t.provinceId],
      foreignColumns: [projects.id, projects.unitId, projects.provinceId],
      name: "budget_lines_project",
    }),
    unique("one_budget_line_per_holder_and_purpose")
      .on(t.unitId, t.projectId, t.lineId, t.sourceCode, t.capitalCode, t.year)
      .nullsNotDistinct(),
    unique("budget_lines_id_place").on(t.id, t.unitId, t.provinceId),
    check(
      "never_receive_less_than_nothing",
      sql`${t.received} >= 0 and ${t.allocatedDown} >= 0 and ${t.committed} >= 0`,
    ),
    check("never_allocate_or_commit_more_than_received", sql`${t.allocatedDown} + ${t.committed} <= ${t.received}`),
    check("never_pay_more_than_committed", sql`${t.paid} + ${t.advanced} - ${t.recovered} <= ${t.committed}`),
    check("never_recover_more_than_advanced", sql`${t.recovered} <= ${t.advanced} and ${t.paid} >= 0`),
    index("budget_lines_by_province").on(t.provinceId, t.year, t.unitId),
    index("budget_lines_by_project").on(t.projectId),
    index("budget_lines_by_parent").on(t.parentId),
  ],
);

/** A budget decision: an official document and the transfers it orders. It moves money when someone else approves it. */
export const budgetDecisions = pgTable(
  "budget_decisions",
  {
    id: uuid().primaryKey(),
    ...placed,
    title: text().notNull(),
    /** Without tone marks, for search. */
    folded: text().notNull().default(""),
    year: integer().notNull(),
    documentId: uuid()
      .notNull()
      .references(() => documents.id),
    status: text({ enum: decisionStatuses }).notNull().default("draft"),
    version: integer().notNull().default(1),
    createdBy: uuid()
      .notNull()
      .references(() => people.id),
    createdAt: instant().notNull().defaultNow(),
    postedAt: instant(),
  },
  (t) => [
    inUnit(t as never),
    unique("budget_decisions_id_place").on(t.id, t.unitId, t.provinceId),
    oneOf("budget_decision_status", t.status, decisionStatuses),
    index("budget_decisions_by_province").on(t.provinceId, t.year),
  ],
);

export const budgetTransfers = pgTable(
  "budget_transfers",
  {
    id: uuid().primaryKey(),
    decisionId: uuid().notNull(),
    ...placed,
    kind: text({ enum: transferKinds }).notNull(),
    fromLineId: uuid().references(() => budgetLines.id),
    /** The receiver: its unit, or one of its projects. Its line is opened when the decision is posted. */
    toUnitId: uuid(),
    toProjectId: uuid(),
    lineId: uuid()
      .notNull()
      .references(() => programmeLines.id),
    sourceCode: text()
      .notNull()
      .references(() => fundSources.code),
    capitalCode: text()
      .notNull()
      .references(() => capitalKinds.code),
    amount: money().notNull(),
    sort: integer().notNull(),
  },
  (t) => [
    foreignKey({
      columns: [t.decisionId, t.unitId, t.provinceId],
      foreignColumns: [budgetDecisions.id, budgetDecisions.unitId, budgetDecisions.provinceId],
      name: "budget_transfers_decision",
    }),
    oneOf("transfer_kind", t.kind, transferKinds),
    check("transfer_amount_is_positive", sql`${t.amount} > 0`),
    index("budget_transfers_by_decision").on(t.decisionId, t.sort),
  ],
);

/** A promise to pay out of a project's line. */
export const commitments = pgTable(
  "commitments",
  {
    id: uuid().primaryKey(),
    ...placed,
    projectId: uuid().notNull(),
    budgetLineId: uuid()
      .notNull()
      .references(() => budgetLines.id),
    amount: money().notNull(),
    payee: text().notNull(),
    contract: text().notNull().default(""),
    onDate: date().notNull(),
    documentId: uuid().references(() => documents.id),
    recordedBy: uuid()
      .notNull()
      .references(() => people.id),
    recordedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    foreignKey({
      columns: [t.projectId, t.unitId, t.provinceId],
      foreignColumns: [projects.id, projects.unitId, projects.provinceId],
      name: "commitments_project",
    }),
    check("commitment_is_positive", sql`${t.amount} > 0`),
    index("commitments_by_project").on(t.projectId),
  ],
);

export const payments = pgTable(
  "payments",
  {
    id: uuid().primaryKey(),
    ...placed,
    projectId: uuid().notNull(),
    budgetLineId: uuid()
      .notNull()
      .references(() => budgetLines.id),
    amount: money().notNull(),
    payee: text().notNull(),
    /** The treasury's voucher number. */
    voucher: text().notNull(),
    onDate: date().notNull(),
    note: text().notNull().default(""),
    recordedBy: uuid()
      .notNull()
      .references(() => people.id),
    recordedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    foreignKey({
      columns: [t.projectId, t.unitId, t.provinceId],
      foreignColumns: [projects.id, projects.unitId, projects.provinceId],
      name: "payments_project",
    }),
    check("payment_is_positive", sql`${t.amount} > 0`),
    unique("voucher_once_per_line").on(t.budgetLineId, t.voucher),
    index("payments_by_project").on(t.projectId),
  ],
);

/** The ledger. Added to, never changed: no update or delete is granted to anyone. */
export const ledgerEntries = pgTable(
  "ledger_entries",
  {
    id: uuid().notNull(),
    seq: bigserial({ mode: "bigint" }).notNull(),
    /** The unit and province of the line that pays or gives; where money comes from outside, of the receiver. */
    ...placed,
    kind: text({ enum: entryKinds }).notNull(),
    fromLineId: uuid().references(() => budgetLines.id),
    toLineId: uuid().references(() => budgetLines.id),
    amount: money().notNull(),
    onDate: date().notNull(),
    decisionId: uuid().references(() => budgetDecisions.id),
    commitmentId: uuid().references(() => commitments.id),
    paymentId: uuid().references(() => payments.id),
    reversesId: uuid(),
    /** Why a reversal was made; the other entries say it by their ground. */
    reason: text().notNull().default(""),
    postedBy: uuid()
      .notNull()
      .references(() => people.id),
    postedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.id] }),
    oneOf("entry_kind", t.kind, entryKinds),
    check("entry_amount_is_positive", sql`${t.amount} > 0`),
    check("entry_has_one_ground", sql`num_nonnulls(${t.decisionId}, ${t.commitmentId}, ${t.paymentId}) = 1`),
    check("entry_moves_between_two_lines", sql`${t.fromLineId} is distinct from ${t.toLineId}`),
    check("reversal_says_why", sql`${t.kind} <> 'reversal' or btrim(${t.reason}) <> ''`),
    unique("entry_reversed_once").on(t.reversesId),
    index("ledger_entries_from").on(t.fromLineId),
    index("ledger_entries_to").on(t.toLineId),
    index("ledger_entries_by_decision").on(t.decisionId),
  ],
);

/** Kept for dashboards: money of a unit (its own lines and its projects'), by year and source. */
export const budgetTotals = pgTable(
  "budget_totals",
  {
    ...placed,
    year: integer().notNull(),
    sourceCode: text().notNull(),
    capitalCode: text().notNull(),
    /** Came to the unit from outside it, less what was given back. */
    received: money().notNull().default(sql`0`),
    /** Went on from the unit to other units. */
    allocatedDown: money().notNull().default(sql`0`),
    committed: money().notNull().default(sql`0`),
    /** Paid and advanced, less what was recovered. */
    paid: money().notNull().default(sql`0`),
  },
  (t) => [
    primaryKey({ columns: [t.provinceId, t.unitId, t.year, t.sourceCode, t.capitalCode] }),
    index("budget_totals_by_year").on(
      t.provinceId,
      t.year,
      t.unitId,
      t.sourceCode,
      t.received,
      t.allocatedDown,
      t.committed,
      t.paid,
    ),
  ],
);
