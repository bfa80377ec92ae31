import type { z } from "zod";
import { record } from "../audit";
import { today } from "../clock";
import { row, type Tx } from "../db";
import { Problem, refuse } from "../problem";
import type { Scope } from "../trpc";
import type { cancelInspectionInput, concludeInspectionInput, planInspectionInput, startVisitInput } from "./inputs";
import { findSubject } from "./planning-queries";
import { countFindings, lockInspection } from "./queries";
import { cancellationProblem, conclusionProblem, independenceProblem, startProblem } from "./rules";

export const dayProblem = (path: string, code: "in_the_past" | "in_the_future") =>
  new Problem("invalid", {}, [{ path, code }]);

/** Plans a visit of one's own. */
export async function planInspection(
  tx: Tx,
  scope: Scope<"inspections.plan">,
  input: z.output<typeof planInspectionInput>,
) {
  const onDate = today(scope.clock);
  if (input.plannedOn < onDate) throw dayProblem("plannedOn", "in_the_past");
  const subject = await findSubject(tx, scope, input.projectId);
  refuse(independenceProblem(subject, onDate));
  const planned = await row<{ code: string }>(
    tx,
    "inspections.plan",
    `insert into inspections (id, unit_id, province_id, code, project_id, kind, reason, planned_on, inspector_id, created_at)
     values ($1, $2, $3, 'KT-' || extract(year from $4::date) || '-' || app.in_series(nextval('inspection_numbers')), $5, $6, $7, $8, $9, $10)
     returning code`,
    [
      input.id,
      subject.unitId,
      subject.provinceId,
      onDate,
      subject.id,
      input.kind,
      input.reason,
      input.plannedOn,
      scope.personId,
      scope.clock.now(),
    ],
  );
  await record(tx, scope, {
    event: "inspection.planned",
    noun: "inspections",
    recordId: input.id,
    unitId: subject.unitId,
    provinceId: subject.provinceId,
    detail: { code: planned!.code, project: subject.id, plannedOn: input.plannedOn },
  });
  return { id: input.id, code: planned!.code };
}

/** Begins the visit, or corrects its day while it lasts. */
export async function startVisit(tx: Tx, scope: Scope<"inspections.plan">, input: z.output<typeof startVisitInput>) {
  const inspection = await lockInspection(tx, scope, input.inspectionId);
  refuse(startProblem(inspection, scope.personId));
  if (input.visitedOn > today(scope.clock)) throw dayProblem("visitedOn", "in_the_future");
  await row(tx, "inspections.start", "update inspections set visited_on = $2 where id = $1", [
    inspection.id,
    input.visitedOn,
  ]);
  await record(tx, scope, {
    event: "inspection.started",
    noun: "inspections",
    recordId: inspection.id,
    unitId: inspection.unitId,
    provinceId: inspection.provinceId,
    detail: { visitedOn: { before: inspection.visitedOn, after: input.visitedOn } },
  });
  return { id: inspection.id };
}

/** Ends the visit with what it concludes. Its findings live on until they are closed. */
export async function concludeInspection(
  tx: Tx,
  scope: Scope<"inspections.plan">,
  input: z.output<typeof concludeInspectionInput>,
) {
  const inspection = await lockInspection(tx, scope, input.inspectionId);
  const { unasked } = await countFindings(tx, inspection.id);
  refuse(conclusionProblem(inspection, unasked, scope.personId));
  await row(tx, "inspections.conclude", "update inspections set conclusion = $2, concluded_at = $3 where id = $1", [
    inspection.id,
    input.conclusion,
    scope.clock.now(),
  ]);
  await record(tx, scope, {
    event: "inspection.concluded",
    noun: "inspections",
    recordId: inspection.id,
    unitId: inspection.unitId,
    provinceId: inspection.provinceId,
    detail: { conclusion: input.conclusion },
  });
  return { id: inspection.id };
}

export async function cancelInspection(
  tx: Tx,
  scope: Scope<"inspections.plan">,
  input: z.output<typeof cancelInspectionInput>,
) {
  const inspection = await lockInspection(tx, scope, input.inspectionId);
  const { standing } = await countFindings(tx, inspection.id);
  refuse(cancellationProblem(inspection, standing, scope.personId));
  await row(tx, "inspections.cancel", "update inspections set conclusion = $2, cancelled_at = $3 where id = $1", [
    inspection.id,
    input.reason,
    scope.clock.now(),
  ]);
  await record(tx, scope, {
    event: "inspection.cancelled",
    noun: "inspections",
    recordId: inspection.id,
    unitId: inspection.unitId,
    provinceId: inspection.provinceId,
    detail: { reason: input.reason },
  });
  return { id: inspection.id };
}
