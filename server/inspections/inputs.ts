import { z } from "zod";
import { inspectionKinds } from "@/db/schema/inspection-lists";
import { sight } from "../findings/inputs";
import { date, id, int, limits, listInput, optionalText, text } from "../inputs";
import { inspectionStates } from "./rules";

export const planInspectionInput = z.strictObject({
  id,
  projectId: id,
  kind: z.enum(inspectionKinds),
  reason: optionalText(limits.line).default(""),
  plannedOn: date,
});
export const recordVisitInput = z.strictObject({
  id,
  projectId: id,
  kind: z.enum(inspectionKinds),
  reason: optionalText(limits.line).default(""),
  visitedOn: date,
  findings: z.array(sight).max(50, "too_many"),
});
export const startVisitInput = z.strictObject({ inspectionId: id, visitedOn: date });
export const concludeInspectionInput = z.strictObject({ inspectionId: id, conclusion: text(limits.note) });
export const cancelInspectionInput = z.strictObject({ inspectionId: id, reason: text(limits.line) });
export const inspectionRef = z.strictObject({ id });
export const inspectionsOfProjectInput = z.strictObject({ projectId: id });

export const listInspectionsInput = z.strictObject({
  ...listInput,
  year: int(1990, 2100).optional(),
  kind: z.enum(inspectionKinds).optional(),
  state: z.enum(inspectionStates).optional(),
  inspector: z.enum(["me"]).optional(),
  unit: id.optional(),
});
export const searchSubjectsInput = z.strictObject({ q: listInput.q });
export const plannedSubjectInput = z.strictObject({ projectId: id.optional() });
