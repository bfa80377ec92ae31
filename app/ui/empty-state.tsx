import type { ReactNode } from "react";

/** One line what, one line why, one button. */
export function EmptyState({ title, why, action }: { title: ReactNode; why?: ReactNode; action?: ReactNode }) {
  return (
    <div className="state left">
      <h2>{title}</h2>
      {why && <p className="muted">{why}</p>}
      {action && <div className="acts">{action}</div>}
    </div>
  );
}
