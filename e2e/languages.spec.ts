import type { Page } from "@playwright/test";
import { vietnameseWords as left, unsaid, vietnamese } from "./looking";
import { accessible, expect, test } from "./people";

// These journeys only look: they change nothing, and what others change meanwhile is not counted here.

/** One page said wholly in the language that was asked for, and open to everyone. */
async function inLanguage(page: Page, locale: string, path: string) {
  await page.goto(path);
  await inLanguageStill(page, locale);
}

async function inLanguageStill(page: Page, locale: string) {
  await expect(page.locator("html")).toHaveAttribute("lang", locale);
  expect(await page.locator("body").innerText(), page.url()).not.toMatch(unsaid);
  expect(await left(page), page.url()).toEqual([]);
  await accessible(page);
}

/** Where the first record of a list is. */
async function firstOf(page: Page, list: string, under: string) {
  await page.goto(list);
  const hrefs = await page
    .getByRole("main")
    .getByRole("link")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  return hrefs.find((href) => new RegExp(`^${under}/[0-9a-f-]{36}`).test(href))!;
}

test("the Vietnamese that these journeys look for is there to be found in Vietnamese", async ({ as }) => {
  const page = await as("clerk");
  await page.goto("/projects");
  expect((await left(page)).length).toBeGreaterThan(15);
});

for (const [locale, language, words] of [
  ["id", "Indonesian", { submit: "Ajukan", inbox: "Tugas saya" }],
  ["en", "English", { submit: "Submit", inbox: "My work" }],
] as const) {
  test(`in ${language}: every place of the rail`, async ({ as }) => {
    const page = await as("clerk", { locale });
    await page.goto("/inbox");
    const rail = page.getByRole("navigation").first().getByRole("link");
    await expect(rail.filter({ hasText: words.inbox })).toBeVisible();
    const places = await rail.evaluateAll((links) => links.map((link) => link.getAttribute("href")!));
    expect(places.length).toBeGreaterThan(8);
    for (const place of places.filter((each) => each !== "/")) await inLanguage(page, locale, place);
  });

  test(`in ${language}: the forms, and what they say of what is missing`, async ({ as }) => {
    const page = await as("clerk", { locale });
    await inLanguage(page, locale, "/projects/new");
    for (const kind of ["livelihood", "housing", "infrastructure"]) {
      await inLanguage(page, locale, `/projects/new?kind=${kind}`);
    }
    await page.getByRole("button", { name: new RegExp(`^${words.submit}`) }).click();
    await expect(page.getByRole("alert").filter({ has: page.getByRole("heading") })).toBeFocused();
    expect(await page.getByRole("alert").first().innerText()).not.toMatch(vietnamese);
    await inLanguageStill(page, locale);
    await inLanguage(page, locale, "/households/new");
    await inLanguage(page, locale, "/search?q=binh+lieu");
    await inLanguage(page, locale, "/account");
  });

  test(`in ${language}: a project with all its parts`, async ({ as }) => {
    const page = await as("clerk", { locale });
    const project = await firstOf(page, "/projects?q=HT-2022-0003", "/projects");
    for (const tab of ["overview", "progress", "money", "inspections", "papers", "history"]) {
      await inLanguage(page, locale, `${project.split("?")[0]}?tab=${tab}`);
    }
  });

  test(`in ${language}: a household, a unit, a request, and what is not there`, async ({ as }) => {
    const page = await as("clerk", { locale });
    await inLanguage(page, locale, await firstOf(page, "/households?q=be+manh+nam", "/households"));
    await inLanguage(page, locale, await firstOf(page, "/units?q=binh+lieu", "/units"));
    await inLanguage(page, locale, await firstOf(page, "/requests", "/requests"));
    await inLanguage(page, locale, "/projects/01a00000-0000-7000-8000-000000000000");
  });

  test(`in ${language}: the inspector's phone`, async ({ as }) => {
    const page = await as("inspector", { locale, phone: true });
    await inLanguage(page, locale, "/field");
    const visit = await firstOf(page, "/field", "/field");
    await inLanguage(page, locale, visit);
    await inLanguage(page, locale, "/inspections");
    await inLanguage(page, locale, "/dashboard");
  });

  test(`in ${language}: in the dark`, async ({ as }) => {
    const page = await as("clerk", { locale });
    const { origin } = new URL(test.info().project.use.baseURL!);
    await page.context().addCookies([{ name: "terrace_theme", value: "dark", url: origin }]);
    for (const path of ["/projects", "/projects/new?kind=housing", "/dashboard"]) {
      await inLanguage(page, locale, path);
      await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    }
  });
}

test("language and theme change where the person is, and stay", async ({ as }) => {
  const page = await as("clerk");
  // Nothing lies under the open menu here.
  await page.goto("/search");
  await page.getByLabel(/^Tài khoản của/).click();
  await accessible(page);
  await page.goto("/projects?kind=housing");
  await page.getByLabel(/^Tài khoản của/).click();
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { name: "Projects", level: 1 })).toBeVisible();
  await expect(page).toHaveURL(/kind=housing/);
  await page.getByRole("button", { name: "Dark", exact: true }).click();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.goto("/inbox");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("by keyboard alone: past the rail to the page, at once in the form's first field, and from anywhere to the search", async ({
  as,
}) => {
  const page = await as("clerk");
  await page.goto("/inbox");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Đến nội dung chính" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("main").getByRole("link").first()).toBeFocused();

  // A form is opened to be filled in: its first field has the keyboard.
  await page.goto("/projects/new?kind=infrastructure");
  const name = page.getByRole("textbox", { name: "Tên dự án" });
  await expect(name).toBeFocused();
  await page.keyboard.type("Cầu tràn Nà Luông");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("combobox", { name: "Năm", exact: true })).toBeFocused();
  await page.keyboard.press("Shift+Tab");
  await expect(name).toBeFocused();

  // A place is found and taken without the mouse.
  const place = page.getByRole("combobox", { name: "Địa điểm, dòng 1" });
  await place.focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("khe mo");
  const option = page.getByRole("option", { name: /Khe Mó/ });
  await expect(option).toBeVisible();
  await expect(place).toHaveAttribute("aria-activedescendant", (await option.getAttribute("id"))!);
  await page.keyboard.press("Enter");
  await expect(place).toHaveValue(/Khe Mó/);

  await page.goto("/projects");
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("searchbox", { name: "Tìm" })).toBeFocused();
  await page.keyboard.type("huc dong");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Tìm “huc dong”" })).toBeVisible();
  await accessible(page);
});
