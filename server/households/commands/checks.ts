import { record } from "../../audit";
import { sealIdentity } from "../../auth/identity";
import { row, rows, type Tx } from "../../db";
import { type FieldProblem, fieldProblem, Problem } from "../../problem";
import type { Scope } from "../../trpc";
import { type HouseholdBasics, householdForUse } from "../queries";

export type Writing = Scope<"households.write">;

export type Place = { unitId: string; provinceId: string };

/** Fields whose values never stand in the trail. */
export const personal = ["address", "phone", "name", "bornOn", "sex", "ethnicity", "identity", "headName"];

export const said = (
  tx: Tx,
  scope: Scope,
  event: string,
  at: Place & { id: string },
  detail: Record<string, unknown> = {},
) =>
  record(tx, scope, {
    event,
    noun: "households",
    recordId: at.id,
    unitId: at.unitId,
    provinceId: at.provinceId,
    detail,
  });

/** Codes that the lists do not have, each at its field. */
export async function unknownCodes(
  tx: Tx,
  asked: { path: string; list: string; code: string }[],
): Promise<FieldProblem[]> {
  const known = await rows<{ list: string; code: string }>(
    tx,
    "households.codes",
    "select list, code from codes where (list, code) in (select * from unnest($1::text[], $2::text[]))",
    [asked.map(({ list }) => list), asked.map(({ code }) => code)],
  );
  const keys = new Set(known.map(({ list, code }) => `${list}/${code}`));
  return asked
    .filter(({ list, code }) => !keys.has(`${list}/${code}`))
    .map(({ path }) => ({ path, code: "not_in_list" }));
}

export const codesOf = (member: { relationship: string; ethnicity?: string }, path = "") => [
  { path: `${path}relationship`, list: "relationships", code: member.relationship },
  ...(member.ethnicity === undefined
    ? []
    : [{ path: `${path}ethnicity`, list: "ethnicGroups", code: member.ethnicity }]),
];

export function refuseAll(fields: FieldProblem[]) {
  if (fields.length) throw new Problem(fields.length === 1 ? asCode(fields[0]!) : "invalid", {}, fields);
}

const asCode = ({ code }: FieldProblem) =>
  (["one_head", "day_has_not_come", "identity_twice", "identity_in_other_household"] as const).find(
    (each) => each === code,
  ) ?? "invalid";

/** Says at the field what the unique index would refuse without naming one. */
export async function heldElsewhere(
  tx: Tx,
  numbers: { path: string; identity: string | null | undefined; memberId?: string }[],
): Promise<FieldProblem[]> {
  const found: FieldProblem[] = [];
  for (const { path, identity, memberId } of numbers) {
    if (!identity) continue;
    const held = await row<{ held: boolean }>(
      tx,
      "households.identity_held",
      "select app.identity_held($1, $2) as held",
      [sealIdentity(identity).hash, memberId ?? null],
    );
    if (held?.held) found.push({ path, code: "identity_in_other_household" });
  }
  return found;
}

export const stored = (identity: string | null) => {
  const sealed = identity ? sealIdentity(identity) : undefined;
  return {
    identityCipher: sealed?.cipher ?? null,
    identityHash: sealed?.hash ?? null,
    identityTail: sealed?.tail ?? null,
  };
};

export async function checkVillage(tx: Tx, villageId: string | null, unitId: string, onDate: string) {
  if (!villageId) return;
  const found = await row(
    tx,
    "households.village",
    `select from unit_versions v where v.unit_id = $1 and v.parent_id = $2 and daterange(v.valid_from, v.valid_to) @> $3::date`,
    [villageId, unitId, onDate],
  );
  if (!found) throw fieldProblem("villageId", "village_elsewhere");
}

/** A unit of one's reach that is in force on the day; with its province's code for the household's number. */
export async function unitInForce(tx: Tx, unitId: string, onDate: string) {
  const unit = await row<Place & { inForce: boolean; provinceCode: string | null }>(
    tx,
    "households.unit",
    `select u.id as "unitId", u.province_id as "provinceId",
            exists (select from unit_versions v where v.unit_id = u.id and daterange(v.valid_from, v.valid_to) @> $2::date) as "inForce",
            (select c.code from unit_codes c where c.unit_id = u.province_id and daterange(c.valid_from, c.valid_to) @> $2::date
              order by c.scheme = 'gso' desc limit 1) as "provinceCode"
       from units u where u.id = $1 and app.reaches('households.write', u.id, u.province_id)`,
    [unitId, onDate],
  );
  if (!unit) throw fieldProblem("unitId", "unknown_unit");
  if (!unit.inForce) throw fieldProblem("unitId", "unit_not_in_force");
  return unit;
}

export async function nextCode(tx: Tx, provinceCode: string | null): Promise<string> {
  const made = await row<{ code: string }>(tx, "households.next_code", "select app.next_household_code($1) as code", [
    provinceCode ?? "00",
  ]);
  return made!.code;
}

export const area = (value: number | null) => (value === null ? null : String(value));

/** Locks a living household that is still as the person saw it. */
export async function living(tx: Tx, scope: Writing, householdId: string, version?: number): Promise<HouseholdBasics> {
  const household = await householdForUse(tx, scope, householdId, "update");
  if (household.endedOn) throw new Problem("household_ended");
  if (version !== undefined && household.version !== version) throw new Problem("changed_meanwhile");
  return household;
}

export const nextVersion = (household: HouseholdBasics) => ({ version: household.version + 1 });
