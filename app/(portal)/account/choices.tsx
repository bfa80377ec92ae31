"use client";

import { useRouter } from "next/navigation";
import { useId } from "react";
import { useText } from "@/app/text/client";
import { locales } from "@/app/text/locale";
import { useCommand } from "@/app/trpc/client";
import { useProblemText } from "@/app/ui/form";
import { remember } from "@/app/ui/shell-client";

const themes = ["light", "dark", "auto"] as const;

/** Kept on this device, like the choices of the menu at the top. */
export function ScreenChoices({ locale, theme }: { locale: string; theme: string }) {
  const [common, router, id] = [useText("common"), useRouter(), useId()];
  return (
    <div className="pairs">
      <label htmlFor={`${id}-language`}>{common("language.label")}</label>
      <select
        id={`${id}-language`}
        value={locale}
        onChange={(event) => {
          remember("terrace_locale", event.target.value);
          router.refresh();
        }}
      >
        {locales.map((each) => (
          <option key={each} value={each}>
            {common(`language.${each}`)}
          </option>
        ))}
      </select>
      <label htmlFor={`${id}-theme`}>{common("theme.label")}</label>
      <select
        id={`${id}-theme`}
        value={theme}
        onChange={(event) => {
          remember("terrace_theme", event.target.value);
          document.documentElement.dataset.theme = event.target.value;
          router.refresh();
        }}
      >
        {themes.map((each) => (
          <option key={each} value={each}>
            {common(`theme.${each}`)}
          </option>
        ))}
      </select>
    </div>
  );
}

export function EndOwnSession({ id }: { id: string }) {
  const [t, router, problemText] = [useText("account"), useRouter(), useProblemText()];
  const { run, pending, problem } = useCommand((trpc) => trpc.session.revokeOwn);
  return (
    <>
      <button
        type="button"
        className="btn lite"
        disabled={pending}
        aria-busy={pending}
        onClick={async () => (await run({ id })) && router.refresh()}
      >
        {t("end")}
      </button>
      {problem && (
        <p className="msg" role="alert">
          {problemText(problem)}
        </p>
      )}
    </>
  );
}
