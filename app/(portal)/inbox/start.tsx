"use client";

import { useRouter } from "next/navigation";
import { Link } from "@/app/ui/link";
import { useKeys } from "../requests/keys";

/** The way to the first request that waits for a decision; each decision leads on to the next. */
export function Start({ href, children }: { href: string; children: string }) {
  const router = useRouter();
  const [keys] = useKeys((key) => key === "j" && router.push(href));
  return (
    <Link className="btn primary" href={href}>
      {children} {keys && <kbd>J</kbd>}
    </Link>
  );
}
