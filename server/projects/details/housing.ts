import { today } from "../../clock";
import { row, rows, type Tx } from "../../db";
import { newId } from "../../ids";
import { fieldProblem, Problem } from "../../problem";
import { confirmSupport, planSupport, withdrawSupport } from "../../supports/commands";
import { familySupports } from "../../supports/queries";
import { housingSupportProblem } from "../../supports/rules";
import { withinText } from "../../trpc";
import { grantOf, normProblem } from "../kinds/housing";
import { list, type Place, type Store } from "./store";

export const housing: Store<"housing"> = {
  /** A house is of its household's unit, which may be one that ended in a merger. */
  async placeOf(tx, scope, unitId, details) {
    const found = await row<Place>(
      tx,
      `projects.household_place.${scope.permission}`,
      `select h.unit_id as "unitId", h.province_id as "provinceId" from households h
        where h.id = $1 and h.ended_on is null and ${withinText("h", scope.permission)} and ${withinText("h", "households.read")}
          and h.unit_id in (select r.unit_id from unit_reach r where r.ancestor_id = $2)`,
      [details.householdId, unitId],
    );
    if (!found) throw fieldProblem("details.householdId", "household_elsewhere");
    return found;
  },
  async save(tx, scope, { projectId, unitId, provinceId, lineId, sources }, details) {
    const lives = await housing.placeOf(tx, scope, unitId, details);
    if (lives.unitId !== unitId) throw fieldProblem("details.householdId", "household_elsewhere");
    const norm =
      details.decisionOn === null
        ? undefined
        : await normInForce(tx, { lineId, provinceId, ...details, onDate: details.decisionOn });
    const problem = normProblem({ decisionOn: details.decisionOn, normAmount: norm?.amount ?? null }, grantOf(sources));
    if (problem) throw new Problem(problem.code, problem.values, [problem]);
    await rows(
      tx,
      "projects.housing.save",
      `insert into housing_details (project_id, unit_id, province_id, household_id, work_kind, bad_foundation, bad_frame, bad_roof, area_before, design_area, decision_on, norm_id, norm_amount, own_amount)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
       on conflict (project_id) do update set household_id = excluded.household_id, work_kind = excluded.work_kind,
         bad_foundation = excluded.bad_foundation, bad_frame = excluded.bad_frame, bad_roof = excluded.bad_roof,
         area_before = excluded.area_before, design_area = excluded.design_area, decision_on = excluded.decision_on,
         norm_id = excluded.norm_id, norm_amount = excluded.norm_amount, own_amount = excluded.own_amount`,
      [
        projectId,
        unitId,
        provinceId,
        details.householdId,
        details.workKind,
        details.badFoundation,
        details.badFrame,
        details.badRoof,
        details.areaBefore,
        details.designArea,
        details.decisionOn,
        norm?.id ?? null,
        norm?.amount ?? null,
        details.ownAmount,
      ],
    );
  },
  select: `(select json_build_object('kind', 'housing', 'householdId', d.household_id, 'householdCode', coalesce(h.code, ''), 'memberCount', coalesce(h.member_count, 0),
      'household', case when h.id is not null then json_build_object('id', h.id, 'code', h.code, 'headName', h.head_name, 'unitId', h.unit_id, 'class', h.current_class, 'memberCount', h.member_count) end,
      'workKind', d.work_kind, 'badFoundation', d.bad_foundation, 'badFrame', d.bad_frame, 'badRoof', d.bad_roof,
      'areaBefore', d.area_before::float8, 'designArea', d.design_area::float8, 'decisionOn', d.decision_on, 'normId', d.norm_id, 'normAmount', d.norm_amount::text,
      'ownAmount', d.own_amount::text, 'hardFoundation', d.hard_foundation, 'hardFrame', d.hard_frame, 'hardRoof', d.hard_roof, 'areaAfter', d.area_after::float8,
      'signatureFileId', d.signature_file_id, 'signedOn', d.signed_on,
      'stages', ${list(
        `json_build_object('id', x.id, 'stage', x.stage, 'reachedOn', x.reached_on, 'photoFileId', x.photo_file_id, 'reportedBy', w.name, 'reportedAt', x.reported_at)`,
        "housing_stage_reports x join people w on w.id = x.reported_by where x.project_id = p.id",
        "x.reached_on, x.reported_at",
      )}) from housing_details d left join households h on h.id = d.household_id and ${withinText("h", "households.read")} where d.project_id = p.id)`,
  people: ({ household }) => (household ? [household.id] : []),
  async guard(tx, scope, { details }) {
    const earlier = (await familySupports(tx, scope, details.householdId, "housing")).filter(
      ({ state }) => state !== "withdrawn",
    );
    const code = housingSupportProblem(earlier);
    const [first] = earlier;
    if (!code || !first) return undefined;
    return { path: "details.householdId", code, values: { date: first.onDate, unit: first.unitName } };
  },
  async submitted(tx, scope, { id, name, line, sources, details }) {
    await planSupport(tx, scope, {
      id: newId(scope.clock.now().getTime()),
      householdId: details.householdId,
      kind: "housing",
      programme: line.programme.name.vi,
      detail: name,
      amount: grantOf(sources),
      onDate: details.decisionOn ?? today(scope.clock),
      projectId: id,
    });
  },
  completed: (tx, scope, { id, sources }, onDate) =>
    confirmSupport(tx, scope, { projectId: id, amount: grantOf(sources), onDate }),
  /** The family is free again for whoever asks next; a returned project asks anew when it is submitted again. */
  dropped: (tx, scope, projectId) => withdrawSupport(tx, scope, { projectId }),
};

/** The norm of the line in force on a day: the province's own before the nation's, and never a fallback in time. */
const normInForce = (
  tx: Tx,
  { lineId, workKind, provinceId, onDate }: { lineId: string; workKind: string; provinceId: string; onDate: string },
) =>
  row<{ id: string; amount: string }>(
    tx,
    "projects.norm",
    `select n.id, n.amount::text from norms n
      where n.line_id = $1 and n.work_kind = $2 and (n.province_id is null or n.province_id = $3) and daterange(n.valid_from, n.valid_to) @> $4::date
      order by n.province_id nulls last, n.valid_from desc limit 1`,
    [lineId, workKind, provinceId, onDate],
  );
