import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { chromium } from "@playwright/test";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sessionCookie } from "../../auth/nextauth";
import { findChromium } from "../../launch/chromium.mjs";
import { freePort } from "../../launch/postgres.mjs";
import { inCheckout } from "../../launch/steps.mjs";
import { type Answer, send } from "../http";
import { figure, mutant, whole } from "./harness";
import { cookieOf, type Portal, startPortal } from "./portal";
import { each } from "./procedures";
import { pageAddresses } from "./routes";
import { makeScene, type Scene } from "./scene";

/** W1: what every answer says to a browser, and that no page does what its policy forbids. */

let scene: Scene;
let portal: Portal;
let pages: string[];
const people = [
  "clerk commune",
  "manager nation",
  "finance commune",
  "inspector nation",
  "auditor nation",
  "administrator nation",
];

beforeAll(async () => {
  scene = await makeScene();
  portal = await startPortal(process.env.DATABASE_URL!, { env: { LOG_LEVEL: "error" } });
  pages = await pageAddresses(scene);
}, 180_000);
afterAll(async () => {
  await portal.stop();
  await scene.world.end();
});

const cookieFor = (key: string) => cookieOf(scene.who(key));

const everywhere: Record<string, RegExp> = {
  "content-security-policy":
    /(?=.*script-src [^;]*'nonce-[\w+/=]{20,}')(?=.*frame-ancestors 'none')(?=.*object-src 'none')(?=.*base-uri 'self')(?!.*script-src [^;]*'unsafe-)/,
  "x-content-type-options": /^nosniff$/,
  "referrer-policy": /^same-origin$/,
  "x-powered-by": /^undefined$/,
  server: /^undefined$/,
};

/** What an answer lacks. A page's scripts all carry the nonce of its own answer. */
function faults(answer: Answer, isPrivate: boolean): string[] {
  const wrong = Object.entries(everywhere)
    .filter(([name, value]) => !value.test(String(answer.headers[name])))
    .map(([name]) => name);
  if (isPrivate && answer.headers["cache-control"] !== "private, no-store") wrong.push("cache-control");
  if (String(answer.headers["content-type"]).startsWith("text/html")) {
    const nonce = /'nonce-([^']+)'/.exec(String(answer.headers["content-security-policy"]))?.[1];
    const scripts = [...answer.body.toString().matchAll(/<script\b([^>]*)>/g)];
    if (scripts.some(([, attributes]) => !attributes!.includes(`nonce="${nonce}"`)))
      wrong.push("a script without the nonce");
  }
  return wrong;
}

const others: [string, Parameters<typeof send>[2]?][] = [
  ...[
    "/api/health/live",
    "/api/health/ready",
    "/api/auth/csrf",
    "/api/auth/session",
    "/api/trpc/session.frame",
    "/api/trpc/no.such",
  ].map((path): [string] => [path]),
  ...["/api/files/none", "/api/none", "/nowhere", "/households/none", "/_next/none", "/favicon.ico", "//", "/%"].map(
    (path): [string] => [path],
  ),
  ["/api/trpc/session.revokeOwn", { method: "POST", body: "{}" }],
  ["/api/session/end", { method: "POST" }],
  ["/households", { method: "HEAD" }],
  ["/households", { method: "POST", body: "x" }],
  ["/households?_rsc=1", { headers: { rsc: "1" } }],
];

test("W1 every answer carries its policy, and what is about a person is kept by nobody", async () => {
  const wrong: string[] = [];
  const shown = new Set<string>();
  let answers = 0;
  const note = (what: string, answer: Answer, isPrivate = true) => {
    answers++;
    const found = faults(answer, isPrivate);
    if (found.length || answer.status >= 500) wrong.push(`${what} ${answer.status}: ${found}`);
  };
  for (const key of people) {
    const cookie = await cookieFor(key);
    await each(
      // Small, each page until somebody is shown it; whole, every page to everybody.
      whole ? pages : pages.filter((path) => !shown.has(path)),
      async (path) => {
        const answer = await send(portal.origin, path, { headers: { cookie } });
        if (answer.status === 200) shown.add(path);
        note(`${key} ${path}`, answer);
      },
      4,
    );
  }
  await each(pages, async (path) => note(`nobody ${path}`, await send(portal.origin, path)), 4);
  for (const [path, sent] of others) note(path, await send(portal.origin, path, sent), !path.startsWith("/_next/"));
  const html = (await send(portal.origin, "/sign-in")).body.toString();
  const statics = [...new Set([...html.matchAll(/\/_next\/static\/[^"'\\\s]+/g)].map(([path]) => path))];
  expect(statics.length).toBeGreaterThan(3);
  for (const path of [...statics, "/icon.svg"]) note(path, await send(portal.origin, path), false);
  for (const line of wrong) process.stdout.write(`W1 ${line}\n`);
  const missing = pages.filter((path) => !shown.has(path));
  if (missing.length) process.stdout.write(`W1 shown to nobody: ${missing}\n`);
  figure(
    "W1",
    `answers of ${pages.length} pages, the interfaces and the static files that lack a header`,
    `${wrong.length} of ${answers}`,
    "0",
    !wrong.length,
  );
  const images = [
    "/_next/image?url=%2Ficon.svg&w=64&q=75",
    "/_next/image?url=http%3A%2F%2F169.254.169.254%2F&w=64&q=75",
    "/_next/image",
  ];
  const optimized = (await Promise.all(images.map((path) => send(portal.origin, path)))).filter(
    ({ status }) => status !== 404,
  );
  figure(
    "W1 images",
    "answers of the image optimizer that are not 404",
    String(optimized.length),
    "0",
    !optimized.length,
  );
});

test("W1 pages that Next serves alone are seen", async () => {
  const port = await freePort();
  const child = spawn(
    process.execPath,
    [inCheckout("node_modules/next/dist/bin/next"), "start", "-p", String(port), "-H", "127.0.0.1"],
    {
      cwd: inCheckout(),
      env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
      stdio: "ignore",
    },
  );
  try {
    let answer: Answer | undefined;
    for (let tries = 0; tries < 600 && !answer; tries++) {
      answer = await send(`http://127.0.0.1:${port}`, "/sign-in").catch(() => undefined);
      if (!answer) await sleep(100);
    }
    mutant("W1", "with Next's own server and no entry before it", faults(answer!, true).length === 0);
  } finally {
    child.kill("SIGKILL");
  }
});

// Without a Chromium in reach, and in the short set, the journeys' browser is the one that shows it.
test.runIf(whole)(
  "W1 no page does what its policy forbids",
  async () => {
    const executablePath = await findChromium();
    const browser = await chromium.launch({
      ...(executablePath && { executablePath }),
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
    const broken: string[] = [];
    try {
      for (const key of people) {
        const context = await browser.newContext({ locale: "vi-VN" });
        const cookie = (await cookieFor(key)).slice(sessionCookie.length + 1);
        await context.addCookies([{ name: sessionCookie, value: cookie, url: portal.origin }]);
        const page = await context.newPage();
        page.on("console", (message) => {
          if (/content security policy|refused to/i.test(message.text()))
            broken.push(`${page.url()} ${message.text().slice(0, 200)}`);
        });
        for (const path of pages) {
          await page.goto(portal.origin + path, { waitUntil: "load" });
          // Its scripts have run when the browser has nothing left to do.
          await page.evaluate(() => new Promise((idle) => requestIdleCallback(idle, { timeout: 5000 })));
        }
        if (key === people[0]) {
          const before = broken.length;
          // Through the page's own text: what a debugger puts in, Chromium lets run.
          await page.route("**/*", async (route) => {
            const response = await route.fetch();
            const body = (await response.text()).replace("</body>", "<script>window.strange = 1</script></body>");
            await route.fulfill({ response, body });
          });
          await page.goto(`${portal.origin}/account`, { waitUntil: "load" });
          await page.waitForTimeout(200);
          await page.unrouteAll({ behavior: "ignoreErrors" });
          mutant("W1 browser", "with a script that somebody put into the page", broken.length === before);
          broken.length = before;
        }
        await context.close();
      }
    } finally {
      await browser.close();
    }
    for (const line of broken) process.stdout.write(`W1 ${line}\n`);
    figure(
      "W1 browser",
      `violations of the policy on ${pages.length} pages as ${people.length} people in Chromium`,
      String(broken.length),
      "0",
      !broken.length,
    );
  },
  600_000,
);
