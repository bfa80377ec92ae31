import type { IncomingMessage, ServerResponse } from "node:http";
import type { NextAuthOptions } from "next-auth";
import { getToken } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import { bodyOf } from "../body";
import { sessionHours, signIn } from "./sign-in";

/**
 * Everything that knows NextAuth. The token holds a session id and nothing else: who that is, and
 * what they may do, is read from the database in every transaction (app.enter).
 */

const secure = (process.env.PUBLIC_URL ?? "").startsWith("https://");
export const sessionCookie = secure ? "__Host-terrace.session" : "terrace.session";
/** Where a request comes from, written by the entry over whatever was sent. */
export const networkHeader = "x-terrace-network";
/** Which page a request is for, written by the entry over whatever was sent. */
export const addressHeader = "x-terrace-address";
/** Where NextAuth would keep an address to go to; we take none and give none. */
const callbackCookie = secure ? "__Host-terrace.callback" : "terrace.callback";
const cookieOptions = { httpOnly: true, sameSite: "lax" as const, path: "/", secure };

/** NextAuth was written before modules were: whoever loads it finds what it gives one step further in, or not. */
const given = <T extends object>(loaded: T): T => ("default" in loaded ? (loaded.default as T) : loaded);

/** What went wrong while somebody signed in, which NextAuth would tell as a wrong password. */
type Failure = { error?: unknown };

export const authOptions = (failure: Failure = {}): NextAuthOptions => ({
  secret: process.env.NEXTAUTH_SECRET!,
  session: { strategy: "jwt", maxAge: sessionHours * 3600 },
  useSecureCookies: secure,
  cookies: {
    sessionToken: { name: sessionCookie, options: cookieOptions },
    csrfToken: { name: secure ? "__Host-terrace.csrf" : "terrace.csrf", options: cookieOptions },
    callbackUrl: { name: callbackCookie, options: cookieOptions },
  },
  pages: { signIn: "/sign-in", error: "/sign-in" },
  providers: [
    given(CredentialsProvider)({
      credentials: { username: {}, password: {} },
      async authorize(typed, request) {
        try {
          const sessionId = await signIn({
            username: String(typed?.username ?? "").slice(0, 200),
            password: String(typed?.password ?? "").slice(0, 1000),
            device: String(request.headers?.["user-agent"] ?? ""),
            network: String(request.headers?.[networkHeader] ?? ""),
            before: await claimedSession(cookiesFrom(String(request.headers?.cookie ?? ""))),
          });
          return sessionId ? { id: sessionId } : null;
        } catch (error) {
          failure.error = error;
          return null;
        }
      },
    }),
  ],
  callbacks: {
    // `user` is there only at sign-in; what a client sends with an update is never taken.
    jwt: ({ token, user }) => (user ? { sid: user.id } : { sid: token.sid }),
    // Never to another origin, whatever anybody asks for.
    redirect: () => "/",
  },
  logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
});

const isSessionId = (value: unknown): value is string =>
  typeof value === "string" && /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(value);

/** Tokens that were opened already, with what they claim and until when: opening one takes longer than most answers. */
const opened = new Map<string, { sid: string; until: number }>();
const mostOpened = 10_000;

/** The session id that a request claims, if its token is ours. Nothing is looked up here. */
export async function claimedSession(cookies: Record<string, string>): Promise<string | undefined> {
  const sealed = cookies[sessionCookie];
  if (!sealed) return undefined;
  const known = opened.get(sealed);
  if (known && known.until > Date.now()) return known.sid;
  opened.delete(sealed);
  try {
    const token = await getToken({
      req: { cookies, headers: {} } as unknown as Parameters<typeof getToken>[0]["req"],
      secret: process.env.NEXTAUTH_SECRET!,
      cookieName: sessionCookie,
      secureCookie: secure,
    });
    if (!isSessionId(token?.sid)) return undefined;
    if (opened.size >= mostOpened) opened.delete(opened.keys().next().value!);
    if (typeof token.exp === "number") opened.set(sealed, { sid: token.sid, until: token.exp * 1000 });
    return token.sid;
  } catch {
    return undefined;
  }
}

/** The set-cookie that forgets the session in this browser. */
export const forgottenSession = `${sessionCookie}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${secure ? "; Secure" : ""}`;

/** What the sign-in page sends; an address to go to afterwards is not taken from anybody. */
const taken = ["csrfToken", "username", "password", "json"];

async function typedIn(request: IncomingMessage): Promise<Record<string, string>> {
  const sent = new URLSearchParams(await bodyOf(request));
  return Object.fromEntries(taken.map((name) => [name, sent.get(name) ?? ""]));
}

/** NextAuth has its own idea of where we are: of where it leads only the path is kept, and its own pages are ours. */
function pathOf(address: string): string {
  const { pathname } = new URL(address, "http://terrace");
  return pathname.startsWith("/api/") ? "/sign-in" : pathname;
}

/** A cookie's value as it was set; one that nobody set so is nothing. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}

type Handler = (request: object, response: object, options: NextAuthOptions) => Promise<void>;

/** What NextAuth makes of a request: the part of a response that it uses, kept until it is known that nothing failed. */
class Outcome {
  code = 200;
  body = "";
  readonly headers = new Map<string, string | string[]>();
  status(code: number) {
    this.code = code;
    return this;
  }
  getHeader(name: string) {
    return this.headers.get(name);
  }
  setHeader(name: string, value: string | string[]) {
    this.headers.set(name, name === "Location" ? pathOf(String(value)) : value);
    return this;
  }
  json({ url }: { url: string }) {
    this.send({ url: pathOf(url) });
  }
  send(said: unknown) {
    this.body = JSON.stringify(said);
  }
  end() {}
}

/** Asks NextAuth in this process, one of its calls by its own name: the way through Next's routes costs as much as the hash of a password. */
export async function answerSignIn(request: IncomingMessage, response: ServerResponse, nextauth: string[]) {
  const { method, headers } = request;
  const cookies = Object.fromEntries(
    Object.entries(cookiesOf(request)).flatMap(([name, value]) =>
      name === callbackCookie ? [] : [[name, decoded(value)]],
    ),
  );
  const body = method === "POST" ? await typedIn(request) : undefined;
  const [failure, outcome]: [Failure, Outcome] = [{}, new Outcome()];
  // Loaded by the first who signs in.
  const { default: loaded } = (await import("next-auth")) as unknown as { default: Handler };
  await given(loaded)({ method, headers, cookies, body, query: { nextauth } }, outcome, authOptions(failure));
  if (failure.error) throw failure.error;
  response.statusCode = outcome.code;
  for (const [name, value] of outcome.headers) {
    const lines = [value].flat().filter((line) => !line.startsWith(`${callbackCookie}=`));
    if (lines.length) response.setHeader(name, lines.length > 1 ? lines : lines[0]!);
  }
  if (outcome.body) response.setHeader("content-type", "application/json");
  response.end(outcome.body);
}

export const cookiesOf = (request: IncomingMessage) => cookiesFrom(request.headers.cookie ?? "");

function cookiesFrom(header: string): Record<string, string> {
  const cookies: Record<string, string> = {};
  for (const part of header.split(";")) {
    const at = part.indexOf("=");
    if (at > 0) cookies[part.slice(0, at).trim()] = part.slice(at + 1).trim();
  }
  return cookies;
}
