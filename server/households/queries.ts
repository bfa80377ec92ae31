import type { z } from "zod";
import type { Names } from "@/db/schema/columns";
import type { DwellingPart, HouseholdClass } from "@/db/schema/household-lists";
import { recordShown } from "../audit";
import { hashIdentity } from "../auth/identity";
import { type Permission, permissions } from "../auth/permissions";
import { row, rows, type Tx } from "../db";
import { likePattern } from "../fold";
import { pageSize } from "../inputs";
import { Problem } from "../problem";
import { type Scope, withinText } from "../trpc";
import type { UnitOption } from "../units/queries";
import type { householdSorts, listHouseholdsInput, searchHouseholdsInput } from "./inputs";

export type HouseholdBasics = {
  id: string;
  unitId: string;
  provinceId: string;
  familyId: string;
  code: string;
  headName: string;
  currentClass: HouseholdClass | null;
  provincialClass: HouseholdClass | null;
  endedOn: string | null;
  version: number;
};

/** For commands: a household within the reach of the command's own permission, locked when it will change. */
export async function householdForUse(
  tx: Tx,
  scope: Scope,
  householdId: string,
  lock?: "update",
): Promise<HouseholdBasics> {
  const found = await row<HouseholdBasics>(
    tx,
    `households.for_use.${scope.permission}${lock ? ".locked" : ""}`,
    `select h.id, h.unit_id as "unitId", h.province_id as "provinceId", h.family_id as "familyId", h.code, h.head_name as "headName",
            h.current_class as "currentClass", h.provincial_class as "provincialClass", h.ended_on as "endedOn", h.version
       from households h where h.id = $1 and ${withinText("h", scope.permission)}${lock ? " for update" : ""}`,
    [householdId],
  );
  if (!found) throw new Problem("not_found");
  return found;
}

type Filter = { name: string; says: (value: string) => string; value: unknown };

const inUnitOrBelow = (value: string) =>
  `h.unit_id = any (array(select r.unit_id from unit_reach r where r.ancestor_id = ${value}))`;

/**
 * Where the asker's roles lie, said as a condition of its own beside the policy: the policy's three
 * tiers in one "or" would leave the planner without an index to begin with.
 */
function ownPlaces(scope: Scope): Filter[] {
  const held = scope.who.roles.filter(({ role }) =>
    (permissions["households.read"] as readonly string[]).includes(role),
  );
  if (held.every(({ rank }) => rank > 1)) {
    return [
      {
        name: "own_units",
        says: () => "h.unit_id = any ((select app.units('households.read'))::uuid[])",
        value: undefined,
      },
    ];
  }
  if (held.every(({ rank }) => rank === 1)) {
    return [
      {
        name: "own_provinces",
        says: () => "h.province_id = any ((select app.provinces('households.read'))::uuid[])",
        value: undefined,
      },
    ];
  }
  return [];
}

/** The places that the list is about: those asked for, or else the asker's own. */
function placeFilters(scope: Scope, input: { province?: string | undefined; unit?: string | undefined }): Filter[] {
  const asked: Filter[] = [];
  if (input.unit) asked.push({ name: "unit", says: inUnitOrBelow, value: input.unit });
  if (input.province)
    asked.push({ name: "province", says: (value) => `h.province_id = ${value}`, value: input.province });
  return asked.length ? asked : ownPlaces(scope);
}

/** What was typed is a code, an identity number, its last four digits, or a part of the head's name. */
function typedFilters(q: string, placed: boolean): Filter[] {
  if (q === "") return [];
  if (/^h-/i.test(q)) return [{ name: "code", says: (value) => `h.code = ${value}`, value: q.toUpperCase() }];
  const member = (column: string) => (value: string) =>
    `h.id in (select m.household_id from members m where m.${column} = ${value} and m.ended_on is null and ${withinText("m", "households.read")})`;
  if (/^[0-9]{12}$/.test(q)) return [{ name: "identity", says: member("identity_hash"), value: hashIdentity(q) }];
  if (/^[0-9]{4}$/.test(q)) return [{ name: "tail", says: member("identity_tail"), value: q }];
  // Within a province the covering index is read through; in the whole nation the trigrams find candidates.
  const says = (value: string) =>
    placed ? `h.folded like ${value}` : `h.id in (select app.households_like(${value}))`;
  return [{ name: placed ? "like" : "like_anywhere", says, value: likePattern(q) }];
}

const planned = `(select s.household_id from supports s where s.state = 'planned' and ${withinText("s", "households.read")})`;

/** The year of help and, where it is asked for, the class at that help: one value, so that it stays one condition. */
const helpedSays = (value: string, withClass: boolean) =>
  `h.id in (select k.household_id from household_help_years k
             where ${withinText("k", "households.read")} and k.year = split_part(${value}, '/', 1)::int
               ${withClass ? `and k.class = split_part(${value}, '/', 2)` : ""})`;

/** Filters beside place and class: only what is asked for, so that each shape of the list has a plan that suits it. */
function otherFilters(input: z.output<typeof listHouseholdsInput>): Filter[] {
  const filters: Filter[] = [];
  if (input.village)
    filters.push({ name: "village", says: (value) => `h.village_id = ${value}`, value: input.village });
  if (input.ethnicity)
    filters.push({ name: "ethnicity", says: (value) => `h.ethnicity = ${value}`, value: input.ethnicity });
  if (input.helped) {
    const held = input.helpedClass;
    filters.push({
      name: held ? "helped_class" : "helped",
      says: (value) => helpedSays(value, held !== undefined),
      value: `${input.helped}/${held ?? ""}`,
    });
  }
  if (input.support === "planned")
    filters.push({ name: "planned", says: () => `h.id in ${planned}`, value: undefined });
  if (input.support === "none")
    filters.push({ name: "unplanned", says: () => `h.id not in ${planned}`, value: undefined });
  return filters;
}

function classFilter(held: z.output<typeof listHouseholdsInput>["class"]): Filter[] {
  if (!held) return [];
  return held === "unclassified"
    ? [{ name: "unclassified", says: () => "h.current_class is null", value: undefined }]
    : [{ name: "class", says: (value) => `h.current_class = ${value}`, value: held }];
}

/** Says the filters in SQL with their values numbered from `from`, and names the shape. */
function spoken(filters: Filter[], from: number) {
  const values: unknown[] = [];
  const said = filters.map(({ says, value }) => {
    if (value === undefined) return `and ${says("")}`;
    values.push(value);
    return `and ${says(`$${from + values.length - 1}`)}`;
  });
  return { said: said.join(" "), values, name: filters.map(({ name }) => name).join("+") };
}

/** The order, and the column it needs beside those that the covering indexes hold. */
const orders: Record<(typeof householdSorts)[number], { by: string; column?: string }> = {
  name: { by: "m.folded, m.id" },
  "-name": { by: "m.folded desc, m.id desc" },
  code: { by: "m.code", column: "code" },
  "-code": { by: "m.code desc", column: "code" },
  members: { by: "m.member_count, m.folded, m.id", column: "member_count" },
  "-members": { by: "m.member_count desc, m.folded, m.id", column: "member_count" },
};

export type HouseholdRow = {
  id: string;
  code: string;
  headName: string;
  unitName: string;
  unitTitle: Names;
  /** Of an abolished unit: the one that got the whole of it. */
  heir: { name: string; title: Names } | null;
  villageName: string | null;
  ethnicity: Names | null;
  memberCount: number;
  currentClass: HouseholdClass | null;
  provincialClass: HouseholdClass | null;
  plannedSupports: number;
};

/** One page of living households, the exact total and the totals by class over the filter, in one statement. */
export async function listHouseholds(
  tx: Tx,
  scope: Scope<"households.read">,
  input: z.output<typeof listHouseholdsInput>,
) {
  const places = placeFilters(scope, input);
  const others = [...typedFilters(input.q, places.length > 0), ...otherFilters(input)];
  const { said, values, name } = spoken([...places, ...classFilter(input.class), ...others], 3);
  const { by, column } = orders[input.sort];
  const households = `select h.id, h.folded, h.current_class${column ? `, h.${column}` : ""} from households h
        where ${input.helped ? "" : "h.ended_on is null and "}${withinText("h", "households.read")} ${said}`;
  // By place and class alone the totals are kept; anything finer is counted.
  const kept = others.length === 0;
  const counted = kept
    ? `select h.class, sum(h.count)::int as n from household_totals h
        where ${withinText("h", "households.read")} ${spoken(places, 3).said} group by 1 having sum(h.count) > 0`
    : "select coalesce(m.current_class, 'unclassified') as class, count(*)::int as n from matching m group by 1";
  const found = await row<{
    byClass: { class: HouseholdClass | "unclassified"; count: number }[] | null;
    items: HouseholdRow[] | null;
    units: UnitOption[] | null;
    villages: { id: string; name: string }[] | null;
    ethnicities: { code: string; name: Names }[] | null;
  }>(
    tx,
    `households.list.${input.sort}.${name}`,
    `with ${kept ? "" : `matching as (${households}), `}
     counted as (${counted}),
     page as (select * from ${kept ? `(${households})` : "matching"} m order by ${by} limit ${pageSize} offset $1)
     select (select json_agg(json_build_object('class', c.class, 'count', c.n)) from counted c) as "byClass",
            (select json_agg(x.line) from (
               select json_build_object('id', h.id, 'code', h.code, 'headName', h.head_name, 'unitName', u.name, 'unitTitle', ut.title, 'villageName', v.name,
                        'heir', case when u.valid_to is not null then (select json_build_object('name', s.name, 'title', st.title)
                            from unit_links k join units s on s.id = k.successor_id join unit_types st on st.code = s.type_code
                           where k.predecessor_id = u.id and k.kind <> 'boundary_adjusted' and not k.part limit 1) end,
                        'ethnicity', e.name, 'memberCount', h.member_count, 'currentClass', h.current_class, 'provincialClass', h.provincial_class,
                        'plannedSupports', (select count(*)::int from supports s where s.household_id = h.id and s.state = 'planned')) as line
                 from page m join households h on h.id = m.id
                 join units u on u.id = h.unit_id join unit_types ut on ut.code = u.type_code
                 left join units v on v.id = h.village_id
                 left join codes e on e.list = 'ethnicGroups' and e.code = h.ethnicity
                order by ${by}) x) as items,
            (select json_agg(json_build_object('id', u.id, 'name', u.name, 'title', t.title, 'levelCode', u.level_code, 'code', null, 'parent', null,
                              'validFrom', u.valid_from, 'validFromKnown', false, 'validTo', u.valid_to, 'inForce', u.valid_to is null))
               from units u join unit_types t on t.code = u.type_code where u.id = any ($2::uuid[])) as units,
            (select json_agg(json_build_object('id', u.id, 'name', u.name) order by u.folded) from units u
              where u.parent_id = any ($2::uuid[]) and u.valid_to is null
                and (select l.rank from levels l where l.code = u.level_code) > 3) as villages,
            (select json_agg(json_build_object('code', c.code, 'name', c.name) order by c.sort) from codes c where c.list = 'ethnicGroups') as ethnicities`,
    [(input.page - 1) * pageSize, input.unit ? [input.unit] : communesOf(scope), ...values],
  );
  const byClass = found?.byClass ?? [];
  const items = found?.items ?? [];
  recordShown(
    tx,
    scope,
    "household.listed",
    items.map(({ id }) => id),
  );
  return {
    // Kept totals hold every class, so that the others can be seen beside the one chosen.
    total: byClass
      .filter(({ class: held }) => !input.class || held === input.class)
      .reduce((sum, { count }) => sum + count, 0),
    byClass,
    everyClassCounted: kept || !input.class,
    items,
    unit: (input.unit && found?.units?.[0]) || null,
    villages: found?.villages ?? [],
    ethnicities: found?.ethnicities ?? [],
    mayRegister: scope.who.permissions.includes("households.write" satisfies Permission),
    wholeNation: scope.who.roles.some(({ rank }) => rank === 0),
  };
}

/** The single units at which the person holds a role: where their villages are. */
const communesOf = (scope: Scope) => scope.who.roles.filter(({ rank }) => rank > 2).map(({ unitId }) => unitId);

export type HouseholdOption = {
  id: string;
  code: string;
  headName: string;
  bornYear: number | null;
  unitName: string;
  villageName: string | null;
  memberCount: number;
  currentClass: HouseholdClass | null;
  provincialClass: HouseholdClass | null;
  /** The house as the household's record has it, so that a housing file need not ask again. */
  dwelling: { foundation: DwellingPart; frame: DwellingPart; roof: DwellingPart; area: number | null };
};

/** For pickers: at most `most` of the best by name of the head, code, or last digits of a number. */
export async function searchHouseholds(
  tx: Tx,
  scope: Scope<"households.read">,
  input: z.output<typeof searchHouseholdsInput>,
  most = 10,
) {
  const places = placeFilters(scope, input);
  const { said, values, name } = spoken([...places, ...typedFilters(input.q, places.length > 0)], 1);
  const found = await rows<HouseholdOption>(
    tx,
    `households.search.${most}.${name}`,
    `select h.id, h.code, h.head_name as "headName", u.name as "unitName", v.name as "villageName", h.member_count as "memberCount",
            h.current_class as "currentClass", h.provincial_class as "provincialClass",
            json_build_object('foundation', h.foundation, 'frame', h.frame, 'roof', h.roof, 'area', h.area) as dwelling,
            (select extract(year from m.born_on)::int from members m where m.household_id = h.id and m.relationship = 'head' and m.ended_on is null limit 1) as "bornYear"
       from (select h.* from households h
              where h.ended_on is null and ${withinText("h", "households.read")} ${said}
              order by h.folded, h.id limit ${most}) h
       join units u on u.id = h.unit_id left join units v on v.id = h.village_id
      order by h.folded, h.id`,
    values,
  );
  recordShown(
    tx,
    scope,
    "household.found",
    found.map(({ id }) => id),
  );
  return found;
}
