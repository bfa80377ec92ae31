import type { ReactNode } from "react";

/** One page of paper with an ink top. The title is the finding; `note` says unit or period. */
export function Sheet({
  title,
  note,
  children,
  flush = false,
  id,
}: {
  title?: ReactNode;
  note?: ReactNode;
  children: ReactNode;
  /** Without padding: for tables and figure strips. */
  flush?: boolean;
  id?: string;
}) {
  return (
    <section className="sheet" id={id}>
      {title && (
        <div className="hd">
          <h2>{title}</h2>
          {note && <span className="cap">{note}</span>}
        </div>
      )}
      {flush ? children : <div className={title ? "bd" : "bd pad"}>{children}</div>}
    </section>
  );
}

/** Main column with 320 px at the right for approval state, papers and comments. */
export function Columns({ children, side }: { children: ReactNode; side?: ReactNode }) {
  if (!side) return <div>{children}</div>;
  return (
    <div className="cols">
      <div>{children}</div>
      <aside className="side">{side}</aside>
    </div>
  );
}

/** Panes of one sheet side by side, ruled apart. */
export function Panes({ children, wide = "equal" }: { children: ReactNode; wide?: "equal" | "left" | "right" }) {
  return <div className={`sheet cells panes-${wide}`}>{children}</div>;
}

export function Pane({ title, note, children }: { title: ReactNode; note?: ReactNode; children: ReactNode }) {
  return (
    <section className="pane">
      <h2>{title}</h2>
      {note && <p className="cap">{note}</p>}
      {children}
    </section>
  );
}

/** At most four figures in one strip. */
export function Figures({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="sheet">
      <dl className="cells figures" aria-label={label}>
        {children}
      </dl>
    </div>
  );
}

export function Figure({
  label,
  value,
  unit,
  note,
  meter,
}: {
  label: ReactNode;
  value: ReactNode;
  unit?: ReactNode;
  /** The comparison, in words. */
  note?: ReactNode;
  meter?: ReactNode;
}) {
  return (
    <div className="fig">
      <dt>{label}</dt>
      <dd className="v">
        {value}
        {unit && <small>{unit}</small>}
      </dd>
      {note && <dd className="w">{note}</dd>}
      {meter && <dd className="m">{meter}</dd>}
    </div>
  );
}

/** A line across the page under the header: past date, standing in, no network. */
export function Band({
  tone,
  children,
  action,
}: {
  tone?: "offline" | "info";
  children: ReactNode;
  action?: ReactNode;
}) {
  return (
    <div className={tone ? `band ${tone}` : "band"} role="status">
      <span>{children}</span>
      {action && (
        <>
          <span className="sp" />
          {action}
        </>
      )}
    </div>
  );
}
