import { z } from "zod";
import type { Permission } from "../auth/permissions";
import { code, date, id } from "../inputs";

/** The nouns of the trail, each with the permission that reading one of its records asks for. */
export const readingOf = {
  backups: "audit.read",
  budgets: "budgets.read",
  documents: "documents.read",
  files: "files.read",
  findings: "inspections.read",
  households: "households.read",
  inspections: "inspections.read",
  people: "people.read",
  projects: "projects.read",
  requests: "requests.read",
  supports: "households.read",
} as const satisfies Record<string, Permission>;

export type AuditNoun = keyof typeof readingOf;
export const auditNouns = Object.keys(readingOf) as [AuditNoun, ...AuditNoun[]];

export const historyInput = z.strictObject({ noun: z.enum(auditNouns, "not_in_list"), recordId: id });

export const listAuditInput = z.strictObject({
  person: id.optional(),
  event: code.optional(),
  noun: z.enum(auditNouns, "not_in_list").optional(),
  record: id.optional(),
  from: date.optional(),
  to: date.optional(),
  /** Older than this row: the last of the page before. */
  before: z
    .string()
    .regex(/^[0-9]{1,18}$/, "not_valid")
    .optional(),
});

export const blocksInput = z.strictObject({ verify: z.boolean().default(false) });
