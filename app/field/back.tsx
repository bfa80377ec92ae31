"use client";

import { type ReactNode, useState } from "react";
import { BottomBar, FieldHead, fieldButton } from "@/app/ui/fieldmode";
import { Icon, type IconName } from "@/app/ui/icons";
import { clock, say } from "./phone";
import type { PhoneWords } from "./words";

type Props = {
  words: PhoneWords["app"];
  over: ReactNode;
  at: number;
  /** Line by line what is still there. */
  kept: string[];
  missing?: string | undefined;
  go: { label: string; icon?: IconName; onTap: () => void };
  onDrop: () => void;
};

/** What a page that was closed had taken in: shown before anything else is asked for. */
export function Back({ words, over, at, kept, missing, go, onDrop }: Props) {
  const [sure, setSure] = useState(false);
  const { again } = words;
  return (
    <>
      <FieldHead over={over} title={missing ? again.missing : say(again.title, { time: clock(at) })} />
      <main className="fstack">
        <div className={missing ? "fnote fnote--you" : "fnote"} role="status">
          <Icon name={missing ? "warn" : "phone"} className="fi" />
          <span>
            {again.closed} <b>{again.notAnew}</b>
          </span>
        </div>
        <ul className="fcard fkept">
          {kept.map((line) => (
            <li key={line}>
              <Icon name="check" className="fi" />
              <span>{line}</span>
              <b>{again.there}</b>
            </li>
          ))}
          {missing && (
            <li className="miss">
              <Icon name="warn" className="fi" />
              <span>{missing}</span>
              <b>{again.gone}</b>
            </li>
          )}
        </ul>
        <div className="fdown fstack">
          <button type="button" className={fieldButton.drop} onClick={() => (sure ? onDrop() : setSure(true))}>
            {sure ? again.dropSure : again.drop}
          </button>
        </div>
      </main>
      <BottomBar label={go.label}>
        <button type="button" className={fieldButton.main} onClick={go.onTap}>
          {go.icon && <Icon name={go.icon} className="fi" />}
          {go.label}
        </button>
      </BottomBar>
    </>
  );
}
