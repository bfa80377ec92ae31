"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import type { ReactElement, ReactNode } from "react";

type DialogProps = {
  /** A button that opens it; or hold `open` yourself. */
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  title: ReactNode;
  text?: ReactNode;
  children?: ReactNode;
  /** Buttons; wrap the one that only closes in DialogClose. */
  ways?: ReactNode;
};

/** For a question that cannot wait. Refusals belong under their field, not here. */
export function Dialog({ trigger, open, onOpenChange, title, text, children, ways }: DialogProps) {
  const held = open === undefined ? {} : { open };
  return (
    <Base.Root {...held} onOpenChange={(next) => onOpenChange?.(next)}>
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className="veil" />
        <Base.Popup className="dialog">
          <Base.Title>{title}</Base.Title>
          {text && <Base.Description className="say">{text}</Base.Description>}
          {children}
          {ways && <div className="ways">{ways}</div>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

export function DialogClose({ children }: { children: ReactNode }) {
  return <Base.Close className="btn">{children}</Base.Close>;
}
