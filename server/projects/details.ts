import type { HouseholdClass } from "@/db/schema/households";
import type { ProjectKind } from "@/db/schema/project-lists";
import { today } from "../clock";
import { row, rows, type Tx } from "../db";
import { newId } from "../ids";
import { type FieldProblem, fieldProblem, Problem, type ProblemCode, problems as problemCodes } from "../problem";
import { confirmSupport, planSupport, planSupports, withdrawSupport } from "../supports/commands";
import { familySupports } from "../supports/queries";
import { housingSupportProblem } from "../supports/rules";
import { type Scope, withinText } from "../trpc";
import type { DetailsInputOf, DetailsOf } from "./kinds";
import { grantOf, normProblem } from "./kinds/housing";
import type { SourceRow } from "./kinds/kind";
import type { ProjectRecord } from "./queries";

/**
 * The server's half of a kind: where its details lie and what they bring along. The pure half is
 * in kinds/; neither compiles without all three.
 */

export type Place = { unitId: string; provinceId: string };
/** Where the project stands and what its details depend on. */
export type Holder = Place & { projectId: string; lineId: string; sources: readonly SourceRow[] };

type Of<K extends ProjectKind> = ProjectRecord & { details: DetailsOf[K] };

type Store<K extends ProjectKind> = {
  /** The responsible unit, from the unit that was asked for. */
  placeOf(tx: Tx, scope: Scope, unitId: string, details: DetailsInputOf<K>): Promise<Place>;
  /** Writes the details with their rows, whether or not there were any before. */
  save(tx: Tx, scope: Scope, holder: Holder, details: DetailsInputOf<K>): Promise<void>;
  /** The details of project `p` as one object of SQL. */
  select: string;
  /** The households whose names the record shows: reading it is a reading of personal data. */
  people(details: DetailsOf[K]): string[];
  /** Why another record stands in the way of submitting. */
  guard(tx: Tx, scope: Scope, project: Of<K>): Promise<FieldProblem | undefined>;
  /** What else happens when the project is submitted, */
  submitted(tx: Tx, scope: Scope, project: Of<K>): Promise<void>;
  /** when what was submitted has been given, */
  completed(tx: Tx, scope: Scope, project: Of<K>, onDate: string): Promise<void>;
  /** and when it is returned or rejected. */
  dropped(tx: Tx, scope: Scope, projectId: string): Promise<void>;
};

const nothing = async () => undefined;

/** The rows of a form keep the order in which they were typed. */
export const inOrder = <T extends object>(sent: readonly T[]) => sent.map((one, sort) => ({ ...one, sort }));

/** Rows of a sub-select as one JSON array. */
export const list = (object: string, from: string, order: string) =>
  `(select coalesce(jsonb_agg(${object} order by ${order}), '[]') from ${from})`;

/** The fields at which something is wrong; the first one names the refusal. */
export function refuseAll(problems: readonly FieldProblem[]): void {
  const [first] = problems;
  if (!first) return;
  throw new Problem(codeOf(first), first.values ?? {}, [...problems]);
}

/** A field's own code ("required", "not_in_list") names no refusal of the whole. */
function codeOf({ code }: FieldProblem): ProblemCode {
  if (code in problemCodes) return code as ProblemCode;
  return code === "required" ? "project_incomplete" : "invalid";
}

/** A unit of the person's reach that exists today. */
async function unitInForce(tx: Tx, scope: Scope, unitId: string): Promise<Place> {
  const unit = await row<Place & { inForce: boolean }>(
    tx,
    `projects.unit.${scope.permission}`,
    `select u.id as "unitId", u.province_id as "provinceId", u.valid_from <= $2::date and (u.valid_to is null or u.valid_to > $2::date) as "inForce"
       from units u where u.id = $1 and app.reaches('${scope.permission}', u.id, u.province_id)`,
    [unitId, today(scope.clock)],
  );
  if (!unit) throw fieldProblem("unitId", "unknown_unit");
  if (!unit.inForce) throw fieldProblem("unitId", "unit_not_in_force");
  return { unitId: unit.unitId, provinceId: unit.provinceId };
}

const livelihood: Store<"livelihood"> = {
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
  select: `(select jsonb_build_object('kind', 'livelihood', 'type', d.type, 'form', d.form, 'organisation', d.organisation, 'product', d.product,
      'counterpartAmount', d.counterpart_amount::text, 'counterpartNote', d.counterpart_note, 'expectedIncome', d.expected_income::text, 'expectedJobs', d.expected_jobs,
      'households', ${list(
        `jsonb_build_object('id', x.id, 'householdId', x.household_id, 'code', h.code, 'headName', h.head_name, 'joinedOn', x.joined_on, 'leftOn', x.left_on, 'classAtJoining', x.class_at_joining)`,
        `participations x join households h on h.id = x.household_id and ${withinText("h", "households.read")} where x.project_id = p.id`,
        "h.folded, x.id",
      )},
      'householdCount', (select count(*) from participations x where x.project_id = p.id),
      'householdClasses', (select coalesce(jsonb_object_agg(class_at_joining, n), '{}') from (select x.class_at_joining, count(*) as n from participations x where x.project_id = p.id group by 1) c),
      'inputs', ${list(
        `jsonb_build_object('id', x.id, 'item', x.item, 'quantity', x.quantity::float8, 'measure', x.measure, 'unitPrice', x.unit_price::text, 'amount', round(x.quantity * x.unit_price)::text)`,
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

const housing: Store<"housing"> = {
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
  select: `(select jsonb_build_object('kind', 'housing', 'householdId', d.household_id, 'householdCode', coalesce(h.code, ''), 'memberCount', coalesce(h.member_count, 0),
      'household', case when h.id is not null then jsonb_build_object('id', h.id, 'code', h.code, 'headName', h.head_name, 'unitId', h.unit_id, 'class', h.current_class, 'memberCount', h.member_count) end,
      'workKind', d.work_kind, 'badFoundation', d.bad_foundation, 'badFrame', d.bad_frame, 'badRoof', d.bad_roof,
      'areaBefore', d.area_before::float8, 'designArea', d.design_area::float8, 'decisionOn', d.decision_on, 'normId', d.norm_id, 'normAmount', d.norm_amount::text,
      'ownAmount', d.own_amount::text, 'hardFoundation', d.hard_foundation, 'hardFrame', d.hard_frame, 'hardRoof', d.hard_roof, 'areaAfter', d.area_after::float8,
      'signatureFileId', d.signature_file_id, 'signedOn', d.signed_on,
      'stages', ${list(
        `jsonb_build_object('id', x.id, 'stage', x.stage, 'reachedOn', x.reached_on, 'photoFileId', x.photo_file_id, 'reportedBy', w.name, 'reportedAt', x.reported_at)`,
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
    const { onDate: date, programme, amount, unitName: unit } = first;
    return { path: "details.householdId", code, values: { date, programme, amount, unit } };
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

const infrastructure: Store<"infrastructure"> = {
  placeOf: unitInForce,
  async save(tx, _scope, { projectId, unitId, provinceId }, details) {
    await rows(
      tx,
      "projects.infrastructure.save",
      `insert into infrastructure_details (project_id, unit_id, province_id, sector, start_point, end_point, investor, contractor, households_served)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       on conflict (project_id) do update set sector = excluded.sector, start_point = excluded.start_point, end_point = excluded.end_point,
         investor = excluded.investor, contractor = excluded.contractor, households_served = excluded.households_served`,
      [
        projectId,
        unitId,
        provinceId,
        details.sector,
        details.startPoint,
        details.endPoint,
        details.investor,
        details.contractor,
        details.householdsServed,
      ],
    );
    await rows(tx, "projects.quantities.clear", "delete from project_quantities where project_id = $1", [projectId]);
    await rows(
      tx,
      "projects.quantities.save",
      `insert into project_quantities (id, project_id, unit_id, province_id, quantity, least, most, measure, sort)
       select s.id, $1, $2, $3, s.quantity, s.least, s.most, s.measure, s.sort
         from jsonb_to_recordset($4::jsonb) as s(id uuid, quantity text, least numeric, most numeric, measure text, sort integer)`,
      [projectId, unitId, provinceId, JSON.stringify(inOrder(details.quantities))],
    );
  },
  select: `(select jsonb_build_object('kind', 'infrastructure', 'sector', d.sector, 'startPoint', d.start_point, 'endPoint', d.end_point, 'investor', d.investor, 'contractor', d.contractor,
      'householdsServed', d.households_served, 'acceptedOn', d.accepted_on, 'acceptanceDocumentId', d.acceptance_document_id,
      'acceptanceDocument', (select x.number from documents x where x.id = d.acceptance_document_id), 'handedOverOn', d.handed_over_on, 'handoverDocumentId', d.handover_document_id,
      'handoverDocument', (select x.number from documents x where x.id = d.handover_document_id), 'inOperationOn', d.in_operation_on,
      'quantities', ${list(
        `jsonb_build_object('id', x.id, 'quantity', x.quantity, 'least', x.least::float8, 'most', x.most::float8, 'measure', x.measure)`,
        "project_quantities x where x.project_id = p.id",
        "x.sort, x.id",
      )}) from infrastructure_details d where d.project_id = p.id)`,
  people: () => [],
  guard: nothing,
  submitted: nothing,
  completed: nothing,
  dropped: nothing,
};

const stores = { livelihood, housing, infrastructure } satisfies { [K in ProjectKind]: Store<K> };

/** The store of a kind known only at run time: what it is given is always of its own kind. */
export const storeOf = (kind: ProjectKind) => stores[kind] as unknown as Store<ProjectKind>;
