"use client";

import { useRef, useState } from "react";
import { useTyped } from "./use-typed";

const none: ReadonlyMap<string, unknown> = new Map();
const began = { text: "" };

/** One text that is typed outside a Form, such as the reason of a verdict: kept and found again like one. */
export function useTypedText(name: string) {
  const [text, setText] = useState("");
  const latest = useRef(text);
  const keptAs = useRef<string | undefined>(undefined);
  const { offered, answered, typed, forget } = useTyped({
    name,
    keptAs,
    began,
    version: undefined,
    values: () => ({ text: latest.current }),
    secrets: none,
    known: new Map(),
    carried: undefined,
  });
  const type = (next: string) => {
    latest.current = next;
    setText(next);
    typed();
  };
  return {
    text,
    type,
    offered,
    bringBack: () => {
      answered();
      type(String(offered?.values.text ?? ""));
    },
    forget,
  };
}
