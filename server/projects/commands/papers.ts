import { today } from "../../clock";
import { rows, type Tx } from "../../db";
import { fieldProblem } from "../../problem";
import type { Scope } from "../../trpc";
import type { attachDocumentInput, attachFileInput } from "../inputs";
import { dayProblem } from "../rules";
import { refuseDays, refuseUnseenDocument, refuseUnseenFile, type Sent, said, take } from "./take";

/** Papers and photos are added at any time, beside what was approved. */
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
