import type { z } from "zod";
import { record } from "../audit";
import { today } from "../clock";
import { row, rows, type Tx } from "../db";
import { happened, ownFiles } from "../findings/commands";
import type { recordFindingInput } from "../findings/inputs";
import { kindsFor } from "../findings/rules";
import { Problem, refuse } from "../problem";
import type { Scope } from "../trpc";
import { lockInspection } from "./queries";
import { recordingProblem } from "./rules";

/** A device's clock may run ahead by a time zone, not more. */
const furthestAheadMs = 24 * 3600 * 1000;

export async function recordFinding(
  tx: Tx,
  scope: Scope<"findings.record">,
  input: z.output<typeof recordFindingInput>,
) {
  const inspection = await lockInspection(tx, scope, input.inspectionId);
  refuse(recordingProblem(inspection, scope.personId));
  if (!kindsFor(inspection.projectKind).includes(input.kind)) {
    throw new Problem("invalid", {}, [{ path: "kind", code: "not_in_list" }]);
  }
  if (Date.parse(input.seenAt) > scope.clock.now().getTime() + furthestAheadMs) {
    throw new Problem("invalid", {}, [{ path: "seenAt", code: "in_the_future" }]);
  }
  const fileIds = await ownFiles(tx, scope, input.fileIds);
  const recorded = await row<{ code: string }>(
    tx,
    "findings.record",
    `insert into findings (id, unit_id, province_id, inspection_id, project_id, code, kind, severity, note, latitude, longitude, accuracy, seen_at, recorded_by, recorded_at)
     values ($1, $2, $3, $4, $5, 'PH-' || extract(year from $6::date) || '-' || lpad(nextval('finding_numbers')::text, 4, '0'),
             $7, $8, $9, $10, $11, $12, $13, $14, $15) returning code`,
    [
      input.id,
      inspection.unitId,
      inspection.provinceId,
      inspection.id,
      inspection.projectId,
      today(scope.clock),
      input.kind,
      input.severity,
      input.note,
      input.place?.latitude ?? null,
      input.place?.longitude ?? null,
      input.place?.accuracy ?? null,
      // The database knows fewer offsets than a device may write.
      new Date(input.seenAt),
      scope.personId,
      scope.clock.now(),
    ],
  );
  await rows(
    tx,
    "findings.files",
    "insert into finding_files (finding_id, unit_id, province_id, file_id) select $1, $2, $3, unnest($4::uuid[])",
    [input.id, inspection.unitId, inspection.provinceId, fileIds],
  );
  await record(
    tx,
    scope,
    happened("finding.recorded", input.id, inspection, {
      code: recorded!.code,
      inspection: inspection.id,
      severity: input.severity,
      files: fileIds.length,
      place: input.place !== null,
    }),
  );
  return { id: input.id, code: recorded!.code };
}
