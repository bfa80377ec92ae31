import { Fragment, type ReactNode } from "react";

export type Fact = { term: ReactNode; value: ReactNode /** Over the whole width. */; wide?: boolean };

/** Two pairs to a line; "—" where nothing is known. */
export function Facts({ items, label }: { items: Fact[]; label?: string }) {
  return (
    <dl className="facts-dl" aria-label={label}>
      {items.map((item, index) => (
        <Fragment key={index}>
          <dt>{item.term}</dt>
          <dd className={item.wide || (index === items.length - 1 && index % 2 === 0) ? "wide" : undefined}>
            {item.value ?? <span className="zero">—</span>}
          </dd>
        </Fragment>
      ))}
    </dl>
  );
}
