"use client";

import { useRouter } from "next/navigation";
import { useLocale, useText } from "@/app/text/client";
import { locales } from "@/app/text/locale";
import { remember } from "./shell-client";

/** The three languages in a row, for pages outside the frame. */
export function LanguageLinks() {
  const [locale, t, router] = [useLocale(), useText("common"), useRouter()];
  return (
    <p className="languages">
      {locales.map((value) =>
        value === locale ? (
          <b key={value}>{t(`language.${value}`)}</b>
        ) : (
          <button
            key={value}
            type="button"
            className="linklike"
            lang={value}
            onClick={() => {
              remember("terrace_locale", value);
              router.refresh();
            }}
          >
            {t(`language.${value}`)}
          </button>
        ),
      )}
    </p>
  );
}
