import type { z } from "zod";
import type { Names } from "@/db/schema/columns";
import { today } from "../clock";
import { row, type Tx } from "../db";
import { type Scope, withinText } from "../trpc";
import type { unitRoundsInput } from "./inputs";

/** Households of a place that a round rated; whole numbers, for people are not divided. */
export type Rated = { households: number; poor: number; nearPoor: number };

export type UnitRound = {
  standard: { id: string; name: Names; provincial: boolean };
  round: string;
  /** The unit that held the code at the time; null when none did. */
  was: (Rated & { unitId: string; title: string }) | null;
  /** What the unit is made of, added up; of divided units by their share, and apart where the share is not known. */
  now: Rated & { unknown: Rated };
  /** Household by household, those who live within the unit's present bounds. */
  same: Rated;
};

const lived = (l: string, day: string) => `case
  when ${l}.unit_from <= ${day} and (${l}.unit_to is null or ${l}.unit_to > ${day}) then ${l}.unit_id
  else coalesce(
    (select v.parent_id from unit_versions v where v.unit_id = ${l}.village_id and v.valid_from <= ${day} and (v.valid_to is null or v.valid_to > ${day})),
    (select k.successor_id from unit_links k where k.predecessor_id = ${l}.unit_id and not k.part and k.effective_on <= ${day} limit 1)) end`;

const rated = (where: string) =>
  `jsonb_build_object('households', count(*) filter (where ${where}), 'poor', count(*) filter (where ${where} and class = 'poor'),
     'nearPoor', count(*) filter (where ${where} and class = 'near_poor'))`;
const shared = (filter: string, share: string) => `coalesce(round(sum(${share}) filter (where ${filter})), 0)::int`;
const sharedRated = (where: string, share: string) =>
  `jsonb_build_object('households', ${shared(where, share)}, 'poor', ${shared(`${where} and class = 'poor'`, share)},
     'nearPoor', ${shared(`${where} and class = 'near_poor'`, share)})`;

/**
 * The review rounds of a unit under three lenses (design.md 1): as it was, as it is, and over the same territory.
 * Where a household lay on a day is told by its unit, and once that is abolished by its village.
 */
export async function unitRounds(tx: Tx, scope: Scope<"households.read">, input: z.output<typeof unitRoundsInput>) {
  const found = await row<{ rounds: UnitRound[] | null; waiting: number; unseen: string[] | null }>(
    tx,
    "households.unitRounds",
    `with parts as materialized (
       select $1::uuid as id, false as part, 1::numeric as share
       union all
       select k.predecessor_id, k.part, case when k.part then k.household_share else 1 end
         from unit_links k where k.successor_id = $1 and k.kind <> 'boundary_adjusted'
     ), code as materialized (
       select scheme, code from unit_codes where unit_id = $1 and scheme = 'gso' order by valid_from desc limit 1
     ), lived as materialized (
       select h.id, h.unit_id, h.village_id, u.valid_from as unit_from, u.valid_to as unit_to
         from households h join units u on u.id = h.unit_id
        where h.unit_id in (select id from parts union select c.unit_id from unit_codes c join code using (scheme, code))
          and ${withinText("h", "households.read")}
     ), rated as materialized (
       select distinct on (c.standard_id, c.round, c.household_id) c.standard_id, c.round, c.class, c.valid_from, l.unit_id,
              coalesce(l.village_id, l.unit_id) as spot
         from household_class_periods c join lived l on l.id = c.household_id
        order by c.standard_id, c.round, c.household_id, c.valid_from
     ), rounds as materialized (
       select r.standard_id, r.round, min(r.valid_from) as day,
              (select app.unit_by_code(code.scheme, code.code, min(r.valid_from)) from code) as holder
         from rated r group by 1, 2
     ), spots as materialized (
       select l.unit_id, coalesce(l.village_id, l.unit_id) as spot, days.day, ${lived("l", "days.day")} as then_at, ${lived("l", "$2::date")} as now_at
         from (select distinct unit_id, village_id, unit_from, unit_to from lived) l cross join (select distinct day from rounds) days
     ), counted as (
       select o.standard_id, o.round, o.day, o.holder, r.class, s.then_at, s.now_at, p.part, p.share
         from rounds o join rated r on r.standard_id = o.standard_id and r.round = o.round
         join spots s on s.unit_id = r.unit_id and s.spot = r.spot and s.day = o.day
         left join parts p on p.id = s.then_at
     ), told as (
       select standard_id, round, day, holder, ${rated("then_at = holder")} as was, ${rated("now_at = $1")} as same,
              ${sharedRated("share is not null", "share")} as now, ${sharedRated("part and share is null", "1")} as unknown
         from counted group by standard_id, round, day, holder
     )
     select (select jsonb_agg(jsonb_build_object(
                'standard', jsonb_build_object('id', s.id, 'name', s.name, 'provincial', s.province_id is not null), 'round', t.round,
                'was', case when t.holder is null then null else t.was || jsonb_build_object('unitId', u.id, 'title', app.titled_within(y.title, u.name)) end,
                'now', t.now || jsonb_build_object('unknown', t.unknown), 'same', t.same)
              order by s.province_id nulls first, s.valid_from, t.day, t.round)
               from told t join standards s on s.id = t.standard_id left join units u on u.id = t.holder left join unit_types y on y.code = u.type_code) as rounds,
            (select count(*)::int from lived l join households h on h.id = l.id
              where h.ended_on is null and l.unit_id in (select id from parts where part) and ${lived("l", "$2::date")} is null) as waiting,
            (select jsonb_agg(app.titled_within(y.title, u.name) order by u.folded)
               from parts p join units u on u.id = p.id join unit_types y on y.code = u.type_code
              where not app.reaches('households.read', u.id, u.province_id)) as unseen`,
    [input.unitId, today(scope.clock)],
  );
  return {
    rounds: found?.rounds ?? [],
    /** Households of divided units of which nobody has said yet where they belong. */
    waiting: found?.waiting ?? 0,
    /** Parts that the person does not reach: their households are in none of the sums. */
    unseen: found?.unseen ?? [],
  };
}
