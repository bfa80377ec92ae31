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
