import { z } from "zod";
import { code, date, id, limits, listInput, text } from "../inputs";

/** Shared by "register" and "correct": what an official document says of itself. */
export const documentFields = {
  number: text(limits.code),
  kind: code,
  issuer: text(limits.name),
  issuedOn: date,
  effectiveOn: date.nullable(),
  summary: text(limits.line),
  fileId: id.nullable(),
};

export const registerDocumentInput = z.strictObject({ id, ...documentFields });
export const correctDocumentInput = z.strictObject({ id, ...documentFields });
export const documentRef = z.strictObject({ id });

export const documentSorts = ["issued", "number"] as const;
export const listDocumentsInput = z.strictObject({
  ...listInput,
  kind: code.optional(),
  year: z.number().int().min(1945).max(2100).optional(),
  sort: z.enum(documentSorts).default("issued"),
});
