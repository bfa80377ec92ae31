import { NextRequest, NextResponse } from "next/server";
import NextAuth from "next-auth";
import { authOptions, callbackCookie } from "@/server/auth/nextauth";

/** What the sign-in page sends; an address to go to afterwards is not taken from anybody. */
const taken = ["csrfToken", "username", "password", "json"];

async function typed(request: NextRequest): Promise<NextRequest> {
  if (request.method !== "POST") return request;
  const sent = await request.formData().catch(() => new FormData());
  const body = new URLSearchParams(taken.map((name) => [name, String(sent.get(name) ?? "")]));
  return new NextRequest(request.url, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body,
  });
}

/** NextAuth has its own idea of where we are: of where it leads only the path is kept, and its own pages are ours. */
function pathOf(address: string): string {
  const { pathname } = new URL(address, "http://terrace");
  return pathname.startsWith("/api/") ? "/sign-in" : pathname;
}

async function handler(request: NextRequest, context: unknown): Promise<Response> {
  const answer: Response = await NextAuth(authOptions())(await typed(request), context);
  const cookies = answer.headers.getSetCookie().filter((line) => !line.startsWith(`${callbackCookie}=`));
  answer.headers.delete("set-cookie");
  for (const line of cookies) answer.headers.append("set-cookie", line);
  const location = answer.headers.get("location");
  if (location) answer.headers.set("location", pathOf(location));
  if (request.method === "GET" || location) return answer;
  const said = (await answer.json().catch(() => ({}))) as { url?: string };
  return NextResponse.json({ url: pathOf(said.url ?? "/") }, answer);
}

export { handler as GET, handler as POST };
