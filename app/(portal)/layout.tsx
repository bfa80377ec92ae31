import type { ReactNode } from "react";
import { text } from "@/app/text/server";
import { frame } from "@/app/trpc/server";
import { type NavEntry, Shell } from "@/app/ui/shell";
import { portalNav } from "./nav";

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const [t, here, nav] = [await text("common"), await frame(), await portalNav()];
  const bar: NavEntry[] = [
    ...nav
      .slice(0, 1)
      .map((entry) => ({ ...entry, label: entry.href === "/inbox" ? t("nav.inboxShort") : entry.label })),
    ...nav.filter(({ href }) => href === "/projects" || href === "/inspections"),
    { href: "/more", label: t("nav.more"), icon: "more" },
  ];
  return (
    <Shell
      nav={nav}
      bar={bar}
      place={here.unit?.title ?? "Terrace"}
      role={here.role ? t(`role.${here.role as "clerk"}`) : ""}
      user={{ name: here.name, office: here.office }}
      signOutUrl="/api/session/end"
    >
      {children}
    </Shell>
  );
}
