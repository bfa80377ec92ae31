"use client";

import type { ReactNode } from "react";
import { BottomBar, FieldFacts, FieldHead, fieldButton, WhereMark } from "@/app/ui/fieldmode";
import { Icon } from "@/app/ui/icons";
import type { PhoneWords } from "../../words";

type Props = {
  words: PhoneWords["app"];
  project: string;
  facts: { term: ReactNode; value: ReactNode }[];
  sending: string | undefined;
  onSend: () => void;
};

/** It went out and nothing came back: nothing of it is changed any more, it goes out again as it was. */
export function UnsentStep({ words, project, facts, sending, onSend }: Props) {
  return (
    <>
      <FieldHead over={project} title={words.unsent} />
      <main className="fstack">
        <WhereMark state={sending ? "sending" : "phone"}>{sending ?? words.unsentPhone}</WhereMark>
        <FieldFacts items={facts} />
        <div className="fnote fnote--you" role="alert">
          <Icon name="warn" className="fi" />
          <span>{words.unsentNote}</span>
        </div>
      </main>
      <BottomBar label={words.unsent}>
        <button type="button" className={fieldButton.main} disabled={Boolean(sending)} onClick={onSend}>
          {sending ?? words.sendAgain}
        </button>
      </BottomBar>
    </>
  );
}
