import fs from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { unsaid, vietnameseWords, visibleFaults } from "./looking";
import { addressOf, endVisit, nowhere, type Stop, stops, unswept } from "./pages";
import { axeFaults, expect, test } from "./people";

// Every page in every size, language and theme, on paper and enlarged. SWEEP=whole looks at all of it; else each page is
// looked at in one of the ways, which changes from page to page, so that every way is used on several pages.

const sizes = { laptop: { width: 1366, height: 768 }, phone: { width: 390, height: 844 } };
type Way = { locale: "vi" | "id" | "en"; theme: "light" | "dark"; width: number; height: number; paper?: true };
const ways: Way[] = [
  ...Object.values(sizes).flatMap((size) =>
    (["vi", "id", "en"] as const).flatMap((locale) =>
      (["light", "dark"] as const).map((theme): Way => ({ locale, theme, ...size })),
    ),
  ),
  // 200 % zoom of a laptop; the narrowest phone; A4 less its margins.
  { locale: "id", theme: "light", width: 683, height: 384 },
  { locale: "id", theme: "light", width: 320, height: 640 },
  { locale: "vi", theme: "light", width: 624, height: 900, paper: true },
];
const whole = process.env.SWEEP === "whole";
// Four is no divisor of fifteen: neighbours, which are often tabs of one page, are seen in unlike looks.
const waysOf = (place: number) => (whole ? ways : [ways[(place * 4) % ways.length]!]);

async function look(page: Page, stop: Stop, way: Way): Promise<string[]> {
  const url = test.info().project.use.baseURL!;
  await page.context().addCookies([
    { name: "terrace_locale", value: way.locale, url },
    { name: "terrace_theme", value: way.theme, url },
  ]);
  await page.setViewportSize({ width: way.width, height: way.height });
  await page.emulateMedia({ media: way.paper ? "print" : "screen" });
  const address = await addressOf(page, stop);
  const status = (await page.goto(address))?.status();
  await expect(page.locator("html")).toHaveAttribute("lang", way.locale);
  const faults = await visibleFaults(page, stop.route.startsWith("field") ? 15 : 13);
  if (status !== (address.includes(nowhere) ? 404 : 200)) faults.push(`answers ${status}`);
  const said = unsaid.exec(await page.locator("body").innerText());
  if (said) faults.push(`not said: ${said[0]}`);
  if (way.locale !== "vi") faults.push(...(await vietnameseWords(page)).map((word) => `Vietnamese: ${word}`));
  if (!way.paper) faults.push(...(await axeFaults(page)));
  return faults;
}

test("every page of the portal is swept, or it is said why not", () => {
  const app = fileURLToPath(new URL("../app", import.meta.url));
  const pages = fs
    .readdirSync(app, { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)page\.tsx$/.test(file))
    .map((file) => file.replace(/\/?page\.tsx$/, ""));
  const seen = new Set([...stops.map(({ route }) => route), ...Object.keys(unswept)]);
  expect(pages.filter((page) => !seen.has(page))).toEqual([]);
});

const everyone = [...new Set(stops.map(({ as }) => as))];
for (const who of everyone) {
  test(`${who}: every page in every look`, async ({ as }) => {
    test.setTimeout(whole ? 7_200_000 : 1_200_000);
    const page = await as(who);
    const faults: string[] = [];
    for (const [place, stop] of stops.entries()) {
      if (stop.as !== who) continue;
      for (const way of waysOf(place)) {
        const { width, locale, theme, paper } = way;
        const where = `${await addressOf(page, stop)} (${width} ${locale} ${theme}${paper ? " paper" : ""})`;
        const found = (await look(page, stop, way)).map((fault) => `${where}: ${fault}`);
        // Told at once: a long sweep that is broken off has said what it saw.
        for (const fault of found) console.log(fault);
        faults.push(...found);
      }
    }
    await endVisit(page);
    expect(faults).toEqual([]);
  });
}
