import type { ReactNode } from "react";
import { text } from "@/app/text/server";
import { Link } from "./link";

export type Crumb = { label: ReactNode; href?: string | undefined };

/** Unit › programme › record. */
export async function Breadcrumb({ items }: { items: Crumb[] }) {
  const t = await text("common");
  return (
    <nav className="crumb" aria-label={t("nav.breadcrumb")}>
      <ol>
        {items.map((item, index) => (
          <li key={index}>{item.href ? <Link href={item.href}>{item.label}</Link> : item.label}</li>
        ))}
      </ol>
    </nav>
  );
}
