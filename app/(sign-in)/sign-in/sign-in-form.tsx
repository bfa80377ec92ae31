"use client";

import { type SubmitEvent, useRef, useState } from "react";
import { useText } from "@/app/text/client";

type Refusal = "refused" | "noAnswer";

/** NextAuth's own two calls: a token against forgery, then the credentials. */
async function signIn(username: string, password: string): Promise<Refusal | undefined> {
  try {
    const { csrfToken } = (await (await fetch("/api/auth/csrf")).json()) as { csrfToken: string };
    const answer = await fetch("/api/auth/callback/credentials", {
      method: "POST",
      body: new URLSearchParams({ csrfToken, username, password, json: "true" }),
    });
    if (answer.ok) return undefined;
    return answer.status === 401 ? "refused" : "noAnswer";
  } catch {
    return "noAnswer";
  }
}

export function SignInForm() {
  const t = useText("session");
  const common = useText("common");
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
    if (!refused) return location.assign("/");
    setPending(false);
    setRefusal(refused);
    requestAnimationFrame(() => alert.current?.focus());
  }

  return (
    <form onSubmit={submit} method="post">
      {refusal && (
        <p className="errsum" role="alert" tabIndex={-1} ref={alert}>
          {t(`signIn.${refusal}`)}
        </p>
      )}
      <div className="field">
        <label htmlFor="username">{t("signIn.username")}</label>
        <input
          id="username"
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
        />
      </div>
      <div className="field">
        <label htmlFor="password">{t("signIn.password")}</label>
        <div className="peek">
          <input
            id="password"
            name="password"
            type={shown ? "text" : "password"}
            autoComplete="current-password"
            required
          />
          <button type="button" onClick={() => setShown(!shown)} aria-pressed={shown}>
            {common(shown ? "action.hide" : "action.show")}
          </button>
        </div>
      </div>
      <button type="submit" className="btn primary" disabled={pending}>
        {t(pending ? "signIn.submitting" : "signIn.submit")}
      </button>
    </form>
  );
}
