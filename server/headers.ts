import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { networkHeader } from "./auth/nextauth";

/** What a request may say of itself, and what every answer says to a browser. */

const trustProxy = process.env.TRUST_PROXY === "1";

/** Headers that only a proxy of ours may set, or that have steered Next past its own checks. */
const stripped = [
  "x-middleware-subrequest",
  "x-middleware-prefetch",
  "x-invoke-path",
  "x-invoke-status",
  "x-nextjs-data",
  "next-resume",
  "x-now-route-matches",
];

export function prepare(request: IncomingMessage) {
  for (const name of stripped) delete request.headers[name];
  if (!trustProxy)
    for (const name of Object.keys(request.headers)) if (name.startsWith("x-forwarded-")) delete request.headers[name];
  // Of what a proxy says only the last word is its own; the rest came with the request.
  const forwarded = String(request.headers["x-forwarded-for"] ?? "")
    .split(",")
    .at(-1)
    ?.trim();
  request.headers[networkHeader] = forwarded || (request.socket.remoteAddress ?? "");
  // NextAuth builds its own addresses from these.
  request.headers["x-forwarded-host"] ??= request.headers.host ?? "localhost";
  request.headers["x-forwarded-proto"] ??= (process.env.PUBLIC_URL ?? "http:").startsWith("https") ? "https" : "http";
}

function contentPolicy(nonce: string, dev: boolean) {
  const script = `'self' 'nonce-${nonce}' 'strict-dynamic'${dev ? " 'unsafe-eval'" : ""}`;
  return [
    "default-src 'self'",
    `script-src ${script}`,
    `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    "worker-src 'self' blob:",
    `connect-src 'self'${dev ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

export function setHeaders(request: IncomingMessage, response: ServerResponse, requestId: string, dev: boolean) {
  const policy = contentPolicy(randomBytes(16).toString("base64"), dev);
  // Next reads the nonce from the request's own header.
  request.headers["content-security-policy"] = policy;
  response.setHeader("content-security-policy", policy);
  response.setHeader("x-content-type-options", "nosniff");
  response.setHeader("referrer-policy", "same-origin");
  response.setHeader("x-frame-options", "DENY");
  response.setHeader("permissions-policy", "geolocation=(self), camera=(self), microphone=()");
  response.setHeader("cross-origin-opener-policy", "same-origin");
  if ((process.env.PUBLIC_URL ?? "").startsWith("https"))
    response.setHeader("strict-transport-security", "max-age=31536000");
  response.setHeader("x-request-id", requestId);
}

/** No answer about a person is ever kept by a browser or a proxy, whatever Next would say. */
export function keepPrivate(response: ServerResponse) {
  const set = response.setHeader.bind(response);
  set("cache-control", "private, no-store");
  response.setHeader = ((name: string, value: string) =>
    name.toLowerCase() === "cache-control" ? response : set(name, value)) as typeof response.setHeader;
}
