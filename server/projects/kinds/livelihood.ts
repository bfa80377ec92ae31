import { z } from "zod";
import type { HouseholdClass } from "@/db/schema/households";
import { livelihoodForms, livelihoodTypes } from "@/db/schema/project-lists";
import { date, decimal, id, int, limits, money, optionalText, text } from "../../inputs";
import type { FieldProblem } from "../../problem";
import type { KindModule } from "./kind";
import { once } from "./once";

export const livelihoodDetails = z.strictObject({
  kind: z.literal("livelihood"),
  type: z.enum(livelihoodTypes, "not_in_list"),
  form: z.enum(livelihoodForms, "not_in_list"),
  organisation: optionalText(limits.name),
  product: optionalText(limits.name),
  counterpartAmount: money,
  counterpartNote: optionalText(limits.line),
  /** VND per household per year. */
  expectedIncome: money.nullable(),
  expectedJobs: int(0, 100_000).nullable(),
  households: z
    .array(z.strictObject({ id, householdId: id, joinedOn: date }))
    .max(500, "too_many")
    .superRefine(once("householdId", "household_twice")),
  inputs: z
    .array(
      z.strictObject({
        id,
        item: text(limits.name),
        quantity: decimal(0.001, 10_000_000),
        measure: text(50),
        unitPrice: money,
      }),
    )
    .max(200, "too_many"),
});

export type Participation = {
  id: string;
  householdId: string;
  code: string;
  headName: string;
  joinedOn: string;
  leftOn: string | null;
  classAtJoining: HouseholdClass;
};

/** As a project's record shows it. */
export type LivelihoodDetails = {
  kind: "livelihood";
  type: (typeof livelihoodTypes)[number];
  form: (typeof livelihoodForms)[number];
  organisation: string;
  product: string;
  counterpartAmount: string;
  counterpartNote: string;
  expectedIncome: string | null;
  expectedJobs: number | null;
  /** Empty for whoever may not read households; the counts are for everyone. */
  households: Participation[];
  householdCount: number;
  householdClasses: Partial<Record<HouseholdClass, number>>;
  inputs: { id: string; item: string; quantity: number; measure: string; unitPrice: string; amount: string }[];
};

export const targetClasses = ["poor", "near_poor", "newly_escaped"] as const satisfies readonly HouseholdClass[];

/**
 * Percent of a community project's participants that must belong to the programme's target groups
 * (domain.md 4.1, general practice under Decree 27/2022; the provinces' own shares are higher or equal).
 */
export const leastTargetShare = 50;

/** Whether enough of the households are of the target groups; whole numbers, so that half is half. */
export function targetShareProblem(
  classes: Partial<Record<HouseholdClass, number>>,
): "too_few_target_households" | undefined {
  const all = Object.values(classes).reduce((sum, count) => sum + count, 0);
  const target = targetClasses.reduce((sum, name) => sum + (classes[name] ?? 0), 0);
  return target * 100 < all * leastTargetShare ? "too_few_target_households" : undefined;
}

export const livelihood = {
  prefix: "SK",
  input: livelihoodDetails,
  actions: {
    approved: ["start"],
    in_progress: ["reportProgress", "reachMilestone", "completeLivelihood"],
  },
  submissionProblems({ details }) {
    const problems: FieldProblem[] = [];
    if (details.householdCount === 0) problems.push({ path: "details.households", code: "project_has_no_households" });
    if (details.form === "group" && targetShareProblem(details.householdClasses)) {
      problems.push({
        path: "details.households",
        code: "too_few_target_households",
        values: { least: leastTargetShare },
      });
    }
    return problems;
  },
  inputOf: ({ householdCount: _count, householdClasses: _classes, households, inputs, ...details }) => ({
    ...details,
    households: households.map(({ id, householdId, joinedOn }) => ({ id, householdId, joinedOn })),
    inputs: inputs.map(({ amount: _amount, ...input }) => input),
  }),
  blocked: () => ({}),
  snapshot(details) {
    return {
      totals: [
        { field: "householdCount", value: details.householdCount },
        ...Object.entries(details.householdClasses).map(([name, count]) => ({
          group: "householdClasses",
          field: name,
          value: count,
        })),
        { field: "counterpartAmount", value: details.counterpartAmount },
      ],
      entries: [
        { field: "type", value: details.type },
        { field: "form", value: details.form },
        { field: "organisation", value: details.organisation },
        { field: "product", value: details.product },
        { field: "counterpartNote", value: details.counterpartNote },
        { field: "expectedIncome", value: details.expectedIncome },
        { field: "expectedJobs", value: details.expectedJobs },
        // By code and class: names stay with the household (design.md D20).
        ...details.households.map(({ code, classAtJoining }) => ({
          group: "households",
          field: code,
          value: classAtJoining,
        })),
        ...details.inputs.map(({ item, quantity, measure, unitPrice }) => ({
          group: "inputs",
          field: item,
          value: { quantity, measure, unitPrice },
        })),
      ],
    };
  },
} satisfies KindModule<LivelihoodDetails, z.output<typeof livelihoodDetails>>;
