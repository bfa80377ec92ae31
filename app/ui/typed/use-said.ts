"use client";

import { useSyncExternalStore } from "react";
import { nowSaid, onSaid, type Said, whoSays } from "./said";

export const useSaid = (): Said => useSyncExternalStore(onSaid, nowSaid, () => undefined);

/** What is said of one form; nothing while another one speaks. */
export function useSaidOf(keptAs: { current: string | undefined }): Said {
  const said = useSaid();
  return whoSays() === keptAs.current ? said : undefined;
}
