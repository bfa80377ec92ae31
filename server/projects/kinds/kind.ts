import type { z } from "zod";
import type { ProjectStatus } from "@/db/schema/project-lists";
import type { FieldProblem } from "../../problem";

/** What a person may do with a project, apart from looking at it. */
export type Action =
  | "edit"
  | "bin"
  | "restore"
  | "submit"
  | "start"
  | "reportStage"
  | "completeHousing"
  | "reportProgress"
  | "reachMilestone"
  | "acceptWork"
  | "handOver"
  | "putInOperation"
  | "completeLivelihood"
  | "attachFile"
  | "attachDocument";

/** One thing that an approver compares. `group` is a list (sources, places…); then `field` names the row of it. */
export type Entry = { field: string; group?: string; value: unknown };

export type SourceRow = { sourceCode: string; budget: boolean; amount: string };

/** What the rules of every kind may read. */
export type Facts<Details> = {
  status: ProjectStatus;
  startedOn: string | null;
  sources: readonly SourceRow[];
  details: Details;
};

/**
 * All that a kind of project has of its own. The server's half, which saves and reads the details,
 * is in ../details.ts; this half is pure and shared with the forms.
 */
export type KindModule<Details, Input> = {
  /** Of the project's code: SK-2025-0031. */
  prefix: string;
  /** What people send. */
  input: z.ZodType<Input>;
  /** A record's details as the edit form sends them. */
  inputOf(details: Details): Input;
  /** What may be done in which status, beyond what every kind can do. */
  actions: Partial<Record<ProjectStatus, readonly Action[]>>;
  /** What is missing or wrong before the project may be submitted, each at its field of the form. */
  submissionProblems(project: Facts<Details>): FieldProblem[];
  /** What is in the way of what may be done later, as far as the record alone tells. */
  blocked(details: Details): Partial<Record<Action, FieldProblem[]>>;
  /** What the approver compares with the last approved version; `totals` come first. No personal data. */
  snapshot(details: Details): { totals: Entry[]; entries: Entry[] };
};
