"use client";

import { useEffect, useId, useRef, useState } from "react";
import { useFormats, useText } from "@/app/text/client";
import { leaveOnPurpose } from "./leaving";
import { personHere } from "./person";
import { keptDays, type Typed } from "./typed";
import { useWhere } from "./where";

/** Signs out; where something is typed and unsent it asks first what becomes of it. */
export function SignOut({ url }: { url: string }) {
  const [t, common, f, where, id] = [useText("typed"), useText("common"), useFormats(), useWhere(), useId()];
  const [unsent, setUnsent] = useState<Typed[]>([]);
  const box = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (unsent.length) box.current?.showModal();
  }, [unsent]);

  async function ask() {
    const person = personHere();
    const kept = person ? await import("./store").then(({ allOf }) => allOf(person)).catch(() => []) : [];
    if (kept.length) setUnsent(kept);
    else await leave(false);
  }
  async function leave(dropping: boolean) {
    const person = personHere();
    if (dropping && person) await import("./store").then(({ dropAllOf }) => dropAllOf(person)).catch(() => undefined);
    await fetch(url, { method: "POST", headers: { "x-terrace": "1" } }).catch(() => undefined);
    leaveOnPurpose();
    location.assign("/sign-in");
  }
  return (
    <>
      <button type="button" onClick={ask}>
        {common("action.signOut")}
      </button>
      <dialog ref={box} className="dialog" aria-labelledby={id} onClose={() => setUnsent([])}>
        <h2 id={id}>{t("signOut.title", { count: unsent.length })}</h2>
        <ul>
          {unsent.map((each) => (
            <li key={each.key}>
              {each.title.replace(/ – Terrace$/, "")}, {f.instant(new Date(each.at))}
            </li>
          ))}
        </ul>
        <p className="say">{t("signOut.text", { where, days: keptDays })}</p>
        <div className="ways">
          <button type="button" className="btn primary" onClick={() => leave(false)}>
            {t("signOut.keep")}
          </button>
          <button type="button" className="btn danger" onClick={() => leave(true)}>
            {t("signOut.drop")}
          </button>
          <button type="button" className="btn" onClick={() => box.current?.close()}>
            {t("signOut.stay")}
          </button>
        </div>
      </dialog>
    </>
  );
}
