import { sql } from "drizzle-orm";
import {
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
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant, money, type Names, oneOf, placed } from "./columns";
import { people, roles } from "./people";
import { requestSubjects } from "./programmes";
import { inUnit } from "./units";

export const requestStatuses = ["open", "approved", "returned", "rejected", "withdrawn"] as const;
export const verdicts = ["approve", "return", "reject"] as const;
export type RequestStatus = (typeof requestStatuses)[number];
export type Verdict = (typeof verdicts)[number];

/** One changed field, old and new, as values that the screen formats. Totals stand in the group "totals". */
export type Change = {
  field: string;
  group?: string;
  before: unknown;
  after: unknown;
  /** What content the field belongs to, where its own name does not say it: the receiver of a budget line. */
  label?: string;
  note?: Names;
  as?: "money" | "number" | "date";
};

/** Something that waits for somebody's decision. One engine for every kind of approval (D5). */
export const requests = pgTable(
  "requests",
  {
    id: uuid().primaryKey(),
    ...placed,
    code: text().notNull(),
    subject: text({ enum: requestSubjects }).notNull(),
    subjectId: uuid().notNull(),
    subjectVersion: integer().notNull(),
    title: text().notNull(),
    /** Code and title without tone marks, for search. */
    folded: text().notNull(),
    amount: money(),
    changes: jsonb().$type<Change[]>().notNull(),
    status: text({ enum: requestStatuses }).notNull().default("open"),
    /** The step that waits, copied from request_steps for the inbox; empty once decided. */
    waitingStep: integer(),
    waitingRole: text({ enum: roles }),
    waitingUnitId: uuid(),
    waitingSince: instant(),
    dueOn: date(),
    requestedBy: uuid()
      .notNull()
      .references(() => people.id),
    /** Who made what is asked about, for they decide it no more than who asked; the database says who. */
    madeBy: uuid().references(() => people.id),
    requestedAt: instant().notNull().defaultNow(),
    decidedAt: instant(),
  },
  (t) => [
    inUnit(t as never),
    unique("requests_code").on(t.code),
    unique("requests_id_place").on(t.id, t.unitId, t.provinceId),
    unique("requests_id_requester").on(t.id, t.requestedBy),
    oneOf("request_status", t.status, requestStatuses),
    check("open_request_waits_for_a_step", sql`(${t.status} = 'open') = (${t.waitingStep} is not null)`),
    uniqueIndex("one_open_request_per_subject").on(t.subjectId).where(sql`${t.status} = 'open'`),
    index("requests_inbox").on(t.waitingRole, t.waitingUnitId).where(sql`${t.status} = 'open'`),
    index("requests_by_subject").on(t.subjectId),
    index("requests_by_requester").on(t.requestedBy, t.status),
  ],
);

/** The route in force when the request was submitted, copied. */
export const requestSteps = pgTable(
  "request_steps",
  {
    requestId: uuid().notNull(),
    ...placed,
    step: integer().notNull(),
    role: text({ enum: roles }).notNull(),
    /** The unit at which, or above which, the role must be held. */
    atUnitId: uuid().notNull(),
    days: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.requestId, t.step] }),
    foreignKey({
      columns: [t.requestId, t.unitId, t.provinceId],
      foreignColumns: [requests.id, requests.unitId, requests.provinceId],
      name: "request_steps_request",
    }),
  ],
);

/** Who decided which step, how, why and when. Added to, never changed. */
export const requestDecisions = pgTable(
  "request_decisions",
  {
    requestId: uuid().notNull(),
    ...placed,
    step: integer().notNull(),
    /** Repeated from the request, so that the database itself can refuse the requester. */
    requestedBy: uuid().notNull(),
    decidedBy: uuid()
      .notNull()
      .references(() => people.id),
    verdict: text({ enum: verdicts }).notNull(),
    reason: text().notNull().default(""),
    decidedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.requestId, t.step], name: "step_is_decided_once" }),
    unique("person_decides_a_request_once").on(t.requestId, t.decidedBy),
    foreignKey({
      columns: [t.requestId, t.step],
      foreignColumns: [requestSteps.requestId, requestSteps.step],
      name: "request_decisions_step",
    }),
    foreignKey({
      columns: [t.requestId, t.requestedBy],
      foreignColumns: [requests.id, requests.requestedBy],
      name: "request_decisions_requester",
    }),
    foreignKey({
      columns: [t.requestId, t.unitId, t.provinceId],
      foreignColumns: [requests.id, requests.unitId, requests.provinceId],
      name: "request_decisions_request",
    }),
    oneOf("decision_verdict", t.verdict, verdicts),
    check("requester_never_decides", sql`${t.decidedBy} <> ${t.requestedBy}`),
    check("return_and_reject_say_why", sql`${t.verdict} = 'approve' or btrim(${t.reason}) <> ''`),
  ],
);
