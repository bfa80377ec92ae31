import type { Answer } from "../http";
import { send } from "../http";

/** Signing in as the page does: NextAuth's token against forgery, then the credentials. */
export type Typed = { username: string; password: string; callbackUrl?: string };
export type Browser = { cookies: Map<string, string>; headers?: Record<string, string> };

export const newBrowser = (headers: Record<string, string> = {}): Browser => ({ cookies: new Map(), headers });

export const cookieHeader = ({ cookies }: Browser): string =>
  [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");

/** What an answer tells a browser to keep or to forget. */
function keep(browser: Browser, answer: Answer) {
  for (const line of answer.headers["set-cookie"] ?? []) {
    const [name, value] = line.split(";")[0]!.split(/=(.*)/s) as [string, string];
    if (/max-age=0/i.test(line) || value === "") browser.cookies.delete(name);
    else browser.cookies.set(name, value);
  }
}

export async function csrf(origin: string, browser: Browser): Promise<string> {
  const answer = await send(origin, "/api/auth/csrf", {
    headers: { ...browser.headers, cookie: cookieHeader(browser) },
  });
  keep(browser, answer);
  return String(answer.json().csrfToken);
}

/** Posts credentials; whether a session came of it is in the browser's cookies and the answer's status. */
export async function signInAs(origin: string, browser: Browser, typed: Typed, token?: string): Promise<Answer> {
  const csrfToken = token ?? (await csrf(origin, browser));
  const answer = await send(origin, "/api/auth/callback/credentials", {
    method: "POST",
    headers: {
      ...browser.headers,
      cookie: cookieHeader(browser),
      "content-type": "application/x-www-form-urlencoded",
    },
    body: new URLSearchParams({ csrfToken, json: "true", ...typed }).toString(),
  });
  keep(browser, answer);
  return answer;
}
