import type { z } from "zod";
import type { RequestSubject } from "@/db/schema/programmes";
import type { ProjectStatus } from "@/db/schema/project-lists";
import type { Verdict } from "@/db/schema/requests";
import { record } from "../audit";
import { today } from "../clock";
import { row, rows, type Tx } from "../db";
import { isReadable, readableDocument } from "../documents/queries";
import { findFile } from "../files";
import { fold } from "../fold";
import { newId } from "../ids";
import { type FieldProblem, fieldProblem, Problem } from "../problem";
import { submitRequest } from "../requests/submit";
import { type Scope, withinText } from "../trpc";
import { inOrder, type Place, refuseAll, storeOf } from "./details";
import type {
  acceptWorkInput,
  attachDocumentInput,
  attachFileInput,
  commonFields,
  completeHousingInput,
  completeLivelihoodInput,
  editProjectInput,
  handOverInput,
  projectRef,
  putInOperationInput,
  reachMilestoneInput,
  registerProjectInput,
  reportProgressInput,
  reportStageInput,
  startProjectInput,
  submitProjectInput,
} from "./inputs";
import { actionsOf, blockedOf, type DetailsOf, kindOf, snapshotOf } from "./kinds";
import { completionProblems, progressAfter, stageProblem } from "./kinds/housing";
import type { Action, Entry, SourceRow } from "./kinds/kind";
import { type ProjectRecord, projectForUse } from "./queries";
import { changesBetween, datesProblem, dayProblem, type Line, lineProblem, progressProblem } from "./rules";

type Sent<S extends z.ZodType> = z.output<S>;
type Common = z.output<z.ZodObject<typeof commonFields>>;

/** One command is one entry in the audit trail of the project. */
const said = (
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
async function locked(tx: Tx, scope: Scope, id: string): Promise<ProjectRecord> {
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
async function take(tx: Tx, scope: Scope, id: string, action: Action, version?: number): Promise<ProjectRecord> {
  const project = await locked(tx, scope, id);
  if (!actionsOf(project).includes(action)) {
    throw new Problem(action === "edit" ? "project_not_editable" : "project_step_not_allowed");
  }
  if (version !== undefined && version !== project.version) throw new Problem("changed_meanwhile");
  refuseAll(blockedOf(project)[action] ?? []);
  return project;
}

/** Moves along the path of the kind; the database's trigger has the last word. */
const move = (
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
const refuseDays = (...found: (FieldProblem | undefined)[]) => refuseAll(found.filter((one) => one !== undefined));

async function refuseUnseenFile(tx: Tx, path: string, fileId: string, photo = false): Promise<void> {
  const file = await findFile(tx, fileId);
  if (!file) throw fieldProblem(path, "unknown_file");
  if (photo && !file.mediaType.startsWith("image/")) throw fieldProblem(path, "not_a_photo");
}

async function refuseUnseenDocument(tx: Tx, path: string, documentId: string): Promise<void> {
  if (!(await isReadable(tx, documentId))) throw fieldProblem(path, "unknown_document");
}

/* Registering and editing */

/** What the fields that all kinds share point to; refuses at each field that points nowhere. */
async function check(tx: Tx, input: Common, kind: ProjectRecord["kind"], place: Place) {
  const documentIds = [...input.documents, ...(input.decisionDocumentId ? [input.decisionDocumentId] : [])];
  const found = (await row<{
    line: Line | null;
    places: Record<string, string>;
    budget: Record<string, boolean>;
    documents: string[];
    unitName: string;
  }>(
    tx,
    "projects.check",
    `select (select jsonb_build_object('kinds', l.kinds, 'provinceId', g.province_id, 'validFrom', g.valid_from, 'validTo', g.valid_to)
               from programme_lines l join programmes g on g.id = l.programme_id where l.id = $1) as line,
            (select coalesce(jsonb_object_agg(u.id, u.name), '{}') from units u where u.id = any ($2::uuid[])) as places,
            (select coalesce(jsonb_object_agg(f.code, f.budget), '{}') from fund_sources f where f.code = any ($3::text[])) as budget,
            (select coalesce(jsonb_agg(d.id), '[]') from documents d where d.id = any ($4::uuid[]) and ${readableDocument("d")}) as documents,
            (select u.name from units u where u.id = $5) as "unitName"`,
    [
      input.lineId,
      input.places.map(({ placeId }) => placeId),
      input.sources.map(({ sourceCode }) => sourceCode),
      documentIds,
      place.unitId,
    ],
  ))!;
  const unseen = (documentId: string | null) => documentId !== null && !found.documents.includes(documentId);
  const at = (wrong: boolean, path: string, code: string): FieldProblem | undefined =>
    wrong ? { path, code } : undefined;
  refuseAll(
    [
      lineProblem(found.line, { kind, year: input.year, provinceId: place.provinceId }),
      datesProblem(input),
      ...input.places.map(({ placeId }, i) => at(!(placeId in found.places), `places.${i}.placeId`, "unknown_unit")),
      ...input.sources.map(({ sourceCode }, i) =>
        at(!(sourceCode in found.budget), `sources.${i}.sourceCode`, "not_in_list"),
      ),
      ...input.documents.map((documentId, i) => at(unseen(documentId), `documents.${i}`, "unknown_document")),
      at(unseen(input.decisionDocumentId), "decisionDocumentId", "unknown_document"),
    ].filter((one) => one !== undefined),
  );
  return {
    unitName: found.unitName,
    placeNames: input.places.map(({ placeId }) => found.places[placeId]).join(", "),
    sources: input.sources.map(
      ({ sourceCode, amount }): SourceRow => ({ sourceCode, amount, budget: found.budget[sourceCode]! }),
    ),
  };
}

/** What search looks in: code, name and places. */
const searched = (code: string, name: string, placeNames: string, unitName: string) =>
  fold(`${code} ${name} ${placeNames} ${unitName}`);

/** The rows beside the project, as sent: all of one list in one statement. */
async function saveRows(tx: Tx, projectId: string, { unitId, provinceId }: Place, input: Common): Promise<void> {
  const save = (name: string, text: string, sent: unknown) =>
    rows(tx, `projects.${name}.save`, text, [projectId, unitId, provinceId, JSON.stringify(sent)]);
  const clear = (name: string, text: string) => rows(tx, `projects.${name}.clear`, text, [projectId]);

  await clear("places", "delete from project_places where project_id = $1");
  await save(
    "places",
    `insert into project_places (id, project_id, unit_id, province_id, place_id, note, sort)
     select s.id, $1, $2, $3, s."placeId", s.note, s.sort
       from jsonb_to_recordset($4::jsonb) as s(id uuid, "placeId" uuid, note text, sort integer)`,
    inOrder(input.places),
  );
  await clear("sources", "delete from project_sources where project_id = $1");
  await save(
    "sources",
    `insert into project_sources (project_id, unit_id, province_id, source_code, amount)
     select $1, $2, $3, s."sourceCode", s.amount from jsonb_to_recordset($4::jsonb) as s("sourceCode" text, amount bigint)`,
    input.sources,
  );
  await clear("milestones", "delete from milestones where project_id = $1");
  await save(
    "milestones",
    `insert into milestones (id, project_id, unit_id, province_id, name, planned_on, sort)
     select s.id, $1, $2, $3, s.name, s."plannedOn", s.sort
       from jsonb_to_recordset($4::jsonb) as s(id uuid, name text, "plannedOn" date, sort integer)`,
    inOrder(input.milestones),
  );
  await clear("documents", "delete from project_documents where project_id = $1");
  await save(
    "documents",
    `insert into project_documents (project_id, unit_id, province_id, document_id)
     select distinct $1::uuid, $2::uuid, $3::uuid, s::uuid from jsonb_array_elements_text($4::jsonb) s`,
    input.documents,
  );
}

/** Registers a draft at a unit of one's reach; a house at the unit of its household. */
export async function registerProject(
  tx: Tx,
  scope: Scope<"projects.write">,
  input: Sent<typeof registerProjectInput>,
): Promise<{ id: string; code: string }> {
  const { kind } = input.details;
  const store = storeOf(kind);
  const place = await store.placeOf(tx, scope, input.unitId, input.details);
  const { placeNames, unitName, sources } = await check(tx, input, kind, place);
  const number = (await row<{ n: string }>(tx, "projects.number", "select nextval('project_numbers')::text as n"))!.n;
  const code = `${kindOf(kind).prefix}-${input.year}-${number.padStart(4, "0")}`;
  await rows(
    tx,
    "projects.register",
    `insert into projects (id, unit_id, province_id, kind, code, name, folded, line_id, year, planned_start, planned_end, place_names, benefit, decision_document_id, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    [
      input.id,
      place.unitId,
      place.provinceId,
      kind,
      code,
      input.name,
      searched(code, input.name, placeNames, unitName),
      input.lineId,
      input.year,
      input.plannedStart,
      input.plannedEnd,
      placeNames,
      input.benefit,
      input.decisionDocumentId,
      scope.personId,
      scope.clock.now(),
    ],
  );
  await saveRows(tx, input.id, place, input);
  await store.save(tx, scope, { ...place, projectId: input.id, lineId: input.lineId, sources }, input.details);
  await said(
    tx,
    scope,
    "project.registered",
    { id: input.id, unit: { id: place.unitId }, provinceId: place.provinceId },
    { code, kind },
  );
  return { id: input.id, code };
}

/** Replaces the whole content of a draft, or of what was returned. The audit row says what changed. */
export async function editProject(
  tx: Tx,
  scope: Scope<"projects.write">,
  input: Sent<typeof editProjectInput>,
): Promise<{ id: string; version: number }> {
  const before = await take(tx, scope, input.id, "edit", input.version);
  // Another kind would be another project: its code, its path and its details are all of the first.
  if (input.details.kind !== before.kind) throw fieldProblem("details.kind", "project_not_editable");
  const place = { unitId: before.unit.id, provinceId: before.provinceId };
  const { placeNames, unitName, sources } = await check(tx, input, before.kind, place);
  await rows(
    tx,
    "projects.edit",
    `update projects set name = $2, folded = $3, line_id = $4, year = $5, planned_start = $6, planned_end = $7, place_names = $8,
            benefit = $9, decision_document_id = $10, version = version + 1 where id = $1`,
    [
      input.id,
      input.name,
      searched(before.code, input.name, placeNames, unitName),
      input.lineId,
      input.year,
      input.plannedStart,
      input.plannedEnd,
      placeNames,
      input.benefit,
      input.decisionDocumentId,
    ],
  );
  await saveRows(tx, input.id, place, input);
  await storeOf(before.kind).save(
    tx,
    scope,
    { ...place, projectId: input.id, lineId: input.lineId, sources },
    input.details,
  );
  const after = await projectForUse(tx, scope, input.id);
  await said(tx, scope, "project.edited", after, { changes: changesBetween(snapshotOf(before), snapshotOf(after)) });
  return { id: input.id, version: after.version };
}

const binned = (tx: Tx, id: string, at: Date | null) =>
  rows(tx, "projects.bin", "update projects set binned_at = $2 where id = $1", [id, at]);

/** Puts a draft aside. Nothing that was submitted is ever put aside. */
export async function binDraft(tx: Tx, scope: Scope<"projects.write">, { id }: Sent<typeof projectRef>) {
  const project = await take(tx, scope, id, "bin");
  await binned(tx, id, scope.clock.now());
  await said(tx, scope, "project.binned", project);
  return { id };
}

export async function restoreDraft(tx: Tx, scope: Scope<"projects.write">, { id }: Sent<typeof projectRef>) {
  const project = await take(tx, scope, id, "restore");
  await binned(tx, id, null);
  await said(tx, scope, "project.restored", project);
  return { id };
}

/* Submitting and what is decided */

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

/* The work */

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

/* Papers and photos: added at any time, beside what was approved */

export async function attachFile(
  tx: Tx,
  scope: Scope<"projects.write">,
  { id, attachmentId, fileId, kind, caption, takenOn }: Sent<typeof attachFileInput>,
) {
  const project = await take(tx, scope, id, "attachFile");
  await refuseUnseenFile(tx, "fileId", fileId, kind === "photo");
  if (takenOn !== null) refuseDays(dayProblem("takenOn", takenOn, today(scope.clock), null));
  if (project.files.some((attached) => attached.fileId === fileId)) throw fieldProblem("fileId", "already_attached");
  await rows(
    tx,
    "projects.attach_file",
    `insert into project_files (id, project_id, unit_id, province_id, file_id, kind, caption, taken_on, attached_by, attached_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      attachmentId,
      id,
      project.unit.id,
      project.provinceId,
      fileId,
      kind,
      caption,
      takenOn,
      scope.personId,
      scope.clock.now(),
    ],
  );
  await said(tx, scope, "project.file_attached", project, { fileId, kind });
  return { id };
}

export async function attachDocument(
  tx: Tx,
  scope: Scope<"projects.write">,
  { id, documentId }: Sent<typeof attachDocumentInput>,
) {
  const project = await take(tx, scope, id, "attachDocument");
  await refuseUnseenDocument(tx, "documentId", documentId);
  if (project.documents.some((attached) => attached.id === documentId)) {
    throw fieldProblem("documentId", "already_attached");
  }
  await rows(
    tx,
    "projects.attach_document",
    "insert into project_documents (project_id, unit_id, province_id, document_id) values ($1, $2, $3, $4)",
    [id, project.unit.id, project.provinceId, documentId],
  );
  await said(tx, scope, "project.document_attached", project, { documentId });
  return { id };
}
