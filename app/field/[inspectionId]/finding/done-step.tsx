"use client";

import type { ReactNode } from "react";
import { BottomBar, FieldFacts, fieldButton } from "@/app/ui/fieldmode";
import { Icon } from "@/app/ui/icons";
import type { Severity } from "@/db/schema/inspection-lists";
import { clock, dayMonthYear, say } from "../../phone";
import type { PhoneWords } from "../../words";
import type { Draft } from "./draft";

type Props = {
  words: PhoneWords["app"];
  arrived: NonNullable<Draft["arrived"]>;
  severity: Severity | undefined;
  facts: { term: ReactNode; value: ReactNode }[];
  toVisit: string;
  onAsk: () => void;
  onAnother: () => void;
};

/** The server has it: under which code, what follows from it, and where to go from here. */
export function DoneStep({ words, arrived, severity, facts, toVisit, onAsk, onAnother }: Props) {
  const due = arrived.dueOn ? [{ term: words.action, value: `${words.due} ${dayMonthYear(arrived.dueOn)}` }] : [];
  return (
    <>
      <main className="fstack">
        <div className="fdone" role="status">
          <Icon name="check" className="fi" />
          <h1>{words.arrived}</h1>
          <p>{say(words.arrivedNote, { time: clock(arrived.at), code: arrived.code })}</p>
        </div>
        <FieldFacts items={[...facts, ...due]} />
        {severity === "serious" && (
          <div className="fnote">
            <Icon name="flag" className="fi" />
            <span>{words.held}</span>
          </div>
        )}
        <div className="fdown fstack">
          {severity !== "minor" && (
            <button type="button" className={fieldButton.small} onClick={onAsk}>
              {arrived.dueOn ? words.more : words.ask}
            </button>
          )}
          <button type="button" className={fieldButton.small} onClick={onAnother}>
            <Icon name="plus" className="fi" />
            {words.another}
          </button>
        </div>
      </main>
      <BottomBar label={words.toVisit}>
        <a className={fieldButton.main} href={toVisit}>
          {words.toVisit}
        </a>
      </BottomBar>
    </>
  );
}
