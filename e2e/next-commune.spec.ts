import type { Page } from "@playwright/test";
import { accessible, expect, test, visit } from "./people";

// No demo record is changed here, and no other journey adds projects or households to xã Lục Hồn.
const dam = "Đập tràn Khe Bốc, thôn Chang Nà";
const head = "Phùn Sềnh Khe Bốc";
const typed = "khe boc";
const nobody = "01a00000-0000-7000-8000-000000000000";

async function chooseSecond(page: Page, label: string) {
  await page.getByRole("combobox", { name: label, exact: true }).selectOption({ index: 1 });
}

/** What the lists and the overview count for this person, word for word. */
async function counted(page: Page, go: (page: Page, path: string) => Promise<unknown>) {
  const main = page.getByRole("main");
  await go(page, "/projects");
  const projects = await main.getByRole("row", { name: /^Cộng \d+ dự án/ }).innerText();
  const statuses = await main.getByRole("navigation", { name: "Trạng thái" }).innerText();
  await go(page, "/households");
  const households = await main.getByRole("row", { name: /^Cộng \d+ hộ/ }).innerText();
  const classes = await main.getByRole("navigation", { name: /^Hộ theo/ }).innerText();
  await go(page, "/dashboard");
  const byKind = await main.getByRole("table", { name: /Dự án theo loại và giai đoạn/ }).innerText();
  const helped = await main.getByRole("table", { name: /Mỗi hộ đếm một lần trong năm/ }).innerText();
  return { projects, statuses, households, classes, byKind, helped };
}

/** What an address answers: whether it is there, what is read, and all that came over the wire. */
async function said(page: Page, path: string) {
  const answer = (await page.goto(path))!;
  await expect(page.getByRole("heading", { name: "Không tìm thấy trang này" })).toBeVisible();
  return {
    status: answer.status(),
    words: await page.getByRole("main").innerText(),
    wire: await answer.text(),
  };
}

test("a clerk of the next commune meets none of it: by list, search, link or count", async ({ as }) => {
  const [lan, sinh] = [await as("clerk"), await as("neighbour")];
  const before = await test.step("what she counts today", () => counted(sinh, visit));
  let project = "";
  let household = "";

  await test.step("her neighbour registers a dam and a household", async () => {
    await lan.goto("/projects/new?kind=infrastructure");
    await lan.getByLabel("Tên dự án").fill(dam);
    await chooseSecond(lan, "Dự án thành phần");
    await lan.getByRole("combobox", { name: "Lĩnh vực" }).selectOption({ label: "Thủy lợi" });
    await lan.getByLabel("Chủ đầu tư").fill("UBND xã Bình Liêu");
    await lan.getByRole("button", { name: "Lưu nháp, đóng" }).click();
    await expect(lan.getByRole("heading", { name: dam, level: 1 })).toBeVisible();
    project = new URL(lan.url()).pathname;

    await visit(lan, "/households/new");
    await chooseSecond(lan, "Dân tộc của hộ");
    await lan.getByLabel("Họ tên").fill(head);
    await lan.getByLabel("Ngày sinh").fill("12/04/1988");
    await lan.getByRole("radio", { name: "Nam", exact: true }).check();
    await lan.getByRole("button", { name: "Đăng ký hộ" }).click();
    await expect(lan.getByRole("heading", { name: `Hộ ${head}`, level: 1 })).toBeVisible();
    household = new URL(lan.url()).pathname;
    await accessible(lan);

    await visit(lan, `/search?q=${typed}`);
    await expect(lan.getByRole("main").getByRole("link", { name: dam })).toBeVisible();
    await expect(lan.getByRole("main").getByRole("link", { name: new RegExp(`^${head}`) })).toBeVisible();
  });

  await test.step("by search she finds nothing, in the box or in a list", async () => {
    await sinh.getByRole("searchbox", { name: "Tìm" }).fill(typed);
    await sinh.keyboard.press("Enter");
    await expect(sinh.getByText(`Không tìm thấy “${typed}”`)).toBeVisible();
    await accessible(sinh);
    await visit(sinh, `/projects?q=${typed}`);
    await expect(sinh.getByText("Không có kết quả nào khớp bộ lọc")).toBeVisible();
    await visit(sinh, `/households?q=${typed}`);
    await expect(sinh.getByText("Không có hộ nào khớp bộ lọc")).toBeVisible();
    await sinh.goto("/projects/new?kind=housing");
    await sinh.getByRole("combobox", { name: "Hộ gia đình" }).fill(typed);
    await expect(sinh.getByText("Không tìm thấy", { exact: true })).toBeVisible();
  });

  await test.step("by link it is as if it had never been", async () => {
    for (const path of [project, `${project}?tab=money`, `${project}/edit`, household, `${household}/edit`]) {
      const { wire, ...answer } = await said(sinh, path);
      expect(answer.status, path).toBe(404);
      expect(wire).not.toContain("Khe Bốc");
      expect(await said(sinh, path.replace(/[0-9a-f-]{36}/, nobody))).toMatchObject(answer);
    }
    await accessible(sinh);
  });

  await test.step("and every count is what it was", async () => {
    expect(await counted(sinh, (page, path) => page.goto(path))).toEqual(before);
  });
});

test("filtering by the neighbour's place shows her nothing of it", async ({ as }) => {
  const sinh = await as("neighbour");
  await sinh.goto("/units?q=binh+lieu");
  const link = sinh
    .getByRole("main")
    .getByRole("link", { name: /Xã Bình Liêu/ })
    .first();
  const place = (await link.getAttribute("href"))!.split("/").at(-1)!.split("?")[0]!;
  await visit(sinh, `/projects?unit=${place}`);
  await expect(sinh.getByRole("row", { name: /dự án/ })).toHaveCount(0);
  await visit(sinh, `/households?unit=${place}`);
  await expect(sinh.getByText("Không có hộ nào khớp bộ lọc")).toBeVisible();
});
