import type { Page } from "@playwright/test";
import { accessible, expect, test } from "./people";

/** Presses Tab until the focus stands where the name says; a person would see it. Counts the stops. */
async function tabTo(page: Page, name: RegExp, most = 8) {
  for (let stops = 0; stops <= most; stops++) {
    const at = await page.evaluate(() => {
      const here = document.activeElement as HTMLInputElement | null;
      const group = here?.type === "radio" ? here.closest("fieldset")?.querySelector("legend")?.textContent : "";
      return `${group} ${here?.labels?.[0]?.textContent ?? here?.getAttribute("aria-label") ?? here?.textContent}`;
    });
    if (name.test(at)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`No stop called ${name} within ${most} presses of Tab.`);
}

test("a clerk enters households one after the other and never leaves the keyboard or the page", async ({ as }) => {
  const page = await as("clerk");
  let loads = 0;
  page.on("load", () => loads++);
  await page.goto("/households/new");
  await expect(page.getByLabel("Thôn, khu phố")).toBeFocused();
  await page.keyboard.type("N");
  await tabTo(page, /Dân tộc của hộ/);
  await page.keyboard.type("T");
  for (const name of ["Hoàng Văn Phím", "Nông Thị Phím"]) {
    await tabTo(page, /Họ tên/);
    await page.keyboard.type(name);
    await tabTo(page, /Ngày sinh/);
    await page.keyboard.type("15031984");
    await tabTo(page, /Giới tính/, 1);
    await page.keyboard.press("Space");
    await tabTo(page, /Nền/, 4);
    for (const part of [/Khung/, /Mái/, /Diện tích/]) {
      await page.keyboard.press("ArrowRight");
      await tabTo(page, part, 1);
    }
    await page.keyboard.type("42");
    await page.keyboard.press("Control+Enter");
    await expect(page.getByText(`Đã đăng ký hộ ${name}.`)).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Họ tên" })).toBeFocused();
    await expect(page.getByRole("textbox", { name: "Họ tên" })).toHaveValue("");
    await expect(page.getByLabel("Thôn, khu phố")).not.toHaveValue("");
  }
  await accessible(page);
  expect(loads).toBe(1);
  await page.goto("/households?q=ph%C3%ADm");
  await expect(page.getByRole("main").getByRole("link", { name: / Phím$/ })).toHaveCount(2);
});

test("an open list of what was found is a listbox that the keyboard walks, in a page and in a table", async ({
  as,
}) => {
  const page = await as("clerk");
  await page.goto("/projects/new?kind=livelihood");
  const place = page.getByRole("combobox", { name: "Địa điểm, dòng 1" });
  const list = page.getByRole("listbox", { name: "Danh sách tìm được" });
  // Keys that come before the script do nothing yet: a person presses again.
  await expect(async () => {
    await place.press("ArrowDown");
    await expect(list.getByRole("option").first()).toBeVisible({ timeout: 3000 });
  }).toPass();
  await accessible(page);
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();

  const family = page.getByRole("combobox", { name: "Tìm hộ để thêm" });
  await family.focus();
  await page.keyboard.type("be manh");
  await expect(page.getByRole("option", { name: /Bế Mạnh/ }).first()).toBeVisible();
  await accessible(page);
});

test("a second housing file begins like the first: only the family and its house are asked", async ({ as }) => {
  const page = await as("clerk");
  await page.goto("/projects?kind=housing&year=2025");
  await page.locator('tbody a[href^="/projects/"]').first().click();
  await page.getByRole("link", { name: "Đăng ký hồ sơ giống" }).press("Enter");
  const family = page.getByRole("combobox", { name: "Hộ gia đình" });
  await expect(family).toBeFocused();
  await expect(family).toHaveValue("");
  await expect(page.getByRole("textbox", { name: /^Số tiền.*dòng 1/ })).not.toHaveValue("");
  await page.keyboard.type("be manh nam");
  // However early it is pressed, it takes the first match.
  await page.keyboard.press("Enter");
  await expect(family).toHaveValue(/Bế Mạnh Nam/);
  // What the household's record says of its house stands here already.
  await expect(
    page.getByRole("radiogroup", { name: "Nền" }).getByRole("radio", { name: "Bền chắc" }).first(),
  ).toBeChecked();
  await expect(
    page.getByRole("radiogroup", { name: "Mái" }).getByRole("radio", { name: "Không bền chắc" }),
  ).toBeChecked();
  await expect(page.getByRole("textbox", { name: "Diện tích nhà" })).toHaveValue("72");
  await accessible(page);
});
