"use client";

import { useRef, useState } from "react";
import { type Carried, useTyped } from "./use-typed";

const none: ReadonlyMap<string, unknown> = new Map();
const began = { text: "" };

type More = { carried?: Carried; asks?: boolean };

/** One text that is typed outside a Form, such as the reason of a verdict: kept and found again like one. */
export function useTypedText(name: string, { carried, asks }: More = {}) {
  const [text, setText] = useState("");
  const latest = useRef(text);
  const keptAs = useRef<string | undefined>(undefined);
  const { offered, answered, typed, write, forget } = useTyped({
    name,
    keptAs,
    began,
    version: undefined,
    values: () => ({ text: latest.current }),
    secrets: none,
    known: new Map(),
    carried,
    asks,
  });
  const type = (next: string) => {
    latest.current = next;
    setText(next);
    typed();
  };
  return {
    text,
    type,
    keptAs,
    offered,
    write,
    bringBack: () => {
      for (const [name, holder] of Object.entries(carried ?? {})) holder.current = offered?.carried[name];
      answered();
      type(String(offered?.values.text ?? ""));
    },
    forget,
  };
}
