import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { documents } from "@/db/schema/documents";
import { changed, record } from "../audit";
import type { Tx } from "../db";
import { findFile } from "../files";
import { fold, foldNumber } from "../fold";
import { fieldProblem, Problem } from "../problem";
import { type Scope, within } from "../trpc";
import type { correctDocumentInput, registerDocumentInput } from "./inputs";
import { effectiveDateProblem } from "./rules";

type Fields = Omit<z.output<typeof registerDocumentInput>, "id">;

/** What is stored of the fields, with their folded twins for search. */
const stored = (fields: Fields) => ({
  ...fields,
  numberFolded: foldNumber(fields.number),
  issuerFolded: fold(fields.issuer),
  searchFolded: fold(`${fields.number} ${foldNumber(fields.number)} ${fields.issuer} ${fields.summary}`),
});

async function check(tx: Tx, fields: Fields) {
  const problem = effectiveDateProblem(fields);
  if (problem) throw fieldProblem("effectiveOn", problem);
  if (fields.fileId && !(await findFile(tx, fields.fileId))) {
    throw fieldProblem("fileId", "unknown_file");
  }
}

/** Registers a document at the unit where the person holds the permission. */
export async function registerDocument(
  tx: Tx,
  scope: Scope<"documents.register">,
  input: z.output<typeof registerDocumentInput>,
) {
  await check(tx, input);
  const held = scope.who.roles[0];
  if (!held) throw new Problem("not_allowed");
  const { id, ...fields } = input;
  await tx
    .insert(documents)
    .values({ id, ...stored(fields), unitId: held.unitId, provinceId: held.provinceId, registeredBy: scope.personId });
  await record(tx, scope, {
    event: "document.registered",
    noun: "documents",
    recordId: id,
    unitId: held.unitId,
    provinceId: held.provinceId,
    detail: { number: fields.number },
  });
  return { id };
}

/** Corrects what was typed wrong. The audit row keeps both. */
export async function correctDocument(
  tx: Tx,
  scope: Scope<"documents.register">,
  input: z.output<typeof correctDocumentInput>,
) {
  await check(tx, input);
  const { id, ...fields } = input;
  const [before] = await tx
    .select()
    .from(documents)
    .where(and(eq(documents.id, id), within(scope, documents)))
    .for("update");
  if (!before) throw new Problem("not_found");
  await tx.update(documents).set(stored(fields)).where(eq(documents.id, id));
  await record(tx, scope, {
    event: "document.corrected",
    noun: "documents",
    recordId: id,
    unitId: before.unitId,
    provinceId: before.provinceId,
    detail: changed(before, fields),
  });
  return { id };
}
