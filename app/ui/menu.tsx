"use client";

import { Menu as Base } from "@base-ui/react/menu";
import type { ReactElement, ReactNode } from "react";

export type MenuItem =
  | { key: string; label: ReactNode; onSelect: () => void; disabled?: boolean }
  | { key: string; label: ReactNode; href: string };

export function Menu({ trigger, items }: { trigger: ReactElement; items: MenuItem[] }) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={4} align="end" className="over">
          <Base.Popup className="menu">
            {items.map((item) =>
              "href" in item ? (
                <Base.LinkItem key={item.key} href={item.href}>
                  {item.label}
                </Base.LinkItem>
              ) : (
                <Base.Item key={item.key} onClick={item.onSelect} disabled={item.disabled ?? false}>
                  {item.label}
                </Base.Item>
              ),
            )}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
