"use client";

import { usePathname, useRouter } from "next/navigation";
import { type ReactNode, useEffect, useRef } from "react";
import { useText } from "@/app/text/client";
import { locales } from "@/app/text/locale";
import { Link } from "./link";
import { SignOut } from "./typed/sign-out";

const year = 60 * 60 * 24 * 365;

export function remember(name: string, value: string) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is missing in Chrome before 87 and in Firefox before 140
  document.cookie = `${name}=${value}; path=/; max-age=${year}; samesite=lax${secure}`;
}

/** A link of the rail or the bottom bar that knows when it is the current place. */
export function NavLink({
  href,
  owns = [],
  children,
}: {
  href: string;
  owns?: string[] | undefined;
  children: ReactNode;
}) {
  const path = usePathname();
  const here = [href, ...owns].some((start) => path === start || (start !== "/" && path.startsWith(`${start}/`)));
  return (
    <Link href={href} aria-current={here ? "page" : undefined}>
      {children}
    </Link>
  );
}

/** Ctrl K goes to the search field, wherever one is. */
export function SearchKey({ target }: { target: string }) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
      event.preventDefault();
      document.getElementById(target)?.focus();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [target]);
  return <kbd>Ctrl K</kbd>;
}

type SwitchProps = { locale: string; theme: string; signOutUrl: string; children: ReactNode; label: string };

/** A native disclosure: language, theme, account, sign-out. */
export function UserMenu({ locale, theme, signOutUrl, children, label }: SwitchProps) {
  const t = useText("common");
  const router = useRouter();
  const box = useRef<HTMLDetailsElement>(null);

  useEffect(() => {
    const away = (event: Event) => {
      if (event instanceof KeyboardEvent && event.key !== "Escape") return;
      if (event instanceof PointerEvent && box.current?.contains(event.target as Node)) return;
      box.current?.removeAttribute("open");
    };
    document.addEventListener("pointerdown", away);
    document.addEventListener("keydown", away);
    return () => {
      document.removeEventListener("pointerdown", away);
      document.removeEventListener("keydown", away);
    };
  }, []);

  const choose = (cookie: string, value: string) => {
    remember(cookie, value);
    if (cookie === "terrace_theme") document.documentElement.dataset.theme = value;
    router.refresh();
  };
  const choices = (cookie: string, values: readonly string[], current: string, name: (value: string) => string) =>
    values.map((value) => (
      <button key={value} type="button" aria-pressed={value === current} onClick={() => choose(cookie, value)}>
        {name(value)}
        {value === current && (
          <span className="tick" aria-hidden="true">
            ✓
          </span>
        )}
      </button>
    ));

  return (
    <details className="usermenu" ref={box}>
      <summary className="who" aria-label={label}>
        {children}
      </summary>
      <div className="menu">
        <span className="cap">{t("language.label")}</span>
        {choices("terrace_locale", locales, locale, (value) => t(`language.${value as "vi"}`))}
        <hr />
        <span className="cap">{t("theme.label")}</span>
        {choices("terrace_theme", ["light", "dark", "auto"], theme, (value) => t(`theme.${value as "light"}`))}
        <hr />
        <Link href="/account">{t("nav.myAccount")}</Link>
        <SignOut url={signOutUrl} />
      </div>
    </details>
  );
}
