import type { Locator, Page } from "@playwright/test";
import { accessible, expect, pick, test, visit } from "./people";

// Demo records that no other journey uses: the province's infrastructure line of 2026, HT-2025-0457 (Hoành Mô),
// and the requests of HT-2026-0505 and NO-2026-0515 (Bình Liêu).
const station = "Trạm y tế xã Hoành Mô: sửa chữa, bổ sung thiết bị";
const hall = "Nhà văn hóa thôn Pắc Liềng";
const house = "Xây mới nhà ở hộ H-22-001177, xã Bình Liêu";

const grouped = (amount: bigint) => String(amount).replace(/\B(?=(\d{3})+$)/g, ".");
const whole = (said: string) => BigInt(said.replace(/\D/g, ""));

/** The money of a row as it stands in a table: "từ dòng", "đến", "số tiền" of the form are named by their row. */
const cell = (page: Page, what: string, row: number) => page.getByLabel(`${what}, khoản ${row}`);

/** What a spreadsheet does on Ctrl+V: the block as text, the cell under the cursor. */
async function pasteTable(into: Locator, block: string[][]) {
  await into.focus();
  await into.evaluate(
    (input, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      input.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    },
    block.map((row) => row.join("\t")).join("\r\n"),
  );
}

/** As somebody finds the work that waits for them. */
async function openFromInbox(page: Page, title: string) {
  await visit(page, "/inbox");
  await page.getByRole("link", { name: title, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await accessible(page);
}

test("a manager divides the budget of 2026, is held to what the line has, and somebody else approves it", async ({
  as,
}) => {
  const manager = await as("manager");
  const number = "712/QĐ-UBND";
  const title = "Phân bổ vốn đầu tư năm 2026, đợt 4, hai xã và trạm y tế Hoành Mô";
  let left = 0n;
  let request = "";

  await test.step("she registers the paper the decision rests on", async () => {
    await visit(manager, "/documents/new");
    await manager.getByRole("button", { name: "Đăng ký văn bản" }).click();
    await expect(manager.getByRole("alert").getByText("Số, ký hiệu: Ô này phải điền")).toBeVisible();
    await accessible(manager);
    await manager.getByLabel("Số, ký hiệu").fill(number);
    await manager.getByLabel("Loại").selectOption({ label: "Quyết định của Ủy ban nhân dân" });
    await manager.getByLabel("Cơ quan ban hành").fill("Ủy ban nhân dân tỉnh Quảng Ninh");
    await manager.getByLabel("Ngày ban hành").fill("10/11/2026");
    await manager.getByLabel("Trích yếu").fill(title);
    await manager.getByRole("button", { name: "Đăng ký văn bản" }).click();
    await expect(manager.getByRole("heading", { level: 1, name: number })).toBeVisible();
    await accessible(manager);
  });

  await test.step("a row that takes too much is refused where it stands: by how much, and what may stand there", async () => {
    await visit(manager, "/budgets?year=2026");
    await manager.getByRole("link", { name: "Lập quyết định" }).click();
    await expect(manager.getByRole("heading", { name: "Lập quyết định phân bổ" })).toBeVisible();
    await accessible(manager);
    await manager.getByRole("button", { name: "Lưu nháp" }).click();
    await expect(manager.getByRole("alert").getByText("Tên quyết định: Ô này phải điền")).toBeVisible();
    await accessible(manager);

    await manager.getByLabel("Tên quyết định").fill(title);
    await pick(manager, "Văn bản căn cứ", number, number);
    const pages = manager.getByLabel("Nguồn vốn đang chia");
    const page = pages.getByRole("option", { name: /Ngân sách tỉnh · Vốn đầu tư/ });
    await pages.selectOption(await page.getAttribute("value"));
    const limit = manager.getByRole("row", { name: /^Được giao, còn để chia/ });
    left = whole(await limit.getByRole("cell").first().innerText()) * 1_000_000n;
    const commune = (name: string) => manager.getByRole("textbox", { name: `${name}, HT` });

    // A block from a spreadsheet: a former commune's code, and a row of sums that is no commune.
    const block = [
      ["Mã", "Xã", "HT"],
      ["6838", "Bình Liêu", "1.000"],
      ["06859", "Húc Động", "650"],
      ["06841", "Hoành Mô", "500"],
      ["", "Tổng cộng", "2.150"],
    ];
    await commune("Xã Hoành Mô").fill("7");
    await pasteTable(commune("Xã Bình Liêu"), block);
    await expect(manager.getByText("Đã dán 3 dòng × 1 cột")).toBeVisible();
    await expect(manager.getByText("2 ô nhận · 1 ô chờ trả lời")).toBeVisible();
    await expect(commune("Xã Hoành Mô")).toHaveValue("500");
    await expect(manager.getByText("1 dòng chưa rõ")).toBeVisible();
    await expect(manager.getByRole("button", { name: "Lưu nháp" })).toBeDisabled();
    await accessible(manager);
    await commune("Xã Hoành Mô").press("Control+z");
    await expect(commune("Xã Hoành Mô")).toHaveValue("7");
    await expect(commune("Xã Bình Liêu")).toHaveValue("");

    await pasteTable(commune("Xã Bình Liêu"), block);
    await manager.getByRole("button", { name: "Đến chỗ đầu tiên" }).click();
    await expect(manager.getByRole("button", { name: "Cộng vào xã Bình Liêu" })).toBeFocused();
    await manager.keyboard.press("Enter");
    await expect(commune("Xã Bình Liêu")).toHaveValue("1.650");

    // As in a spreadsheet; and what was typed is found again after a reload, in its table.
    await commune("Xã Bình Liêu").focus();
    await manager.keyboard.press("Enter");
    await expect(commune("Xã Hoành Mô")).toBeFocused();
    await manager.keyboard.press("ArrowUp");
    await expect(commune("Xã Bình Liêu")).toBeFocused();
    await expect(manager.getByRole("banner").getByText(/^Đã giữ/)).toBeVisible();
    await manager.waitForTimeout(400);
    manager.on("dialog", (question) => void question.accept());
    await manager.reload();
    await manager.getByRole("button", { name: "Mở lại bản này" }).click();
    await expect(commune("Xã Bình Liêu")).toHaveValue("1.650");
    await expect(commune("Xã Hoành Mô")).toHaveValue("500");

    // Without a network nothing of a block is written, and that is said.
    await manager.context().setOffline(true);
    await pasteTable(commune("Xã Lục Hồn"), [["06856", "9"]]);
    await expect(manager.getByText("Chưa hỏi được máy chủ về các mã này nên chưa dán gì.")).toBeVisible();
    await expect(commune("Xã Lục Hồn")).toHaveValue("");
    await manager.context().setOffline(false);

    // What a cell takes too much is refused under it, with what may stand there.
    await commune("Xã Lục Hồn").fill(String(left / 1_000_000n));
    const still = grouped(left / 1_000_000n - 2_150n);
    await expect(commune("Xã Lục Hồn")).toHaveAccessibleDescription(
      new RegExp(`HT vượt 2\\.150 triệu đồng so với nguồn còn lại\\. Nhập tối đa ${still}`),
    );
    await accessible(manager);
    await manager.getByRole("button", { name: `Ghi ${still}` }).click();
    await expect(commune("Xã Lục Hồn")).toHaveValue(still);
    await expect(
      manager
        .getByRole("row", { name: /^Còn lại/ })
        .getByRole("cell")
        .first(),
    ).toHaveText("0");
    await commune("Xã Lục Hồn").fill("");

    // What goes to a project stands in the list below.
    await manager.getByRole("button", { name: "Thêm khoản" }).click();
    const from = cell(manager, "Từ dòng", 1);
    const line = from.getByRole("option", { name: /^HT · Tỉnh Quảng Ninh · Ngân sách tỉnh/ });
    await from.selectOption(await line.getAttribute("value"));
    await pick(manager, "Đến, khoản 1", "tram y te", station);
    const most = left - 2_150_000_000n;
    await cell(manager, "Số tiền, đồng", 1).fill(String(most + 1n));
    const refusal = `vượt 1 đồng so với nguồn còn lại. Nhập tối đa ${grouped(most)}.`;
    await expect(manager.getByText(refusal)).toBeVisible();
    await expect(cell(manager, "Số tiền, đồng", 1)).toHaveAccessibleDescription(/vượt 1 đồng/);
    await expect(manager.getByText("Còn 1 khoản vượt nguồn")).toBeVisible();
    await accessible(manager);

    // The server says the same to whoever saves it all the same, and everything typed stays.
    await manager.getByRole("button", { name: "Lưu nháp" }).click();
    await expect(manager.getByRole("alert").getByText(/vượt 1 đồng/)).toBeVisible();
    await expect(manager.getByLabel("Tên quyết định")).toHaveValue(title);
    await expect(commune("Xã Bình Liêu")).toHaveValue("1.650");
    await accessible(manager);

    await manager.getByRole("button", { name: `Ghi ${grouped(most)}` }).click();
    await expect(cell(manager, "Số tiền, đồng", 1)).toHaveValue(grouped(most));
    await expect(manager.getByText(refusal)).toBeHidden();
    await cell(manager, "Số tiền, đồng", 1).fill("450000000");
    await expect(manager.getByText("Cộng 2.600.000.000 đồng")).toBeVisible();
    await manager.getByRole("button", { name: "Lưu nháp" }).click();
    await expect(manager.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await accessible(manager);
  });

  await test.step("she submits it, and is told why she does not decide it", async () => {
    await manager.getByRole("button", { name: "Gửi duyệt" }).click();
    await manager.getByRole("link", { name: /Đề nghị YC-/ }).click();
    await expect(manager.getByText("Bạn là người lập nên không tự quyết định được.")).toBeVisible();
    for (const verdict of ["Duyệt", "Trả lại…", "Từ chối…"])
      await expect(manager.getByRole("button", { name: verdict, exact: true })).toHaveCount(0);
    await accessible(manager);
    request = /YC-\d+-\d+/.exec(await manager.locator("main").innerText())![0];
    await visit(manager, "/inbox?group=mine");
    await expect(manager.getByRole("row", { name: new RegExp(title) })).toContainText("Phạm Thị Nga");
  });

  await test.step("the other manager sees line by line what would change, and approves", async () => {
    const other = await as("otherManager");
    await openFromInbox(other, title);
    const change = (name: string) => other.getByRole("row", { name: new RegExp(`^${name}`) });
    await expect(change("Xã Bình Liêu")).toContainText("1.650.000.000");
    await expect(change("Xã Hoành Mô")).toContainText("+500.000.000");
    await expect(change(station)).toContainText("450.000.000");
    await expect(change("Tỉnh Quảng Ninh")).toContainText(grouped(left - 2_600_000_000n));
    await expect(other.getByText(`Căn cứ văn bản ${number}`)).toBeVisible();
    await other.getByRole("button", { name: "Duyệt", exact: true }).click();
    await expect(other.getByText(`Đã duyệt ${request}.`)).toBeVisible();
    await accessible(other);
  });

  await test.step("the commune and the project have the money, the line has that much less", async () => {
    const clerk = await as("clerk");
    await visit(clerk, "/budgets?year=2026");
    await expect(clerk.getByRole("row", { name: /^HT/ })).toContainText("1.650");
    await visit(manager, "/projects?q=HT-2025-0457");
    await manager.getByRole("link", { name: station }).click();
    await manager.getByRole("navigation", { name: "Phần hồ sơ" }).getByRole("link", { name: "Ngân sách" }).click();
    await expect(manager.getByRole("row", { name: /^Năm 2026/ })).toContainText("450.000.000");
    await accessible(manager);
    await manager.goto("/budgets?year=2026");
    await expect(manager.getByRole("row", { name: /^HT/ })).toContainText(
      `${grouped((left - 2_600_000_000n) / 1_000_000n)}`,
    );
  });
});

test("the same manager approves a project of a commune and returns another, and its clerk reads why", async ({
  as,
}) => {
  const manager = await as("otherManager");
  const reason = "Thiếu ảnh nhà hiện trạng; bổ sung ảnh nền, khung và mái rồi gửi lại.";

  await test.step("she approves the village hall", async () => {
    await openFromInbox(manager, hall);
    await expect(manager.getByRole("row", { name: /Ngân sách tỉnh/ })).toContainText("1.650.000.000");
    await manager.getByRole("button", { name: "Duyệt", exact: true }).click();
    await expect(manager.getByText(/^Đã duyệt YC-2026-\d+\./)).toBeVisible();
  });

  await test.step("she cannot return the house without saying why", async () => {
    await openFromInbox(manager, house);
    await manager.getByRole("button", { name: "Trả lại…" }).click();
    await expect(manager.getByLabel("Lý do trả lại")).toBeFocused();
    await manager.getByRole("button", { name: "Trả lại", exact: true }).click();
    await expect(manager.getByText("Nêu lý do khi trả lại hoặc từ chối, để người gửi biết phải sửa gì.")).toBeVisible();
    await accessible(manager);
    await manager.getByLabel("Lý do trả lại").fill(reason);
    await manager.getByRole("button", { name: "Trả lại", exact: true }).click();
    await expect(manager.getByText(/^Đã trả lại YC-2026-\d+\./)).toBeVisible();
    await accessible(manager);
  });

  await test.step("the clerk finds it among what is hers to mend, with the reason; the other one is approved", async () => {
    const clerk = await as("clerk");
    await visit(clerk, "/inbox?group=fix");
    await expect(clerk.getByRole("row", { name: new RegExp(house) })).toContainText(reason);
    await clerk.getByRole("link", { name: house, exact: true }).click();
    await expect(clerk.getByText(reason)).toBeVisible();
    await accessible(clerk);
    await clerk.getByRole("link", { name: "Mở hồ sơ" }).click();
    await expect(clerk.getByRole("link", { name: "Sửa hồ sơ" })).toBeVisible();
    await expect(clerk.getByText(`Lý do: ${reason}`)).toBeVisible();
    await accessible(clerk);
    await visit(clerk, "/projects?q=HT-2026-0505");
    await expect(clerk.getByRole("row", { name: new RegExp(hall) })).toContainText("Đã duyệt");
  });
});
