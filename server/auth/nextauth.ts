import type { IncomingMessage } from "node:http";
import type { NextAuthOptions } from "next-auth";
import { getToken } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import { pool } from "../pool";
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
export const callbackCookie = secure ? "__Host-terrace.callback" : "terrace.callback";
const cookieOptions = { httpOnly: true, sameSite: "lax" as const, path: "/", secure };

export const authOptions = (): NextAuthOptions => ({
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
    CredentialsProvider({
      credentials: { username: {}, password: {} },
      async authorize(typed, request) {
        const sessionId = await signIn({
          username: String(typed?.username ?? "").slice(0, 200),
          password: String(typed?.password ?? "").slice(0, 1000),
          device: String(request.headers?.["user-agent"] ?? ""),
          network: String(request.headers?.[networkHeader] ?? ""),
          before: await claimedSession(cookiesFrom(String(request.headers?.cookie ?? ""))),
        });
        return sessionId ? { id: sessionId } : null;
      },
    }),
  ],
  callbacks: {
    // `user` is there only at sign-in; what a client sends with an update is never taken.
    jwt: ({ token, user }) => (user ? { sid: user.id } : { sid: token.sid }),
    session: ({ session }) => ({ expires: session.expires }),
    // Never to another origin, whatever anybody asks for.
    redirect: () => "/",
  },
  events: {
    signOut: async ({ token }) => {
      if (typeof token?.sid === "string") await pool().query("select app.end_session($1)", [token.sid]);
    },
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

/** Takes out of a request for NextAuth what would tell it where to go: it answers 500 to an address that is none. */
export function withoutDestination(request: IncomingMessage): void {
  request.url = request.url!.split("?")[0]!;
  const kept = (request.headers.cookie ?? "")
    .split(";")
    .filter((part) => part.split("=")[0]!.trim() !== callbackCookie);
  request.headers.cookie = kept.join(";");
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
