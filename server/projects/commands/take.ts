import type { z } from "zod";
import type { ProjectStatus } from "@/db/schema/project-lists";
import { record } from "../../audit";
import { row, rows, type Tx } from "../../db";
import { isReadable } from "../../documents/queries";
import { findFile } from "../../files";
import { type FieldProblem, fieldProblem, Problem } from "../../problem";
import { type Scope, withinText } from "../../trpc";
import { refuseAll } from "../details/store";
import { actionsOf, blockedOf } from "../kinds";
import type { Action } from "../kinds/kind";
import { projectForUse } from "../queries";
import type { ProjectRecord } from "../record";

export type Sent<S extends z.ZodType> = z.output<S>;

/** One command is one entry in the audit trail of the project. */
export const said = (
  tx: Tx,
  scope: Scope,
  event: string,
  project: { id: string; provinceId: string; unit: { id: string } },
  detail: Record<string, unknown> = {},
) =>
  record(tx, scope, {
    event,
    noun: "projects",
    recordId: project.id,
    unitId: project.unit.id,
    provinceId: project.provinceId,
    detail,
  });

/** Locks the project before anything of it is read, so that the next in line reads what this one wrote. */
export async function locked(tx: Tx, scope: Scope, id: string): Promise<ProjectRecord> {
  const found = await row(
    tx,
    `projects.lock.${scope.permission}`,
    `select 1 from projects p where p.id = $1 and ${withinText("p", scope.permission)} for update`,
    [id],
  );
  if (!found) throw new Problem("not_found");
  return projectForUse(tx, scope, id);
}

/** The project, locked, when the action may be done with it as it stands and nothing is in the way. */
export async function take(tx: Tx, scope: Scope, id: string, action: Action, version?: number): Promise<ProjectRecord> {
  const project = await locked(tx, scope, id);
  if (!actionsOf(project).includes(action)) {
    throw new Problem(action === "edit" ? "project_not_editable" : "project_step_not_allowed");
  }
  if (version !== undefined && version !== project.version) throw new Problem("changed_meanwhile");
  refuseAll(blockedOf(project)[action] ?? []);
  return project;
}

/** Moves along the path of the kind; the database's trigger has the last word. */
export const move = (
  tx: Tx,
  id: string,
  status: ProjectStatus,
  { startedOn, completedOn }: { startedOn?: string; completedOn?: string } = {},
) =>
  rows(
    tx,
    "projects.move",
    `update projects set status = $2, started_on = coalesce($3, started_on), completed_on = coalesce($4, completed_on) where id = $1`,
    [id, status, startedOn ?? null, completedOn ?? null],
  );

/** Refuses when any of the days is out of order or still to come. */
export const refuseDays = (...found: (FieldProblem | undefined)[]) =>
  refuseAll(found.filter((one) => one !== undefined));

export async function refuseUnseenFile(tx: Tx, path: string, fileId: string, photo = false): Promise<void> {
  const file = await findFile(tx, fileId);
  if (!file) throw fieldProblem(path, "unknown_file");
  if (photo && !file.mediaType.startsWith("image/")) throw fieldProblem(path, "not_a_photo");
}

export async function refuseUnseenDocument(tx: Tx, path: string, documentId: string): Promise<void> {
  if (!(await isReadable(tx, documentId))) throw fieldProblem(path, "unknown_document");
}
