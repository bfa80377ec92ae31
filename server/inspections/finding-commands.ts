import type { z } from "zod";
import type { ProjectKind } from "@/db/schema/project-lists";
import { recordAll } from "../audit";
import { type Clock, today } from "../clock";
import { rows, type Tx } from "../db";
import { happened, ownFiles } from "../findings/commands";
import type { recordFindingInput, sight } from "../findings/inputs";
import { kindsFor } from "../findings/rules";
import { Problem, refuse } from "../problem";
import type { Scope } from "../trpc";
import { lockInspection } from "./queries";
import { recordingProblem } from "./rules";

export type Sight = z.output<typeof sight>;

/** A device's clock may run ahead by a time zone, not more. */
const furthestAheadMs = 24 * 3600 * 1000;

/** `within` is where the sight stands in what was sent. */
export function refuseSight(seen: Sight, projectKind: ProjectKind, clock: Clock, within = "") {
  if (!kindsFor(projectKind).includes(seen.kind)) {
    throw new Problem("invalid", {}, [{ path: `${within}kind`, code: "not_in_list" }]);
  }
  if (Date.parse(seen.seenAt) > clock.now().getTime() + furthestAheadMs) {
    throw new Problem("invalid", {}, [{ path: `${within}seenAt`, code: "in_the_future" }]);
  }
}

type Visit = { id: string; projectId: string; unitId: string; provinceId: string };
type Recorded = { id: string; code: string };

/** Writes what was seen on a visit, in one statement however much it is. */
export async function insertFindings(tx: Tx, scope: Scope, visit: Visit, seen: readonly Sight[]): Promise<Recorded[]> {
  const place = [visit.unitId, visit.provinceId];
  const files = seen.flatMap(({ id, fileIds }) => [...new Set(fileIds)].map((fileId) => ({ id, fileId })));
  const [recorded] = await Promise.all([
    rows<Recorded>(
      tx,
      "findings.record",
      `insert into findings (id, unit_id, province_id, inspection_id, project_id, code, kind, severity, note, latitude, longitude, accuracy, seen_at, recorded_by, recorded_at)
       select s.id, $1, $2, $3, $4, 'PH-' || extract(year from $5::date) || '-' || app.in_series(nextval('finding_numbers')), s.kind, s.severity, s.note,
              (s.place ->> 'latitude')::float8, (s.place ->> 'longitude')::float8, (s.place ->> 'accuracy')::real, s."seenAt", $6, $7
         from jsonb_to_recordset($8::jsonb) as s(id uuid, kind text, severity text, note text, place jsonb, "seenAt" timestamptz)
       returning id, code`,
      [
        ...place,
        visit.id,
        visit.projectId,
        today(scope.clock),
        scope.personId,
        scope.clock.now(),
        // The database knows fewer offsets than a device may write.
        JSON.stringify(seen.map((each) => ({ ...each, seenAt: new Date(each.seenAt) }))),
      ],
    ),
    files.length > 0 &&
      rows(
        tx,
        "findings.files",
        `insert into finding_files (finding_id, unit_id, province_id, file_id)
         select f.id, $1, $2, f."fileId" from jsonb_to_recordset($3::jsonb) as f(id uuid, "fileId" uuid)`,
        [...place, JSON.stringify(files)],
      ),
  ]);
  return recorded;
}

/** What the history says of each. */
export const recordedEvents = (visit: Visit, seen: readonly Sight[], recorded: readonly Recorded[]) =>
  seen.map((each) =>
    happened("finding.recorded", each.id, visit, {
      code: recorded.find(({ id }) => id === each.id)!.code,
      inspection: visit.id,
      severity: each.severity,
      files: new Set(each.fileIds).size,
      place: each.place !== null,
    }),
  );

export async function recordFinding(
  tx: Tx,
  scope: Scope<"findings.record">,
  { inspectionId, ...seen }: z.output<typeof recordFindingInput>,
) {
  const inspection = await lockInspection(tx, scope, inspectionId);
  refuse(recordingProblem(inspection, scope.personId));
  refuseSight(seen, inspection.projectKind, scope.clock);
  await ownFiles(tx, scope, seen.fileIds);
  const recorded = await insertFindings(tx, scope, inspection, [seen]);
  await recordAll(tx, scope, recordedEvents(inspection, [seen], recorded));
  return { id: seen.id, code: recorded[0]!.code };
}
