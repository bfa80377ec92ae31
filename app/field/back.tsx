"use client";

import { type ReactNode, useState } from "react";
import { BottomBar, FieldHead, fieldButton } from "@/app/ui/fieldmode";
import { Icon, type IconName } from "@/app/ui/icons";
import { clock, say } from "./phone";
import type { PhoneWords } from "./words";

type Go = { label: string; icon?: IconName; onTap: () => void };

type Props = {
  words: PhoneWords["app"];
  over: ReactNode;
  at: number;
  /** Line by line what is still there. */
  kept: string[];
  missing?: string | undefined;
  go: Go;
  /** Another way on, which is not the first to take. */
  also?: Go | undefined;
  backHref: string;
  onDrop: () => void;
};

/** What a page that was closed had taken in: shown before anything else is asked for. */
export function Back({ words, over, at, kept, missing, go, also, backHref, onDrop }: Props) {
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
          {also && (
            <button type="button" className={fieldButton.plain} onClick={also.onTap}>
              {also.label}
            </button>
          )}
          <button type="button" className={fieldButton.drop} onClick={() => (sure ? onDrop() : setSure(true))}>
            {sure ? again.dropSure : again.drop}
          </button>
        </div>
      </main>
      <BottomBar label={go.label}>
        <a className={fieldButton.side} href={backHref}>
          {words.back}
        </a>
        <button type="button" className={fieldButton.main} onClick={go.onTap}>
          {go.icon && <Icon name={go.icon} className="fi" />}
          {go.label}
        </button>
      </BottomBar>
    </>
  );
}
