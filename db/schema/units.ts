import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { type Names, oneOf } from "./columns";

/** Levels are rows, so that another country brings its own. Rank 0 is the nation. */
export const levels = pgTable("levels", {
  code: text().primaryKey(),
  rank: integer().notNull().unique(),
  name: jsonb().$type<Names>().notNull(),
});

export const unitTypes = pgTable("unit_types", {
  code: text().primaryKey(),
  levelCode: text()
    .notNull()
    .references(() => levels.code),
  name: jsonb().$type<Names>().notNull(),
  /** What people type before a name when they look for it. */
  prefix: jsonb().$type<Names>().notNull(),
  /** "Xã {name}", "{name} commune". */
  title: jsonb().$type<Names>().notNull(),
});

/**
 * A unit's permanent identity. The other columns are a copy of its latest version, kept by a
 * trigger on unit_versions, for joins that need only a name.
 */
export const units = pgTable(
  "units",
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    folded: text().notNull(),
    typeCode: text()
      .notNull()
      .references(() => unitTypes.code),
    levelCode: text()
      .notNull()
      .references(() => levels.code),
    parentId: uuid(),
    provinceId: uuid().notNull(),
    validFrom: date().notNull(),
    validTo: date(),
  },
  (t) => [
    unique("units_id_province").on(t.id, t.provinceId),
    index("units_by_parent").on(t.parentId),
    index("units_by_province").on(t.provinceId, t.levelCode),
  ],
);

/** What a unit was called, and where it belonged, from one day (included) to another (excluded). */
export const unitVersions = pgTable(
  "unit_versions",
  {
    id: uuid().primaryKey(),
    unitId: uuid()
      .notNull()
      .references(() => units.id),
    name: text().notNull(),
    folded: text().notNull(),
    typeCode: text()
      .notNull()
      .references(() => unitTypes.code),
    levelCode: text()
      .notNull()
      .references(() => levels.code),
    parentId: uuid().references(() => units.id),
    provinceId: uuid().notNull(),
    /** null where a decision must still say it: the two special zones. */
    urban: boolean(),
    validFrom: date().notNull(),
    /** False when the unit is older than our first day and its own first day was not looked up. */
    validFromKnown: boolean().notNull().default(true),
    validTo: date(),
    documentId: uuid(),
  },
  (t) => [
    check("unit_version_ends_after_it_starts", sql`${t.validTo} is null or ${t.validTo} > ${t.validFrom}`),
    index("unit_versions_by_unit").on(t.unitId),
    index("unit_versions_by_parent").on(t.parentId),
  ],
);

/** A code names one unit only together with a scheme and a date: the 2025 units reuse old codes. */
export const unitCodes = pgTable(
  "unit_codes",
  {
    id: uuid().primaryKey(),
    unitId: uuid()
      .notNull()
      .references(() => units.id),
    scheme: text().notNull(),
    code: text().notNull(),
    validFrom: date().notNull(),
    validTo: date(),
  },
  (t) => [index("unit_codes_by_unit").on(t.unitId), index("unit_codes_by_code").on(t.scheme, t.code)],
);

export const linkKinds = [
  "merged_into_new",
  "absorbed_by",
  "divided_into",
  "carved_out_of",
  "boundary_adjusted",
] as const;

export const unitLinks = pgTable(
  "unit_links",
  {
    id: uuid().primaryKey(),
    predecessorId: uuid()
      .notNull()
      .references(() => units.id),
    successorId: uuid()
      .notNull()
      .references(() => units.id),
    kind: text({ enum: linkKinds }).notNull(),
    /** Only a part of the predecessor went to this successor. */
    part: boolean().notNull().default(false),
    passedCode: boolean().notNull().default(false),
    householdShare: numeric({ precision: 9, scale: 6 }),
    populationShare: numeric({ precision: 9, scale: 6 }),
    areaShare: numeric({ precision: 9, scale: 6 }),
    documentId: uuid(),
    effectiveOn: date().notNull(),
    note: text(),
  },
  (t) => [
    unique("unit_links_once").on(t.predecessorId, t.successorId, t.effectiveOn),
    oneOf("unit_link_kind", t.kind, linkKinds),
    check("unit_is_not_its_own_predecessor", sql`${t.predecessorId} <> ${t.successorId}`),
    index("unit_links_by_successor").on(t.successorId),
  ],
);

/** Closure: a unit, all below it, and their whole predecessors. Kept by the unit commands. */
export const unitReach = pgTable(
  "unit_reach",
  {
    ancestorId: uuid()
      .notNull()
      .references(() => units.id),
    unitId: uuid()
      .notNull()
      .references(() => units.id),
  },
  (t) => [primaryKey({ columns: [t.ancestorId, t.unitId] }), index("unit_reach_by_unit").on(t.unitId)],
);

/** The two columns of `placed` tell the same story. */
export const inUnit = (t: { unitId: typeof units.id; provinceId: typeof units.provinceId }) =>
  foreignKey({ columns: [t.unitId, t.provinceId], foreignColumns: [units.id, units.provinceId] });
