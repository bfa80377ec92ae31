import type { SupportKind, SupportState } from "@/db/schema/households";
import { record } from "../audit";
import { row, rows, type Tx } from "../db";
import { Problem } from "../problem";
import { type Scope, withinText } from "../trpc";
import { housingSupportProblem } from "./rules";

/** Whose help it was, seen from the household asked about. */
export type Relation = "this_household" | "origin_household" | "same_family";

export type FamilySupport = {
  id: string;
  onDate: string;
  kind: SupportKind;
  state: SupportState;
  unitName: string;
  relation: Relation;
  /** VND as decimal strings. These and the next only within the person's reach. */
  amount: string | null;
  loan: string | null;
  programme: string | null;
  detail: string | null;
  householdId: string | null;
  headName: string | null;
};

/**
 * Every help to the household and to those it split from or that split from it, oldest first,
 * whatever the programme. A line beyond the person's reach says its kind, its day and its unit, and no more.
 */
export async function familySupports(
  tx: Tx,
  _scope: Scope,
  householdId: string,
  kind?: SupportKind,
): Promise<FamilySupport[]> {
  return rows<FamilySupport>(
    tx,
    "supports.family",
    `select s.id, s.on_date as "onDate", s.kind, s.state, s.programme, s.detail, s.amount::text, s.loan::text, s.unit_name as "unitName",
            case when s.household_id = me.id then 'this_household' when s.household_id = me.family_id then 'origin_household' else 'same_family' end as relation,
            h.id as "householdId", h.head_name as "headName"
       from households me
       cross join lateral app.family_supports(me.family_id, $2::text) s
       left join households h on h.id = s.household_id and ${withinText("h", "households.read")}
      where me.id = $1 and ${withinText("me", "households.read")}
      order by s.on_date, s.id`,
    [householdId, kind ?? null],
  );
}

export type SupportLine = {
  id: string;
  onDate: string;
  kind: SupportKind;
  state: SupportState;
  programme: string;
  detail: string;
  amount: string;
  loan: string;
  projectId: string | null;
  documentId: string | null;
  documentNumber: string | null;
};

type SupportRecord = { lines: SupportLine[]; received: string; loan: string; planned: string };

/** The support record of one household, newest first, with what it adds up to; nothing of a household out of reach. */
async function supportRecord(tx: Tx, householdId: string) {
  return row<SupportRecord & { unitId: string; provinceId: string }>(
    tx,
    "supports.record_of",
    `select h.unit_id as "unitId", h.province_id as "provinceId",
            coalesce(jsonb_agg(jsonb_build_object(
              'id', s.id, 'onDate', s.on_date, 'kind', s.kind, 'state', s.state, 'programme', s.programme, 'detail', s.detail,
              'amount', s.amount::text, 'loan', s.loan::text, 'projectId', s.project_id, 'documentId', d.id, 'documentNumber', d.number
            ) order by s.on_date desc, s.id desc) filter (where s.id is not null), '[]') as lines,
            coalesce(sum(s.amount) filter (where s.state = 'received'), 0)::text as received,
            coalesce(sum(s.loan) filter (where s.state = 'received'), 0)::text as loan,
            coalesce(sum(s.amount) filter (where s.state = 'planned'), 0)::text as planned
       from households h left join supports s on s.household_id = h.id and ${withinText("s", "households.read")}
            left join documents d on d.id = s.document_id
      where h.id = $1 and ${withinText("h", "households.read")}
      group by h.id`,
    [householdId],
  );
}

const supportsRead = (tx: Tx, scope: Scope, recordId: string, place: { unitId: string; provinceId: string }) =>
  record(tx, scope, { event: "household.supports_read", noun: "households", recordId, ...place });

/** A household's page: its own record, and the help to those it split from or that split from it. Read into the trail. */
export async function supportsOfHousehold(tx: Tx, scope: Scope<"households.read">, householdId: string) {
  const found = await supportRecord(tx, householdId);
  if (!found) throw new Problem("not_found");
  const { unitId, provinceId, ...own } = found;
  const family = await familySupports(tx, scope, householdId);
  await supportsRead(tx, scope, householdId, { unitId, provinceId });
  return { ...own, family: family.filter(({ relation }) => relation !== "this_household") };
}

/** What the form is told while someone types: may the family be helped, and what it had before. */
export async function guardSupport(
  tx: Tx,
  scope: Scope<"households.read">,
  { householdId, kind }: { householdId: string; kind: SupportKind },
) {
  const household = await row<{ unitId: string; provinceId: string; splitOn: string | null }>(
    tx,
    "supports.guarded",
    `select h.unit_id as "unitId", h.province_id as "provinceId", h.split_on as "splitOn" from households h where h.id = $1 and ${withinText("h", "households.read")}`,
    [householdId],
  );
  if (!household) throw new Problem("not_found");
  const supports = (await familySupports(tx, scope, householdId, kind)).filter(({ state }) => state !== "withdrawn");
  await supportsRead(tx, scope, householdId, household);
  return { problem: housingSupportProblem(supports) ?? null, splitOn: household.splitOn, supports };
}
