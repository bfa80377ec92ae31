import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createHTTPHandler } from "@trpc/server/adapters/standalone";
import { afterAll, beforeAll, expect, test } from "vitest";
import { claimedSession, cookiesOf } from "../../auth/nextauth";
import { appRouter } from "../../router";
import type { Context } from "../../trpc";
import { codeOf, send } from "../http";
import { makeWorld, type World } from "../world";
import { figure, mutant } from "./harness";
import { cookieOf, type Portal, startPortal } from "./portal";
import { each, procedures } from "./procedures";

/** F5: no change comes from a page that is not ours. */

let world: World;
let portal: Portal;
let bare: Server;
let cookie: string;

beforeAll(async () => {
  world = await makeWorld();
  portal = await startPortal(process.env.DATABASE_URL!, { env: { LOG_LEVEL: "error" } });
  cookie = await cookieOf(await world.person("clerk", await world.commune("Bình Liêu")));
  bare = createServer(
    createHTTPHandler({
      router: appRouter,
      basePath: "/api/trpc/",
      createContext: async ({ req }): Promise<Context> => ({
        sessionId: await claimedSession(cookiesOf(req)),
        requestId: "bare",
      }),
    }),
  );
  await new Promise<void>((done) => bare.listen(0, "127.0.0.1", done));
});
afterAll(async () => {
  bare.close();
  await portal.stop();
  await world.end();
});

const mutations = procedures.filter(({ kind }) => kind === "mutation").map(({ path }) => `/api/trpc/${path}`);
const others = ["/api/files?name=a.jpg", "/api/session/end", "/api/auth/callback/credentials"];

const evil = { origin: "https://evil.example" };
const json = { "content-type": "application/json" };
/** What a browser sends for a page of somebody else: forms, a beacon, a fetch that asked first. */
const foreign: Record<string, string>[] = [
  { ...evil, "content-type": "text/plain" },
  { ...evil, "content-type": "application/x-www-form-urlencoded" },
  { ...evil, "content-type": "multipart/form-data; boundary=x" },
  { ...evil, ...json },
  { ...json, origin: "null" },
  { ...json, "sec-fetch-site": "cross-site" },
  { ...json, "sec-fetch-site": "same-site" },
  { ...evil, ...json, "x-terrace": "1" },
  { ...evil, ...json, "x-terrace": "1", "x-forwarded-host": "evil.example" },
];

async function taken(origin: string, paths: readonly string[]) {
  const passed: string[] = [];
  let tries = 0;
  await each(paths, async (path) => {
    for (const headers of foreign) {
      const answer = await send(origin, path, { method: "POST", headers: { cookie, ...headers }, body: "{}" });
      tries++;
      if (answer.status !== 415 && codeOf(answer) !== "wrong_origin")
        passed.push(`${path} ${JSON.stringify(headers)}: ${answer.status}`);
    }
    // A form or a picture of another page: a GET has no Origin.
    const got = await send(origin, `${path}${path.includes("?") ? "&" : "?"}input=%7B%7D`, { headers: { cookie } });
    // A page of old browsers says nothing of where it is.
    const silent = await send(origin, path, { method: "POST", headers: { cookie, ...json }, body: "{}" });
    tries += 2;
    if (![404, 405].includes(got.status)) passed.push(`${path} as GET: ${got.status}`);
    if (silent.status !== 403 && path !== others[2]) passed.push(`${path} without our header: ${silent.status}`);
  });
  return { passed, tries };
}

test("F5 no change is taken from another origin, whatever the body is called", async () => {
  const { passed, tries } = await taken(portal.origin, [...mutations, ...others]);
  for (const line of passed) process.stdout.write(`F5 ${line}\n`);
  const [kept] = await world.sql<{ n: number }>("select count(*)::int as n from operations");
  expect(kept).toEqual({ n: 0 });
  figure("F5", "changes from foreign pages that were not refused", `${passed.length} of ${tries}`, "0", !passed.length);
});

test("F5 the reason is told, and our own page is not refused", async () => {
  const from = async (origin: string) =>
    codeOf(
      await send(portal.origin, mutations[0]!, {
        method: "POST",
        headers: { cookie, ...json, "x-terrace": "1", origin, "sec-fetch-site": "same-origin" },
        body: "{}",
      }),
    );
  expect(await from("https://evil.example")).toBe("wrong_origin");
  expect(await from(portal.origin)).not.toBe("wrong_origin");
});

test("F5 tRPC alone, without the entry, is seen", async () => {
  const { port } = bare.address() as AddressInfo;
  const { passed } = await taken(`http://127.0.0.1:${port}`, mutations.slice(0, 5));
  mutant("F5", "with tRPC's own handler and no entry before it", passed.length === 0);
});
