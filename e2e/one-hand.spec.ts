import type { Page } from "@playwright/test";
import { visibleFaults } from "./looking";
import { expect, test } from "./people";

// The inspector's phone in one hand: what is touched is large, lies low, and nothing has to be scrolled for (mock: field).

const phones = [
  { width: 390, height: 844 },
  { width: 360, height: 740 },
  { width: 320, height: 640 },
];

/** Targets that are too low for a thumb, or out of its reach at the top of the screen. */
const touchFaults = (page: Page, low: boolean) =>
  page.evaluate((mustBeLow) => {
    const said = (el: Element) => `"${(el.textContent ?? el.getAttribute("aria-label") ?? "").trim().slice(0, 40)}"`;
    const faults: string[] = [];
    for (const el of document.querySelectorAll<HTMLElement>(
      ".fieldmode a, .fieldmode button, .fieldmode input:not([type=hidden]), .fieldmode textarea, .fieldmode select, .fieldmode summary",
    )) {
      if (!el.checkVisibility() || el.closest(".vh")) continue;
      const touched =
        (el.matches("input[type=radio], input[type=checkbox], input[type=file]") && el.closest("label")) || el;
      const box = touched.getBoundingClientRect();
      if (box.width < 2) continue;
      const least = touched.matches(".ftile, .fbtn--main") ? 63 : touched.matches(".fbtn") ? 55 : 47;
      if (box.height < least) faults.push(`${said(touched)} is ${Math.round(box.height)} px high, not ${least + 1}`);
      if (mustBeLow && touched.closest(".fdown") && box.top < innerHeight / 4)
        faults.push(`${said(touched)} is out of the thumb's reach, ${Math.round(box.top)} px from the top`);
    }
    return faults;
  }, low);

test("a finding in one hand: large, low, legible, without scrolling, on three phones", async ({ as }) => {
  const page = await as("inspector", { phone: true });
  await page.goto("/field");
  const visit = await page
    .getByRole("main")
    .getByRole("link")
    .evaluateAll((links) =>
      links.map((link) => link.getAttribute("href") ?? "").find((href) => /^\/field\/[0-9a-f-]{36}/.test(href)),
    );
  const faults: string[] = [];
  const check = async (where: string, { low = false, whole = true } = {}) => {
    for (const phone of phones) {
      await page.setViewportSize(phone);
      const found = [...(await visibleFaults(page, 15)), ...(await touchFaults(page, low && phone.height > 700))];
      const scrolls = await page.evaluate(() => document.documentElement.scrollHeight - innerHeight);
      if (whole && phone.height >= 740 && scrolls > 1) found.push(`scrolls by ${scrolls} px`);
      for (const fault of found) faults.push(`${where} at ${phone.width}: ${fault}`);
    }
    await page.setViewportSize(phones[0]!);
  };
  await check("today", { whole: false });
  await page.goto(visit!);
  await check("visit", { whole: false });
  const begin = page.getByRole("button", { name: "Bắt đầu chuyến" });
  if (await begin.isVisible()) {
    await begin.tap();
    await expect(page.getByRole("link", { name: "Ghi phát hiện" })).toBeVisible();
  }
  await page.goto(`${visit}/finding`);
  await expect(page.getByRole("heading", { name: "Anh chị thấy việc gì?" })).toBeVisible();
  await check("what", { low: true });
  await page.getByRole("main").getByRole("button").first().tap();
  await expect(page.getByRole("heading", { name: "Nặng đến mức nào?" })).toBeVisible();
  await check("how bad", { low: true });
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    page.getByRole("button", { name: /Phải khắc phục/ }).tap(),
  ]);
  await chooser.setFiles({ name: "a.jpg", mimeType: "image/jpeg", buffer: await page.screenshot({ type: "jpeg" }) });
  await expect(page.getByRole("img", { name: "Ảnh 1 vừa chụp" })).toBeVisible();
  await check("photo");
  await page.goto(`${visit}/conclude`);
  await check("conclude", { whole: false });
  expect(faults).toEqual([]);
});
