import type { ReactNode } from "react";
import { Breadcrumb, type Crumb } from "./breadcrumb";

/** The body of a page under the header. A record page puts its RecordHead before it. */
export function Page({ children }: { children: ReactNode }) {
  return <div className="page">{children}</div>;
}

type PageHeadProps = {
  crumbs?: Crumb[];
  title: ReactNode;
  /** One line under the title. */
  facts?: ReactNode;
  /** At the right; one of them at most is primary. */
  actions?: ReactNode;
};

export function PageHead({ crumbs, title, facts, actions }: PageHeadProps) {
  return (
    <div className="pagehead">
      <div>
        {crumbs && <Breadcrumb items={crumbs} />}
        <h1>{title}</h1>
        {facts && <p className="facts">{facts}</p>}
      </div>
      {actions && <div className="acts">{actions}</div>}
    </div>
  );
}
