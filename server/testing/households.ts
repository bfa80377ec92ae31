import type { HouseholdClass, SupportKind, SupportState } from "@/db/schema/households";
import { sealIdentity } from "../auth/identity";
import { fold } from "../fold";
import { newId } from "../ids";
import type { Unit, World } from "./world";

export type Household = { id: string; unitId: string; provinceId: string; familyId: string };

let made = 0;
/** A 12-digit identity number that no other test person has. */
export const someIdentity = (): string => `0990${String(++made).padStart(8, "0")}`;

/** A household past every policy: its head is its only member. */
export async function aHousehold(
  world: World,
  at: Unit,
  {
    name = "Nông Thị Xuyến",
    class: held,
    splitFrom,
    identity,
  }: { name?: string; class?: HouseholdClass; splitFrom?: Household; identity?: string } = {},
): Promise<Household> {
  const id = newId();
  const familyId = splitFrom?.familyId ?? id;
  await world.sql(
    `insert into households (id, unit_id, province_id, family_id, split_from_id, split_on, code, head_name, folded, ethnicity)
     values ($1, $2, $3, $4, $5, $6, 'H-T-' || lpad(nextval('household_numbers')::text, 6, '0'), $7, $8, 'kinh')`,
    [id, at.id, at.provinceId, familyId, splitFrom?.id ?? null, splitFrom ? "2023-03-14" : null, name, fold(name)],
  );
  const sealed = identity ? sealIdentity(identity) : undefined;
  await world.sql(
    `insert into members (id, household_id, unit_id, province_id, name, folded, born_on, sex, relationship, ethnicity, identity_cipher, identity_hash, identity_tail)
     values ($1, $2, $3, $4, $5, $6, '1989-02-03', 'female', 'head', 'kinh', $7, $8, $9)`,
    [
      newId(),
      id,
      at.id,
      at.provinceId,
      name,
      fold(name),
      sealed?.cipher ?? null,
      sealed?.hash ?? null,
      sealed?.tail ?? null,
    ],
  );
  const household = { id, unitId: at.id, provinceId: at.provinceId, familyId };
  if (held) await aClass(world, household, held);
  return household;
}

/** A class under the world's national standard. */
export async function aClass(
  world: World,
  household: Household,
  held: HouseholdClass,
  { from = "2025-01-01", to = null as string | null, standard = world.ids.standard, round = "2024" } = {},
): Promise<void> {
  await world.sql(
    `insert into household_class_periods (id, household_id, unit_id, province_id, standard_id, class, valid_from, valid_to, round, income_per_capita, deprivations)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1200000, '{housing_quality,toilet,telecom}')`,
    [newId(), household.id, household.unitId, household.provinceId, standard, held, from, to, round],
  );
}

/** A line of the support record, past every rule but the database's. */
export async function aSupport(
  world: World,
  household: Household,
  {
    kind = "housing" as SupportKind,
    state = "received" as SupportState,
    onDate = "2022-05-26",
    amount = "20000000",
    projectId = null as string | null,
  } = {},
): Promise<{ id: string }> {
  const id = newId();
  await world.sql(
    `insert into supports (id, household_id, family_id, unit_id, province_id, kind, state, programme, detail, amount, on_date, project_id)
     values ($1, $2, $3, $4, $5, $6, $7, 'Chương trình Dân tộc thiểu số và miền núi', 'Sửa nhà ở', $8, $9, $10)`,
    [
      id,
      household.id,
      household.familyId,
      household.unitId,
      household.provinceId,
      kind,
      state,
      amount,
      onDate,
      projectId,
    ],
  );
  return { id };
}

/** The code lists that forms and commands of households ask for. */
export async function householdCodes(world: World): Promise<void> {
  const lists = {
    ethnicGroups: ["kinh", "dao", "tay"],
    relationships: ["head", "spouse", "child"],
    memberEndReasons: ["moved_out", "died", "split"],
  };
  for (const [list, codes] of Object.entries(lists)) {
    for (const [sort, code] of codes.entries()) {
      await world.sql("insert into codes (list, code, name, sort) values ($1, $2, $3, $4)", [
        list,
        code,
        JSON.stringify({ vi: code, id: code, en: code }),
        sort,
      ]);
    }
  }
}
