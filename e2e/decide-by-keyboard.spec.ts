import type { Page } from "@playwright/test";
import { newId } from "../server/ids";
import { ask, command } from "./calls";
import { accessible, expect, test } from "./people";

// Lạng Sơn's two managers: no other journey decides there.

type Lines = { lines: { id: string }[]; funds: { code: string }[]; capitals: { code: string }[] };

/** A decision of so many lines, each of another purpose, that waits for the other manager. */
async function submitted(page: Page, title: string, count: number) {
  const { unit } = await ask<{ unit: { id: string } }>(page, "session.frame", {});
  const { lines, funds, capitals } = await ask<Lines>(page, "budgets.transferSources", { year: 2026 });
  const { items } = await ask<{ items: { id: string }[] }>(page, "documents.list", { q: "" });
  const purposes = lines.flatMap(({ id: lineId }) =>
    funds.flatMap(({ code: sourceCode }) =>
      capitals.map(({ code: capitalCode }) => ({ lineId, sourceCode, capitalCode })),
    ),
  );
  expect(purposes.length).toBeGreaterThanOrEqual(count);
  const id = newId();
  await command(page, "budgets.draftDecision", {
    id,
    title,
    year: 2026,
    documentId: items[0]!.id,
    transfers: purposes.slice(0, count).map((purpose, at) => ({
      id: newId(),
      kind: "appropriation",
      toUnitId: unit.id,
      amount: String((at + 1) * 10_000_000),
      ...purpose,
    })),
  });
  await command(page, "budgets.submitDecision", { id, version: 1 });
}

type Waiting = { id: string; status: string; group: string; kind: string };

/** What waited before stands in front of the queue: it goes back, so that the order is known. */
async function nothingWaits(page: Page) {
  const { items } = await ask<{ items: Waiting[] }>(page, "requests.inbox", {});
  for (const { id, status, group, kind } of items) {
    if (kind !== "request" || status !== "open" || group === "mine") continue;
    await command(page, "requests.decide", { requestId: id, verdict: "return", reason: "Chưa đủ giấy tờ" });
  }
}

test("a manager decides what waits by keyboard: ninety lines within twelve presses, one a request", async ({ as }) => {
  const [drafter, manager] = [await as("drafter"), await as("decider")];
  const titles = [1, 2, 3, 4].map((at) => `Giao vốn năm 2026, đợt ${at}, 30 khoản`);
  await nothingWaits(manager);
  for (const title of titles) await submitted(drafter, title, 30);

  let pressed = 0;
  const press = async (key: string) => {
    pressed += 1;
    await manager.keyboard.press(key);
  };
  const heading = manager.getByRole("heading", { level: 1 });
  const dock = manager.getByRole("region", { name: "Quyết định" });
  /** A key is offered once the page has stood long enough to be read. */
  const sees = (key: string) => expect(dock.locator("kbd", { hasText: key })).toBeVisible();

  await test.step("with ordinary keys she opens the first of the queue, and switches the single keys on", async () => {
    await manager.goto("/inbox");
    await press("Tab");
    await press("Enter");
    await press("Tab");
    await expect(manager.getByRole("link", { name: "Bắt đầu duyệt" })).toBeFocused();
    await press("Enter");
    await expect(heading).toHaveText(titles[0]!);
    await dock.getByRole("checkbox", { name: /Phím tắt/ }).check();
  });

  await test.step("one press a request of thirty lines, and the next one is there", async () => {
    for (const title of titles.slice(1)) {
      await sees("A");
      await press("a");
      await expect(heading).toHaveText(title);
      await expect(manager.getByRole("status")).toContainText("Đã duyệt");
    }
    expect(pressed).toBeLessThanOrEqual(12);
    await accessible(manager);
  });

  await test.step("a key that was meant for the page before decides nothing", async () => {
    await manager.goto("/inbox");
    await manager.keyboard.press("j");
    await expect(heading).toHaveText(titles[3]!);
    await manager.keyboard.press("a");
    await sees("A");
    await expect(heading).toHaveText(titles[3]!);
  });

  await test.step("what is returned says why, without the mouse, and the inbox is told that nothing waits", async () => {
    await sees("R");
    await manager.keyboard.press("r");
    await manager.keyboard.type("Chưa kèm danh mục dự án");
    await manager.keyboard.press("ControlOrMeta+Enter");
    await expect(manager).toHaveURL(/\/inbox/);
    await expect(manager.getByRole("status")).toContainText("Đã trả lại");
    await accessible(manager);
  });
});
