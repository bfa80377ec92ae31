import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createHTTPHandler } from "@trpc/server/adapters/standalone";
import next from "next";
import { claimedSession, cookiesOf, forgottenSession } from "./auth/nextauth";
import { asPerson, closePool, pool } from "./db";
import { findFile, keepFile } from "./files";
import { newId } from "./ids";
import { startJobs } from "./jobs";
import { log } from "./log";
import { asProblem, Problem, problems } from "./problem";
import { appRouter } from "./router";
import type { Context, Scope } from "./trpc";
import { toShape } from "./trpc";

/** The process: one port, one pool. tRPC and files are answered here; pages are Next's (design.md D21). */

const dev = process.env.NODE_ENV !== "production";
const port = Number(process.env.PORT ?? 3000);
const host = process.env.HOST ?? "127.0.0.1";
const trustProxy = process.env.TRUST_PROXY === "1";
const maxBodyBytes = 1024 * 1024;
const startedAt = process.hrtime.bigint();

let draining = false;

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

function prepare(request: IncomingMessage) {
  for (const name of stripped) delete request.headers[name];
  if (!trustProxy)
    for (const name of Object.keys(request.headers)) if (name.startsWith("x-forwarded-")) delete request.headers[name];
  // NextAuth builds its own addresses from these.
  request.headers["x-forwarded-host"] ??= request.headers.host ?? `localhost:${port}`;
  request.headers["x-forwarded-proto"] ??= (process.env.PUBLIC_URL ?? "http:").startsWith("https") ? "https" : "http";
}

function contentPolicy(nonce: string) {
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

function setHeaders(request: IncomingMessage, response: ServerResponse, requestId: string) {
  const policy = contentPolicy(randomBytes(16).toString("base64"));
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
function keepPrivate(response: ServerResponse) {
  const set = response.setHeader.bind(response);
  set("cache-control", "private, no-store");
  response.setHeader = ((name: string, value: string) =>
    name.toLowerCase() === "cache-control" ? response : set(name, value)) as typeof response.setHeader;
}

const answer = (response: ServerResponse, status: number, body: unknown) => {
  response.statusCode = status;
  response.setHeader("content-type", "application/json; charset=utf-8");
  response.setHeader("cache-control", "private, no-store");
  response.end(JSON.stringify(body));
};

const httpStatus: Record<string, number> = {
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  PAYLOAD_TOO_LARGE: 413,
  SERVICE_UNAVAILABLE: 503,
  INTERNAL_SERVER_ERROR: 500,
};

function answerProblem(response: ServerResponse, error: unknown, requestId: string) {
  const problem = asProblem(error);
  if (!problem) log.error({ err: error, requestId }, "unexpected");
  if (response.headersSent) return response.destroy();
  answer(
    response,
    httpStatus[problem ? problems[problem.code] : "INTERNAL_SERVER_ERROR"] ?? 400,
    toShape(error, requestId),
  );
}

/** A change must come from our own pages: same origin by header and by fetch metadata. */
function fromElsewhere(request: IncomingMessage): boolean {
  if (request.method === "GET" || request.method === "HEAD") return false;
  const { origin, "sec-fetch-site": site } = request.headers;
  if (site && site !== "same-origin" && site !== "none") return true;
  if (!origin) return false;
  try {
    return new URL(origin).host !== request.headers["x-forwarded-host"];
  } catch {
    return true;
  }
}

async function inSession<T>(
  request: IncomingMessage,
  permission: "files.read" | "files.upload",
  work: (tx: Parameters<typeof findFile>[0], scope: Scope<never>) => Promise<T>,
): Promise<T> {
  const sessionId = await claimedSession(cookiesOf(request));
  if (!sessionId) throw new Problem("not_signed_in");
  return asPerson(sessionId, async (tx, who) => {
    if (!who) throw new Problem("not_signed_in");
    if (who.mustChangePassword) throw new Problem("password_must_change");
    if (!who.permissions.includes(permission)) throw new Problem("not_allowed");
    return work(tx, {
      personId: who.personId,
      sessionId,
      permission,
      who,
      clock: { now: () => new Date() },
    } as unknown as Scope<never>);
  });
}

/** Signing out ends the row, so that a copy of the cookie is worth nothing. */
async function endSession(request: IncomingMessage, response: ServerResponse) {
  if (request.headers["x-terrace"] !== "1") throw new Problem("wrong_origin");
  const sessionId = await claimedSession(cookiesOf(request));
  if (sessionId) await pool().query("select app.end_session($1)", [sessionId]);
  response.setHeader("set-cookie", forgottenSession);
  answer(response, 200, { done: true });
}

async function takeFile(request: IncomingMessage, response: ServerResponse, url: URL) {
  if (request.headers["x-terrace"] !== "1") throw new Problem("wrong_origin");
  if (Number(request.headers["content-length"] ?? 0) > 15 * 1024 * 1024)
    throw new Problem("file_too_large", { most: 15 });
  answer(
    response,
    200,
    await inSession(request, "files.upload", (tx, scope) =>
      keepFile(tx, scope, request, url.searchParams.get("name") ?? ""),
    ),
  );
}

async function giveFile(request: IncomingMessage, response: ServerResponse, fileId: string) {
  if (!/^[0-9a-f-]{36}$/.test(fileId)) throw new Problem("not_found");
  const file = await inSession(request, "files.read", (tx) => findFile(tx, fileId));
  response.setHeader("content-type", file.media_type);
  response.setHeader("content-length", file.size_bytes);
  response.setHeader("cache-control", "private, no-store");
  response.setHeader("content-security-policy", "sandbox; default-src 'none'");
  const disposition = file.media_type.startsWith("image/") ? "inline" : "attachment";
  response.setHeader("content-disposition", `${disposition}; filename*=UTF-8''${encodeURIComponent(file.name)}`);
  file
    .stream()
    .on("error", () => response.destroy())
    .pipe(response);
}

const trpc = createHTTPHandler({
  router: appRouter,
  basePath: "/api/trpc/",
  maxBatchSize: 10,
  maxBodySize: maxBodyBytes,
  createContext: async ({ req }): Promise<Context> => ({
    sessionId: await claimedSession(cookiesOf(req)),
    requestId: String(req.headers["x-request-id"]),
  }),
} as Parameters<typeof createHTTPHandler>[0]);

const app = next({ dev, dir: process.cwd(), hostname: host, port });
const ready = app.prepare();
const page = app.getRequestHandler();

async function handle(request: IncomingMessage, response: ServerResponse) {
  const requestId = newId();
  const began = performance.now();
  request.headers["x-request-id"] = requestId;
  prepare(request);
  const url = new URL(request.url ?? "/", "http://terrace");
  response.on("close", () => {
    if (!url.pathname.startsWith("/_next/")) {
      log.info({
        requestId,
        method: request.method,
        path: url.pathname,
        status: response.statusCode,
        ms: Math.round(performance.now() - began),
      });
    }
  });
  try {
    setHeaders(request, response, requestId);
    if (url.pathname === "/api/health/live") return answer(response, 200, { ok: true });
    if (url.pathname === "/api/health/ready") {
      if (draining) return answer(response, 503, { ok: false });
      await ready;
      await pool().query("select 1");
      return answer(response, 200, { ok: true });
    }
    if (fromElsewhere(request)) throw new Problem("wrong_origin");
    if (url.pathname === "/api/session/end" && request.method === "POST") return await endSession(request, response);
    if (url.pathname === "/api/files" && request.method === "POST") return await takeFile(request, response, url);
    const declared = Number(request.headers["content-length"] ?? 0);
    if (declared > maxBodyBytes) throw new Problem("too_large");
    if (url.pathname.startsWith("/api/files/") && request.method === "GET")
      return await giveFile(request, response, url.pathname.slice(11));
    if (url.pathname.startsWith("/api/trpc/")) {
      if (request.method === "POST" && request.headers["x-terrace"] !== "1") throw new Problem("wrong_origin");
      keepPrivate(response);
      return trpc(request, response);
    }
    // Next does not count a body that comes in pieces.
    if (request.headers["transfer-encoding"] && request.method !== "GET") throw new Problem("too_large");
    if (!url.pathname.startsWith("/_next/static/")) keepPrivate(response);
    await ready;
    await page(request, response);
  } catch (error) {
    // What was not read of a refused body must not be taken for the next request.
    if (!request.complete) response.setHeader("connection", "close");
    answerProblem(response, error, requestId);
  }
}

const server = createServer((request, response) => void handle(request, response));
server.requestTimeout = 60_000;
server.headersTimeout = 15_000;
server.keepAliveTimeout = 10_000;

let stopJobs = async () => {};

async function drain(signal: string) {
  if (draining) return;
  draining = true;
  log.info({ signal }, "draining");
  const deadline = setTimeout(() => process.exit(0), 10_000);
  deadline.unref();
  server.close();
  server.closeIdleConnections();
  await new Promise((resolve) => {
    const check = setInterval(() => {
      server.closeIdleConnections();
      server.getConnections((_error, open) => {
        if (open === 0) {
          clearInterval(check);
          resolve(undefined);
        }
      });
    }, 50);
  });
  await stopJobs();
  await closePool();
  process.exit(0);
}
process.on("SIGTERM", () => void drain("SIGTERM"));
process.on("SIGINT", () => void drain("SIGINT"));

server.on("error", (error: NodeJS.ErrnoException) => {
  console.error(error.code === "EADDRINUSE" ? `Port ${port} is taken. Set PORT to another one.` : error.message);
  process.exit(1);
});
server.listen(port, host, () => {
  stopJobs = startJobs();
  void ready.then(() => log.info({ port, ms: Number((process.hrtime.bigint() - startedAt) / 1_000_000n) }, "ready"));
});
