import AxeBuilder from "@axe-core/playwright";
import {
  type APIRequestContext,
  type Browser,
  type BrowserContext,
  test as base,
  expect,
  type Page,
} from "@playwright/test";

/** The demonstration accounts that the journeys use, by what they do. */
export const accounts = {
  clerk: "lan@binhlieu",
  leader: "hung@binhlieu",
  neighbour: "sinh@luchon",
  newcomer: "new@luchon",
  manager: "tuyen@quangninh",
  otherManager: "nga@quangninh",
  finance: "khai@quangninh",
  inspector: "mai@quangninh",
  otherInspector: "hai@langson",
  auditor: "phuc@quangninh",
  drafter: "ha@langson",
  decider: "loc@langson",
  administrator: "admin@terrace",
} as const;
export type Account = keyof typeof accounts;

const password = "terrace-demo-2026";

/** NextAuth's own two calls, as the form makes them. */
export async function openSession(request: APIRequestContext, username: string) {
  const { csrfToken } = (await (await request.get("/api/auth/csrf")).json()) as { csrfToken: string };
  const answer = await request.post("/api/auth/callback/credentials", {
    form: { csrfToken, username, password, json: "true" },
  });
  expect(answer.ok(), `${username} signs in`).toBe(true);
}

/** Ends it behind the page's back. */
export const endSession = (page: Page) =>
  page.context().request.post("/api/session/end", { headers: { "x-terrace": "1" } });

/** Signs in at the door that opens over a page. */
export async function passThrough(page: Page) {
  const door = page.getByRole("dialog", { name: "Phiên làm việc đã hết" });
  await door.getByLabel("Mật khẩu").fill(password);
  await page.keyboard.press("Enter");
}

type Options = { locale?: "vi" | "id" | "en"; phone?: boolean };

/** Refused by the content policy, or thrown: neither may happen on any page a journey visits. */
function watch(page: Page) {
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error" && /Content Security Policy|hydrat/i.test(message.text()))
      faults.push(message.text());
  });
  return faults;
}

async function enter(browser: Browser, account: Account | "nobody", { locale = "vi", phone = false }: Options) {
  const context = await browser.newContext({
    viewport: phone ? { width: 390, height: 844 } : { width: 1366, height: 768 },
    ...(phone && {
      hasTouch: true,
      isMobile: true,
      geolocation: { latitude: 21.53, longitude: 107.4, accuracy: 12 },
      permissions: ["geolocation"],
    }),
  });
  if (account !== "nobody") await openSession(context.request, accounts[account]);
  const url = base.info().project.use.baseURL!;
  await context.addCookies([
    { name: "terrace_locale", value: locale, url },
    { name: "terrace_theme", value: "light", url },
  ]);
  return context;
}

/** A person looks at a page before the first press; what is pressed before React listens is lost. */
async function listens(page: Page) {
  const controls = "main :is(button, input, select, textarea, form), header :is(button, input, summary)";
  const isHeard = (chosen: string) =>
    [...document.querySelectorAll(chosen)].every((el) => Object.keys(el).some((key) => key.startsWith("__reactProps")));
  await page.waitForFunction(isHeard, controls);
}

async function openPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  const { goto } = page;
  page.goto = async (...to) => {
    const answer = await goto.apply(page, to);
    await listens(page);
    return answer;
  };
  return page;
}

/** `await as("clerk")` opens a page in a browser of that person's own. Faults of the page fail the test. */
export const test = base.extend<{ as: (account: Account | "nobody", options?: Options) => Promise<Page> }>({
  as: async ({ browser }, use) => {
    const open: { context: BrowserContext; faults: string[] }[] = [];
    await use(async (account, options = {}) => {
      const context = await enter(browser, account, options);
      const page = await openPage(context);
      open.push({ context, faults: watch(page) });
      return page;
    });
    for (const { context, faults } of open) {
      await context.close();
      expect(faults).toEqual([]);
    }
  },
});

/** Violations that axe can see in the page as it stands. */
export async function axeFaults(page: Page): Promise<string[]> {
  // As tall as the page: what a bar that sticks covers at this moment is not too small, only scrolled under it.
  const size = page.viewportSize()!;
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ ...size, height: Math.max(height, size.height) });
  const look = async () => {
    await expect(page).toHaveTitle(/./);
    const axe = new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);
    return (await axe.analyze()).violations;
  };
  let violations = await look();
  // Between two pages there is no title for a moment; one that never comes fails above.
  if (violations.some(({ id }) => id === "document-title")) violations = await look();
  await page.setViewportSize(size);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(" | ")}`);
}

export async function accessible(page: Page) {
  expect(await axeFaults(page), page.url()).toEqual([]);
}

/** Goes to a page and checks it for everyone. */
export async function visit(page: Page, path: string) {
  await page.goto(path);
  await accessible(page);
}

/** Types a few letters into a search box and takes what it offers. */
export async function pick(page: Page, label: string | RegExp, typed: string, option: string | RegExp) {
  await page.getByRole("combobox", { name: label }).fill(typed);
  await page.getByRole("option", { name: option }).click();
}

export { expect };
