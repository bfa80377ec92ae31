"use client";

import { useEffect, useState } from "react";
import { fieldButton, WhereMark } from "@/app/ui/fieldmode";
import { personHere } from "@/app/ui/typed/person";
import { allOf, drop } from "@/app/ui/typed/store";
import type { Typed } from "@/app/ui/typed/typed";
import { clock, say } from "../phone";
import type { PhoneWords } from "../words";
import type { Draft } from "./finding/draft";

type Props = {
  inspectionId: string;
  /** Whether the screens still take what was begun there. */
  may: { record: boolean; conclude: boolean };
  words: PhoneWords;
};

/** What was begun on this visit's screens and not sent. Where it cannot be sent any more it can still be read. */
export function Unfinished({ inspectionId, may, words: { app, kind } }: Props) {
  const [drafts, setDrafts] = useState<Typed[]>([]);
  useEffect(() => {
    const person = personHere();
    if (!person) return;
    const ours = (all: Typed[]) => all.filter(({ address }) => address.startsWith(`/field/${inspectionId}/`));
    allOf(person).then(
      (all) => setDrafts(ours(all)),
      () => setDrafts([]),
    );
  }, [inspectionId]);

  const forget = (key: string) => {
    void drop(key).catch(() => undefined);
    setDrafts((now) => now.filter((each) => each.key !== key));
  };
  if (!drafts.length) return null;
  return (
    <ul className="flist">
      {drafts.map(({ key, address, at, values }) => {
        const isFinding = address.endsWith("/finding");
        const { kind: what, note, action } = values as Partial<Draft>;
        const title = isFinding ? `${app.again.finding}${what ? `: ${kind[what]}` : ""}` : app.again.conclusion;
        const text = isFinding ? [note, action?.text].filter(Boolean).join(" · ") : String(values.text);
        const inside = (
          <>
            <span className="fitem__t">{title}</span>
            <span className="fitem__n">{text}</span>
            <WhereMark state="phone">{say(app.again.open, { time: clock(at) })}</WhereMark>
          </>
        );
        return (
          <li key={key}>
            {(isFinding ? may.record : may.conclude) ? (
              <a className="fitem" href={address}>
                {inside}
              </a>
            ) : (
              <div className="fitem fstack">
                {inside}
                <span className="fitem__p">{app.again.shut}</span>
                <button type="button" className={fieldButton.drop} onClick={() => forget(key)}>
                  {app.again.drop}
                </button>
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
