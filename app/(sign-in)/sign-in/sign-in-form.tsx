"use client";

import { type ReactNode, type SubmitEvent, useEffect, useId, useRef, useState } from "react";
import type { SignInWords } from "./words";

type Refusal = { why: "refused" | "noAnswer" | "noCookies" };

/** NextAuth's own two calls: a token against forgery, then the credentials. */
async function signIn(username: string, password: string): Promise<Refusal | undefined> {
  try {
    const { csrfToken } = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string };
    const answer = await fetch("/api/auth/callback/credentials", {
      method: "POST",
      body: new URLSearchParams({ csrfToken, username, password, json: "true" }),
    });
    if (!answer.ok) return { why: answer.status === 401 ? "refused" : "noAnswer" };
    // A token that came back without its cookie is not looked at further: the answer leads to the door again.
    const { url } = (await answer.json()) as { url: string };
    return url.startsWith("/sign-in") ? { why: "noCookies" } : undefined;
  } catch {
    return { why: "noAnswer" };
  }
}

type SignInProps = {
  words: SignInWords;
  /** Who was here before. */
  username?: string;
  onDone: () => void;
  /** Another way out, beside the button. */
  children?: ReactNode;
};

export function SignInForm({ words, username, onDone, children }: SignInProps) {
  const id = useId();
  const [refusal, setRefusal] = useState<Refusal | undefined>();
  const [pending, setPending] = useState(false);
  const [shown, setShown] = useState(false);
  const alert = useRef<HTMLParagraphElement>(null);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    setPending(true);
    setRefusal(undefined);
    const refused = await signIn(String(typed.get("username")), String(typed.get("password")));
    setPending(false);
    if (!refused) return onDone();
    setRefusal(refused);
  }
  useEffect(() => {
    if (refusal) alert.current?.focus();
  }, [refusal]);

  return (
    <form onSubmit={submit} method="post">
      {refusal && (
        <p className="errsum" role="alert" tabIndex={-1} ref={alert}>
          {words[refusal.why]}
        </p>
      )}
      <div className="field">
        <label htmlFor={`${id}-username`}>{words.username}</label>
        <input
          id={`${id}-username`}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          defaultValue={username}
          required
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-password`}>{words.password}</label>
        <div className="peek">
          <input
            id={`${id}-password`}
            name="password"
            type={shown ? "text" : "password"}
            autoComplete="current-password"
            required
          />
          <button type="button" onClick={() => setShown(!shown)} aria-pressed={shown}>
            {shown ? words.hide : words.show}
          </button>
        </div>
      </div>
      <div className="inrow">
        <button type="submit" className="btn primary" disabled={pending}>
          {pending ? words.submitting : words.submit}
        </button>
        {children}
      </div>
    </form>
  );
}
