import type { Page } from "@playwright/test";

/** What anybody would see at a glance on a page as it stands, said as a list of faults. */

const namespaces =
  "account|audit|budgets|common|dashboard|documents|field|households|indicators|inspections|people|problems|programmes|projects|requests|search|session|units";
/** A message that is missing shows its key; one that was not filled in shows its braces. */
export const unsaid = new RegExp(`\\b(?:${namespaces})\\.[a-z]\\w*|\\{\\s*\\w+\\s*[,}]`);
/** Letters that of the three languages only Vietnamese has. */
export const vietnamese = /[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]/i;
/** Places, people and documents keep their names. */
const proper =
  /Bình Liêu|Quảng Ninh|Lạng Sơn|Việt Nam|Húc Động|Đồng Văn|Đồng Tâm|Hoành Mô|Lục Hồn|Vô Ngại|Cao Ba Lanh|Tiên Yên|Dường Thị Lan|Tằng Thị Mai|Tằng Văn Sinh|Vi Đức Tuyên|Bế Mạnh Nam|Tiếng Việt|\d+\/[\p{L}-]+/giu;

/** Words of the portal itself, not of its data: whatever is pressed, filled in, or heads a column or a part. */
async function chrome(page: Page) {
  const tree = await page.locator("body").ariaSnapshot();
  const named =
    /- (?:button|textbox|searchbox|combobox|checkbox|radio|radiogroup|group|columnheader|table|navigation|region) "((?:[^"\\]|\\.)*)"/g;
  const links = ["navigation", "banner"] as const;
  const led = await Promise.all(links.map((role) => page.getByRole(role).first().getByRole("link").allInnerTexts()));
  return [...[...tree.matchAll(named)].map(([, name]) => name!), ...led.flat()];
}

/** Vietnamese words among those of the portal itself. */
export const vietnameseWords = async (page: Page) =>
  (await chrome(page))
    // A member of a household to tick: "Bế Thu Thơm, 1974 (Spouse)".
    .map((word) => word.replace(/^[^,]+(?=, \d{4} \()/, "").replaceAll(proper, ""))
    .filter((word) => vietnamese.test(word));

/** Too wide, cut off, too small to read, one over the other, or empty without a way on. */
export const visibleFaults = (page: Page, smallest: number) =>
  page.evaluate((least) => {
    const faults: string[] = [];
    const root = document.documentElement;
    const name = (el: Element) =>
      `${el.tagName.toLowerCase()}${el.id ? `#${el.id}` : ""}${el.className && typeof el.className === "string" ? `.${el.className.trim().split(/\s+/).join(".")}` : ""} "${(el.textContent ?? "").trim().slice(0, 40)}"`;
    if (root.scrollWidth > root.clientWidth + 1) {
      const wide = [...document.querySelectorAll("main *")].filter(
        (el) => el.getBoundingClientRect().right > root.clientWidth + 1 && !el.closest(".scroll, .tabs, .quick"),
      );
      faults.push(
        `the page scrolls sideways by ${root.scrollWidth - root.clientWidth} px: ${wide.slice(0, 3).map(name).join("; ")}`,
      );
    }
    const shown = (el: Element) => el.checkVisibility({ visibilityProperty: true, opacityProperty: true });
    for (const el of document.querySelectorAll<HTMLElement>("body *")) {
      if (!el.innerText?.trim() || el.closest(".vh, .skip, [hidden], svg") || !shown(el)) continue;
      const style = getComputedStyle(el);
      const own = [...el.childNodes].some((node) => node.nodeType === 3 && node.textContent?.trim());
      if (own && Number.parseFloat(style.fontSize) < least) faults.push(`${style.fontSize} is too small: ${name(el)}`);
      const hides = (axis: string) => axis === "hidden" || axis === "clip";
      if (hides(style.overflowX) && el.scrollWidth > el.clientWidth + 1) faults.push(`cut at its side: ${name(el)}`);
      if (hides(style.overflowY) && el.scrollHeight > el.clientHeight + 2) faults.push(`cut at its foot: ${name(el)}`);
    }
    for (const el of document.querySelectorAll("main .state")) {
      if (!el.querySelector("a, button, p")) faults.push(`empty without a next step: ${name(el)}`);
    }
    if (!document.querySelector("h1")) faults.push("no first heading");
    if (document.body.innerText.trim().length < 60) faults.push("nothing on the page");
    return faults;
  }, smallest);
