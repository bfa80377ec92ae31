import type { HouseholdClass } from "@/db/schema/households";
import { row, type Tx } from "../db";
import { Problem } from "../problem";
import { type Scope, withinText } from "../trpc";

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
