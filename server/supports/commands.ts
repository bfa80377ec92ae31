import type { z } from "zod";
import { type SupportKind, supports } from "@/db/schema/households";
import { record, recordAll } from "../audit";
import { today } from "../clock";
import { rows, type Tx } from "../db";
import { isReadable } from "../documents/queries";
import { householdForUse } from "../households/queries";
import { fieldProblem, Problem, refuse } from "../problem";
import { type Scope, withinText } from "../trpc";
import type { recordSupportInput } from "./inputs";
import { familySupports } from "./queries";
import { housingSupportProblem, pastSupportProblem } from "./rules";

export type PlannedSupport = {
  id: string;
  householdId: string;
  kind: SupportKind;
  programme: string;
  detail: string;
  amount: bigint;
  onDate: string;
  projectId: string;
};

/** Refuses a second house, naming the household field. The unique index refuses whoever comes at the same time. */
async function guard(tx: Tx, scope: Scope, householdId: string, kind: SupportKind) {
  if (kind !== "housing") return;
  refuse(housingSupportProblem(await familySupports(tx, scope, householdId, kind)), {}, "householdId");
}

type Helped = { householdId: string; unitId: string; provinceId: string };

const happened = (event: string, at: Helped, detail: Record<string, unknown>) => ({
  event,
  noun: "households",
  recordId: at.householdId,
  unitId: at.unitId,
  provinceId: at.provinceId,
  detail,
});

/** Writes into the support record that a project will help a household. Part of the project's own command. */
export async function planSupport(tx: Tx, scope: Scope, planned: PlannedSupport): Promise<void> {
  const household = await householdForUse(tx, scope, planned.householdId);
  if (household.endedOn) throw fieldProblem("householdId", "household_ended");
  await guard(tx, scope, planned.householdId, planned.kind);
  await tx.insert(supports).values({
    ...planned,
    familyId: household.familyId,
    unitId: household.unitId,
    provinceId: household.provinceId,
    state: "planned",
    recordedBy: scope.personId,
  });
  const at = { ...household, householdId: household.id };
  await record(tx, scope, happened("support.planned", at, { kind: planned.kind, projectId: planned.projectId }));
}

type SharedPlan = Omit<PlannedSupport, "id" | "householdId" | "kind"> & {
  kind: Exclude<SupportKind, "housing">;
  households: readonly { id: string; householdId: string }[];
};

/** The same for every household that takes part in a project, each with the same amount: one statement. */
export async function planSupports(tx: Tx, scope: Scope, planned: SharedPlan): Promise<void> {
  const { kind, projectId } = planned;
  const added = await rows<Helped>(
    tx,
    `supports.plan.${scope.permission}`,
    `insert into supports (id, household_id, family_id, unit_id, province_id, kind, state, programme, detail, amount, on_date, project_id, recorded_by)
     select g.id, h.id, h.family_id, h.unit_id, h.province_id, $2, 'planned', $3, $4, $5, $6, $7, $8
       from jsonb_to_recordset($1::jsonb) as g(id uuid, "householdId" uuid)
       join households h on h.id = g."householdId" and h.ended_on is null and ${withinText("h", scope.permission)}
     returning household_id as "householdId", unit_id as "unitId", province_id as "provinceId"`,
    [
      JSON.stringify(planned.households),
      kind,
      planned.programme,
      planned.detail,
      planned.amount.toString(),
      planned.onDate,
      projectId,
      scope.personId,
    ],
  );
  if (added.length < planned.households.length) throw new Problem("household_ended");
  await recordAll(
    tx,
    scope,
    added.map((at) => happened("support.planned", at, { kind, projectId })),
  );
}

type Moved = Helped & { kind: SupportKind };

const recordMoved = (tx: Tx, scope: Scope, event: string, projectId: string, moved: readonly Moved[]) =>
  recordAll(
    tx,
    scope,
    moved.map((at) => happened(event, at, { kind: at.kind, projectId })),
  );

/** What was planned was given: of every household of the project, or of the one named. */
export async function confirmSupport(
  tx: Tx,
  scope: Scope,
  given: { projectId: string; householdId?: string; amount: bigint; onDate: string },
): Promise<void> {
  const moved = await rows<Moved>(
    tx,
    `supports.confirm.${scope.permission}`,
    `update supports s set state = 'received', amount = $3, on_date = $4
      where s.project_id = $1 and ($2::uuid is null or s.household_id = $2) and s.state = 'planned' and ${withinText("s", scope.permission)}
      returning s.household_id as "householdId", s.unit_id as "unitId", s.province_id as "provinceId", s.kind`,
    [given.projectId, given.householdId ?? null, given.amount.toString(), given.onDate],
  );
  await recordMoved(tx, scope, "support.received", given.projectId, moved);
}

/** The project will not help after all: returned, rejected or cancelled. Received help stays. */
export async function withdrawSupport(tx: Tx, scope: Scope, given: { projectId: string }): Promise<void> {
  const moved = await rows<Moved>(
    tx,
    `supports.withdraw.${scope.permission}`,
    `update supports s set state = 'withdrawn'
      where s.project_id = $1 and s.state = 'planned' and ${withinText("s", scope.permission)}
      returning s.household_id as "householdId", s.unit_id as "unitId", s.province_id as "provinceId", s.kind`,
    [given.projectId],
  );
  await recordMoved(tx, scope, "support.withdrawn", given.projectId, moved);
}

/** Enters help that was given before Terrace or outside it. */
export async function recordSupport(
  tx: Tx,
  scope: Scope<"supports.record">,
  input: z.output<typeof recordSupportInput>,
) {
  const household = await householdForUse(tx, scope, input.householdId);
  if (household.endedOn) throw new Problem("household_ended");
  const problem = pastSupportProblem(input, today(scope.clock));
  if (problem) throw fieldProblem(problem.field, problem.code);
  if (input.documentId && !(await isReadable(tx, input.documentId))) {
    throw fieldProblem("documentId", "unknown_document");
  }
  await guard(tx, scope, input.householdId, input.kind);
  await tx.insert(supports).values({
    ...input,
    amount: BigInt(input.amount),
    loan: BigInt(input.loan),
    familyId: household.familyId,
    unitId: household.unitId,
    provinceId: household.provinceId,
    state: "received",
    recordedBy: scope.personId,
  });
  await record(
    tx,
    scope,
    happened("support.recorded", { ...household, householdId: household.id }, { kind: input.kind }),
  );
  return { id: input.id };
}
