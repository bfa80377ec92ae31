import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HouseholdClass } from "@/db/schema/households";
import { housingStages, projectKinds, projectStatuses } from "@/db/schema/project-lists";
import { type actionPermissions, actionsOf, kinds } from "./kinds";
import {
  completionProblems,
  grantOf,
  nextStage,
  normProblem,
  oldHouseProblem,
  progressAfter,
  stageProblem,
} from "./kinds/housing";
import { handoverProblem, operationProblem } from "./kinds/infrastructure";
import type { Entry } from "./kinds/kind";
import { targetClasses, targetShareProblem } from "./kinds/livelihood";
import {
  changesBetween,
  datesProblem,
  dayProblem,
  editProblem,
  lineProblem,
  progressProblem,
  projectPaths,
} from "./rules";

describe("the path", () => {
  test("what a kind offers in a status stays within its path, and every status leads somewhere or ends", () => {
    const reachedBy: Partial<Record<keyof typeof actionPermissions, string>> = {
      submit: "submitted",
      start: "in_progress",
      completeHousing: "completed",
      completeLivelihood: "completed",
      acceptWork: "completed",
      putInOperation: "in_operation",
    };
    for (const kind of projectKinds) {
      for (const status of projectStatuses) {
        for (const action of actionsOf({ kind, status, binned: false })) {
          const next = reachedBy[action];
          if (next) expect(projectPaths[kind]).toContainEqual([status, next]);
        }
      }
    }
  });

  test("a binned draft can only be taken back", () => {
    for (const kind of projectKinds) expect(actionsOf({ kind, status: "draft", binned: true })).toEqual(["restore"]);
  });

  test.each(projectStatuses)("a project that is %s is edited only as a draft or when returned", (status) => {
    const may = status === "draft" || status === "returned";
    expect(editProblem({ status, binned: false })).toBe(may ? undefined : "project_not_editable");
    expect(editProblem({ status, binned: true })).toBe("project_not_editable");
    for (const kind of projectKinds) expect(actionsOf({ kind, status, binned: false }).includes("edit")).toBe(may);
  });

  test("the codes of the kinds differ", () => {
    expect(new Set(projectKinds.map((kind) => kinds[kind].prefix)).size).toBe(projectKinds.length);
  });
});

const line = { kinds: ["housing"] as const, provinceId: null, validFrom: "2021-01-01", validTo: "2026-01-01" };
test.each([
  ["in the first year", line, 2021, undefined],
  ["in the last year", line, 2025, undefined],
  ["the year after the period", line, 2026, "line_not_in_period"],
  ["the year before", line, 2020, "line_not_in_period"],
  ["without an end", { ...line, validTo: null }, 2040, undefined],
  ["of another kind", { ...line, kinds: ["livelihood"] as const }, 2025, "line_does_not_fund_kind"],
  ["of another province", { ...line, provinceId: "there" }, 2025, "line_does_not_fund_kind"],
  ["of the own province", { ...line, provinceId: "here" }, 2025, undefined],
  ["that is not there", null, 2025, "line_does_not_fund_kind"],
])("a line %s", (_, given, year, code) => {
  expect(lineProblem(given, { kind: "housing", year, provinceId: "here" })?.code).toBe(code);
});

test.each([
  [null, null, undefined],
  ["2025-01-02", null, undefined],
  ["2025-01-02", "2025-01-02", undefined],
  ["2025-01-02", "2025-01-01", "ends_before_start"],
])("planned from %s to %s", (plannedStart, plannedEnd, code) => {
  expect(datesProblem({ plannedStart, plannedEnd })?.code).toBe(code);
});

test.each([
  ["today", "2025-06-01", null, undefined],
  ["tomorrow", "2025-06-02", null, "day_has_not_come"],
  ["on the day of the step before", "2025-05-01", "2025-05-01", undefined],
  ["before the step before", "2025-04-30", "2025-05-01", "day_before_step"],
])("something that happened %s", (_, day, after, code) => {
  expect(dayProblem("day", day, "2025-06-01", after)?.code).toBe(code);
});

test.each([
  ["rises", 5000, { progress: 6000, correction: false, note: "" }, undefined],
  ["stays", 5000, { progress: 5000, correction: false, note: "" }, undefined],
  ["falls", 5000, { progress: 4999, correction: false, note: "" }, "progress_falls"],
  ["falls by a correction that says why", 5000, { progress: 10, correction: true, note: "Bão số 3" }, undefined],
  ["falls by a correction that does not", 5000, { progress: 10, correction: true, note: "" }, "required"],
])("progress %s", (_, before, report, code) => {
  expect(progressProblem(before, report)?.code).toBe(code);
});

describe("livelihood", () => {
  test.each([
    [{ poor: 1, not_poor: 1 }, undefined],
    [{ poor: 1, not_poor: 2 }, "too_few_target_households"],
    [{ newly_escaped: 1, near_poor: 1, average_standard: 2 }, undefined],
    [{ not_poor: 1 }, "too_few_target_households"],
    [{}, undefined],
  ])("of %j", (classes, code) => {
    expect(targetShareProblem(classes)).toBe(code);
  });

  const counts = fc.record({
    poor: fc.nat(5000),
    near_poor: fc.nat(5000),
    newly_escaped: fc.nat(5000),
    average_standard: fc.nat(5000),
    not_poor: fc.nat(5000),
  });
  test("half is decided on whole numbers, and one more of the target groups never hurts", () => {
    fc.assert(
      fc.property(counts, fc.constantFrom(...targetClasses), (classes: Record<HouseholdClass, number>, more) => {
        const target = classes.poor + classes.near_poor + classes.newly_escaped;
        const others = classes.average_standard + classes.not_poor;
        expect(targetShareProblem(classes) === undefined).toBe(target >= others);
        if (targetShareProblem(classes) === undefined) {
          expect(targetShareProblem({ ...classes, [more]: classes[more] + 1 })).toBeUndefined();
        }
      }),
    );
  });
});

describe("housing", () => {
  const sound = { badFoundation: false, badFrame: false, badRoof: false, areaBefore: null, memberCount: 4 };
  test.each([
    ["sound in every part", sound, "house_was_sound"],
    ["bad in one part", { ...sound, badRoof: true }, "house_was_sound"],
    ["bad in two parts", { ...sound, badRoof: true, badFrame: true }, undefined],
    ["bad in three", { ...sound, badRoof: true, badFrame: true, badFoundation: true }, undefined],
    ["8 m² a person", { ...sound, areaBefore: 32 }, "house_was_sound"],
    ["less than 8 m² a person", { ...sound, areaBefore: 31.99 }, undefined],
    ["no house at all", { ...sound, areaBefore: 0 }, undefined],
    ["too small for one, nobody counted yet", { ...sound, areaBefore: 7, memberCount: 0 }, undefined],
  ])("an old house that was %s", (_, house, code) => {
    expect(oldHouseProblem(house)).toBe(code);
  });

  const amounts = fc.array(
    fc.record({
      sourceCode: fc.constant("any"),
      budget: fc.boolean(),
      amount: fc.bigInt({ min: 1n, max: 10n ** 12n }).map(String),
    }),
    { maxLength: 12 },
  );
  test("the grant is the budget's part of the sources, and is refused by exactly what is over the norm", () => {
    fc.assert(
      fc.property(amounts, fc.bigInt({ min: 0n, max: 10n ** 13n }), (sources, norm) => {
        const grant = grantOf(sources);
        const others = grantOf(sources.map((source) => ({ ...source, budget: !source.budget })));
        expect(grant + others).toBe(sources.reduce((sum, { amount }) => sum + BigInt(amount), 0n));
        const problem = normProblem({ decisionOn: "2025-01-01", normAmount: norm.toString() }, grant);
        expect(problem?.values?.over).toBe(grant > norm ? (grant - norm).toString() : undefined);
      }),
    );
  });

  test("without a decision date no norm is asked for; with one and no norm it is refused", () => {
    expect(normProblem({ decisionOn: null, normAmount: null }, 1n)).toBeUndefined();
    expect(normProblem({ decisionOn: "2026-01-01", normAmount: null }, 0n)?.code).toBe("no_norm_in_force");
  });

  test("only one order of stages is ever accepted", () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...housingStages], { minLength: 4 }), (order) => {
        const reported: { stage: (typeof housingStages)[number]; reachedOn: string }[] = [];
        for (const stage of order) {
          const report = { stage, reachedOn: "2025-05-05" };
          if (!stageProblem(reported, report)) reported.push(report);
        }
        expect(reported.map(({ stage }) => stage)).toEqual(housingStages.slice(0, reported.length));
        expect(nextStage(reported)).toBe(housingStages[reported.length]);
      }),
    );
  });

  test("a stage is reported once, in its turn, not before the last", () => {
    const foundation = { stage: "foundation" as const, reachedOn: "2025-03-15" };
    expect(stageProblem([foundation], foundation)?.code).toBe("stage_already_reported");
    expect(stageProblem([foundation], { stage: "roof", reachedOn: "2025-04-15" })?.code).toBe("stage_out_of_order");
    expect(stageProblem([foundation], { stage: "frame", reachedOn: "2025-03-14" })?.code).toBe("day_before_step");
    expect(stageProblem([foundation], { stage: "frame", reachedOn: "2025-03-15" })).toBeUndefined();
  });

  test("four stages are the whole", () => {
    expect([1, 2, 3, 4].map(progressAfter)).toEqual([2500, 5000, 7500, 10000]);
  });

  const stages = housingStages.map((stage, i) => ({
    id: stage,
    stage,
    reachedOn: "2025-05-05",
    photoFileId: `${i}`,
    reportedBy: "",
    reportedAt: "",
  }));
  const seen = {
    hardFoundation: true,
    hardFrame: true,
    hardRoof: true,
    areaAfter: 30,
    signatureFileId: "file",
    signedOn: "2025-06-01",
  };
  test.each([
    ["stands as the norm says", {}, "new", 4, []],
    ["has three stages", {}, "new", 3, ["stages:stages_missing"]],
    ["has a soft floor", { hardFoundation: false }, "new", 4, ["hardFoundation:three_hards_missing"]],
    ["has a soft frame", { hardFrame: false }, "repair", 4, ["hardFrame:three_hards_missing"]],
    ["has a soft roof", { hardRoof: false }, "new", 4, ["hardRoof:three_hards_missing"]],
    ["is new and small", { areaAfter: 29.99 }, "new", 4, ["areaAfter:house_area_too_small"]],
    ["is small and was repaired", { areaAfter: 18 }, "repair", 4, []],
    ["is not signed for", { signatureFileId: null }, "new", 4, ["signatureFileId:signature_missing"]],
    ["is signed without a day", { signedOn: null }, "new", 4, ["signedOn:signature_missing"]],
  ] as const)("a house that %s", (_, over, workKind, count, problems) => {
    const found = completionProblems({ workKind, stages: stages.slice(0, count) }, { ...seen, ...over });
    expect(found.map(({ path, code }) => `${path}:${code}`)).toEqual(problems);
  });
});

test("a work is handed over after acceptance and operates after hand-over", () => {
  expect(handoverProblem({ acceptedOn: null })).toBe("not_accepted_yet");
  expect(handoverProblem({ acceptedOn: "2025-01-01" })).toBeUndefined();
  expect(operationProblem({ handedOverOn: null })).toBe("not_handed_over_yet");
  expect(operationProblem({ handedOverOn: "2025-01-01" })).toBeUndefined();
});

describe("what changes", () => {
  const entry = (field: string, value: unknown, group?: string): Entry => ({ field, value, ...(group && { group }) });

  test("the first request names all that is said, in order, and nothing that is empty", () => {
    expect(
      changesBetween(null, [entry("total", "5"), entry("benefit", ""), entry("end", null), entry("bad", false)]),
    ).toEqual([
      { field: "total", before: null, after: "5" },
      { field: "bad", before: null, after: false },
    ]);
  });

  test("against an approved version only differences are named: changed, new and gone", () => {
    expect(
      changesBetween(
        [entry("total", "5"), entry("name", "A"), entry("central", "5", "sources"), entry("seed", 1, "inputs")],
        [
          entry("total", "9"),
          entry("name", "A"),
          entry("social", "9", "sources"),
          entry("seed", 1, "inputs"),
          entry("seed", 2, "inputs"),
        ],
      ),
    ).toEqual([
      { field: "total", before: "5", after: "9" },
      { field: "social", group: "sources", before: null, after: "9" },
      { field: "seed (2)", group: "inputs", before: null, after: 2 },
      { field: "central", group: "sources", before: "5", after: null },
    ]);
  });

  const entries = fc.array(
    fc.record({
      field: fc.constantFrom("a", "b", "c"),
      group: fc.constantFrom("x", "y"),
      value: fc.oneof(fc.integer(), fc.string({ minLength: 1 })),
    }),
    { maxLength: 8 },
  );
  test("nothing differs from itself, and both ways round the same fields differ", () => {
    fc.assert(
      fc.property(entries, entries, (one, other) => {
        expect(changesBetween(one, one)).toEqual([]);
        const named = (changes: { field: string; group?: string }[]) =>
          changes.map(({ field, group }) => `${group}/${field}`).sort();
        expect(named(changesBetween(one, other))).toEqual(named(changesBetween(other, one)));
      }),
    );
  });
});
