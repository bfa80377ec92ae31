import type { Page } from "@playwright/test";
import { accessible, expect, test, visit } from "./people";

// A demo record that no other journey uses: SK-2026-0499 (Hoành Mô), approved, 156 million allocated, nothing committed.
const code = "SK-2026-0499";
const allocated = 156_000_000n;

const grouped = (amount: bigint) => String(amount).replace(/\B(?=(\d{3})+$)/g, ".");

/** The part of the page where one thing is recorded: its fields are named as in the part beside it. */
const part = (page: Page, name: string) => page.getByRole("region", { name, exact: true });

/** Allocated, committed, paid, still to pay, still to commit. */
async function expectMoney(page: Page, ...amounts: bigint[]) {
  const row = page.getByRole("row", { name: /^Năm 2026/ });
  for (const [at, amount] of amounts.entries())
    await expect(row.getByRole("cell").nth(at + 1)).toHaveText(grouped(amount));
}

test("a finance officer commits and pays on a project, and is refused 1 đồng too many, with nothing typed lost", async ({
  as,
}) => {
  const officer = await as("finance");

  await test.step("she finds the project that has money", async () => {
    await visit(officer, `/projects?q=${code}`);
    await officer.getByRole("link", { name: /Nuôi ong lấy mật/ }).click();
    await officer.getByRole("navigation", { name: "Phần hồ sơ" }).getByRole("link", { name: "Ngân sách" }).click();
    await expectMoney(officer, allocated, 0n, 0n, 0n, allocated);
    await accessible(officer);
  });

  await test.step("she may not promise more than the project has", async () => {
    const commit = part(officer, "Cam kết");
    await commit.getByRole("button", { name: "Ghi cam kết" }).click();
    await expect(commit.getByRole("alert").getByText("Số tiền: Ô này phải điền")).toBeVisible();
    await accessible(officer);
    await commit.getByLabel("Số tiền").fill(grouped(allocated + 1n));
    await commit.getByLabel("Người nhận").fill("HTX Nông nghiệp Hoành Mô");
    await commit.getByLabel("Số hợp đồng").fill("12/2026/HĐ-MB");
    await commit.getByRole("button", { name: "Ghi cam kết" }).click();
    await expect(commit.getByLabel("Số tiền")).toHaveAccessibleDescription(/vượt 1 đồng, chỉ còn 156\.000\.000 đồng/);
    await expect(commit.getByLabel("Người nhận")).toHaveValue("HTX Nông nghiệp Hoành Mô");
    await accessible(officer);
    await commit.getByLabel("Số tiền").fill("100000000");
    await expect(commit.getByText("Bằng chữ: một trăm triệu đồng.")).toBeVisible();
    await commit.getByRole("button", { name: "Ghi cam kết" }).click();
    await expectMoney(officer, allocated, 100_000_000n, 0n, 100_000_000n, 56_000_000n);
  });

  await test.step("she pays a part", async () => {
    const pay = part(officer, "Thanh toán");
    await pay.getByLabel("Số tiền").fill("60.000.000");
    await pay.getByLabel("Người nhận").fill("HTX Nông nghiệp Hoành Mô");
    await pay.getByLabel("Số chứng từ kho bạc").fill("KB-2026-90001");
    await pay.getByRole("button", { name: "Ghi thanh toán" }).click();
    await expectMoney(officer, allocated, 100_000_000n, 60_000_000n, 40_000_000n, 56_000_000n);
    await expect(
      officer.getByRole("row", { name: /Thanh toán.*HTX Nông nghiệp Hoành Mô.*KB-2026-90001/ }),
    ).toBeVisible();
    await accessible(officer);
  });

  await test.step("the rest and 1 đồng more is refused at the field; what was typed is still there, and 1 đồng less passes", async () => {
    const pay = part(officer, "Thanh toán");
    const amount = pay.getByLabel("Số tiền");
    await amount.fill("40.000.001");
    await pay.getByLabel("Người nhận").fill("HTX Nông nghiệp Hoành Mô");
    await pay.getByLabel("Số chứng từ kho bạc").fill("KB-2026-90002");
    await pay.getByLabel("Ghi chú").fill("Đợt 2, nghiệm thu 60 đàn ong");
    await pay.getByRole("button", { name: "Ghi thanh toán" }).click();
    await expect(amount).toHaveAccessibleDescription(
      "Vượt 1 đồng: còn được trả 40.000.000 đồng. Giảm số tiền hoặc cam kết thêm.",
    );
    await expect(amount).toHaveValue("40.000.001");
    await expect(pay.getByLabel("Người nhận")).toHaveValue("HTX Nông nghiệp Hoành Mô");
    await expect(pay.getByLabel("Số chứng từ kho bạc")).toHaveValue("KB-2026-90002");
    await expect(pay.getByLabel("Ghi chú")).toHaveValue("Đợt 2, nghiệm thu 60 đàn ong");
    await expectMoney(officer, allocated, 100_000_000n, 60_000_000n, 40_000_000n, 56_000_000n);
    await accessible(officer);

    await amount.fill("40.000.000");
    await pay.getByRole("button", { name: "Ghi thanh toán" }).click();
    await expectMoney(officer, allocated, 100_000_000n, 100_000_000n, 0n, 56_000_000n);
    await accessible(officer);
  });

  await test.step("the commune shows what was given to it, promised, paid and left, and so does the clerk's own page", async () => {
    await visit(officer, "/budgets?year=2026");
    await officer.getByRole("link", { name: "Xã Hoành Mô" }).click();
    await expect(officer.getByRole("heading", { name: "Ngân sách xã Hoành Mô, năm 2026" })).toBeVisible();
    const line = officer.getByRole("row", { name: /^SK/ });
    for (const millions of ["400", "156", "244", "100"]) await expect(line).toContainText(millions);
    await accessible(officer);
    await line.getByRole("link", { name: /^SK/ }).click();
    await expect(officer.getByRole("row", { name: /^Nuôi ong lấy mật/ }).first()).toContainText("56");
    await accessible(officer);
  });

  await test.step("a payment that was wrong is taken back by another entry, never changed", async () => {
    await officer.goto(`/projects?q=${code}`);
    await officer.getByRole("link", { name: /Nuôi ong lấy mật/ }).click();
    await officer.getByRole("navigation", { name: "Phần hồ sơ" }).getByRole("link", { name: "Ngân sách" }).click();
    const second = officer.getByRole("row", { name: /KB-2026-90002/ });
    await second.getByText("Đảo bút toán", { exact: true }).click();
    await accessible(officer);
    await second.getByLabel("Lý do đảo").fill("Ghi nhầm đợt");
    await second.getByRole("button", { name: "Ghi bút toán đảo" }).click();
    await expectMoney(officer, allocated, 100_000_000n, 60_000_000n, 40_000_000n, 56_000_000n);
    await expect(officer.getByRole("row", { name: /Đảo: Thanh toán.*Ghi nhầm đợt/ })).toContainText("−40.000.000");
    await accessible(officer);
  });
});
