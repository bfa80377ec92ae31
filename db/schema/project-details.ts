import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  date,
  foreignKey,
  index,
  integer,
  numeric,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { instant, money, oneOf } from "./columns";
import { documents, files } from "./documents";
import { householdClasses, households } from "./households";
import { people } from "./people";
import { housingStages, livelihoodForms, livelihoodTypes, projectKinds, workKinds } from "./project-lists";
import { child, ofProject, projects } from "./projects";

export const livelihoodDetails = pgTable(
  "livelihood_details",
  {
    ...child,
    kind: text({ enum: projectKinds }).notNull().default("livelihood"),
    type: text({ enum: livelihoodTypes }).notNull(),
    form: text({ enum: livelihoodForms }).notNull(),
    organisation: text().notNull().default(""),
    /** What households bring themselves, VND, with how it was valued. Not budget spending. */
    counterpartAmount: money().notNull().default(sql`0`),
    counterpartNote: text().notNull().default(""),
    /** VND per household per year, expected. */
    expectedIncome: money(),
    expectedJobs: integer(),
    product: text().notNull().default(""),
  },
  (t) => [
    primaryKey({ columns: [t.projectId] }),
    ofProject(t, "livelihood_details_project"),
    foreignKey({
      columns: [t.projectId, t.kind],
      foreignColumns: [projects.id, projects.kind],
      name: "livelihood_details_kind",
    }),
    check("livelihood_details_are_of_livelihood", sql`${t.kind} = 'livelihood'`),
    oneOf("livelihood_type", t.type, livelihoodTypes),
    oneOf("livelihood_form", t.form, livelihoodForms),
  ],
);

export const housingDetails = pgTable(
  "housing_details",
  {
    ...child,
    kind: text({ enum: projectKinds }).notNull().default("housing"),
    householdId: uuid().notNull(),
    workKind: text({ enum: workKinds }).notNull(),
    /** What was wrong before: true where the part was not of durable material. */
    badFoundation: boolean().notNull(),
    badFrame: boolean().notNull(),
    badRoof: boolean().notNull(),
    areaBefore: numeric({ precision: 7, scale: 2 }),
    designArea: numeric({ precision: 7, scale: 2 }),
    decisionOn: date(),
    /** The norm that was in force on the decision date, VND, with the row it came from. */
    normId: uuid(),
    normAmount: money(),
    /** What the household adds in money, work and material, VND. */
    ownAmount: money().notNull().default(sql`0`),
    hardFoundation: boolean().notNull().default(false),
    hardFrame: boolean().notNull().default(false),
    hardRoof: boolean().notNull().default(false),
    areaAfter: numeric({ precision: 7, scale: 2 }),
    signatureFileId: uuid().references(() => files.id),
    signedOn: date(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId] }),
    ofProject(t, "housing_details_project"),
    foreignKey({
      columns: [t.projectId, t.kind],
      foreignColumns: [projects.id, projects.kind],
      name: "housing_details_kind",
    }),
    foreignKey({
      columns: [t.householdId, t.unitId, t.provinceId],
      foreignColumns: [households.id, households.unitId, households.provinceId],
      name: "housing_household_lives_in_the_unit",
    }),
    check("housing_details_are_of_housing", sql`${t.kind} = 'housing'`),
    oneOf("housing_work_kind", t.workKind, workKinds),
    index("housing_details_by_household").on(t.householdId),
  ],
);

export const infrastructureDetails = pgTable(
  "infrastructure_details",
  {
    ...child,
    kind: text({ enum: projectKinds }).notNull().default("infrastructure"),
    sector: text().notNull(),
    startPoint: text().notNull().default(""),
    endPoint: text().notNull().default(""),
    investor: text().notNull(),
    contractor: text().notNull().default(""),
    householdsServed: integer(),
    acceptedOn: date(),
    acceptanceDocumentId: uuid().references(() => documents.id),
    handedOverOn: date(),
    handoverDocumentId: uuid().references(() => documents.id),
    inOperationOn: date(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId] }),
    ofProject(t, "infrastructure_details_project"),
    foreignKey({
      columns: [t.projectId, t.kind],
      foreignColumns: [projects.id, projects.kind],
      name: "infrastructure_details_kind",
    }),
    check("infrastructure_details_are_of_infrastructure", sql`${t.kind} = 'infrastructure'`),
    check("operation_follows_handover", sql`${t.inOperationOn} is null or ${t.handedOverOn} is not null`),
    check("handover_follows_acceptance", sql`${t.handedOverOn} is null or ${t.acceptedOn} is not null`),
  ],
);

export const projectQuantities = pgTable(
  "project_quantities",
  {
    id: uuid().primaryKey(),
    ...child,
    quantity: text().notNull(),
    least: numeric({ precision: 14, scale: 3 }).notNull(),
    /** Set when the quantity is a range, such as a carriageway of 5.5 to 6 m. */
    most: numeric({ precision: 14, scale: 3 }),
    measure: text().notNull(),
    sort: integer().notNull().default(0),
  },
  (t) => [
    ofProject(t, "project_quantities_project"),
    check("quantity_range_rises", sql`${t.most} is null or ${t.most} >= ${t.least}`),
    index("project_quantities_by_project").on(t.projectId),
  ],
);

/** A household in a livelihood model, with the class it had on the day it joined. */
export const participations = pgTable(
  "participations",
  {
    id: uuid().primaryKey(),
    ...child,
    householdId: uuid().notNull(),
    joinedOn: date().notNull(),
    classAtJoining: text({ enum: householdClasses }).notNull(),
    leftOn: date(),
  },
  (t) => [
    ofProject(t, "participations_project"),
    foreignKey({ columns: [t.householdId], foreignColumns: [households.id], name: "participations_household" }),
    uniqueIndex("household_joins_a_model_once").on(t.projectId, t.householdId),
    index("participations_by_household").on(t.householdId),
  ],
);

export const projectInputs = pgTable(
  "project_inputs",
  {
    id: uuid().primaryKey(),
    ...child,
    item: text().notNull(),
    quantity: numeric({ precision: 14, scale: 3 }).notNull(),
    measure: text().notNull(),
    unitPrice: money().notNull(),
    sort: integer().notNull().default(0),
  },
  (t) => [
    ofProject(t, "project_inputs_project"),
    check("input_quantity_is_positive", sql`${t.quantity} > 0`),
    index("project_inputs_by_project").on(t.projectId),
  ],
);

/** A stage of a house, reached on a day and shown by a photo. */
export const housingStageReports = pgTable(
  "housing_stage_reports",
  {
    id: uuid().primaryKey(),
    ...child,
    stage: text({ enum: housingStages }).notNull(),
    reachedOn: date().notNull(),
    photoFileId: uuid()
      .notNull()
      .references(() => files.id),
    reportedBy: uuid()
      .notNull()
      .references(() => people.id),
    reportedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    ofProject(t, "stage_reports_project"),
    unique("stage_once_per_house").on(t.projectId, t.stage),
    oneOf("housing_stage", t.stage, housingStages),
  ],
);
