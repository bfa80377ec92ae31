import { accessible, expect, test, visit } from "./people";

test("somebody who is not signed in meets the door, and a wrong password says nothing about the account", async ({
  page,
}) => {
  await page.goto("/projects");
  await expect(page).toHaveURL(/\/sign-in$/);
  await accessible(page);
  for (const username of ["lan@binhlieu", "nobody@nowhere"]) {
    await page.getByLabel("Tài khoản").fill(username);
    await page.getByLabel("Mật khẩu").fill("not the password");
    await page.getByRole("button", { name: "Đăng nhập" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Tài khoản hoặc mật khẩu chưa đúng." })).toBeVisible();
  }
});

test("whoever gets a password from somebody else chooses their own first", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("Tài khoản").fill("new@luchon");
  await page.getByLabel("Mật khẩu").fill("terrace-demo-2026");
  await page.getByRole("button", { name: "Đăng nhập" }).click();
  await expect(page.getByRole("heading", { name: "Đổi mật khẩu" })).toBeVisible();
  await accessible(page);
  await page.goto("/projects");
  await expect(page).toHaveURL(/\/password$/);

  await page.getByLabel("Mật khẩu hiện tại").fill("terrace-demo-2026");
  await page.getByLabel("Mật khẩu mới", { exact: true }).fill("ngắn");
  await page.getByLabel("Gõ lại mật khẩu mới").fill("ngắn");
  await page.getByRole("button", { name: "Đổi mật khẩu" }).click();
  await expect(page.getByText("Ít nhất 12 ký tự").first()).toBeVisible();

  const own = "ruộng bậc thang mùa lúa chín";
  await page.getByLabel("Mật khẩu mới", { exact: true }).fill(own);
  await page.getByLabel("Gõ lại mật khẩu mới").fill(own);
  await page.getByRole("button", { name: "Đổi mật khẩu" }).click();
  await expect(page).not.toHaveURL(/\/(password|sign-in)$/);
  await page.goto("/projects");
  await expect(page).toHaveURL(/\/projects$/);
});

test("signing out ends the session, also for a copy of its cookie", async ({ as }) => {
  const page = await as("auditor");
  await visit(page, "/units");
  const copied = await page.context().cookies();
  await page.getByLabel(/Tài khoản của/).click();
  await page.getByRole("button", { name: "Đăng xuất", exact: true }).click();
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.context().addCookies(copied);
  await page.goto("/units");
  await expect(page).toHaveURL(/\/sign-in$/);
});
