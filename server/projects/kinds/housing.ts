import { z } from "zod";
import type { HouseholdClass } from "@/db/schema/households";
import { type HousingStage, housingStages, workKinds } from "@/db/schema/project-lists";
import { date, decimal, id, money } from "../../inputs";
import type { FieldProblem, ProblemCode, ProblemValues } from "../../problem";
import type { KindModule, SourceRow } from "./kind";

/** Square metres with at most two decimals. */
export const area = decimal(0, 2000).refine(
  (value) => Math.abs(value * 100 - Math.round(value * 100)) < 1e-6,
  "too_many_decimals",
);

export const housingDetails = z.strictObject({
  kind: z.literal("housing"),
  householdId: id,
  workKind: z.enum(workKinds, "not_in_list"),
  badFoundation: z.boolean("required"),
  badFrame: z.boolean("required"),
  badRoof: z.boolean("required"),
  areaBefore: area.nullable(),
  designArea: area.nullable(),
  decisionOn: date.nullable(),
  ownAmount: money,
});

export type StageReport = {
  id: string;
  stage: HousingStage;
  reachedOn: string;
  photoFileId: string;
  reportedBy: string;
  reportedAt: string;
};

/** As a project's record shows it. */
export type HousingDetails = {
  kind: "housing";
  householdId: string;
  /** Empty for whoever may not read households. */
  household: {
    id: string;
    code: string;
    headName: string;
    unitId: string;
    class: HouseholdClass | null;
    memberCount: number;
  } | null;
  memberCount: number;
  householdCode: string;
  workKind: (typeof workKinds)[number];
  badFoundation: boolean;
  badFrame: boolean;
  badRoof: boolean;
  areaBefore: number | null;
  designArea: number | null;
  decisionOn: string | null;
  normId: string | null;
  normAmount: string | null;
  ownAmount: string;
  hardFoundation: boolean;
  hardFrame: boolean;
  hardRoof: boolean;
  areaAfter: number | null;
  signatureFileId: string | null;
  signedOn: string | null;
  stages: StageReport[];
};

/** Circular 01/2022/TT-BXD: a new house has at least this floor, in square metres. */
export const leastNewArea = 30;
/** The same circular: with less floor than this for each person the house is too small to stay in. */
export const leastAreaPerPerson = 8;

type OldHouse = Pick<HousingDetails, "badFoundation" | "badFrame" | "badRoof" | "areaBefore" | "memberCount">;

/** A house is helped when two of its three main parts are not durable, or when it is too small for those who live in it. */
export function oldHouseProblem(house: OldHouse): "house_was_sound" | undefined {
  const bad = [house.badFoundation, house.badFrame, house.badRoof].filter(Boolean).length;
  const tooSmall = house.areaBefore !== null && house.areaBefore < leastAreaPerPerson * Math.max(house.memberCount, 1);
  return bad >= 2 || tooSmall ? undefined : "house_was_sound";
}

/** VND that the budget gives; what others give and what the family adds is beside it. */
export const grantOf = (sources: readonly SourceRow[]): bigint =>
  sources.filter(({ budget }) => budget).reduce((sum, { amount }) => sum + BigInt(amount), 0n);

/** Invariant 10: the grant stays within the norm in force on the decision date. */
export function normProblem(
  house: { decisionOn: string | null; normAmount: string | null },
  grant: bigint,
): { path: string; code: ProblemCode; values?: ProblemValues } | undefined {
  if (house.decisionOn === null) return undefined;
  if (house.normAmount === null) return { path: "details.decisionOn", code: "no_norm_in_force" };
  const over = grant - BigInt(house.normAmount);
  return over > 0n
    ? { path: "sources", code: "above_norm", values: { norm: house.normAmount, over: over.toString() } }
    : undefined;
}

/** The stage that comes next; undefined when the house stands. */
export const nextStage = (stages: readonly { stage: HousingStage }[]): HousingStage | undefined =>
  housingStages.find((stage) => !stages.some((reported) => reported.stage === stage));

/** Physical progress after so many stages, in hundredths of a percent. */
export const progressAfter = (stages: number): number => Math.round((10_000 * stages) / housingStages.length);

/** Stages are reached one after the other, each on a day not before the last. */
export function stageProblem(
  stages: readonly { stage: HousingStage; reachedOn: string }[],
  report: { stage: HousingStage; reachedOn: string },
): FieldProblem | undefined {
  if (stages.some(({ stage }) => stage === report.stage)) return { path: "stage", code: "stage_already_reported" };
  if (nextStage(stages) !== report.stage) return { path: "stage", code: "stage_out_of_order" };
  const last = stages.reduce((latest, { reachedOn }) => (reachedOn > latest ? reachedOn : latest), "");
  return report.reachedOn < last ? { path: "reachedOn", code: "day_before_step", values: { day: last } } : undefined;
}

export type Completion = {
  hardFoundation: boolean;
  hardFrame: boolean;
  hardRoof: boolean;
  areaAfter: number;
  signatureFileId: string | null;
  signedOn: string | null;
};

/** Invariant 29: complete means all stages with photos, three hards, at least 30 m² when new, and the household's signature. */
export function completionProblems(
  house: Pick<HousingDetails, "workKind" | "stages">,
  seen: Completion,
): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (nextStage(house.stages)) problems.push({ path: "stages", code: "stages_missing" });
  for (const part of ["hardFoundation", "hardFrame", "hardRoof"] as const) {
    if (!seen[part]) problems.push({ path: part, code: "three_hards_missing" });
  }
  if (house.workKind === "new" && seen.areaAfter < leastNewArea) {
    problems.push({ path: "areaAfter", code: "house_area_too_small", values: { least: leastNewArea } });
  }
  if (seen.signatureFileId === null) problems.push({ path: "signatureFileId", code: "signature_missing" });
  if (seen.signedOn === null) problems.push({ path: "signedOn", code: "signature_missing" });
  return problems;
}

export const housing = {
  prefix: "NO",
  input: housingDetails,
  actions: {
    approved: ["reportStage"],
    in_progress: ["reportStage", "completeHousing"],
  },
  submissionProblems({ details, sources }) {
    const problems: FieldProblem[] = [];
    if (oldHouseProblem(details)) problems.push({ path: "details.badFoundation", code: "house_was_sound" });
    if (details.workKind === "new" && (details.designArea === null || details.designArea < leastNewArea)) {
      problems.push({ path: "details.designArea", code: "design_area_too_small", values: { least: leastNewArea } });
    }
    if (details.decisionOn === null) problems.push({ path: "details.decisionOn", code: "required" });
    const norm = normProblem(details, grantOf(sources));
    if (norm) problems.push(norm);
    return problems;
  },
  inputOf: (details) => ({
    kind: "housing",
    householdId: details.householdId,
    workKind: details.workKind,
    badFoundation: details.badFoundation,
    badFrame: details.badFrame,
    badRoof: details.badRoof,
    areaBefore: details.areaBefore,
    designArea: details.designArea,
    decisionOn: details.decisionOn,
    ownAmount: details.ownAmount,
  }),
  blocked: ({ stages }) =>
    nextStage(stages)
      ? { completeHousing: [{ path: "stages", code: "stages_missing" }] }
      : { reportStage: [{ path: "stage", code: "stage_already_reported" }] },
  snapshot(details) {
    return {
      totals: [
        { field: "normAmount", value: details.normAmount },
        { field: "ownAmount", value: details.ownAmount },
      ],
      entries: [
        { field: "household", value: details.householdCode },
        { field: "workKind", value: details.workKind },
        { field: "badFoundation", value: details.badFoundation },
        { field: "badFrame", value: details.badFrame },
        { field: "badRoof", value: details.badRoof },
        { field: "areaBefore", value: details.areaBefore },
        { field: "designArea", value: details.designArea },
        { field: "decisionOn", value: details.decisionOn },
      ],
    };
  },
} satisfies KindModule<HousingDetails, z.output<typeof housingDetails>>;
