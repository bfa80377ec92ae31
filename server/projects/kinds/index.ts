import { z } from "zod";
import type { ProjectKind, ProjectStatus } from "@/db/schema/project-lists";
import type { Permission } from "../../auth/permissions";
import type { FieldProblem } from "../../problem";
import { type HousingDetails, housing, housingDetails } from "./housing";
import { type InfrastructureDetails, infrastructure, infrastructureDetails } from "./infrastructure";
import type { Action, Entry, Facts, KindModule } from "./kind";
import { type LivelihoodDetails, livelihood, livelihoodDetails } from "./livelihood";

export type DetailsOf = {
  livelihood: LivelihoodDetails;
  housing: HousingDetails;
  infrastructure: InfrastructureDetails;
};
export type Details = DetailsOf[ProjectKind];

export const detailsInput = z.discriminatedUnion(
  "kind",
  [livelihoodDetails, housingDetails, infrastructureDetails],
  "not_in_list",
);
export type DetailsInput = z.output<typeof detailsInput>;
export type DetailsInputOf<K extends ProjectKind> = Extract<DetailsInput, { kind: K }>;

/** Every kind, whole: a fourth does not compile until it has all of its parts, here and in ../details.ts. */
export const kinds = { livelihood, housing, infrastructure } satisfies Record<ProjectKind, unknown> & {
  [K in ProjectKind]: KindModule<DetailsOf[K], DetailsInputOf<K>>;
};

/** The module of a kind known only at run time: a record's details are always of its own kind. */
export const kindOf = (kind: ProjectKind) => kinds[kind] as unknown as KindModule<Details, DetailsInput>;

/** What a person needs for each action; how far is the permission's own reach. */
export const actionPermissions = {
  edit: "projects.write",
  bin: "projects.write",
  restore: "projects.write",
  submit: "projects.submit",
  start: "projects.report",
  reportStage: "projects.report",
  completeHousing: "projects.report",
  reportProgress: "projects.report",
  reachMilestone: "projects.report",
  acceptWork: "projects.report",
  handOver: "projects.report",
  putInOperation: "projects.report",
  completeLivelihood: "projects.report",
  attachFile: "projects.write",
  attachDocument: "projects.write",
} as const satisfies Record<Action, Permission>;

const attaching: readonly Action[] = ["attachFile", "attachDocument"];

/** What every kind can do in a status. */
const common: Partial<Record<ProjectStatus, readonly Action[]>> = {
  draft: ["edit", "submit", "bin", ...attaching],
  returned: ["edit", "submit", ...attaching],
  approved: attaching,
  in_progress: attaching,
  completed: attaching,
  in_operation: attaching,
};

/** What can be done with a project as it stands, whoever asks. */
export const actionsOf = (project: { kind: ProjectKind; status: ProjectStatus; binned: boolean }): Action[] =>
  project.binned
    ? ["restore"]
    : [...(kindOf(project.kind).actions[project.status] ?? []), ...(common[project.status] ?? [])];

export type Submitted = Facts<Details> & {
  kind: ProjectKind;
  name: string;
  year: number;
  totalAmount: string;
  benefit: string;
  plannedStart: string | null;
  plannedEnd: string | null;
  line: { code: string; programme: { code: string } };
  unit: { name: string };
  places: readonly { name: string; note: string }[];
  milestones: readonly { name: string; plannedOn: string }[];
};

/** All that is in the way of submitting, each at its field of the form. */
export function submissionProblems(project: Submitted): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (project.sources.length === 0) problems.push({ path: "sources", code: "project_has_no_sources" });
  return [...problems, ...kindOf(project.kind).submissionProblems(project)];
}

/** What is in the way of each action, as far as the record alone tells. */
export const blockedOf = (project: Submitted): Partial<Record<Action, FieldProblem[]>> => {
  const submit = submissionProblems(project);
  return { ...kindOf(project.kind).blocked(project.details), ...(submit.length > 0 && { submit }) };
};

/** The details as the edit form sends them. */
export const inputOf = (project: { kind: ProjectKind; details: Details }): DetailsInput =>
  kindOf(project.kind).inputOf(project.details);

/** What an approver compares, totals first. It holds no personal data, so that it may be kept with the request. */
export function snapshotOf(project: Submitted): Entry[] {
  const { totals, entries } = kindOf(project.kind).snapshot(project.details);
  return [
    { field: "totalAmount", value: project.totalAmount },
    ...project.sources.map(({ sourceCode, amount }) => ({ group: "sources", field: sourceCode, value: amount })),
    ...totals,
    { field: "name", value: project.name },
    { field: "line", value: `${project.line.programme.code} ${project.line.code}` },
    { field: "year", value: project.year },
    { field: "unit", value: project.unit.name },
    { field: "plannedStart", value: project.plannedStart },
    { field: "plannedEnd", value: project.plannedEnd },
    { field: "benefit", value: project.benefit },
    ...entries,
    ...project.places.map(({ name, note }) => ({ group: "places", field: name, value: note || name })),
    ...project.milestones.map(({ name, plannedOn }) => ({ group: "milestones", field: name, value: plannedOn })),
  ];
}

/** How a screen writes the value of a changed field, by its group where it has one. */
export const changeFormats: Record<
  string,
  "money" | "date" | "number" | "area" | "code" | "truth" | "quantity" | "purchase" | "text"
> = {
  totalAmount: "money",
  sources: "money",
  counterpartAmount: "money",
  expectedIncome: "money",
  normAmount: "money",
  ownAmount: "money",
  plannedStart: "date",
  plannedEnd: "date",
  decisionOn: "date",
  milestones: "date",
  year: "text",
  householdCount: "number",
  householdClasses: "number",
  householdsServed: "number",
  expectedJobs: "number",
  areaBefore: "area",
  designArea: "area",
  type: "code",
  form: "code",
  sector: "code",
  workKind: "code",
  households: "code",
  badFoundation: "truth",
  badFrame: "truth",
  badRoof: "truth",
  /** {least, most | null, measure} */
  quantities: "quantity",
  /** {quantity, measure, unitPrice} */
  inputs: "purchase",
};
