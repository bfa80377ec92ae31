import type { ReactNode } from "react";
import { text } from "@/app/text/server";
import { Breadcrumb, type Crumb } from "./breadcrumb";
import { Link } from "./link";

export type Tab = {
  key: string;
  label: ReactNode;
  href: string;
  count?: number | string | undefined;
  current: boolean;
};

type RecordHeadProps = {
  crumbs: Crumb[];
  title: ReactNode;
  /** The chip first, then amount, group, next step and who. */
  facts?: ReactNode[];
  actions?: ReactNode;
  tabs?: Tab[];
};

/** Stays under the header while the record scrolls. */
export async function RecordHead({ crumbs, title, facts = [], actions, tabs }: RecordHeadProps) {
  const t = await text("common");
  return (
    <div className="rec">
      <div className="t">
        <div>
          <Breadcrumb items={crumbs} />
          <h1>{title}</h1>
        </div>
        {actions && <div className="acts">{actions}</div>}
      </div>
      {facts.length > 0 && (
        <div className="facts">
          {facts.map((fact, index) => (
            <span key={index}>{fact}</span>
          ))}
        </div>
      )}
      {tabs && (
        <nav className="tabs" aria-label={t("nav.recordParts")}>
          {tabs.map((tab) => (
            <Link key={tab.key} href={tab.href} aria-current={tab.current ? "page" : undefined}>
              {tab.label} {tab.count !== undefined && <span className="c">{tab.count}</span>}
            </Link>
          ))}
        </nav>
      )}
    </div>
  );
}
