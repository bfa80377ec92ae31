import type { ReactNode } from "react";
import { Icon, type IconName } from "./icons";

export type Tone = "draft" | "review" | "changes" | "approved" | "rejected" | "done";

export type Status =
  | "draft"
  | "submitted"
  | "returned"
  | "approved"
  | "rejected"
  | "in_progress"
  | "completed"
  | "in_operation"
  | "settled"
  | "cancelled"
  | "withdrawn"
  | "open"
  | "posted";

export const statusLook: Record<Status, { tone: Tone; icon: IconName }> = {
  draft: { tone: "draft", icon: "pencil" },
  submitted: { tone: "review", icon: "clock" },
  returned: { tone: "changes", icon: "return" },
  approved: { tone: "approved", icon: "check" },
  rejected: { tone: "rejected", icon: "cross" },
  in_progress: { tone: "done", icon: "run" },
  completed: { tone: "done", icon: "square" },
  in_operation: { tone: "approved", icon: "check" },
  settled: { tone: "done", icon: "coin" },
  cancelled: { tone: "done", icon: "ban" },
  withdrawn: { tone: "draft", icon: "return" },
  open: { tone: "review", icon: "clock" },
  posted: { tone: "approved", icon: "check" },
};

const toneIcon: Record<Tone, IconName> = {
  draft: "pencil",
  review: "clock",
  changes: "return",
  approved: "check",
  rejected: "cross",
  done: "square",
};

/** Icon, word and colour together: none of them is left alone to carry the meaning. */
export function Chip({ tone, icon, children }: { tone: Tone; icon?: IconName; children: ReactNode }) {
  return (
    <span className={`chip ${tone}`}>
      <Icon name={icon ?? toneIcon[tone]} />
      {children}
    </span>
  );
}

/** The amber mark beside a chip: lateness is never a colour of the row. */
export function Late({ children }: { children: ReactNode }) {
  return (
    <span className="late">
      <Icon name="warn" /> {children}
    </span>
  );
}

export function Tag({ children }: { children: ReactNode }) {
  return <span className="tag">{children}</span>;
}
