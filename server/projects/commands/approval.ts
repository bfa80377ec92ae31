import type { RequestSubject } from "@/db/schema/programmes";
import type { ProjectStatus } from "@/db/schema/project-lists";
import type { Verdict } from "@/db/schema/requests";
import { row, rows, type Tx } from "../../db";
import { Problem } from "../../problem";
import { submitRequest } from "../../requests/submit";
import type { Scope } from "../../trpc";
import { storeOf } from "../details/index";
import { refuseAll } from "../details/store";
import type { submitProjectInput } from "../inputs";
import { snapshotOf } from "../kinds";
import type { Entry } from "../kinds/kind";
import { changesBetween } from "../rules";
import { locked, move, type Sent, said, take } from "./take";

/** Asks for approval of what the draft says now; what differs from the version approved last goes with the request. */
export async function submitProject(
  tx: Tx,
  scope: Scope<"projects.submit">,
  { id, version }: Sent<typeof submitProjectInput>,
): Promise<{ id: string; requestId: string; requestCode: string }> {
  const project = await take(tx, scope, id, "submit", version);
  const store = storeOf(project.kind);
  const earlier = await store.guard(tx, scope, project);
  if (earlier) refuseAll([earlier]);
  await store.submitted(tx, scope, project);

  const entries = snapshotOf(project);
  const last = (await row<{ next: number; approved: { entries: Entry[] } | null }>(
    tx,
    "projects.versions",
    `select coalesce(max(v.version), 0) + 1 as next,
            (select a.content from project_versions a where a.project_id = $1 and a.approved_at is not null order by a.version desc limit 1) as approved
       from project_versions v where v.project_id = $1`,
    [id],
  ))!;
  await rows(
    tx,
    "projects.version",
    "insert into project_versions (project_id, unit_id, province_id, version, content, submitted_at) values ($1, $2, $3, $4, $5, $6)",
    [id, project.unit.id, project.provinceId, last.next, JSON.stringify({ entries }), scope.clock.now()],
  );
  await move(tx, id, "submitted");
  const subject: RequestSubject = `project.${project.kind}`;
  const request = await submitRequest(tx, scope, {
    subject,
    subjectId: id,
    subjectVersion: last.next,
    unitId: project.unit.id,
    provinceId: project.provinceId,
    title: project.name,
    amount: BigInt(project.totalAmount),
    changes: changesBetween(last.approved?.entries ?? null, entries),
  });
  await said(tx, scope, "project.submitted", project, { version: last.next, request: request.code });
  return { id, requestId: request.requestId, requestCode: request.code };
}

const outcomes = {
  approve: { status: "approved", event: "project.approved" },
  return: { status: "returned", event: "project.returned" },
  reject: { status: "rejected", event: "project.rejected" },
} as const satisfies Record<Verdict, { status: ProjectStatus; event: string }>;

/** What the last decision on a project's request does to the project. Called by the request, in its transaction. */
export async function applyProjectDecision(tx: Tx, scope: Scope, projectId: string, verdict: Verdict): Promise<void> {
  const project = await locked(tx, scope, projectId);
  if (project.status !== "submitted") throw new Problem("project_step_not_allowed");
  const { status, event } = outcomes[verdict];
  await move(tx, projectId, status);
  if (verdict === "approve") {
    await rows(
      tx,
      "projects.approve_version",
      `update project_versions v set approved_at = $2
        where v.project_id = $1 and v.version = (select max(x.version) from project_versions x where x.project_id = $1)`,
      [projectId, scope.clock.now()],
    );
  } else {
    await storeOf(project.kind).dropped(tx, scope, projectId);
  }
  await said(tx, scope, event, project);
}
