import { z } from "zod";
import {
  housingStages,
  projectFileKinds,
  projectKinds,
  projectStatuses,
  projectYears,
} from "@/db/schema/project-lists";
import { code, date, id, int, limits, listInput, optionalText, positiveMoney, text } from "../inputs";
import { detailsInput } from "./kinds";
import { area } from "./kinds/housing";
import { once } from "./kinds/once";
import { projectStageNames } from "./rules";

/** What every kind of project says of itself; `details` beside them is of one kind. */
export const commonFields = {
  name: text(limits.name),
  lineId: id,
  year: int(projectYears.first, projectYears.last),
  plannedStart: date.nullable(),
  plannedEnd: date.nullable(),
  benefit: optionalText(limits.note),
  places: z
    .array(z.strictObject({ id, placeId: id, note: optionalText(limits.line) }))
    .max(50, "too_many")
    .superRefine(once("placeId", "place_twice")),
  sources: z
    .array(z.strictObject({ sourceCode: code, amount: positiveMoney }))
    .max(20, "too_many")
    .superRefine(once("sourceCode", "source_twice")),
  milestones: z.array(z.strictObject({ id, name: text(limits.name), plannedOn: date })).max(50, "too_many"),
  documents: z.array(id).max(50, "too_many"),
  decisionDocumentId: id.nullable(),
};

/** `unitId` is the responsible unit; a house is always of its household's own unit. */
export const registerProjectInput = z.strictObject({ id, unitId: id, ...commonFields, details: detailsInput });
/** The whole content again; unit, kind and code stay. `version` is the one that was edited. */
export const editProjectInput = z.strictObject({
  id,
  version: int(1, 1_000_000_000),
  ...commonFields,
  details: detailsInput,
});

export const projectRef = z.strictObject({ id });
export const submitProjectInput = z.strictObject({ id, version: int(1, 1_000_000_000) });

export const startProjectInput = z.strictObject({ id, startedOn: date });
/** `reportId` is the new report's own id. */
export const reportStageInput = z.strictObject({
  id,
  reportId: id,
  stage: z.enum(housingStages, "not_in_list"),
  reachedOn: date,
  photoFileId: id,
});
export const completeHousingInput = z.strictObject({
  id,
  completedOn: date,
  hardFoundation: z.boolean("required"),
  hardFrame: z.boolean("required"),
  hardRoof: z.boolean("required"),
  areaAfter: area,
  signatureFileId: id.nullable(),
  signedOn: date.nullable(),
});
/** `progress` in hundredths of a percent. A correction may lower it, and says why in the note. */
export const reportProgressInput = z
  .strictObject({
    id,
    reportId: id,
    onDate: date,
    progress: int(0, 10_000),
    note: optionalText(limits.line),
    correction: z.boolean("required"),
  })
  .refine(({ correction, note }) => !correction || note !== "", { error: "required", path: ["note"] });
export const reachMilestoneInput = z.strictObject({ id, milestoneId: id, actualOn: date });
export const acceptWorkInput = z.strictObject({ id, acceptedOn: date, documentId: id });
export const handOverInput = z.strictObject({ id, handedOverOn: date, documentId: id });
export const putInOperationInput = z.strictObject({ id, inOperationOn: date });
export const completeLivelihoodInput = z.strictObject({ id, completedOn: date, note: optionalText(limits.line) });
/** `attachmentId` is the new attachment's own id. */
export const attachFileInput = z.strictObject({
  id,
  attachmentId: id,
  fileId: id,
  kind: z.enum(projectFileKinds, "not_in_list"),
  caption: optionalText(limits.line),
  takenOn: date.nullable(),
});
export const attachDocumentInput = z.strictObject({ id, documentId: id });

export const projectSorts = ["recent", "code", "name", "total", "allocated", "paid", "progress", "end"] as const;
/** Filters of the list. `unit` is any unit: its own and lower units' projects, and those with a place there. */
export const listProjectsInput = z.strictObject({
  ...listInput,
  kind: z.enum(projectKinds, "not_in_list").optional(),
  status: z.enum(projectStatuses, "not_in_list").optional(),
  stage: z.enum(projectStageNames, "not_in_list").optional(),
  /** The unit that is responsible, with all below it and their whole predecessors. Where the work lies is found by its name. */
  unit: id.optional(),
  line: id.optional(),
  source: code.optional(),
  year: int(projectYears.first, projectYears.last).optional(),
  late: z.boolean().optional(),
  /** The drafts put aside, instead of the others. */
  binned: z.boolean().optional(),
  sort: z.enum(projectSorts, "not_in_list").default("recent"),
  /** Largest or latest first; each sort has its own natural direction when nothing is said. */
  direction: z.enum(["up", "down"], "not_in_list").optional(),
});

export const findProjectsInput = z.strictObject({ q: listInput.q });
export const lineOptionsInput = z.strictObject({
  kind: z.enum(projectKinds, "not_in_list"),
  year: int(projectYears.first, projectYears.last).optional(),
});
