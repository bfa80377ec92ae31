"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";
import { followed } from "./soft-links";

/** Long enough that a quick page shows nothing; and no bar stays for a page that never came. */
const [patience, most] = [200, 20_000];

/** While the next page is on its way the old one stays as it is, under a thin bar. */
export function Waiting({ label }: { label: string }) {
  const here = `${usePathname()}?${useSearchParams()}`;
  const [from, setFrom] = useState<string | undefined>();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const follow = (event: MouseEvent) => {
      const link = followed(event);
      if (!link) return;
      const to = new URL(link.href);
      const same = to.pathname === location.pathname && to.search === location.search;
      if (to.origin !== location.origin || same) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        setFrom(here);
        timer = setTimeout(() => setFrom(undefined), most);
      }, patience);
    };
    window.addEventListener("click", follow, { capture: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener("click", follow, { capture: true });
      // Whoever comes back to this page waits for nothing.
      setFrom(undefined);
    };
  }, [here]);
  // The address has changed: the page is here.
  if (from !== here) return null;
  return (
    <div className="waiting" role="status">
      <span className="vh">{label}</span>
    </div>
  );
}
