import { accessible, expect, test } from "./people";

test("a page that takes its time is announced, and nothing waits where one comes back to", async ({ as }) => {
  const page = await as("clerk");
  await page.goto("/households");
  const bar = page.locator(".waiting");
  await page.route("**/projects?*", async (route) => {
    await page.waitForTimeout(1200);
    await route.continue();
  });
  await page.getByRole("navigation").getByRole("link", { name: "Dự án", exact: true }).first().click();
  await expect(bar).toBeVisible();
  await accessible(page);
  await expect(page).toHaveURL(/\/projects/);
  await expect(bar).toHaveCount(0);
  await page.goBack();
  await expect(page).toHaveURL(/\/households/);
  await page.waitForTimeout(500);
  await expect(bar).toHaveCount(0);
});

test("a link is followed without a reload, opens a tab when that is asked, and leads back to where one stood", async ({
  as,
}) => {
  const page = await as("clerk");
  await page.goto("/households");
  await page.evaluate(() => Object.assign(window, { here: true }));
  const here = () => page.evaluate(() => "here" in window);
  const row = page.locator("main tbody a[href^='/households/']").nth(8);
  const [other] = await Promise.all([page.context().waitForEvent("page"), row.click({ modifiers: ["ControlOrMeta"] })]);
  await expect(other).toHaveURL(/\/households\/[0-9a-f-]+$/);
  await other.close();
  await expect(page).toHaveURL(/\/households$/);
  const stood = await page.evaluate(() => window.scrollY);
  await row.focus();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/households\/[0-9a-f-]+$/);
  expect(await here()).toBe(true);
  await page.goBack();
  await expect(page).toHaveURL(/\/households$/);
  expect(await here()).toBe(true);
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(stood);
});
