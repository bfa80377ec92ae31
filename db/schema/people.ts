import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytes, instant, oneOf, placed } from "./columns";
import { roles } from "./people-lists";
import { inUnit } from "./units";

export { type Role, roles } from "./people-lists";

export const people = pgTable(
  "people",
  {
    id: uuid().primaryKey(),
    username: text().notNull(),
    name: text().notNull(),
    folded: text().notNull(),
    office: text().notNull().default(""),
    passwordHash: text().notNull(),
    /** True until the person has chosen a password that nobody else knows. */
    mustChangePassword: boolean().notNull().default(true),
    disabledAt: instant(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [uniqueIndex("people_username").on(sql`lower(${t.username})`)],
);

/** Read on every request: revoking a row ends the session at the next one. */
export const sessions = pgTable(
  "sessions",
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    startedAt: instant().notNull().defaultNow(),
    lastSeenAt: instant().notNull().defaultNow(),
    expiresAt: instant().notNull(),
    revokedAt: instant(),
    revokedBy: uuid().references(() => people.id),
    device: text().notNull().default(""),
  },
  (t) => [index("sessions_by_person").on(t.personId)],
);

/** Tries to sign in of the last minutes, by account and by network; one that succeeded is taken out again. */
export const signInTries = pgTable(
  "sign_in_tries",
  {
    /** Both rows of one try. */
    tryId: uuid().notNull(),
    /** A hash: what people type as their name may be their password. */
    key: bytes().notNull(),
    at: instant().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.key, t.tryId] }), index("sign_in_tries_by_time").on(t.at)],
);

export const roleAssignments = pgTable(
  "role_assignments",
  {
    id: uuid().primaryKey(),
    personId: uuid()
      .notNull()
      .references(() => people.id),
    role: text({ enum: roles }).notNull(),
    ...placed,
    validFrom: date().notNull(),
    /** The first day on which the role is no longer held. */
    validTo: date(),
    documentId: uuid(),
    assignedBy: uuid().references(() => people.id),
    assignedAt: instant().notNull().defaultNow(),
    endedBy: uuid().references(() => people.id),
  },
  (t) => [
    inUnit(t as never),
    oneOf("assignment_role", t.role, roles),
    check("assignment_ends_after_it_starts", sql`${t.validTo} is null or ${t.validTo} >= ${t.validFrom}`),
    check("assignment_is_not_to_oneself", sql`${t.assignedBy} is distinct from ${t.personId}`),
    index("role_assignments_by_person").on(t.personId),
    index("role_assignments_by_unit").on(t.unitId, t.role),
  ],
);

/** Two roles that one person must not hold where their reaches meet. */
export const forbiddenPairs = pgTable(
  "forbidden_pairs",
  { roleA: text({ enum: roles }).notNull(), roleB: text({ enum: roles }).notNull(), reason: text().notNull() },
  (t) => [primaryKey({ columns: [t.roleA, t.roleB] }), check("pair_is_ordered", sql`${t.roleA} < ${t.roleB}`)],
);

/** The copy of server/auth/permissions.ts that policies read. Written by the migration step. */
export const grants = pgTable(
  "grants",
  { permission: text().notNull(), role: text({ enum: roles }).notNull() },
  (t) => [primaryKey({ columns: [t.permission, t.role] })],
);

/** One row per operation a client made: a repeat finds the first outcome here. */
export const operations = pgTable(
  "operations",
  {
    id: uuid().primaryKey(),
    personId: uuid().notNull(),
    command: text().notNull(),
    bodyHash: bytes().notNull(),
    outcome: jsonb(),
    at: instant().notNull().defaultNow(),
  },
  (t) => [unique("operations_by_person").on(t.id, t.personId)],
);
