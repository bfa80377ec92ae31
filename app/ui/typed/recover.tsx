"use client";

import { useEffect, useId, useRef } from "react";
import { useFormats, useText } from "@/app/text/client";
import type { Typed } from "./typed";
import { useWhere } from "./where";

type Props = { typed: Typed; overtaken: boolean; onTake: () => void; onDrop: () => void };

/** Asks whether what was typed before is wanted. The form waits for the answer: typing over it would lose one of both. */
export function Recover({ typed, overtaken, onTake, onDrop }: Props) {
  const [t, f, where, id] = [useText("typed"), useFormats(), useWhere(), useId()];
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // A question that nobody sees is not asked.
    first.current?.closest("details")?.setAttribute("open", "");
    // Who is at work elsewhere on the page is not called away.
    const at = document.activeElement;
    if (!at || at === document.body || at.closest("form")?.contains(first.current)) first.current?.focus();
  }, []);
  const [then, now] = [new Date(typed.at), new Date()];
  const time = f.dayOf(then) === f.dayOf(now) ? f.time(then) : `${f.time(then)}, ${f.date(f.dayOf(then))}`;
  return (
    <section className="sheet recover" aria-labelledby={id}>
      <div className="state left">
        <h2 id={id}>{t("offer.title", { time })}</h2>
        <p className="muted">
          {t("offer.text", { count: typed.count })}{" "}
          {typed.leftOut > 0 && t("offer.leftOut", { count: typed.leftOut, where })}
        </p>
        {overtaken && <p className="late">{t("offer.overtaken")}</p>}
        <div className="acts">
          <button type="button" className="btn primary" ref={first} onClick={onTake}>
            {t("offer.take")}
          </button>
          <button type="button" className="btn danger" onClick={onDrop}>
            {t("offer.drop")}
          </button>
        </div>
      </div>
    </section>
  );
}
