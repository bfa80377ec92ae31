import { createHmac } from "node:crypto";

/** The application's own login on the same server: it owns nothing (design.md D2). */
export function appUrl(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  // Derived, so that nothing more has to be kept: who knows the owner's password needs no other.
  url.password = createHmac("sha256", decodeURIComponent(url.password)).update("terrace_app").digest("base64url");
  url.username = "terrace_app";
  return url.toString();
}
