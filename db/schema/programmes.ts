import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { money, type Names, oneOf } from "./columns";
import { documents } from "./documents";
import { roles } from "./people";
import { projectKinds, workKinds } from "./project-lists";
import { units } from "./units";

export { type ProjectKind, projectKinds, workKinds } from "./project-lists";

/** Reference data: read by everyone who is signed in, written by the seed and the administrator's imports. */
export const programmes = pgTable("programmes", {
  id: uuid().primaryKey(),
  code: text().notNull().unique(),
  name: jsonb().$type<Names>().notNull(),
  /** Empty when the programme runs in every province. */
  provinceId: uuid().references(() => units.id),
  validFrom: date().notNull(),
  validTo: date(),
  documentId: uuid().references(() => documents.id),
  unverified: boolean().notNull().default(false),
});

export const programmeLines = pgTable(
  "programme_lines",
  {
    id: uuid().primaryKey(),
    programmeId: uuid()
      .notNull()
      .references(() => programmes.id),
    parentId: uuid(),
    code: text().notNull(),
    name: jsonb().$type<Names>().notNull(),
    /** Kinds of project that this line may fund; empty for activities. */
    kinds: text({ enum: projectKinds }).array().notNull(),
    poorDistrictsOnly: boolean().notNull().default(false),
    unverified: boolean().notNull().default(false),
    sort: integer().notNull(),
  },
  (t) => [unique("programme_line_code").on(t.programmeId, t.code)],
);

export const fundSources = pgTable("fund_sources", {
  code: text().primaryKey(),
  name: jsonb().$type<Names>().notNull(),
  /** Loans and contributions are never counted as budget spending. */
  budget: boolean().notNull(),
  sort: integer().notNull(),
});

export const capitalKinds = pgTable("capital_kinds", {
  code: text().primaryKey(),
  name: jsonb().$type<Names>().notNull(),
});

/** What a scheme grants for one house. The norm in force on the decision date is the entitlement. */
export const norms = pgTable(
  "norms",
  {
    id: uuid().primaryKey(),
    lineId: uuid()
      .notNull()
      .references(() => programmeLines.id),
    workKind: text({ enum: workKinds }).notNull(),
    amount: money().notNull(),
    provinceId: uuid().references(() => units.id),
    validFrom: date().notNull(),
    validTo: date(),
    documentId: uuid().references(() => documents.id),
    unverified: boolean().notNull().default(false),
  },
  (t) => [oneOf("norm_work_kind", t.workKind, workKinds), check("norm_is_positive", sql`${t.amount} > 0`)],
);

export const requestSubjects = [
  "project.livelihood",
  "project.housing",
  "project.infrastructure",
  "budget.decision",
] as const;
export type RequestSubject = (typeof requestSubjects)[number];

/** Who decides what, dated: powers move by law, so a route is data (domain.md 2.6). */
export const approvalRoutes = pgTable("approval_routes", {
  id: uuid().primaryKey(),
  subject: text({ enum: requestSubjects }).notNull(),
  provinceId: uuid().references(() => units.id),
  validFrom: date().notNull(),
  validTo: date(),
  documentId: uuid().references(() => documents.id),
});

export const approvalRouteSteps = pgTable(
  "approval_route_steps",
  {
    routeId: uuid()
      .notNull()
      .references(() => approvalRoutes.id),
    step: integer().notNull(),
    role: text({ enum: roles }).notNull(),
    /** Where the role must be held: at the subject's unit, or at its province. */
    at: text({ enum: ["unit", "province"] }).notNull(),
    days: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.routeId, t.step] }), check("route_starts_at_one", sql`${t.step} >= 1`)],
);

/** Closed lists with words in three languages: sectors, types, kinds of finding. */
export const codes = pgTable(
  "codes",
  {
    list: text().notNull(),
    code: text().notNull(),
    name: jsonb().$type<Names>().notNull(),
    sort: integer().notNull(),
    /** For quantities: the unit of measure. */
    measure: text(),
  },
  (t) => [primaryKey({ columns: [t.list, t.code] })],
);

/** A dated poverty standard. Lines in VND per person per month. */
export const standards = pgTable(
  "standards",
  {
    id: uuid().primaryKey(),
    code: text().notNull().unique(),
    name: jsonb().$type<Names>().notNull(),
    /** Empty for a national standard. */
    provinceId: uuid().references(() => units.id),
    ruralLine: money().notNull(),
    urbanLine: money().notNull(),
    minDeprivations: integer().notNull(),
    validFrom: date().notNull(),
    validTo: date(),
    documentId: uuid().references(() => documents.id),
  },
  (t) => [index("standards_by_date").on(t.validFrom)],
);

export const standardIndicators = pgTable(
  "standard_indicators",
  {
    standardId: uuid().notNull(),
    code: text().notNull(),
    dimension: text().notNull(),
    name: jsonb().$type<Names>().notNull(),
    sort: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.standardId, t.code] }),
    foreignKey({ columns: [t.standardId], foreignColumns: [standards.id] }),
  ],
);
