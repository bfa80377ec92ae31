import type { z } from "zod";
import { row, rows, type Tx } from "../../db";
import { readableDocument } from "../../documents/queries";
import { fold } from "../../fold";
import { type FieldProblem, fieldProblem } from "../../problem";
import type { Scope } from "../../trpc";
import { storeOf } from "../details/index";
import { inOrder, type Place, refuseAll } from "../details/store";
import type { commonFields, editProjectInput, projectRef, registerProjectInput } from "../inputs";
import { kindOf, snapshotOf } from "../kinds";
import type { SourceRow } from "../kinds/kind";
import { projectForUse } from "../queries";
import type { ProjectRecord } from "../record";
import { changesBetween, datesProblem, type Line, lineProblem } from "../rules";
import { type Sent, said, take } from "./take";

type Common = z.output<z.ZodObject<typeof commonFields>>;

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
