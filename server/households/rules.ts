import type { HouseholdClass, SupportKind } from "@/db/schema/households";
import type { FieldProblem, ProblemCode } from "../problem";

/** What a standard asks of one household: the income line where it lives, and how many deprivations make it poor. */
export type Measure = {
  /** VND per person per month, as decimal strings; null when not known. */
  income: string | null;
  line: string | null;
  deprivations: number;
  minDeprivations: number;
};

/** The class by the score alone (domain.md 3.3); undefined when income or line is not known. */
export function scoredClass({ income, line, deprivations, minDeprivations }: Measure): HouseholdClass | undefined {
  if (income === null || line === null) return undefined;
  if (BigInt(income) > BigInt(line)) return "not_poor";
  return deprivations >= minDeprivations ? "poor" : "near_poor";
}

export type ClassReason =
  | { code: "income_unknown" | "line_unknown" | "average_above_line" | "escaped_lately" }
  | { code: "income_above" | "income_within"; income: string; line: string }
  | { code: "deprivations_enough" | "deprivations_few"; count: number; least: number }
  | { code: "decided_otherwise"; scored: HouseholdClass };

/** Why a household has the class it has: the sentences of the verdict, in their order. */
export function classReasons(decided: HouseholdClass, measure: Measure): ClassReason[] {
  const { income, line, deprivations, minDeprivations } = measure;
  const scored = scoredClass(measure);
  if (scored === undefined) return [{ code: income === null ? "income_unknown" : "line_unknown" }];
  const sums = { income: income as string, line: line as string };
  const said: ClassReason[] =
    scored === "not_poor"
      ? [{ code: "income_above", ...sums }]
      : [
          { code: "income_within", ...sums },
          {
            code: scored === "poor" ? "deprivations_enough" : "deprivations_few",
            count: deprivations,
            least: minDeprivations,
          },
        ];
  // Leaving poverty and the average standard both presuppose a score above the line.
  if (scored === "not_poor" && decided === "average_standard") return [...said, { code: "average_above_line" }];
  if (scored !== "poor" && decided === "newly_escaped") return [...said, { code: "escaped_lately" }];
  return decided === scored ? said : [...said, { code: "decided_otherwise", scored }];
}

/** Which kinds of help work on a deprivation (domain.md C12). An indicator not named has none of its own. */
const answers: Record<string, readonly SupportKind[]> = {
  employment: ["livelihood", "production", "training", "credit"],
  dependent: ["livelihood", "production", "training", "credit"],
  health_insurance: ["insurance"],
  adult_education: ["education", "training"],
  school_attendance: ["education"],
  housing_quality: ["housing"],
  housing_area: ["housing"],
};

export type Answer = { id: string; kind: SupportKind; state: string; onDate: string };

/** The help that answers a deprivation: of a fitting kind, not withdrawn, since the class was found. */
export const answering = <S extends Answer>(indicator: string, since: string, supports: readonly S[]): S[] =>
  supports.filter(
    ({ kind, state, onDate }) => state !== "withdrawn" && onDate >= since && answers[indicator]?.includes(kind),
  );

type Person = { bornOn: string; relationship: string; identity: string | null };

/** What is wrong with the people of a new household, each at its field. */
export function membersProblems(members: readonly Person[], today: string): FieldProblem[] {
  const found: FieldProblem[] = [];
  if (members.filter(({ relationship }) => relationship === "head").length !== 1) {
    found.push({ path: "members", code: "one_head" satisfies ProblemCode });
  }
  members.forEach(({ bornOn, identity }, at) => {
    if (bornOn > today) found.push({ path: `members.${at}.bornOn`, code: "day_has_not_come" satisfies ProblemCode });
    if (identity && members.findIndex((other) => other.identity === identity) < at) {
      found.push({ path: `members.${at}.identity`, code: "identity_twice" satisfies ProblemCode });
    }
  });
  return found;
}

/** A head is made and unmade by changing the head, so that there is always exactly one. */
export const relationshipProblem = (before: string | undefined, after: string): ProblemCode | undefined =>
  (before === "head") === (after === "head") ? undefined : "one_head";

/** Whoever stays needs a head; when nobody stays, the household itself is ended. */
export const leavingProblem = (relationship: string): ProblemCode | undefined =>
  relationship === "head" ? "head_leaves_last" : undefined;

/** Why these people may not leave together to live as a household of their own. */
export function splitProblem(
  living: readonly { id: string; relationship: string }[],
  moving: readonly { memberId: string; relationship: string }[],
): ProblemCode | undefined {
  const ids = new Set(moving.map(({ memberId }) => memberId));
  if (ids.size !== moving.length || moving.some(({ memberId }) => !living.some(({ id }) => id === memberId))) {
    return "not_found";
  }
  if (moving.filter(({ relationship }) => relationship === "head").length !== 1) return "one_head";
  if (ids.size === living.length) return "split_takes_everyone";
  return living.some(({ id, relationship }) => relationship === "head" && ids.has(id)) ? "head_leaves_last" : undefined;
}
