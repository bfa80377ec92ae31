import type { Names } from "@/db/schema/columns";
import type { DwellingPart, HouseholdClass } from "@/db/schema/household-lists";
import { record } from "../audit";
import type { Permission } from "../auth/permissions";
import { row, type Tx } from "../db";
import { Problem } from "../problem";
import { type Scope, withinText } from "../trpc";
import { classReasons } from "./rules";

export type MemberRow = {
  id: string;
  name: string;
  bornOn: string;
  sex: "male" | "female";
  relationship: string;
  relationshipName: Names | null;
  ethnicity: string;
  ethnicityName: Names | null;
  /** The last four digits; null without a number. */
  identityTail: string | null;
  endedOn: string | null;
  endReason: Names | null;
};

export type ClassPeriod = {
  id: string;
  class: HouseholdClass;
  validFrom: string;
  validTo: string | null;
  round: string;
  inForce: boolean;
  income: string | null;
  line: string | null;
  urban: boolean | null;
  deprivations: { code: string; name: Names | null }[];
  document: { id: string; number: string } | null;
  standard: {
    id: string;
    name: Names;
    provincial: boolean;
    minDeprivations: number;
    indicators: number;
    validFrom: string;
    validTo: string | null;
  };
};

export type HouseholdDetail = {
  id: string;
  unitId: string;
  provinceId: string;
  familyId: string;
  code: string;
  headName: string;
  villageId: string | null;
  villageName: string | null;
  address: string;
  phone: string | null;
  ethnicity: string;
  ethnicityName: Names | null;
  memberCount: number;
  foundation: DwellingPart;
  frame: DwellingPart;
  roof: DwellingPart;
  area: number | null;
  currentClass: HouseholdClass | null;
  provincialClass: HouseholdClass | null;
  endedOn: string | null;
  splitOn: string | null;
  version: number;
  registeredAt: string;
  registeredBy: string | null;
  unit: { name: string; title: Names; validTo: string | null };
  /** Where an abolished unit went; `part` waits until someone decides which half this household is in. */
  successors: { id: string; name: string; title: Names; part: boolean; effectiveOn: string }[];
  origin: { id: string; headName: string; code: string } | null;
  offspring: { id: string; headName: string; code: string; splitOn: string }[];
  members: MemberRow[];
  periods: ClassPeriod[];
  may: Permission[];
};

const named = (list: string, value: string) =>
  `(select c.name from codes c where c.list = '${list}' and c.code = ${value})`;

/** The household with its people and classes, in one statement, as far as the person reaches. */
async function householdDetail(tx: Tx, householdId: string): Promise<HouseholdDetail> {
  const reach = (alias: string) => withinText(alias, "households.read");
  const found = await row<HouseholdDetail>(
    tx,
    "households.get",
    `select h.id, h.unit_id as "unitId", h.province_id as "provinceId", h.family_id as "familyId", h.code, h.head_name as "headName",
            h.village_id as "villageId", v.name as "villageName", h.address, h.phone, h.ethnicity, ${named("ethnicGroups", "h.ethnicity")} as "ethnicityName",
            h.member_count as "memberCount", h.foundation, h.frame, h.roof, h.area::float8 as area,
            h.current_class as "currentClass", h.provincial_class as "provincialClass", h.ended_on as "endedOn", h.split_on as "splitOn", h.version,
            h.registered_at as "registeredAt", p.name as "registeredBy",
            jsonb_build_object('name', u.name, 'title', t.title, 'validTo', u.valid_to) as unit,
            coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'title', st.title, 'part', k.part, 'effectiveOn', k.effective_on) order by k.part, s.folded)
                        from unit_links k join units s on s.id = k.successor_id join unit_types st on st.code = s.type_code
                       where k.predecessor_id = h.unit_id and k.kind <> 'boundary_adjusted' and u.valid_to is not null), '[]') as successors,
            (select jsonb_build_object('id', o.id, 'headName', o.head_name, 'code', o.code) from households o where o.id = h.split_from_id and ${reach("o")}) as origin,
            coalesce((select jsonb_agg(jsonb_build_object('id', o.id, 'headName', o.head_name, 'code', o.code, 'splitOn', o.split_on) order by o.split_on)
                        from households o where o.split_from_id = h.id and ${reach("o")}), '[]') as offspring,
            coalesce((select jsonb_agg(jsonb_build_object('id', m.id, 'name', m.name, 'bornOn', m.born_on, 'sex', m.sex, 'relationship', m.relationship,
                               'relationshipName', ${named("relationships", "m.relationship")}, 'ethnicity', m.ethnicity, 'ethnicityName', ${named("ethnicGroups", "m.ethnicity")},
                               'identityTail', m.identity_tail, 'endedOn', m.ended_on, 'endReason', ${named("memberEndReasons", "m.end_reason")})
                             order by m.ended_on is not null, m.relationship <> 'head', coalesce((select c.sort from codes c where c.list = 'relationships' and c.code = m.relationship), 99), m.born_on)
                        from members m where m.household_id = h.id and ${reach("m")}), '[]') as members,
            coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'class', c.class, 'validFrom', c.valid_from, 'validTo', c.valid_to, 'round', c.round,
                               'inForce', daterange(c.valid_from, c.valid_to) @> current_date, 'income', c.income_per_capita::text,
                               'line', case uv.urban when true then x.urban_line when false then x.rural_line end::text, 'urban', uv.urban,
                               'deprivations', (select coalesce(jsonb_agg(jsonb_build_object('code', d.code, 'name', i.name) order by i.sort), '[]')
                                                  from unnest(c.deprivations) d (code) left join standard_indicators i on i.standard_id = c.standard_id and i.code = d.code),
                               'document', (select jsonb_build_object('id', d.id, 'number', d.number) from documents d where d.id = c.document_id),
                               'standard', jsonb_build_object('id', x.id, 'name', x.name, 'provincial', x.province_id is not null, 'minDeprivations', x.min_deprivations,
                                 'indicators', (select count(*)::int from standard_indicators i where i.standard_id = x.id), 'validFrom', x.valid_from, 'validTo', x.valid_to))
                             order by c.valid_from desc, x.province_id is not null desc)
                        from household_class_periods c join standards x on x.id = c.standard_id
                        left join unit_versions uv on uv.unit_id = c.unit_id and daterange(uv.valid_from, uv.valid_to) @> least(c.valid_from, coalesce(u.valid_to - 1, c.valid_from))
                       where c.household_id = h.id and ${reach("c")}), '[]') as periods,
            array(select x from unnest(array['households.write', 'households.reveal', 'supports.record', 'audit.read']) x where app.reaches(x, h.unit_id, h.province_id)) as may
       from households h join units u on u.id = h.unit_id join unit_types t on t.code = u.type_code
       left join units v on v.id = h.village_id left join people p on p.id = h.registered_by
      where h.id = $1 and ${reach("h")}`,
    [householdId],
  );
  if (!found) throw new Problem("not_found");
  return found;
}

export type Seen = { name: string; at: string; event: string };

/** Who looked lately: the trail read for the record itself, a person once a day. */
async function seenLately(tx: Tx, householdId: string): Promise<{ total: number; lately: Seen[] }> {
  const found = await row<{ total: number; lately: Seen[] }>(
    tx,
    "households.seen",
    `with looks as (
       select e.person_id, e.event, e.at from audit_events e
        where e.record_id = $1 and e.event in ('household.read', 'household.identity_revealed') and ${withinText("e", "history.read")}
     )
     select (select count(*)::int from looks) as total,
            coalesce((select jsonb_agg(jsonb_build_object('name', p.name, 'at', x.at, 'event', x.event) order by x.at desc)
                        from (select person_id, event, max(at) as at from looks group by person_id, event, at::date order by max(at) desc limit 5) x
                        join people p on p.id = x.person_id), '[]') as lately`,
    [householdId],
  );
  return found!;
}

const wasRead = (tx: Tx, scope: Scope, household: HouseholdDetail, fields: string[]) =>
  record(tx, scope, {
    event: "household.read",
    noun: "households",
    recordId: household.id,
    unitId: household.unitId,
    provinceId: household.provinceId,
    detail: { fields },
  });

/** The household's page. Reading it is written into the trail: the names of what was shown, never the values. */
export async function getHousehold(tx: Tx, scope: Scope<"households.read">, householdId: string) {
  const household = await householdDetail(tx, householdId);
  const seen = await seenLately(tx, householdId);
  await wasRead(tx, scope, household, ["members", "dwelling", "classes"]);
  return {
    ...household,
    periods: household.periods.map((period) => ({
      ...period,
      reasons: classReasons(period.class, {
        income: period.income,
        line: period.line,
        deprivations: period.deprivations.length,
        minDeprivations: period.standard.minDeprivations,
      }),
    })),
    seen,
  };
}

export type Choice = { code: string; name: Names };

type Choices = {
  ethnicGroups: Choice[];
  relationships: Choice[];
  memberEndReasons: Choice[];
  units: { id: string; name: string; title: Names }[];
  villages: { id: string; name: string; unitId: string }[];
};

async function choicesFor(tx: Tx, unitIds: string[]): Promise<Choices> {
  const lists = ["ethnicGroups", "relationships", "memberEndReasons"].map(
    (list) =>
      `coalesce((select jsonb_agg(jsonb_build_object('code', c.code, 'name', c.name) order by c.sort) from codes c where c.list = '${list}'), '[]') as "${list}"`,
  );
  const found = await row<Choices>(
    tx,
    "households.choices",
    `select ${lists.join(", ")},
            coalesce((select jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'title', t.title) order by u.folded)
                        from units u join unit_types t on t.code = u.type_code where u.id = any ($1::uuid[]) and u.valid_to is null), '[]') as units,
            coalesce((select jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'unitId', u.parent_id) order by u.folded)
                        from units u where u.parent_id = any ($1::uuid[]) and u.valid_to is null), '[]') as villages`,
    [unitIds],
  );
  return found!;
}

/** What the form of a new household chooses from, and where the person may register. */
export const householdChoices = (tx: Tx, scope: Scope<"households.write">) =>
  choicesFor(
    tx,
    scope.who.roles.filter(({ role }) => role === "clerk").map(({ unitId }) => unitId),
  );

/** What the forms about a household begin with. Seeing it is a reading like any other. */
export async function householdForm(tx: Tx, scope: Scope<"households.write">, householdId: string) {
  const household = await householdDetail(tx, householdId);
  // Who only reads here has no form.
  if (!household.may.includes("households.write")) throw new Problem("not_found");
  const choices = await choicesFor(tx, [household.unitId]);
  await wasRead(tx, scope, household, ["members", "dwelling"]);
  return { household, choices };
}
