import { z } from "zod";
import { severities } from "@/db/schema/inspection-lists";
import { permissions } from "../auth/permissions";
import { date, id, int, limits, listInput, optionalText, text } from "../inputs";
import { type FindingKind, findingKinds } from "./rules";

const kind = z.enum(Object.keys(findingKinds) as [FindingKind, ...FindingKind[]]);
const files = z.array(id).max(10, "too_many").default([]);

/** Where the device was: all of it or nothing, for a place without its error is no place. */
export const place = z.strictObject({
  latitude: z.number("not_a_number").min(-90, "out_of_range").max(90, "out_of_range"),
  longitude: z.number("not_a_number").min(-180, "out_of_range").max(180, "out_of_range"),
  accuracy: z.number("not_a_number").min(0, "out_of_range").max(100_000, "out_of_range"),
});

/** What an inspector saw, wherever it belongs. */
export const sight = z.strictObject({
  id,
  kind,
  severity: z.enum(severities),
  note: optionalText(limits.note).default(""),
  place: place.nullable(),
  /** By the device's clock. */
  seenAt: z.iso.datetime({ offset: true, error: "not_a_date" }).refine((at) => at >= "2000", "not_a_date"),
  fileIds: files,
});
export const recordFindingInput = z.strictObject({ ...sight.shape, inspectionId: id });

/** Only who may answer can owe an answer. */
export const ownerRoles = permissions["actions.answer"];

export const askActionInput = z.strictObject({
  id,
  findingId: id,
  text: text(limits.line),
  ownerRole: z.enum(ownerRoles).default("clerk"),
  /** The unit of the project where nobody says otherwise. */
  ownerUnitId: id.nullable().default(null),
  dueOn: date,
});
export const answerActionInput = z.strictObject({ actionId: id, answer: text(limits.note), fileIds: files });
export const verifyActionInput = z.strictObject({
  actionId: id,
  accept: z.boolean(),
  /** Why not; required when the answer is not accepted. */
  refusal: optionalText(limits.line).default(""),
});
export const findingRef = z.strictObject({ id });
export const withdrawFindingInput = z.strictObject({ findingId: id, reason: text(limits.line) });
export const releaseFindingInput = z.strictObject({ findingId: id, documentId: id, reason: text(limits.line) });
export const closeFindingInput = z.strictObject({ findingId: id });

export const findingFilters = ["unclosed", "overdue", "answered", "closed", "all"] as const;
export const ages = ["0-30", "31-90", "91-"] as const;
export const findingSorts = ["age", "due"] as const;
export const listFindingsInput = z.strictObject({
  ...listInput,
  severity: z.enum(severities).optional(),
  state: z.enum(findingFilters).default("unclosed"),
  age: z.enum(ages).optional(),
  unit: id.optional(),
  year: int(1990, 2100).optional(),
  sort: z.enum(findingSorts).default("age"),
});
