"use client";

import { useEffect, useState } from "react";
import { failed } from "@/app/text/failed";
import { asLocale, type Locale } from "@/app/text/locale";
import { ErrorBox } from "./error-box";

export type FailedProps = { error: Error & { digest?: string }; reset: () => void };

/** A page that could not be made: what happened, what is safe, what to do, the code to quote. */
export function Failed({ error, reset }: FailedProps) {
  const [locale, setLocale] = useState<Locale>("vi");
  useEffect(() => setLocale(asLocale(/terrace_locale=(\w+)/.exec(document.cookie)?.[1])), []);
  const words = failed[locale];
  return (
    <div className="page">
      <div className="sheet">
        <ErrorBox
          title={words.title}
          lines={[
            words.happened,
            words.safe,
            words.todo,
            { term: words.reference, text: <span className="code">{error.digest ?? "-"}</span> },
          ]}
          actions={
            <button type="button" className="btn primary" onClick={reset}>
              {words.again}
            </button>
          }
        />
      </div>
    </div>
  );
}
