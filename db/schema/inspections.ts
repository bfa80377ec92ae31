import { sql } from "drizzle-orm";
import {
  check,
  date,
  doublePrecision,
  foreignKey,
  index,
  pgTable,
  primaryKey,
  real,
  text,
  unique,
  uuid,
} from "drizzle-orm/pg-core";
import { instant, oneOf, placed } from "./columns";
import { documents, files } from "./documents";
import { inspectionKinds, severities } from "./inspection-lists";
import { people, roles } from "./people";
import { projects } from "./projects";
import { units } from "./units";

/** A visit to a project. What was seen is in its findings and is not edited later. */
export const inspections = pgTable(
  "inspections",
  {
    id: uuid().primaryKey(),
    ...placed,
    code: text().notNull(),
    projectId: uuid().notNull(),
    kind: text({ enum: inspectionKinds }).notNull(),
    reason: text().notNull().default(""),
    plannedOn: date().notNull(),
    visitedOn: date(),
    inspectorId: uuid()
      .notNull()
      .references(() => people.id),
    conclusion: text().notNull().default(""),
    concludedAt: instant(),
    cancelledAt: instant(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    foreignKey({
      columns: [t.projectId, t.unitId, t.provinceId],
      foreignColumns: [projects.id, projects.unitId, projects.provinceId],
      name: "inspections_project",
    }),
    unique("inspections_code").on(t.code),
    unique("inspections_id_place").on(t.id, t.projectId, t.unitId, t.provinceId),
    unique("inspections_id_inspector").on(t.id, t.inspectorId),
    oneOf("inspection_kind", t.kind, inspectionKinds),
    index("inspections_by_project").on(t.projectId),
    index("inspections_by_province").on(t.provinceId, t.plannedOn),
    index("inspections_by_inspector").on(t.inspectorId, t.plannedOn),
  ],
);

/** Something an inspection found wrong. Never edited, never deleted; withdrawal is a record of its own. */
export const findings = pgTable(
  "findings",
  {
    id: uuid().primaryKey(),
    ...placed,
    inspectionId: uuid().notNull(),
    projectId: uuid().notNull(),
    code: text().notNull(),
    kind: text().notNull(),
    severity: text({ enum: severities }).notNull(),
    note: text().notNull().default(""),
    latitude: doublePrecision(),
    longitude: doublePrecision(),
    /** Metres, as the device said. */
    accuracy: real(),
    /** When it was seen, by the device's clock; the server's own time is recordedAt. */
    seenAt: instant().notNull(),
    recordedBy: uuid()
      .notNull()
      .references(() => people.id),
    recordedAt: instant().notNull().defaultNow(),
    closedAt: instant(),
    closedBy: uuid().references(() => people.id),
  },
  (t) => [
    foreignKey({
      columns: [t.inspectionId, t.projectId, t.unitId, t.provinceId],
      foreignColumns: [inspections.id, inspections.projectId, inspections.unitId, inspections.provinceId],
      name: "findings_inspection",
    }),
    unique("findings_code").on(t.code),
    unique("findings_id_place").on(t.id, t.unitId, t.provinceId),
    oneOf("finding_severity", t.severity, severities),
    check("closure_has_time_and_person", sql`(${t.closedAt} is null) = (${t.closedBy} is null)`),
    check(
      "finding_place_is_on_earth",
      sql`(${t.latitude} is null) = (${t.longitude} is null) and (${t.latitude} is null or (${t.latitude} between -90 and 90 and ${t.longitude} between -180 and 180))`,
    ),
    index("findings_by_inspection").on(t.inspectionId),
    index("findings_open").on(t.provinceId, t.unitId, t.recordedAt, t.severity, t.id).where(sql`${t.closedAt} is null`),
    index("findings_by_project").on(t.projectId),
  ],
);

export const findingFiles = pgTable(
  "finding_files",
  {
    findingId: uuid().notNull(),
    ...placed,
    fileId: uuid()
      .notNull()
      .references(() => files.id),
  },
  (t) => [
    primaryKey({ columns: [t.findingId, t.fileId] }),
    foreignKey({
      columns: [t.findingId, t.unitId, t.provinceId],
      foreignColumns: [findings.id, findings.unitId, findings.provinceId],
      name: "finding_files_finding",
    }),
    index("finding_files_by_file").on(t.fileId),
  ],
);

/** A finding taken back, with the reason; the finding itself stays readable. */
export const findingWithdrawals = pgTable(
  "finding_withdrawals",
  {
    findingId: uuid().primaryKey(),
    ...placed,
    reason: text().notNull(),
    withdrawnBy: uuid()
      .notNull()
      .references(() => people.id),
    withdrawnAt: instant().notNull().defaultNow(),
  },
  (t) => [
    foreignKey({
      columns: [t.findingId, t.unitId, t.provinceId],
      foreignColumns: [findings.id, findings.unitId, findings.provinceId],
      name: "finding_withdrawals_finding",
    }),
    check("withdrawal_says_why", sql`btrim(${t.reason}) <> ''`),
  ],
);

/** Lets the next payment through although a serious finding is open: by a named person, under a document. */
export const findingReleases = pgTable(
  "finding_releases",
  {
    findingId: uuid().primaryKey(),
    ...placed,
    documentId: uuid()
      .notNull()
      .references(() => documents.id),
    reason: text().notNull(),
    releasedBy: uuid()
      .notNull()
      .references(() => people.id),
    releasedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    foreignKey({
      columns: [t.findingId, t.unitId, t.provinceId],
      foreignColumns: [findings.id, findings.unitId, findings.provinceId],
      name: "finding_releases_finding",
    }),
    check("release_says_why", sql`btrim(${t.reason}) <> ''`),
  ],
);

/** What somebody must do about a finding, and by when. */
export const correctiveActions = pgTable(
  "corrective_actions",
  {
    id: uuid().primaryKey(),
    findingId: uuid().notNull(),
    ...placed,
    text: text().notNull(),
    /** Who owes it: a role at a unit, so that it survives the person. */
    ownerRole: text({ enum: roles }).notNull(),
    ownerUnitId: uuid()
      .notNull()
      .references(() => units.id),
    dueOn: date().notNull(),
    requestedBy: uuid()
      .notNull()
      .references(() => people.id),
    requestedAt: instant().notNull().defaultNow(),
    answer: text(),
    answeredBy: uuid().references(() => people.id),
    answeredAt: instant(),
    verifiedBy: uuid().references(() => people.id),
    verifiedAt: instant(),
    /** Why the last answer was not accepted; answering again clears it. */
    refusal: text(),
  },
  (t) => [
    foreignKey({
      columns: [t.findingId, t.unitId, t.provinceId],
      foreignColumns: [findings.id, findings.unitId, findings.provinceId],
      name: "corrective_actions_finding",
    }),
    unique("corrective_actions_id_place").on(t.id, t.unitId, t.provinceId),
    check(
      "answer_has_text_person_and_time",
      sql`num_nonnulls(${t.answer}, ${t.answeredBy}, ${t.answeredAt}) in (0, 3)`,
    ),
    check("verification_has_person_and_time", sql`(${t.verifiedAt} is null) = (${t.verifiedBy} is null)`),
    check("only_an_answer_is_verified", sql`${t.verifiedAt} is null or ${t.answeredAt} is not null`),
    check("doer_never_verifies", sql`${t.verifiedBy} is distinct from ${t.answeredBy} or ${t.verifiedBy} is null`),
    index("corrective_actions_by_finding").on(t.findingId),
    index("corrective_actions_open").on(t.ownerUnitId, t.dueOn).where(sql`${t.verifiedAt} is null`),
    index("corrective_actions_answered")
      .on(t.provinceId, t.unitId)
      .where(sql`${t.verifiedAt} is null and ${t.answeredAt} is not null`),
  ],
);

export const actionFiles = pgTable(
  "action_files",
  {
    actionId: uuid().notNull(),
    ...placed,
    fileId: uuid()
      .notNull()
      .references(() => files.id),
  },
  (t) => [
    primaryKey({ columns: [t.actionId, t.fileId] }),
    foreignKey({
      columns: [t.actionId, t.unitId, t.provinceId],
      foreignColumns: [correctiveActions.id, correctiveActions.unitId, correctiveActions.provinceId],
      name: "action_files_action",
    }),
    index("action_files_by_file").on(t.fileId),
  ],
);
