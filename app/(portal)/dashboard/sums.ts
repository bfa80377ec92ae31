import type { Overview } from "@/server/dashboard/queries";
import { type ProjectStage, projectStages } from "@/server/projects/rules";

export const kinds = ["livelihood", "housing", "infrastructure"] as const;

/** Projects of a kind (or all) at a stage (or all). */
export function countProjects({ projects }: Overview, kind?: string, stage?: ProjectStage): number {
  return projects
    .filter(
      (row) =>
        (!kind || row.kind === kind) && (!stage || (projectStages[stage] as readonly string[]).includes(row.status)),
    )
    .reduce((sum, row) => sum + row.count, 0);
}

export const countOf = (rows: { class: string; count: number }[], ...classes: string[]): number =>
  rows.filter((row) => !classes.length || classes.includes(row.class)).reduce((sum, row) => sum + row.count, 0);

/** Budget money only: loans and contributions are never counted as spending. */
export function budgetSum({ money }: Overview, field: "received" | "committed" | "paid"): bigint {
  return money.filter(({ budget }) => budget).reduce((sum, row) => sum + BigInt(row[field]), 0n);
}

export const countFindings = ({ findings }: Overview, match: { age?: string; severity?: string } = {}): number =>
  findings
    .filter((row) => (!match.age || row.age === match.age) && (!match.severity || row.severity === match.severity))
    .reduce((sum, row) => sum + row.count, 0);

/** Where the records behind a number are. */
export const recordsOf = ({ place, year }: Overview) => ({
  projects: (more: Record<string, string> = {}) =>
    address("/projects", { unit: place.id, year: String(year), ...more }),
  helped: (more: Record<string, string> = {}) =>
    address("/households", { unit: place.id, helped: String(year), ...more }),
  households: (more: Record<string, string> = {}) => address("/households", { unit: place.id, ...more }),
  money: (more: Record<string, string> = {}) => address("/budgets", { unit: place.id, year: String(year), ...more }),
  findings: (more: Record<string, string> = {}) => address("/findings", { unit: place.id, state: "unclosed", ...more }),
});

const address = (path: string, query: Record<string, string>) => `${path}?${new URLSearchParams(query)}`;
