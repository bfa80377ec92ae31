"use client";

import { useRef, useState } from "react";
import type { Values } from "@/app/ui/typed/typed";
import { useTyped } from "@/app/ui/typed/use-typed";
import { type Draft, freshDraft, worthKeeping } from "./draft";

const none: ReadonlyMap<string, unknown> = new Map();
const began: Values = {};

/** The draft of this visit, kept as forms are: on disk with every choice, and a moment after every key. */
export function useDraft() {
  const [draft, setDraft] = useState<Draft>(freshDraft);
  const latest = useRef(draft);
  const keptAs = useRef<string | undefined>(undefined);
  // A command on its way, as it went out.
  const sent = useRef<string | undefined>(undefined);
  const { offered, answered, typed, write, forget } = useTyped({
    name: "finding",
    keptAs,
    began,
    version: undefined,
    values: () => worthKeeping(latest.current),
    secrets: none,
    known: new Map(),
    carried: { sent },
    asks: false,
  });
  const set = (next: Draft) => {
    latest.current = next;
    setDraft(next);
  };
  const change = (part: Partial<Draft>) => set({ ...latest.current, ...part });
  return {
    draft,
    keptAs,
    sent,
    offered,
    write,
    forget,
    keep: (part: Partial<Draft>) => {
      change(part);
      void write();
    },
    type: (part: Partial<Draft>) => {
      change(part);
      typed();
    },
    bringBack: (): Draft => {
      const kept = { ...freshDraft(), ...(offered?.values as Partial<Draft> | undefined) };
      sent.current = offered?.carried.sent;
      set(kept);
      answered();
      return kept;
    },
    startAnew: () => {
      forget();
      sent.current = undefined;
      set(freshDraft());
    },
  };
}
