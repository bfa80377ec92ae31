"use client";

import { useCallback, useLayoutEffect, useRef, useState } from "react";

const name = "terrace.keys";

const typing = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT|BUTTON|A)$/.test(target.tagName));

/** Single keys, off until the person switches them on (WCAG 2.1.4), and then on this device. */
export function useKeys(press: (key: string) => void) {
  const [on, setOn] = useState(false);
  const pressed = useRef(press);
  pressed.current = press;
  // Before the page is seen: a key that is pressed on what is there must be heard.
  useLayoutEffect(() => setOn(localStorage.getItem(name) === "on"), []);
  useLayoutEffect(() => {
    if (!on) return;
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
      pressed.current(event.key.toLowerCase());
    };
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, [on]);
  const turn = useCallback((next: boolean) => {
    setOn(next);
    localStorage.setItem(name, next ? "on" : "off");
  }, []);
  return [on, turn] as const;
}
