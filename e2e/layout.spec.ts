import fs from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { addressOf, type Stop } from "./pages";
import { type Account, expect, test } from "./people";

// One small text file a page and size says where its blocks stand. A block that moved, came, went or lies over another
// fails; heights are left out, for lists grow. After a wanted change: LAYOUT=update npm run journeys -- layout.spec.ts,
// then read the difference in git.

const sizes = { laptop: { width: 1366, height: 768 }, phone: { width: 390, height: 844 } };
const update = process.env.LAYOUT === "update";
/** Pixels that fonts and figures of other lengths may shift a block. */
const slack = 24;

type Named = Stop & { name: string };
const at = (name: string, as: Account, where: Stop["at"]): Named => ({ name, route: "", as, at: where });
const road = { list: "/projects?q=HT-2022-0003", under: "/projects" };
const pages: Named[] = [
  at("inbox", "manager", "/inbox"),
  at("dashboard", "manager", "/dashboard?year=2025"),
  at("projects", "manager", "/projects?year=2023"),
  at("project", "manager", road),
  at("project-progress", "manager", { ...road, part: "?tab=progress" }),
  at("project-money", "manager", { ...road, part: "?tab=money" }),
  at("project-form", "clerk", "/projects/new?kind=housing"),
  at("budgets", "manager", "/budgets?year=2025"),
  at("decision-form", "manager", "/budgets/decisions/new?year=2026"),
  at("households", "clerk", "/households?q=be+manh"),
  at("household", "clerk", { list: "/households?q=be+manh+nam", under: "/households" }),
  at("unit", "manager", { list: "/units?q=06838", under: "/units" }),
  at("request", "manager", { list: "/requests?status=approved", under: "/requests" }),
  at("findings", "manager", "/findings"),
  at("inspections", "inspector", "/inspections"),
  at("audit", "auditor", "/audit"),
  at("field", "inspector", "/field"),
];

type Box = { name: string; left: number; width: number; gap: number };

/** The blocks that make up a page, in the order of reading: what it is, its left edge, its width, and the gap to what lies above. */
const boxes = (page: Page) =>
  page.evaluate(() => {
    const chosen =
      "nav.rail, header, main, h1, .acts, .tabs, .filters, .quick, .sheet, .sheet > .hd, .cells, .figures, table, figure, form, .dock, nav.bar4, .side";
    const shown = [...document.querySelectorAll<HTMLElement>(chosen)].filter(
      (el) => el.checkVisibility() && el.getBoundingClientRect().width > 1 && !el.closest(".vh, dialog"),
    );
    const rects = shown.map((el) => el.getBoundingClientRect());
    const kind = (el: HTMLElement) =>
      ["sheet", "hd", "cells", "figures", "acts", "tabs", "filters", "quick", "dock", "side", "rail", "bar4"].find(
        (name) => el.classList.contains(name),
      ) ?? el.tagName.toLowerCase();
    const stays = (el: HTMLElement) => ["fixed", "sticky"].includes(getComputedStyle(el).position);
    const told: Box[] = [];
    const over: string[] = [];
    for (const [index, el] of shown.entries()) {
      const box = rects[index]!;
      const above = shown.flatMap((other, j) => {
        const its = rects[j]!;
        const beside = its.right <= box.left + 1 || its.left >= box.right - 1;
        return j !== index && !beside && !other.contains(el) && its.bottom <= box.top + 1 ? [its.bottom] : [];
      });
      const holder = shown.findLast((other) => other !== el && other.contains(el));
      const top = Math.max(...above, holder?.getBoundingClientRect().top ?? 0, 0);
      told.push({
        name: `${holder ? `${kind(holder)} > ` : ""}${kind(el)}`,
        left: Math.round(box.left),
        width: Math.round(box.width),
        gap: stays(el) ? 0 : Math.round(box.top - top),
      });
      for (const [j, other] of shown.entries()) {
        if (j <= index || el.contains(other) || other.contains(el)) continue;
        if (stays(el) || stays(other)) continue;
        const its = rects[j]!;
        const wide = Math.min(box.right, its.right) - Math.max(box.left, its.left);
        const tall = Math.min(box.bottom, its.bottom) - Math.max(box.top, its.top);
        if (wide > 2 && tall > 2) over.push(`${kind(el)} lies over ${kind(other)}`);
      }
    }
    return { told, over };
  });

const grid = (px: number) => Math.round(px / 8) * 8;
const written = (told: Box[]) =>
  `${told.map(({ name, left, width, gap }) => `${name} | left ${grid(left)} | width ${grid(width)} | gap ${grid(gap)}`).join("\n")}\n`;
const read = (text: string): Box[] =>
  text
    .trim()
    .split("\n")
    .map((line) => {
      const [name, ...numbers] = line.split(" | ");
      const [left, width, gap] = numbers.map((each) => Number(each.split(" ")[1]));
      return { name: name!, left: left!, width: width!, gap: gap! };
    });

for (const stop of pages) {
  test(`${stop.name} stands as it was drawn up`, async ({ as }) => {
    const page = await as(stop.as as Account);
    for (const [size, viewport] of Object.entries(sizes)) {
      await page.setViewportSize(viewport);
      await page.goto(await addressOf(page, stop));
      await page.evaluate(() => document.fonts.ready);
      const { told, over } = await boxes(page);
      expect(over, `${stop.name} on a ${size}`).toEqual([]);
      const file = fileURLToPath(new URL(`layout/${stop.name}-${size}.txt`, import.meta.url));
      if (update) {
        fs.mkdirSync(new URL("layout/", import.meta.url), { recursive: true });
        fs.writeFileSync(file, written(told));
        continue;
      }
      const kept = read(fs.readFileSync(file, "utf8"));
      expect(
        told.map(({ name }) => name),
        `blocks of ${stop.name} on a ${size}`,
      ).toEqual(kept.map(({ name }) => name));
      const moved = told.flatMap((box, index) =>
        (["left", "width", "gap"] as const).flatMap((edge) =>
          Math.abs(box[edge] - kept[index]![edge]) <= slack
            ? []
            : [`${box.name}: ${edge} ${kept[index]![edge]} became ${box[edge]}`],
        ),
      );
      expect(moved, `${stop.name} on a ${size}`).toEqual([]);
    }
  });
}
