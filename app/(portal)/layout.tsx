import type { ReactNode } from "react";
import { SignInAgain } from "@/app/(sign-in)/sign-in/again";
import { signInAgainWords } from "@/app/(sign-in)/sign-in/words";
import { text } from "@/app/text/server";
import { frame } from "@/app/trpc/server";
import { type NavEntry, Shell } from "@/app/ui/shell";
import { portalNav } from "./nav";

/** What a thumb reaches on a phone: the first three that the person has. */
const inBar = ["/inbox", "/projects", "/inspections", "/people", "/audit", "/units"];

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const [t, here, nav] = [await text("common"), await frame(), await portalNav()];
  const thumb = inBar.flatMap((href) => nav.filter((entry) => entry.href === href)).slice(0, 3);
  const rest = nav.filter((entry) => !thumb.includes(entry));
  const bar: NavEntry[] = [
    ...thumb.map((entry) => (entry.href === "/inbox" ? { ...entry, label: t("nav.inboxShort") } : entry)),
    {
      href: "/more",
      label: t("nav.more"),
      icon: "more",
      owns: ["/account", ...rest.flatMap(({ href, owns = [] }) => [href, ...owns])],
    },
  ];
  return (
    <Shell
      door={<SignInAgain username={here.username} words={await signInAgainWords(here.name)} />}
      nav={nav}
      bar={bar}
      place={here.unit?.title ?? "Terrace"}
      role={here.role ? t(`role.${here.role as "clerk"}`) : ""}
      user={{ id: here.personId, name: here.name, username: here.username, office: here.office }}
      signOutUrl="/api/session/end"
    >
      {children}
    </Shell>
  );
}
