import type { ReactNode } from "react";
import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, currentTheme, text } from "@/app/text/server";
import { Icon, type IconName, Mark } from "./icons";
import { NavLink, SearchKey, UserMenu } from "./shell-client";
import { SoftLinks } from "./soft-links";
import { KeptMark } from "./typed/mark";
import { Waiting } from "./waiting";

export type NavEntry = {
  href: string;
  label: string;
  icon: IconName;
  count?: number | undefined;
  /** Other addresses that lie under this entry. */
  owns?: string[] | undefined;
};

type ShellProps = {
  /** At most ten. */
  nav: NavEntry[];
  /** The four of the bottom bar on phones. */
  bar: NavEntry[];
  /** Whose place this is: "Tỉnh Quảng Ninh", "Quản lý chương trình". */
  place: string;
  role: string;
  user: { id: string; name: string; username: string; office: string };
  /** Called with POST and `x-terrace: 1`; then the person is at /sign-in. */
  signOutUrl: string;
  /** Opens over the page when the session has ended. */
  door?: ReactNode;
  children: ReactNode;
};

/** The frame of every signed-in page. */
export async function Shell({ nav, bar, place, role, user, signOutUrl, door, children }: ShellProps) {
  const [t, locale, theme] = [await text("common"), await currentLocale(), await currentTheme()];
  return (
    <TextProvider locale={locale} messages={messages(locale, ["common", "problems", "session", "typed"])}>
      <a className="skip" href="#main">
        {t("action.skipToMain")}
      </a>
      <div className="app" data-person={user.id}>
        <nav className="rail" aria-label={t("nav.main")}>
          <div className="rail-in">
            <a className="brand" href="/" aria-label={t("nav.home")}>
              <Mark />
              <span>Terrace</span>
            </a>
            <div className="place">
              <b>{place}</b>
              {role}
            </div>
            <ul>
              {nav.map((entry) => (
                <li key={entry.href}>
                  <NavLink href={entry.href} owns={entry.owns}>
                    <Icon name={entry.icon} />
                    <span>{entry.label}</span>
                    {entry.count ? <span className="c">{entry.count}</span> : null}
                  </NavLink>
                </li>
              ))}
            </ul>
          </div>
        </nav>
        <div className="work">
          <header className="top">
            <form className="find" action="/search">
              <label className="vh" htmlFor="find">
                {t("action.search")}
              </label>
              <Icon name="search" />
              <input id="find" name="q" type="search" placeholder={t("nav.search")} autoComplete="off" />
              <SearchKey target="find" />
            </form>
            <span className="sp" />
            <KeptMark />
            <UserMenu
              locale={locale}
              theme={theme}
              signOutUrl={signOutUrl}
              label={t("nav.account", { name: user.name })}
            >
              <span className="lang">{locale.toUpperCase()}</span>
              <span className="name">
                <b>{user.name}</b>
                <span>{user.office}</span>
              </span>
              <Icon name="user" className="i only-s" />
            </UserMenu>
          </header>
          <Waiting label={t("page.loading")} />
          <SoftLinks />
          <main id="main">{children}</main>
        </div>
      </div>
      <nav className="bar4" aria-label={t("nav.mainSmall")}>
        {bar.map((entry) => (
          <NavLink key={entry.href} href={entry.href} owns={entry.owns}>
            <Icon name={entry.icon} />
            {entry.label}
          </NavLink>
        ))}
      </nav>
      {door}
    </TextProvider>
  );
}
