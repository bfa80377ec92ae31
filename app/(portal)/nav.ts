import { text } from "@/app/text/server";
import { frame } from "@/app/trpc/server";
import type { IconName } from "@/app/ui/icons";
import type { NavEntry } from "@/app/ui/shell";
import type { Permission } from "@/server/auth/permissions";

type Entry = {
  href: string;
  word:
    | "inbox"
    | "overview"
    | "projects"
    | "budgets"
    | "households"
    | "inspections"
    | "units"
    | "documents"
    | "indicators"
    | "people"
    | "audit"
    | "programmes";
  icon: IconName;
  needs: Permission;
  owns?: string[];
};

const entries: Entry[] = [
  { href: "/inbox", word: "inbox", icon: "inbox", needs: "requests.read", owns: ["/requests"] },
  { href: "/dashboard", word: "overview", icon: "chart", needs: "dashboard.read" },
  { href: "/projects", word: "projects", icon: "folder", needs: "projects.read" },
  { href: "/budgets", word: "budgets", icon: "coin", needs: "budgets.read" },
  { href: "/households", word: "households", icon: "home", needs: "households.read" },
  { href: "/inspections", word: "inspections", icon: "clipboard", needs: "inspections.read", owns: ["/findings"] },
  { href: "/units", word: "units", icon: "map", needs: "units.read" },
  { href: "/documents", word: "documents", icon: "document", needs: "documents.read" },
  { href: "/indicators", word: "indicators", icon: "report", needs: "indicators.read" },
  { href: "/programmes", word: "programmes", icon: "target", needs: "programmes.read" },
  { href: "/people", word: "people", icon: "people", needs: "people.read" },
  { href: "/audit", word: "audit", icon: "history", needs: "audit.read" },
];

/** Entries are a courtesy: what a person may see is decided by each procedure. */
export async function portalNav(): Promise<NavEntry[]> {
  const [t, here] = [await text("common"), await frame()];
  return entries
    .filter(({ needs }) => here.permissions.includes(needs))
    .map(({ href, word, icon, owns }) => ({
      href,
      label: t(`nav.${word}`),
      icon,
      owns,
      count: href === "/inbox" ? here.waiting : undefined,
    }));
}
