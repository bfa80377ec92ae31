"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { isLeavingOnPurpose } from "./leaving";
import { personHere } from "./person";
import { say } from "./said";
import { drop, find, keep } from "./store";
import { changedFields, countChanges, keyOf, type Typed, type Values, withoutSecrets } from "./typed";

/** On disk this long after a key at the latest. */
const pause = 200;

export type Carried = Record<string, { current: string | undefined }>;

type Wish = {
  /** Names the form on its page; false where nothing may stay in a browser. */
  name: string | false;
  /** Where it is written under what name this is kept. */
  keptAs: { current: string | undefined };
  began: Values;
  version: number | undefined;
  values: () => Values;
  secrets: ReadonlyMap<string, unknown>;
  known: Map<string, unknown>;
  carried: Carried | undefined;
  /** False where leaving loses nothing and the way back is shown: then only what could not be kept is asked about. */
  asks?: boolean | undefined;
};

/** Keeps what is typed, and finds again what was typed before. Nothing is put back without being asked for. */
export function useTyped(wish: Wish) {
  const latest = useRef(wish);
  latest.current = wish;
  const [offered, setOffered] = useState<Typed | undefined>();
  const [unsent, setUnsent] = useState(false);
  const key = wish.keptAs;
  // Of the last writing: what was forgotten in the meantime is not said to be kept.
  const writing = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  // Nothing is written before it is known what was there: it would be written over.
  const ready = useRef(false);
  const missed = useRef(false);

  const write = useCallback(async () => {
    clearTimeout(timer.current);
    timer.current = undefined;
    const { name, began, version, values, secrets, known, carried = {}, asks = true } = latest.current;
    if (!key.current || !name) return;
    if (!ready.current) {
      missed.current = true;
      return;
    }
    const [person = ""] = key.current.split(" ");
    const here = keyOf(person, location.pathname, name);
    // A form that has become a record's own has a new address: it is kept there, not at both.
    if (here !== key.current) void drop(key.current).catch(() => undefined);
    key.current = here;
    const { values: kept, leftOut } = withoutSecrets(values(), secrets);
    const changed = changedFields(began, kept);
    const mine = ++writing.current;
    if (!changed.length) {
      setUnsent(leftOut > 0);
      await drop(here).catch(() => undefined);
      if (writing.current === mine) say(here, undefined);
      return;
    }
    setUnsent(asks);
    const ids = Object.entries(carried).flatMap(([name, { current }]) => (current ? [[name, current]] : []));
    try {
      await keep({
        key: here,
        person,
        address: location.pathname,
        title: document.title,
        at: Date.now(),
        version,
        values: kept,
        changed,
        count: countChanges(began, kept),
        leftOut,
        known: [...known],
        carried: Object.fromEntries(ids),
      });
      if (writing.current === mine) say(here, { state: "kept", at: Date.now() });
    } catch {
      setUnsent(true);
      if (writing.current === mine) say(here, { state: "failed" });
    }
  }, [key]);

  useEffect(() => {
    const person = personHere();
    if (!wish.name || !person) return;
    const here = keyOf(person, location.pathname, wish.name);
    key.current = here;
    let gone = false;
    const open = () => {
      ready.current = true;
      if (missed.current) void write();
    };
    find(here).then((typed) => {
      if (gone) return;
      if (typed) setOffered(typed);
      else open();
    }, open);
    const hurry = () => {
      if (timer.current) void write();
    };
    const hidden = () => document.visibilityState === "hidden" && hurry();
    document.addEventListener("visibilitychange", hidden);
    window.addEventListener("pagehide", hurry);
    return () => {
      gone = true;
      hurry();
      document.removeEventListener("visibilitychange", hidden);
      window.removeEventListener("pagehide", hurry);
      writing.current++;
      say(here, undefined);
      key.current = undefined;
      ready.current = false;
      missed.current = false;
    };
  }, [wish.name, key, write]);

  useEffect(() => {
    if (!unsent) return;
    const ask = (event: BeforeUnloadEvent) => isLeavingOnPurpose() || event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [unsent]);

  return useMemo(() => {
    const typed = () => {
      if (key.current) timer.current ??= setTimeout(() => void write(), pause);
    };
    const answered = () => {
      ready.current = true;
      setOffered(undefined);
    };
    // Whoever leaves the page at once waits for it, or it would come back as unsent.
    const forget = async () => {
      clearTimeout(timer.current);
      timer.current = undefined;
      writing.current++;
      answered();
      setUnsent(false);
      const here = key.current;
      if (!here) return;
      say(here, undefined);
      await drop(here).catch(() => undefined);
    };
    return { offered, answered, typed, write, forget };
  }, [offered, key, write]);
}
