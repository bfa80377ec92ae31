import type { z } from "zod";
import { recordAll } from "../audit";
import { today } from "../clock";
import { row, type Tx } from "../db";
import { ownFiles } from "../findings/commands";
import { Problem, refuse } from "../problem";
import type { Scope } from "../trpc";
import { dayProblem } from "./commands";
import { insertFindings, recordedEvents, refuseSight } from "./finding-commands";
import type { recordVisitInput } from "./inputs";
import { findSubject } from "./planning-queries";
import { independenceProblem } from "./rules";

/** Writes down a visit that nobody had planned, with all that was seen on it: kept whole or not at all. */
export async function recordVisit(tx: Tx, scope: Scope<"inspections.plan">, input: z.output<typeof recordVisitInput>) {
  const onDate = today(scope.clock);
  if (input.visitedOn > onDate) throw dayProblem("visitedOn", "in_the_future");
  const subject = await findSubject(tx, scope, input.projectId);
  if (!subject.mayRecord) throw new Problem("not_allowed");
  refuse(independenceProblem(subject, onDate));
  for (const [at, seen] of input.findings.entries()) {
    refuseSight(seen, subject.projectKind, scope.clock, `findings.${at}.`);
  }
  await ownFiles(
    tx,
    scope,
    input.findings.flatMap(({ fileIds }) => fileIds),
  );
  const visit = { id: input.id, projectId: subject.id, unitId: subject.unitId, provinceId: subject.provinceId };
  const [visited, recorded] = await Promise.all([
    row<{ code: string }>(
      tx,
      "inspections.record",
      `insert into inspections (id, unit_id, province_id, code, project_id, kind, reason, planned_on, visited_on, inspector_id, created_at)
       values ($1, $2, $3, 'KT-' || extract(year from $4::date) || '-' || app.in_series(nextval('inspection_numbers')), $5, $6, $7, $8, $8, $9, $10)
       returning code`,
      [
        visit.id,
        visit.unitId,
        visit.provinceId,
        onDate,
        visit.projectId,
        input.kind,
        input.reason,
        input.visitedOn,
        scope.personId,
        scope.clock.now(),
      ],
    ),
    input.findings.length > 0 ? insertFindings(tx, scope, visit, input.findings) : [],
  ]);
  await recordAll(tx, scope, [
    {
      event: "inspection.started",
      noun: "inspections",
      recordId: visit.id,
      unitId: visit.unitId,
      provinceId: visit.provinceId,
      detail: {
        code: visited!.code,
        project: visit.projectId,
        visitedOn: { before: null, after: input.visitedOn },
      },
    },
    ...recordedEvents(visit, input.findings, recorded),
  ]);
  return { id: visit.id, code: visited!.code, findings: recorded };
}
