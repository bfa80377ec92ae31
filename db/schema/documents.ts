import { sql } from "drizzle-orm";
import { check, date, index, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { bytes, instant, placed } from "./columns";
import { people } from "./people";
import { inUnit } from "./units";

/** A stored file: never overwritten. Pictures are re-encoded, so the stored hash is the printed one. */
export const files = pgTable(
  "files",
  {
    id: uuid().primaryKey(),
    ...placed,
    name: text().notNull(),
    mediaType: text().notNull(),
    sizeBytes: integer().notNull(),
    sha256: bytes().notNull(),
    /** Hash of the bytes that the device sent, for the transfer only. */
    sentSha256: bytes().notNull(),
    width: integer(),
    height: integer(),
    uploadedBy: uuid()
      .notNull()
      .references(() => people.id),
    uploadedAt: instant().notNull().defaultNow(),
  },
  (t) => [inUnit(t as never), unique("files_id_unit").on(t.id, t.unitId, t.provinceId)],
);

/** An official document. Its number is unique only with its issuer and date (domain.md 2.7). */
export const documents = pgTable(
  "documents",
  {
    id: uuid().primaryKey(),
    /** The unit that registered it; documents of the nation are read by everyone. */
    ...placed,
    number: text().notNull(),
    numberFolded: text().notNull(),
    kind: text().notNull(),
    issuer: text().notNull(),
    issuerFolded: text().notNull(),
    issuedOn: date().notNull(),
    effectiveOn: date(),
    summary: text().notNull(),
    searchFolded: text().notNull(),
    fileId: uuid().references(() => files.id),
    registeredBy: uuid().references(() => people.id),
    registeredAt: instant().notNull().defaultNow(),
  },
  (t) => [
    inUnit(t as never),
    unique("document_number_once_per_issuer_and_date").on(t.issuerFolded, t.numberFolded, t.issuedOn),
    check(
      "document_takes_effect_after_it_is_issued",
      sql`${t.effectiveOn} is null or ${t.effectiveOn} >= ${t.issuedOn}`,
    ),
    index("documents_by_date").on(t.issuedOn),
    index("documents_by_file").on(t.fileId),
  ],
);
