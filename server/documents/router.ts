import { z } from "zod";
import { listInput } from "../inputs";
import { allowed, command, router } from "../trpc";
import { correctDocument, registerDocument } from "./commands";
import { correctDocumentInput, documentRef, listDocumentsInput, registerDocumentInput } from "./inputs";
import { getDocument, listDocuments, searchDocuments } from "./queries";

export const documentsRouter = router({
  list: allowed("documents.read")
    .input(listDocumentsInput)
    .query(({ ctx, input }) => listDocuments(ctx.tx, ctx.scope, input)),
  get: allowed("documents.read")
    .input(documentRef)
    .query(({ ctx, input }) => getDocument(ctx.tx, ctx.scope, input.id)),
  search: allowed("documents.read")
    .input(z.strictObject({ q: listInput.q }))
    .query(({ ctx, input }) => searchDocuments(ctx.tx, ctx.scope, input.q)),
  register: command("documents.register", registerDocumentInput, registerDocument),
  correct: command("documents.register", correctDocumentInput, correctDocument),
});
