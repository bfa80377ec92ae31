import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { TRPCError } from "@trpc/server";
import { createHTTPHandler } from "@trpc/server/adapters/standalone";
import { addressHeader, answerSignIn, claimedSession, cookiesOf, forgottenSession } from "./auth/nextauth";
import { bodyOf, maxBodyBytes } from "./body";
import { asPerson, asTongue, sharedReading, type Tx } from "./db";
import { fileForUse, fileTooLarge, keepFile, receiveFile, streamFile } from "./files";
import { keepPrivate, prepare, setHeaders } from "./headers";
import { newId } from "./ids";
import { id, maxUploadBytes } from "./inputs";
import { log } from "./log";
import { databaseLostSince, pool } from "./pool";
import { asProblem, Problem, problems } from "./problem";
import { appRouter } from "./router";
import type { Context, Scope } from "./trpc";
import { toShape } from "./trpc";

/** What answers a request: tRPC and files here, pages by whoever renders them (design.md D21). */

export type Pages = {
  /** Settles when pages can be rendered. */
  ready: Promise<unknown>;
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  dev: boolean;
};

/** A page that found no database is told as that: Next knows only "500". */
function tellLoss(response: ServerResponse) {
  const began = performance.now();
  const writeHead = response.writeHead.bind(response) as (status: number, ...rest: unknown[]) => ServerResponse;
  response.writeHead = ((status: number, ...rest: unknown[]) => {
    if (status !== 500 || !databaseLostSince(began)) return writeHead(status, ...rest);
    response.setHeader("retry-after", "1");
    return writeHead(503, ...rest);
  }) as typeof response.writeHead;
}

const begin = (response: ServerResponse, status: number) => {
  response.statusCode = status;
  if (status === 503) response.setHeader("retry-after", "1");
  response.setHeader("content-type", "application/json; charset=utf-8");
  response.setHeader("cache-control", "private, no-store");
};

const answer = (response: ServerResponse, status: number, body: unknown) => {
  begin(response, status);
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

/** Waits until what is still arriving has arrived, or a second, so that who sends it can read the answer. */
async function letArrive(request: IncomingMessage) {
  request.resume();
  await Promise.race([
    new Promise((done) => request.once("end", done).once("close", done).once("error", done)),
    sleep(1000),
  ]);
}

async function answerProblem(request: IncomingMessage, response: ServerResponse, error: unknown, requestId: string) {
  // Who went away is told nothing.
  if (request.socket.destroyed) return response.destroy();
  const problem = asProblem(error);
  if (!problem || problem.code === "storage_full") log.error({ err: error, requestId }, problem?.code ?? "unexpected");
  if (response.headersSent) return response.destroy();
  const status = httpStatus[problem ? problems[problem.code] : "INTERNAL_SERVER_ERROR"] ?? 400;
  const shape = toShape(error, requestId);
  if (request.complete) return answer(response, status, shape);
  // What was not read of a refused body must not be taken for the next request.
  response.setHeader("connection", "close");
  const body = JSON.stringify(shape);
  response.setHeader("content-length", Buffer.byteLength(body));
  begin(response, status);
  response.write(body);
  await letArrive(request);
  response.end();
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

const drawnForOf = (request: IncomingMessage) => request.headers["x-terrace-person"]?.toString();

async function inSession<P extends "files.read" | "files.upload", T>(
  request: IncomingMessage,
  permission: P,
  work: (tx: Tx, scope: Scope<P>) => Promise<T>,
): Promise<T> {
  const sessionId = await claimedSession(cookiesOf(request));
  if (!sessionId) throw new Problem("not_signed_in");
  return asPerson(sessionId, async (tx, who) => {
    if (!who) throw new Problem("not_signed_in");
    const drawnFor = drawnForOf(request);
    if (drawnFor && drawnFor !== who.personId) throw new Problem("other_person");
    if (who.mustChangePassword) throw new Problem("password_must_change");
    if (!who.permissions.includes(permission)) throw new Problem("not_allowed");
    return work(tx, {
      personId: who.personId,
      sessionId,
      permission,
      who,
      clock: { now: () => new Date() },
    } as unknown as Scope<P>);
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

/**
 * Asks first whether the person may, then takes the bytes in with no transaction open: a slow phone
 * must not hold a connection. Whether they may still is asked again when the file is kept.
 */
async function takeFile(request: IncomingMessage, response: ServerResponse, url: URL) {
  if (request.headers["x-terrace"] !== "1") throw new Problem("wrong_origin");
  if (Number(request.headers["content-length"] ?? 0) > maxUploadBytes) throw fileTooLarge();
  await inSession(request, "files.upload", async () => undefined);
  const received = await receiveFile(request, url.searchParams.get("name") ?? "");
  try {
    answer(response, 200, await inSession(request, "files.upload", (tx, scope) => keepFile(tx, scope, received)));
  } catch (error) {
    await received.discard();
    throw error;
  }
}

async function giveFile(request: IncomingMessage, response: ServerResponse, fileId: string) {
  if (!id.safeParse(fileId).success) throw new Problem("not_found");
  const file = await inSession(request, "files.read", (tx) => fileForUse(tx, fileId));
  const stream = await streamFile(fileId);
  response.setHeader("content-type", file.mediaType);
  response.setHeader("content-length", file.sizeBytes);
  response.setHeader("cache-control", "private, no-store");
  response.setHeader("content-security-policy", "sandbox; default-src 'none'");
  const disposition = file.mediaType.startsWith("image/") ? "inline" : "attachment";
  response.setHeader("content-disposition", `${disposition}; filename*=UTF-8''${encodeURIComponent(file.name)}`);
  // Whoever goes away in the middle closes the file, too.
  await pipeline(stream, response).catch(() => response.destroy());
}

const trpc = createHTTPHandler({
  router: appRouter,
  basePath: "/api/trpc/",
  maxBatchSize: 10,
  responseMeta: ({ errors }: { errors: TRPCError[] }) =>
    errors.some(({ code }) => code === "SERVICE_UNAVAILABLE") ? { headers: { "retry-after": "1" } } : {},
  createContext: async ({ req, info }: { req: IncomingMessage; info: { calls: unknown[] } }): Promise<Context> => {
    const cookies = cookiesOf(req);
    const [sessionId, tongue] = [await claimedSession(cookies), asTongue(cookies.terrace_locale)];
    // What is asked for together is read together.
    const shared = sessionId && info.calls.length > 1 && { shared: sharedReading(sessionId, tongue) };
    return { sessionId, requestId: String(req.headers["x-request-id"]), tongue, drawnFor: drawnForOf(req), ...shared };
  },
} as Parameters<typeof createHTTPHandler>[0]);

/** Of the sign-in library only what the portal uses is open, by the library's own names. */
const signInCalls: Record<string, string[]> = {
  "GET /api/auth/csrf": ["csrf"],
  "POST /api/auth/callback/credentials": ["callback", "credentials"],
};

/** Whether the path is one of ours; an address with another host in it, or none, leads nowhere. */
function addressOf(request: IncomingMessage): URL {
  const target = request.url ?? "";
  if (!/^\/(?![/\\])/.test(target)) throw new Problem("not_found");
  return new URL(target, "http://terrace");
}

async function route(
  { request, response, url }: { request: IncomingMessage; response: ServerResponse; url: URL },
  pages: Pages,
  isDraining: () => boolean,
) {
  const [{ pathname }, { method }] = [url, request];
  if (pathname === "/api/health/live") return answer(response, 200, { ok: true });
  if (pathname === "/api/health/ready") {
    if (isDraining()) return answer(response, 503, { ok: false });
    await pages.ready;
    await pool().query("select 1");
    return answer(response, 200, { ok: true });
  }
  if (fromElsewhere(request)) throw new Problem("wrong_origin");
  if (pathname === "/api/files" && method === "POST") return takeFile(request, response, url);
  if (Number(request.headers["content-length"] ?? 0) > maxBodyBytes) throw new Problem("too_large");
  if (pathname.startsWith("/api/files/") && method === "GET") return giveFile(request, response, pathname.slice(11));
  if (pathname.startsWith("/api/trpc/")) {
    if (method === "POST" && request.headers["x-terrace"] !== "1") throw new Problem("wrong_origin");
    keepPrivate(response);
    if (method === "POST") {
      // A stranger's is thrown away as it comes: who calls is refused without it, in the procedures' own words.
      const known = await claimedSession(cookiesOf(request));
      const body = known ? await bodyOf(request) : void (await letArrive(request));
      if (!request.complete) response.setHeader("connection", "close");
      Object.assign(request, { body: body ?? "" });
    }
    return trpc(request, response);
  }
  // Nobody below counts a body that comes in pieces.
  if (request.headers["transfer-encoding"] && method !== "GET") throw new Problem("too_large");
  if (pathname === "/api/session/end" && method === "POST") return endSession(request, response);
  if (pathname.startsWith("/api/")) {
    const call = signInCalls[`${method} ${pathname}`];
    if (!call) throw new Problem("not_found");
    keepPrivate(response);
    return answerSignIn(request, response, call);
  }
  if (!pathname.startsWith("/_next/static/")) keepPrivate(response);
  await pages.ready;
  tellLoss(response);
  await pages.answer(request, response);
}

async function handle(request: IncomingMessage, response: ServerResponse, pages: Pages, isDraining: () => boolean) {
  const requestId = newId();
  const began = performance.now();
  let path = "-";
  response.on("close", () => {
    if (path.startsWith("/_next/")) return;
    const ms = Math.round(performance.now() - began);
    log.info({ requestId, method: request.method, path, status: response.statusCode, ms });
  });
  try {
    request.headers["x-request-id"] = requestId;
    prepare(request);
    setHeaders(request, response, requestId, pages.dev);
    // Who asks next asks another process.
    if (isDraining()) response.shouldKeepAlive = false;
    const url = addressOf(request);
    path = url.pathname;
    request.headers[addressHeader] = path + url.search;
    await route({ request, response, url }, pages, isDraining);
  } catch (error) {
    await answerProblem(request, response, error, requestId);
  }
}

/** The listener of the server. `isDraining` makes it say that it takes no more work. */
export const makeEntry =
  (pages: Pages, isDraining: () => boolean): RequestListener =>
  (request, response) =>
    void handle(request, response, pages, isDraining).catch(() => response.destroy());
