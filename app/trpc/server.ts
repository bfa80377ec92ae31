import "server-only";
import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { handingOn, wayBack } from "@/app/(sign-in)/way-back";
import { currentLocale } from "@/app/text/server";
import { addressHeader, claimedSession } from "@/server/auth/nextauth";
import { sharedReading } from "@/server/db";
import { Problem } from "@/server/problem";
import { appRouter } from "@/server/router";
import { createCallerFactory } from "@/server/trpc";

const createCaller = createCallerFactory(appRouter);
type Caller = ReturnType<typeof createCaller>;

const currentSession = cache(async () => {
  const jar = await cookies();
  return claimedSession(Object.fromEntries(jar.getAll().map(({ name, value }) => [name, value])));
});

const doors: Record<string, "/sign-in" | "/password"> = {
  not_signed_in: "/sign-in",
  password_must_change: "/password",
};

/** What a refusal means to a page, said once: go through the door first, or there is nothing here for you. */
async function turn(error: unknown): Promise<never> {
  const problem = error instanceof Error && error.cause instanceof Problem ? error.cause.code : undefined;
  const door = problem && doors[problem];
  if (door) redirect(handingOn(door, wayBack((await headers()).get(addressHeader))));
  // Not yours and not there look the same; the form of what is not edited any more is not there, either.
  if (problem && ["not_found", "not_allowed", "invalid", "project_not_editable"].includes(problem)) notFound();
  throw error;
}

const translating = (target: object): unknown =>
  new Proxy(target, {
    get: (at, key) => (typeof key === "string" && key !== "then" ? translating(Reflect.get(at, key)) : undefined),
    apply: async (call, _this, args) => {
      try {
        return await Reflect.apply(call as (...args: unknown[]) => unknown, undefined, args);
      } catch (error) {
        return await turn(error);
      }
    },
  });

/** The in-process caller for pages: the same procedures as over HTTP; readings asked for together share a transaction. */
export const api = cache(async (): Promise<Caller> => {
  const [sessionId, head, tongue] = await Promise.all([currentSession(), headers(), currentLocale()]);
  const context = { sessionId, requestId: head.get("x-request-id") ?? "-", tongue };
  const shared = sessionId && { shared: sharedReading(sessionId, tongue) };
  return translating(createCaller({ ...context, ...shared })) as Caller;
});

/** Who is here, and what waits for them: read once a page, whoever asks. */
export const frame = cache(async () => (await api()).session.frame());
