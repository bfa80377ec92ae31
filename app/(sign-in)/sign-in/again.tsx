"use client";

import { useEffect, useId, useRef, useState } from "react";
import { type Outcome, standBy, type Why } from "@/app/trpc/steady-fetch";
import { SignInForm } from "./sign-in-form";
import type { SignInAgainWords } from "./words";

type Asked = { why: Why; answer: (outcome: Outcome) => void; round: number };

/** The door over the page: whoever has been shut out in the middle of work signs in here, and the work goes on. */
export function SignInAgain({ username, words }: { username: string; words: SignInAgainWords }) {
  const box = useRef<HTMLDialogElement>(null);
  const [asked, setAsked] = useState<Asked | undefined>();
  const id = useId();
  const rounds = useRef(0);

  useEffect(() => standBy((why) => new Promise((answer) => setAsked({ why, answer, round: ++rounds.current }))), []);
  useEffect(() => {
    if (!asked) return;
    box.current?.showModal();
    box.current?.querySelector<HTMLElement>("input[name=password]")?.focus();
  }, [asked]);

  const settle = (outcome: Outcome) => {
    // Closing gives the keyboard back to the field it was taken from.
    box.current?.close();
    setAsked(undefined);
    asked?.answer(outcome);
  };
  return (
    <dialog
      ref={box}
      className="dialog"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        settle("later");
      }}
    >
      {asked && (
        <div className="form">
          <h2 id={id}>{asked.why === "other" ? words.otherTitle : words.title}</h2>
          <p className="say">{asked.why === "other" ? words.otherText : words.text}</p>
          <SignInForm key={asked.round} words={words} username={username} onDone={() => settle("in")}>
            <button type="button" className="btn" onClick={() => settle("later")}>
              {words.later}
            </button>
          </SignInForm>
        </div>
      )}
    </dialog>
  );
}
