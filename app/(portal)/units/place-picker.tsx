"use client";

import { useCallback, useId, useState } from "react";
import { useLocale, useText } from "@/app/text/client";
import { trpc } from "@/app/trpc/client";
import { type Option, SearchBox } from "@/app/ui/search-box";
import type { UnitOption } from "@/server/units/queries";
import { type PeriodWords, unitNote, unitTitle } from "./title";

export type Which = {
  /** Units in force on this day come first. Today when left out. */
  onDate?: string | undefined;
  /** Only these levels: ["commune"]. */
  levels?: string[] | undefined;
  /** Only this unit and what lies below or before it. */
  within?: string | undefined;
};

/** Asks for units by what is typed, without tone marks or by code. The words of "units" must be at hand. */
export function useUnitSearch({ onDate, levels, within }: Which) {
  const [locale, t] = [useLocale(), useText("units") as unknown as PeriodWords];
  const which = JSON.stringify({ onDate, levels, within });
  return useCallback(
    async (q: string, signal: AbortSignal): Promise<Option[]> => {
      const found = await trpc.units.search.query({ q, ...(JSON.parse(which) as Which) } as { q: string }, { signal });
      // A unit with several versions stands for itself once.
      const seen = new Set<string>();
      return found.flatMap((unit) => {
        if (seen.has(unit.id)) return [];
        seen.add(unit.id);
        return [{ id: unit.id, label: unitTitle(unit, locale), note: unitNote(unit, locale, t) }];
      });
    },
    [which, locale, t],
  );
}

/** The option of a unit that the page already knows, for `initial`. */
export function useUnitOption(unit: UnitOption | undefined): Option | undefined {
  const [locale, t] = [useLocale(), useText("units") as unknown as PeriodWords];
  return unit && { id: unit.id, label: unitTitle(unit, locale), note: unitNote(unit, locale, t) };
}

/** A place in a GET form: the id goes into the address. */
export function PlacePicker({
  name,
  label,
  unit,
  onDate,
  levels,
  within,
}: Which & { name: string; label: string; unit?: UnitOption | undefined }) {
  const [id, t] = [useId(), useText("units")];
  const [search, initial] = [useUnitSearch({ onDate, levels, within }), useUnitOption(unit)];
  const [picked, setPicked] = useState<Option | null>(initial ?? null);
  return (
    <div className="wide">
      <label htmlFor={id}>{label}</label>
      <SearchBox id={id} value={picked} onChange={setPicked} search={search} placeholder={t("anyUnit")} />
      {picked && <input type="hidden" name={name} value={picked.id} />}
    </div>
  );
}
