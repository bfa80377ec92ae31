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
import { instant, money, oneOf, placed } from "./columns";
import { documents, files } from "./documents";
import { people } from "./people";
import { fundSources, programmeLines } from "./programmes";
import { projectFileKinds, projectKinds, projectStatuses } from "./project-lists";
import { inUnit, units } from "./units";

export {
  housingStages,
  livelihoodForms,
  livelihoodTypes,
  type ProjectStatus,
  projectFileKinds,
  projectStatuses,
} from "./project-lists";

/** What the three kinds have in common. Details are in one table per kind. */
export const projects = pgTable(
  "projects",
  {
    id: uuid().primaryKey(),
    /** The responsible unit; where the work lies is in project_places. */
    ...placed,
    kind: text({ enum: projectKinds }).notNull(),
    code: text().notNull(),
    name: text().notNull(),
    folded: text().notNull(),
    lineId: uuid()
      .notNull()
      .references(() => programmeLines.id),
    year: integer().notNull(),
    status: text({ enum: projectStatuses }).notNull().default("draft"),
    plannedStart: date(),
    plannedEnd: date(),
    startedOn: date(),
    completedOn: date(),
    /** Hundredths of a percent of the physical work; money is another thing. */
    progress: integer().notNull().default(0),
    /** Sum of project_sources: total investment planned, VND. Kept by a trigger. */
    totalAmount: money().notNull().default(sql`0`),
    /** Kept from the ledger by its trigger. */
    allocatedAmount: money().notNull().default(sql`0`),
    committedAmount: money().notNull().default(sql`0`),
    paidAmount: money().notNull().default(sql`0`),
    placeNames: text().notNull().default(""),
    benefit: text().notNull().default(""),
    decisionDocumentId: uuid().references(() => documents.id),
    /** Rises with every edit; an edit of an older version is refused. */
    version: integer().notNull().default(1),
    createdBy: uuid()
      .notNull()
      .references(() => people.id),
    createdAt: instant().notNull().defaultNow(),
    /** A draft put aside. Nothing that was submitted is ever put aside. */
    binnedAt: instant(),
  },
  (t) => [
    inUnit(t as never),
    unique("projects_code").on(t.code),
    unique("projects_id_kind").on(t.id, t.kind),
    unique("projects_id_place").on(t.id, t.unitId, t.provinceId),
    oneOf("project_kind", t.kind, projectKinds),
    oneOf("project_status", t.status, projectStatuses),
    check("project_progress_is_a_share", sql`${t.progress} between 0 and 10000`),
    check(
      "project_ends_after_it_starts",
      sql`${t.plannedEnd} is null or ${t.plannedStart} is null or ${t.plannedEnd} >= ${t.plannedStart}`,
    ),
    check(
      "project_completes_after_it_starts",
      sql`${t.completedOn} is null or ${t.startedOn} is null or ${t.completedOn} >= ${t.startedOn}`,
    ),
    check("only_drafts_are_binned", sql`${t.binnedAt} is null or ${t.status} = 'draft'`),
    index("projects_list").on(t.provinceId, t.kind, t.status, t.year, t.unitId, t.binnedAt),
    index("projects_by_unit").on(t.unitId, t.kind, t.status),
  ],
);

export const ofProject = (t: { projectId: unknown; unitId: unknown; provinceId: unknown }, name: string) =>
  foreignKey({
    columns: [
      t.projectId as typeof projects.id,
      t.unitId as typeof projects.unitId,
      t.provinceId as typeof projects.provinceId,
    ],
    foreignColumns: [projects.id, projects.unitId, projects.provinceId],
    name,
  });

export const child = { projectId: uuid().notNull(), ...placed };

/** Where the work lies. A road lies in several communes; none of them need be responsible for it. */
export const projectPlaces = pgTable(
  "project_places",
  {
    id: uuid().primaryKey(),
    ...child,
    placeId: uuid()
      .notNull()
      .references(() => units.id),
    note: text().notNull().default(""),
    sort: integer().notNull().default(0),
  },
  (t) => [
    ofProject(t, "project_places_project"),
    unique("project_place_once").on(t.projectId, t.placeId),
    index("project_places_by_place").on(t.placeId),
  ],
);

/** Total investment by source, as planned when registered. Budget lines say what was really given. */
export const projectSources = pgTable(
  "project_sources",
  {
    projectId: uuid().notNull(),
    ...placed,
    sourceCode: text()
      .notNull()
      .references(() => fundSources.code),
    amount: money().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.projectId, t.sourceCode] }),
    ofProject(t, "project_sources_project"),
    check("source_amount_is_positive", sql`${t.amount} > 0`),
  ],
);

export const milestones = pgTable(
  "milestones",
  {
    id: uuid().primaryKey(),
    ...child,
    name: text().notNull(),
    plannedOn: date().notNull(),
    actualOn: date(),
    sort: integer().notNull(),
  },
  (t) => [ofProject(t, "milestones_project"), index("milestones_by_project").on(t.projectId)],
);

/** Reported physical progress. It never falls without a stated correction (invariant 24). */
export const progressReports = pgTable(
  "progress_reports",
  {
    id: uuid().primaryKey(),
    ...child,
    onDate: date().notNull(),
    progress: integer().notNull(),
    note: text().notNull().default(""),
    correction: boolean().notNull().default(false),
    reportedBy: uuid()
      .notNull()
      .references(() => people.id),
    reportedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    ofProject(t, "progress_reports_project"),
    check("reported_progress_is_a_share", sql`${t.progress} between 0 and 10000`),
    check("correction_says_why", sql`not ${t.correction} or ${t.note} <> ''`),
    index("progress_reports_by_project").on(t.projectId, t.onDate),
  ],
);

export const projectFiles = pgTable(
  "project_files",
  {
    id: uuid().primaryKey(),
    ...child,
    fileId: uuid()
      .notNull()
      .references(() => files.id),
    kind: text({ enum: projectFileKinds }).notNull(),
    caption: text().notNull().default(""),
    takenOn: date(),
    attachedBy: uuid()
      .notNull()
      .references(() => people.id),
    attachedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    ofProject(t, "project_files_project"),
    unique("file_attached_once").on(t.projectId, t.fileId),
    oneOf("project_file_kind", t.kind, projectFileKinds),
  ],
);

export const projectDocuments = pgTable(
  "project_documents",
  {
    projectId: uuid().notNull(),
    ...placed,
    documentId: uuid()
      .notNull()
      .references(() => documents.id),
  },
  (t) => [primaryKey({ columns: [t.projectId, t.documentId] }), ofProject(t, "project_documents_project")],
);

/** What was submitted, and what was approved: the next change is compared with the last approved one (D6). */
export const projectVersions = pgTable(
  "project_versions",
  {
    projectId: uuid().notNull(),
    ...placed,
    version: integer().notNull(),
    content: jsonb().$type<Record<string, unknown>>().notNull(),
    submittedAt: instant().notNull().defaultNow(),
    approvedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.projectId, t.version] }), ofProject(t, "project_versions_project")],
);

/** Kept for dashboards: how many projects, by unit, year, kind and status. */
export const projectTotals = pgTable(
  "project_totals",
  {
    ...placed,
    year: integer().notNull(),
    kind: text({ enum: projectKinds }).notNull(),
    status: text({ enum: projectStatuses }).notNull(),
    count: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.provinceId, t.unitId, t.year, t.kind, t.status] }),
    index("project_totals_by_year").on(t.provinceId, t.year, t.unitId, t.kind, t.status, t.count),
  ],
);

/** Which status may follow which, by kind. The copy of server/projects/rules.ts that the database reads. */
export const projectPaths = pgTable(
  "project_paths",
  {
    kind: text({ enum: projectKinds }).notNull(),
    fromStatus: text({ enum: projectStatuses }).notNull(),
    toStatus: text({ enum: projectStatuses }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.fromStatus, t.toStatus] })],
);
