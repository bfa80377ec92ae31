"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** A click that the browser would follow in this tab; others are left to it. */
export function followed(event: MouseEvent): HTMLAnchorElement | null {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  return link?.href && plain && !link.target && !link.hasAttribute("download") ? link : null;
}

/** Follows the links of `Link` without a reload; stands once on a page. Until it has woken the browser follows them. */
export function SoftLinks() {
  const router = useRouter();
  useEffect(() => {
    const follow = (event: MouseEvent) => {
      const link = event.defaultPrevented ? null : followed(event);
      if (!link || link.dataset.soft === undefined) return;
      event.preventDefault();
      router.push(link.href);
    };
    // React listens at the document: what a component has answered is known here.
    window.addEventListener("click", follow);
    return () => window.removeEventListener("click", follow);
  }, [router]);
  return null;
}
