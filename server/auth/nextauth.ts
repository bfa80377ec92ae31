import type { IncomingMessage } from "node:http";
import type { NextAuthOptions } from "next-auth";
import { getToken } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import { pool } from "../db";
import { newId } from "../ids";
import { nobodysHash, verifyPassword } from "./password";

/**
 * Everything that knows NextAuth. The token holds a session id and nothing else: who that is, and
 * what they may do, is read from the database in every transaction (app.enter).
 */

const secure = (process.env.PUBLIC_URL ?? "").startsWith("https://");
const sessionHours = 12;
export const sessionCookie = secure ? "__Host-terrace.session" : "terrace.session";
const cookieOptions = { httpOnly: true, sameSite: "lax" as const, path: "/", secure };

/** Checks name and password in the same time whether or not the account exists; opens a session row. */
async function signIn(username: string, password: string, device: string): Promise<string | undefined> {
  const found = await pool().query<{ person_id: string; password_hash: string; disabled: boolean }>({
    name: "credentials",
    text: "select person_id, password_hash, disabled from app.credentials($1)",
    values: [username],
  });
  const person = found.rows[0];
  const right = await verifyPassword(person?.password_hash ?? nobodysHash, password);
  if (!person || !right || person.disabled) return undefined;
  const sessionId = newId();
  await pool().query("select app.start_session($1, $2, $3, $4)", [sessionId, person.person_id, device, sessionHours]);
  return sessionId;
}

export const authOptions = (): NextAuthOptions => ({
  secret: process.env.NEXTAUTH_SECRET!,
  session: { strategy: "jwt", maxAge: sessionHours * 3600 },
  useSecureCookies: secure,
  cookies: {
    sessionToken: { name: sessionCookie, options: cookieOptions },
    csrfToken: { name: secure ? "__Host-terrace.csrf" : "terrace.csrf", options: cookieOptions },
    callbackUrl: { name: secure ? "__Host-terrace.callback" : "terrace.callback", options: cookieOptions },
  },
  pages: { signIn: "/sign-in", error: "/sign-in" },
  providers: [
    CredentialsProvider({
      credentials: { username: {}, password: {} },
      async authorize(typed, request) {
        const username = String(typed?.username ?? "").slice(0, 200);
        const password = String(typed?.password ?? "").slice(0, 1000);
        if (username.includes("\0") || password.includes("\0")) return null;
        const sessionId = await signIn(username, password, String(request.headers?.["user-agent"] ?? ""));
        return sessionId ? { id: sessionId } : null;
      },
    }),
  ],
  callbacks: {
    // `user` is there only at sign-in; what a client sends with an update is never taken.
    jwt: ({ token, user }) => (user ? { sid: user.id } : { sid: token.sid }),
    session: ({ session }) => ({ expires: session.expires }),
    // Never to another origin.
    redirect: ({ baseUrl }) => baseUrl,
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

/** The session id that a request claims, if its token is ours. Nothing is looked up here. */
export async function claimedSession(cookies: Record<string, string>): Promise<string | undefined> {
  if (!cookies[sessionCookie]) return undefined;
  try {
    const token = await getToken({
      req: { cookies, headers: {} } as unknown as Parameters<typeof getToken>[0]["req"],
      secret: process.env.NEXTAUTH_SECRET!,
      cookieName: sessionCookie,
      secureCookie: secure,
    });
    return isSessionId(token?.sid) ? token.sid : undefined;
  } catch {
    return undefined;
  }
}

/** The set-cookie that forgets the session in this browser. */
export const forgottenSession = `${sessionCookie}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0${secure ? "; Secure" : ""}`;

export function cookiesOf(request: IncomingMessage): Record<string, string> {
  const cookies: Record<string, string> = {};
  for (const part of (request.headers.cookie ?? "").split(";")) {
    const at = part.indexOf("=");
    if (at > 0) cookies[part.slice(0, at).trim()] = part.slice(at + 1).trim();
  }
  return cookies;
}
