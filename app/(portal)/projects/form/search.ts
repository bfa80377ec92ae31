"use client";

import { useMemo, useRef } from "react";
import { useText } from "@/app/text/client";
import { trpc } from "@/app/trpc/client";
import type { Option, Search } from "@/app/ui/combobox";

export type HouseholdFound = Awaited<ReturnType<typeof trpc.households.search.query>>[number];

/** Finds households as people know them: the head, the year of birth, the village, the class. What was found is remembered by id. */
export function useHouseholdSearch() {
  const t = useText("projects");
  const found = useRef(new Map<string, HouseholdFound>());
  const search = useMemo<Search>(
    () => async (q, signal) => {
      const households = await trpc.households.search.query({ q }, { signal });
      return households.map((each): Option => {
        found.current.set(each.id, each);
        return {
          id: each.id,
          label: each.bornYear ? `${each.headName}, ${each.bornYear}` : each.headName,
          note: [each.villageName ?? each.unitName, t(`class.${each.currentClass ?? "none"}`), each.code].join(" · "),
        };
      });
    },
    [t],
  );
  return { search, found: (id: string) => found.current.get(id) };
}
