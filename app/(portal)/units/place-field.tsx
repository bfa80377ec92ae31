"use client";

import { ComboField, type Option } from "@/app/ui/combobox";
import type { FieldProps } from "@/app/ui/form";
import type { UnitOption } from "@/server/units/queries";
import { useUnitOption, useUnitSearch, type Which } from "./place-picker";

/** A place in a form: the value is the unit's id. `unit` is the one chosen before. */
export function PlaceField({
  unit,
  onPick,
  onDate,
  levels,
  within,
  ...field
}: FieldProps & Which & { unit?: UnitOption | undefined; onPick?: (option: Option | null) => void }) {
  const [search, initial] = [useUnitSearch({ onDate, levels, within }), useUnitOption(unit)];
  return <ComboField {...field} search={search} initial={initial} {...(onPick && { onPick })} />;
}
