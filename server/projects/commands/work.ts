import { today } from "../../clock";
import { rows, type Tx } from "../../db";
import { newId } from "../../ids";
import { Problem } from "../../problem";
import type { Scope } from "../../trpc";
import { storeOf } from "../details/index";
import { refuseAll } from "../details/store";
import type {
  acceptWorkInput,
  completeHousingInput,
  completeLivelihoodInput,
  handOverInput,
  putInOperationInput,
  reachMilestoneInput,
  reportProgressInput,
  reportStageInput,
  startProjectInput,
} from "../inputs";
import type { DetailsOf } from "../kinds";
import { completionProblems, progressAfter, stageProblem } from "../kinds/housing";
import type { ProjectRecord } from "../record";
import { dayProblem, progressProblem } from "../rules";
import { move, refuseDays, refuseUnseenDocument, refuseUnseenFile, type Sent, said, take } from "./take";

export async function startProject(
  tx: Tx,
  scope: Scope<"projects.report">,
  { id, startedOn }: Sent<typeof startProjectInput>,
) {
  const project = await take(tx, scope, id, "start");
  refuseDays(dayProblem("startedOn", startedOn, today(scope.clock), null));
  await move(tx, id, "in_progress", { startedOn });
  await said(tx, scope, "project.started", project, { startedOn });
  return { id };
}

type Report = { reportId: string; onDate: string; progress: number; note: string; correction: boolean };

/** The trigger on reports carries the progress to the project's own row. */
const report = (tx: Tx, scope: Scope, project: ProjectRecord, said: Report) =>
  rows(
    tx,
    "projects.report",
    `insert into progress_reports (id, project_id, unit_id, province_id, on_date, progress, note, correction, reported_by, reported_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      said.reportId,
      project.id,
      project.unit.id,
      project.provinceId,
      said.onDate,
      said.progress,
      said.note,
      said.correction,
      scope.personId,
      scope.clock.now(),
    ],
  );

/** Physical progress, apart from money. */
export async function reportProgress(
  tx: Tx,
  scope: Scope<"projects.report">,
  { id, ...sent }: Sent<typeof reportProgressInput>,
) {
  const project = await take(tx, scope, id, "reportProgress");
  refuseDays(
    progressProblem(project.progress, sent),
    dayProblem("onDate", sent.onDate, today(scope.clock), project.startedOn),
  );
  await report(tx, scope, project, sent);
  await said(tx, scope, "project.progress_reported", project, {
    progress: { before: project.progress, after: sent.progress },
    correction: sent.correction,
  });
  return { id };
}

/** What is accepted or complete stands whole, whatever was last reported. */
async function reportWhole(tx: Tx, scope: Scope, project: ProjectRecord, onDate: string, note = "") {
  if (project.progress === 10_000 && note === "") return;
  const reportId = newId(scope.clock.now().getTime());
  await report(tx, scope, project, { reportId, onDate, progress: 10_000, note, correction: false });
}

export async function reachMilestone(
  tx: Tx,
  scope: Scope<"projects.report">,
  { id, milestoneId, actualOn }: Sent<typeof reachMilestoneInput>,
) {
  const project = await take(tx, scope, id, "reachMilestone");
  const milestone = project.milestones.find((one) => one.id === milestoneId);
  if (!milestone) throw new Problem("not_found");
  refuseDays(dayProblem("actualOn", actualOn, today(scope.clock), project.startedOn));
  await rows(tx, "projects.milestone", "update milestones set actual_on = $2 where id = $1", [milestoneId, actualOn]);
  await said(tx, scope, "project.milestone_reached", project, {
    milestone: milestone.name,
    actualOn: { before: milestone.actualOn, after: actualOn },
  });
  return { id };
}

/** The project with its details known to be of the one kind that the action belongs to. */
type Of<K extends keyof DetailsOf> = ProjectRecord & { details: DetailsOf[K] };

/** A stage of a house, shown by a photo. Reporting the foundation starts the project. */
export async function reportStage(
  tx: Tx,
  scope: Scope<"projects.report">,
  { id, reportId, stage, reachedOn, photoFileId }: Sent<typeof reportStageInput>,
) {
  const project = (await take(tx, scope, id, "reportStage")) as Of<"housing">;
  const { stages } = project.details;
  refuseDays(stageProblem(stages, { stage, reachedOn }), dayProblem("reachedOn", reachedOn, today(scope.clock), null));
  await refuseUnseenFile(tx, "photoFileId", photoFileId, true);
  await rows(
    tx,
    "projects.stage",
    `insert into housing_stage_reports (id, project_id, unit_id, province_id, stage, reached_on, photo_file_id, reported_by, reported_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      reportId,
      id,
      project.unit.id,
      project.provinceId,
      stage,
      reachedOn,
      photoFileId,
      scope.personId,
      scope.clock.now(),
    ],
  );
  if (project.status === "approved") await move(tx, id, "in_progress", { startedOn: reachedOn });
  await report(tx, scope, project, {
    reportId: newId(scope.clock.now().getTime()),
    onDate: reachedOn,
    progress: progressAfter(stages.length + 1),
    note: "",
    correction: false,
  });
  await said(tx, scope, "project.stage_reported", project, { stage, reachedOn });
  return { id };
}

/** The house stands: what was seen of it, and that the household signed for it. */
export async function completeHousing(
  tx: Tx,
  scope: Scope<"projects.report">,
  { id, completedOn, ...seen }: Sent<typeof completeHousingInput>,
) {
  const project = (await take(tx, scope, id, "completeHousing")) as Of<"housing">;
  const { details } = project;
  refuseAll(completionProblems(details, seen));
  const day = today(scope.clock);
  refuseDays(
    dayProblem("completedOn", completedOn, day, details.stages.at(-1)?.reachedOn ?? null),
    seen.signedOn === null ? undefined : dayProblem("signedOn", seen.signedOn, day, project.startedOn),
  );
  await refuseUnseenFile(tx, "signatureFileId", seen.signatureFileId!);
  await rows(
    tx,
    "projects.house",
    `update housing_details set hard_foundation = $2, hard_frame = $3, hard_roof = $4, area_after = $5, signature_file_id = $6, signed_on = $7 where project_id = $1`,
    [id, seen.hardFoundation, seen.hardFrame, seen.hardRoof, seen.areaAfter, seen.signatureFileId, seen.signedOn],
  );
  await move(tx, id, "completed", { completedOn });
  await storeOf(project.kind).completed(tx, scope, project, completedOn);
  await said(tx, scope, "project.completed", project, { completedOn, areaAfter: seen.areaAfter });
  return { id };
}

export async function completeLivelihood(
  tx: Tx,
  scope: Scope<"projects.report">,
  { id, completedOn, note }: Sent<typeof completeLivelihoodInput>,
) {
  const project = await take(tx, scope, id, "completeLivelihood");
  refuseDays(dayProblem("completedOn", completedOn, today(scope.clock), project.startedOn));
  await reportWhole(tx, scope, project, completedOn, note);
  await move(tx, id, "completed", { completedOn });
  await storeOf(project.kind).completed(tx, scope, project, completedOn);
  await said(tx, scope, "project.completed", project, { completedOn });
  return { id };
}

/** Acceptance minutes make a work complete (invariant 23). */
export async function acceptWork(
  tx: Tx,
  scope: Scope<"projects.report">,
  { id, acceptedOn, documentId }: Sent<typeof acceptWorkInput>,
) {
  const project = await take(tx, scope, id, "acceptWork");
  refuseDays(dayProblem("acceptedOn", acceptedOn, today(scope.clock), project.startedOn));
  await refuseUnseenDocument(tx, "documentId", documentId);
  await rows(
    tx,
    "projects.accept",
    "update infrastructure_details set accepted_on = $2, acceptance_document_id = $3 where project_id = $1",
    [id, acceptedOn, documentId],
  );
  await reportWhole(tx, scope, project, acceptedOn);
  await move(tx, id, "completed", { completedOn: acceptedOn });
  await said(tx, scope, "project.accepted", project, { acceptedOn, documentId });
  return { id };
}

export async function handOver(
  tx: Tx,
  scope: Scope<"projects.report">,
  { id, handedOverOn, documentId }: Sent<typeof handOverInput>,
) {
  const project = (await take(tx, scope, id, "handOver")) as Of<"infrastructure">;
  refuseDays(dayProblem("handedOverOn", handedOverOn, today(scope.clock), project.details.acceptedOn));
  await refuseUnseenDocument(tx, "documentId", documentId);
  await rows(
    tx,
    "projects.hand_over",
    "update infrastructure_details set handed_over_on = $2, handover_document_id = $3 where project_id = $1",
    [id, handedOverOn, documentId],
  );
  await said(tx, scope, "project.handed_over", project, { handedOverOn, documentId });
  return { id };
}

export async function putInOperation(
  tx: Tx,
  scope: Scope<"projects.report">,
  { id, inOperationOn }: Sent<typeof putInOperationInput>,
) {
  const project = (await take(tx, scope, id, "putInOperation")) as Of<"infrastructure">;
  refuseDays(dayProblem("inOperationOn", inOperationOn, today(scope.clock), project.details.handedOverOn));
  await rows(tx, "projects.operate", "update infrastructure_details set in_operation_on = $2 where project_id = $1", [
    id,
    inOperationOn,
  ]);
  await move(tx, id, "in_operation");
  await said(tx, scope, "project.put_in_operation", project, { inOperationOn });
  return { id };
}
