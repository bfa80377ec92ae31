import type { ProjectKind } from "@/db/schema/programmes";
import type { ProjectStatus } from "@/db/schema/projects";

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
