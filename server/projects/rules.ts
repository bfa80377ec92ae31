import type { ProjectKind, ProjectStatus } from "@/db/schema/project-lists";
import type { Change } from "@/db/schema/requests";
import type { FieldProblem, ProblemCode } from "../problem";
import type { Entry } from "./kinds/kind";

type Step = readonly [ProjectStatus, ProjectStatus];

const deciding: Step[] = [
  ["draft", "submitted"],
  ["returned", "submitted"],
  ["submitted", "approved"],
  ["submitted", "returned"],
  ["submitted", "rejected"],
  ["approved", "in_progress"],
  ["approved", "cancelled"],
  ["in_progress", "completed"],
  ["in_progress", "cancelled"],
];

/** Which status may follow which. The database's trigger reads a copy of this table. */
export const projectPaths: Record<ProjectKind, readonly Step[]> = {
  livelihood: [...deciding, ["completed", "settled"]],
  housing: [...deciding, ["completed", "settled"]],
  infrastructure: [...deciding, ["completed", "in_operation"], ["in_operation", "settled"]],
};

/** What was submitted is not edited, and what was put aside is taken back first. */
export const editProblem = (project: { status: ProjectStatus; binned: boolean }): ProblemCode | undefined =>
  !project.binned && (project.status === "draft" || project.status === "returned") ? undefined : "project_not_editable";

/** Only work that was decided on and has not ended can be late. */
export const lateStatuses = ["approved", "in_progress"] as const satisfies readonly ProjectStatus[];

export const datesProblem = (planned: {
  plannedStart: string | null;
  plannedEnd: string | null;
}): FieldProblem | undefined =>
  planned.plannedStart !== null && planned.plannedEnd !== null && planned.plannedEnd < planned.plannedStart
    ? { path: "plannedEnd", code: "ends_before_start" }
    : undefined;

export type Line = {
  kinds: readonly ProjectKind[];
  provinceId: string | null;
  validFrom: string;
  /** The first day on which the programme no longer runs. */
  validTo: string | null;
};

/** A line funds some kinds of project, in its programme's province and years. */
export function lineProblem(
  line: Line | null,
  project: { kind: ProjectKind; year: number; provinceId: string },
): FieldProblem | undefined {
  if (!line?.kinds.includes(project.kind) || (line.provinceId !== null && line.provinceId !== project.provinceId)) {
    return { path: "lineId", code: "line_does_not_fund_kind" };
  }
  const inPeriod =
    line.validFrom <= `${project.year}-12-31` && (line.validTo === null || line.validTo > `${project.year}-01-01`);
  return inPeriod ? undefined : { path: "year", code: "line_not_in_period" };
}

/** Something that happened lies not in the future, and not before the step that it follows. */
export function dayProblem(path: string, day: string, today: string, after: string | null): FieldProblem | undefined {
  if (day > today) return { path, code: "day_has_not_come" };
  return after !== null && day < after ? { path, code: "day_before_step", values: { day: after } } : undefined;
}

/** Invariant 24: progress falls only by a correction that says why. */
export function progressProblem(
  reported: number,
  report: { progress: number; correction: boolean; note: string },
): FieldProblem | undefined {
  if (report.correction) return report.note === "" ? { path: "note", code: "required" } : undefined;
  return report.progress < reported ? { path: "progress", code: "progress_falls" } : undefined;
}

const keyOf = ({ group, field }: Entry) => `${group ?? ""}\u0000${field}`;
const isEmpty = (value: unknown) => value === null || value === undefined || value === "";

/** Two rows of one name, such as two purchases of seed, stay apart. */
function numbered(entries: readonly Entry[]): Entry[] {
  const seen = new Map<string, number>();
  return entries.map((entry) => {
    const times = (seen.get(keyOf(entry)) ?? 0) + 1;
    seen.set(keyOf(entry), times);
    return times === 1 ? entry : { ...entry, field: `${entry.field} (${times})` };
  });
}

/**
 * Field by field, what differs from the version approved last, in the order of the new one (totals
 * first); then what is gone. Without an approved version everything said is new.
 */
export function changesBetween(approved: readonly Entry[] | null, submitted: readonly Entry[]): Change[] {
  const old = new Map(numbered(approved ?? []).map((entry) => [keyOf(entry), entry]));
  const now = numbered(submitted);
  const kept = new Set(now.map(keyOf));
  const change = ({ field, group }: Entry, before: unknown, after: unknown): Change => ({
    field,
    ...(group !== undefined && { group }),
    before,
    after,
  });
  return [
    ...now.map((entry) => change(entry, old.get(keyOf(entry))?.value ?? null, entry.value ?? null)),
    ...[...old.values()]
      .filter((entry) => !kept.has(keyOf(entry)))
      .map((entry) => change(entry, entry.value ?? null, null)),
  ].filter(
    ({ before, after }) => !(isEmpty(before) && isEmpty(after)) && JSON.stringify(before) !== JSON.stringify(after),
  );
}

/** Stages that an overview tells apart, and the statuses that make each: every status is in exactly one. */
export const projectStages = {
  preparing: ["draft", "returned"],
  waiting: ["submitted"],
  working: ["approved", "in_progress"],
  finished: ["completed", "in_operation"],
  settled: ["settled"],
  stopped: ["rejected", "cancelled"],
} as const satisfies Record<string, readonly ProjectStatus[]>;
export type ProjectStage = keyof typeof projectStages;
export const projectStageNames = Object.keys(projectStages) as ProjectStage[];
