import type { HouseholdClass } from "@/db/schema/households";
import { today } from "../../clock";
import { rows, type Tx } from "../../db";
import { newId } from "../../ids";
import type { FieldProblem } from "../../problem";
import { confirmSupport, planSupports, withdrawSupport } from "../../supports/commands";
import { withinText } from "../../trpc";
import type { DetailsInputOf, DetailsOf } from "../kinds";
import { inOrder, list, nothing, refuseAll, type Store, unitInForce } from "./store";

export const livelihood: Store<"livelihood"> = {
  placeOf: unitInForce,
  async save(tx, _scope, { projectId, unitId, provinceId }, details) {
    await rows(
      tx,
      "projects.livelihood.save",
      `insert into livelihood_details (project_id, unit_id, province_id, type, form, organisation, product, counterpart_amount, counterpart_note, expected_income, expected_jobs)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       on conflict (project_id) do update set type = excluded.type, form = excluded.form, organisation = excluded.organisation, product = excluded.product,
         counterpart_amount = excluded.counterpart_amount, counterpart_note = excluded.counterpart_note,
         expected_income = excluded.expected_income, expected_jobs = excluded.expected_jobs`,
      [
        projectId,
        unitId,
        provinceId,
        details.type,
        details.form,
        details.organisation,
        details.product,
        details.counterpartAmount,
        details.counterpartNote,
        details.expectedIncome,
        details.expectedJobs,
      ],
    );
    const joining = await householdsJoining(tx, unitId, details.households);
    await rows(tx, "projects.households.clear", "delete from participations where project_id = $1", [projectId]);
    await rows(
      tx,
      "projects.households.save",
      `insert into participations (id, project_id, unit_id, province_id, household_id, joined_on, class_at_joining)
       select s.id, $1, $2, $3, s."householdId", s."joinedOn", s.class
         from jsonb_to_recordset($4::jsonb) as s(id uuid, "householdId" uuid, "joinedOn" date, class text)`,
      [projectId, unitId, provinceId, JSON.stringify(joining)],
    );
    await rows(tx, "projects.inputs.clear", "delete from project_inputs where project_id = $1", [projectId]);
    await rows(
      tx,
      "projects.inputs.save",
      `insert into project_inputs (id, project_id, unit_id, province_id, item, quantity, measure, unit_price, sort)
       select s.id, $1, $2, $3, s.item, s.quantity, s.measure, s."unitPrice", s.sort
         from jsonb_to_recordset($4::jsonb) as s(id uuid, item text, quantity numeric, measure text, "unitPrice" bigint, sort integer)`,
      [projectId, unitId, provinceId, JSON.stringify(inOrder(details.inputs))],
    );
  },
  select: `(select json_build_object('kind', 'livelihood', 'type', d.type, 'form', d.form, 'organisation', d.organisation, 'product', d.product,
      'counterpartAmount', d.counterpart_amount::text, 'counterpartNote', d.counterpart_note, 'expectedIncome', d.expected_income::text, 'expectedJobs', d.expected_jobs,
      'households', ${list(
        `json_build_object('id', x.id, 'householdId', x.household_id, 'code', h.code, 'headName', h.head_name, 'joinedOn', x.joined_on, 'leftOn', x.left_on, 'classAtJoining', x.class_at_joining)`,
        `participations x join households h on h.id = x.household_id and ${withinText("h", "households.read")} where x.project_id = p.id`,
        "h.folded, x.id",
      )},
      'householdCount', (select count(*) from participations x where x.project_id = p.id),
      'householdClasses', (select coalesce(json_object_agg(class_at_joining, n), '{}') from (select x.class_at_joining, count(*) as n from participations x where x.project_id = p.id group by 1) c),
      'inputs', ${list(
        `json_build_object('id', x.id, 'item', x.item, 'quantity', x.quantity::float8, 'measure', x.measure, 'unitPrice', x.unit_price::text, 'amount', round(x.quantity * x.unit_price)::text)`,
        "project_inputs x where x.project_id = p.id",
        "x.sort, x.id",
      )}) from livelihood_details d where d.project_id = p.id)`,
  people: ({ households }) => households.map(({ householdId }) => householdId),
  guard: nothing,
  async submitted(tx, scope, { id, name, line, details }) {
    await planSupports(tx, scope, {
      households: details.households.map(({ householdId }) => ({
        id: newId(scope.clock.now().getTime()),
        householdId,
      })),
      kind: "livelihood",
      programme: line.programme.name.vi,
      detail: name,
      amount: shareOf(details),
      onDate: today(scope.clock),
      projectId: id,
    });
  },
  completed: (tx, scope, { id, details }, onDate) =>
    confirmSupport(tx, scope, { projectId: id, amount: shareOf(details), onDate }),
  dropped: (tx, scope, projectId) => withdrawSupport(tx, scope, { projectId }),
};

/** What one household gets of the inputs, whole đồng: equal shares, the odd đồng left out. */
const shareOf = ({ inputs, householdCount }: DetailsOf["livelihood"]): bigint =>
  householdCount === 0 ? 0n : inputs.reduce((sum, { amount }) => sum + BigInt(amount), 0n) / BigInt(householdCount);

/** Each household with its class in force on the day it joins, under the national standard (invariant 17). */
async function householdsJoining(
  tx: Tx,
  unitId: string,
  households: DetailsInputOf<"livelihood">["households"],
): Promise<{ id: string; householdId: string; joinedOn: string; class: HouseholdClass }[]> {
  const found = await rows<{ here: boolean; class: HouseholdClass | null }>(
    tx,
    "projects.households.joining",
    `select h.id is not null as here, c.class
       from jsonb_to_recordset($1::jsonb) as s("householdId" uuid, "joinedOn" date, place integer)
       left join households h on h.id = s."householdId" and ${withinText("h", "households.read")}
        and (h.ended_on is null or h.ended_on > s."joinedOn")
        and h.unit_id in (select r.unit_id from unit_reach r where r.ancestor_id = $2)
       left join lateral (
         select c.class from household_class_periods c join standards t on t.id = c.standard_id
          where c.household_id = h.id and t.province_id is null and daterange(c.valid_from, c.valid_to) @> s."joinedOn"
          order by c.valid_from desc limit 1) c on true
      order by s.place`,
    [JSON.stringify(households.map(({ householdId, joinedOn }, place) => ({ householdId, joinedOn, place }))), unitId],
  );
  const joining = households.map((household, at) => ({ ...household, ...found[at]! }));
  refuseAll(
    joining.flatMap(({ here, class: held }, at): FieldProblem[] => {
      const path = `details.households.${at}.householdId`;
      if (!here) return [{ path, code: "household_elsewhere" }];
      return held === null ? [{ path, code: "household_has_no_class" }] : [];
    }),
  );
  return joining.map(({ id, householdId, joinedOn, class: held }) => ({ id, householdId, joinedOn, class: held! }));
}
