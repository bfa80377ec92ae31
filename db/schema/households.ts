import { sql } from "drizzle-orm";
import {
  check,
  date,
  foreignKey,
  index,
  integer,
  numeric,
  pgTable,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, instant, money, oneOf, placed } from "./columns";
import { documents } from "./documents";
import { dwellingParts, householdClasses, supportKinds, supportStates } from "./household-lists";
import { people } from "./people";
import { standards } from "./programmes";
import { inUnit, units } from "./units";

export * from "./household-lists";

export const households = pgTable(
  "households",
  {
    id: uuid().primaryKey(),
    ...placed,
    /** Its own id, or that of the household it split from, so that help to one is seen at the other. */
    familyId: uuid().notNull(),
    splitFromId: uuid(),
    splitOn: date(),
    code: text().notNull(),
    villageId: uuid().references(() => units.id),
    address: text().notNull().default(""),
    headName: text().notNull(),
    folded: text().notNull(),
    ethnicity: text().notNull(),
    memberCount: integer().notNull().default(0),
    phone: text(),
    foundation: text({ enum: dwellingParts }).notNull().default("unknown"),
    frame: text({ enum: dwellingParts }).notNull().default("unknown"),
    roof: text({ enum: dwellingParts }).notNull().default("unknown"),
    area: numeric({ precision: 7, scale: 2 }),
    /** The class in force now under the national standard, kept by a trigger on household_class_periods. */
    currentClass: text({ enum: householdClasses }),
    /** The same under the province's own standard, where one is in force. */
    provincialClass: text({ enum: householdClasses }),
    endedOn: date(),
    version: integer().notNull().default(1),
    registeredBy: uuid().references(() => people.id),
    registeredAt: instant().notNull().defaultNow(),
  },
  (t) => [
    inUnit(t as never),
    unique("households_code").on(t.code),
    unique("households_id_place").on(t.id, t.unitId, t.provinceId),
    unique("households_id_family").on(t.id, t.familyId),
    foreignKey({
      columns: [t.splitFromId, t.familyId],
      foreignColumns: [t.id, t.familyId],
      name: "household_split_keeps_family",
    }),
    check("household_family_is_own_or_origin", sql`(${t.splitFromId} is null) = (${t.familyId} = ${t.id})`),
    check("household_area_is_sane", sql`${t.area} is null or (${t.area} >= 0 and ${t.area} <= 2000)`),
    // Filter, count and sort of the list are answered by these two alone; unit_id is there for the policy (D2).
    index("households_list")
      .on(t.provinceId, t.currentClass, t.folded, t.id, t.unitId)
      .where(sql`${t.endedOn} is null`),
    index("households_by_unit")
      .on(t.unitId, t.currentClass, t.folded, t.id, t.provinceId)
      .where(sql`${t.endedOn} is null`),
    // The first page of a province or of the nation, by name.
    index("households_by_name")
      .on(t.folded, t.id, t.provinceId, t.unitId, t.currentClass)
      .where(sql`${t.endedOn} is null`),
    index("households_by_family").on(t.familyId),
  ],
);

export const members = pgTable(
  "members",
  {
    id: uuid().primaryKey(),
    householdId: uuid().notNull(),
    ...placed,
    name: text().notNull(),
    folded: text().notNull(),
    bornOn: date().notNull(),
    sex: text({ enum: ["male", "female"] }).notNull(),
    relationship: text().notNull(),
    ethnicity: text().notNull(),
    /** AES-256-GCM; the hash finds a person, the last four digits are what the mask shows. */
    identityCipher: bytes(),
    identityHash: bytes(),
    identityTail: text(),
    endedOn: date(),
    endReason: text(),
  },
  (t) => [
    foreignKey({
      columns: [t.householdId, t.unitId, t.provinceId],
      foreignColumns: [households.id, households.unitId, households.provinceId],
      name: "members_household",
    }),
    // A person is a member of one household at a time, nationwide (invariant 15).
    uniqueIndex("person_in_one_household").on(t.identityHash).where(sql`${t.endedOn} is null`),
    check("member_identity_is_whole", sql`(${t.identityCipher} is null) = (${t.identityHash} is null)`),
    index("members_by_household").on(t.householdId),
    index("members_by_tail").on(t.identityTail).where(sql`${t.endedOn} is null`),
  ],
);

/** The class of a household under one standard, from one day to another, and what decided it. */
export const householdClassPeriods = pgTable(
  "household_class_periods",
  {
    id: uuid().primaryKey(),
    householdId: uuid().notNull(),
    ...placed,
    standardId: uuid()
      .notNull()
      .references(() => standards.id),
    class: text({ enum: householdClasses }).notNull(),
    validFrom: date().notNull(),
    validTo: date(),
    round: text().notNull(),
    incomePerCapita: money(),
    deprivations: text().array().notNull().default(sql`'{}'`),
    documentId: uuid().references(() => documents.id),
  },
  (t) => [
    foreignKey({
      columns: [t.householdId, t.unitId, t.provinceId],
      foreignColumns: [households.id, households.unitId, households.provinceId],
      name: "class_periods_household",
    }),
    oneOf("class_period_class", t.class, householdClasses),
    index("class_periods_by_household").on(t.householdId),
  ],
);

/** The support record: one line per help planned for or received by a household, whatever the programme (D8). */
export const supports = pgTable(
  "supports",
  {
    id: uuid().primaryKey(),
    householdId: uuid().notNull(),
    familyId: uuid().notNull(),
    ...placed,
    kind: text({ enum: supportKinds }).notNull(),
    state: text({ enum: supportStates }).notNull(),
    programme: text().notNull(),
    detail: text().notNull(),
    /** VND given, without loans. */
    amount: money().notNull().default(sql`0`),
    loan: money().notNull().default(sql`0`),
    onDate: date().notNull(),
    projectId: uuid(),
    documentId: uuid().references(() => documents.id),
    recordedBy: uuid().references(() => people.id),
    recordedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    foreignKey({
      columns: [t.householdId, t.unitId, t.provinceId],
      foreignColumns: [households.id, households.unitId, households.provinceId],
      name: "supports_household",
    }),
    foreignKey({
      columns: [t.householdId, t.familyId],
      foreignColumns: [households.id, households.familyId],
      name: "supports_family",
    }),
    oneOf("support_kind", t.kind, supportKinds),
    oneOf("support_state", t.state, supportStates),
    check("support_amount_is_not_negative", sql`${t.amount} >= 0 and ${t.loan} >= 0`),
    // Invariant 16: a house once in life. Families that split share the family, so neither half gets a second.
    uniqueIndex("one_housing_support_per_family")
      .on(t.familyId)
      .where(sql`${t.kind} = 'housing' and ${t.state} <> 'withdrawn'`),
    index("supports_by_household").on(t.householdId),
    index("supports_by_project").on(t.projectId),
    index("supports_planned").on(t.householdId).where(sql`${t.state} = 'planned'`),
  ],
);
