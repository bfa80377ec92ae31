import type { Page } from "@playwright/test";
import { accessible, accounts, endSession, expect, test, visit } from "./people";

test("somebody who is not signed in meets the door, and a wrong password says nothing about the account", async ({
  page,
}) => {
  await page.goto("/projects");
  await expect(page).toHaveURL(/\/sign-in\?to=%2Fprojects$/);
  await accessible(page);
  for (const username of ["lan@binhlieu", "nobody@nowhere"]) {
    await page.getByLabel("Tài khoản").fill(username);
    await page.getByLabel("Mật khẩu").fill("not the password");
    await page.getByRole("button", { name: "Đăng nhập" }).click();
    await expect(page.getByRole("alert").filter({ hasText: "Tài khoản hoặc mật khẩu chưa đúng." })).toBeVisible();
  }
});

test("a browser that keeps no cookies is told so", async ({ as }) => {
  const page = await as("nobody");
  await page.goto("/sign-in");
  // The token arrives and its cookie does not.
  await page.route("**/api/auth/csrf", (route) => route.fulfill({ json: { csrfToken: "0".repeat(64) } }));
  await signIn(page, accounts.clerk);
  await expect(page.getByRole("alert").filter({ hasText: "Trình duyệt đang chặn cookie." })).toBeVisible();
});

async function signIn(page: Page, username: string) {
  await page.getByLabel("Tài khoản").fill(username);
  await page.getByLabel("Mật khẩu").fill("terrace-demo-2026");
  await page.getByRole("button", { name: "Đăng nhập" }).click();
}

test("whoever opens an address without a session signs in and is there", async ({ as }) => {
  const page = await as("nobody");
  await page.goto("/households?q=be+manh+nam&sort=-code#list");
  await expect(page).toHaveURL(/\/sign-in\?to=/);
  await signIn(page, accounts.clerk);
  await expect(page).toHaveURL(/\/households\?q=be\+manh\+nam&sort=-code#list$/);
  await page
    .getByRole("main")
    .getByRole("link", { name: /Bế Mạnh Nam/ })
    .click();
  await expect(page.getByRole("heading", { level: 1, name: /Bế Mạnh Nam/ })).toBeVisible();
  const household = page.url();

  // The session ends; a link followed in the page leads to the door, and through it to where the link led.
  await endSession(page);
  await page.getByRole("navigation").getByRole("link", { name: "Dự án" }).first().click();
  await expect(page).toHaveURL(/\/sign-in\?to=%2Fprojects$/);
  await signIn(page, accounts.clerk);
  await expect(page).toHaveURL(/\/projects$/);
  await endSession(page);
  await page.goto(household);
  await signIn(page, accounts.clerk);
  await expect(page).toHaveURL(household);
});

test("no address makes the door lead out of the portal", async ({ as }) => {
  const page = await as("nobody");
  const out: string[] = [];
  page.on("request", (request) => {
    if (request.isNavigationRequest() && new URL(request.url()).hostname !== "localhost") out.push(request.url());
  });
  for (const to of [
    "//evil.example",
    "/\\evil.example",
    "/.//evil.example",
    "/%2e//evil.example",
    "/\t/evil.example",
    "https://evil.example",
    "javascript:document.title='evil'",
    "%2F%2Fevil.example",
    "/%2F%2Fevil.example",
  ]) {
    await page.context().clearCookies({ name: /session/ });
    await page.goto(`/sign-in?to=${encodeURIComponent(to)}`);
    await signIn(page, accounts.auditor);
    await expect(
      page
        .getByLabel(/Tài khoản của/)
        .or(page.getByText("Không tìm thấy trang này"))
        .first(),
    ).toBeVisible();
    expect(new URL(page.url()).hostname).toBe("localhost");
  }
  expect(out).toEqual([]);
});

test("whoever gets a password from somebody else chooses their own first, and then goes where they were going", async ({
  page,
}) => {
  await page.goto("/projects?year=2026");
  await signIn(page, accounts.newcomer);
  await expect(page.getByRole("heading", { name: "Đổi mật khẩu" })).toBeVisible();
  await accessible(page);
  await page.goto("/projects?year=2026");
  await expect(page).toHaveURL(/\/password\?to=%2Fprojects%3Fyear%3D2026$/);

  await page.getByLabel("Mật khẩu hiện tại").fill("terrace-demo-2026");
  await page.getByLabel("Mật khẩu mới", { exact: true }).fill("ngắn");
  await page.getByLabel("Gõ lại mật khẩu mới").fill("ngắn");
  await page.getByRole("button", { name: "Đổi mật khẩu" }).click();
  await expect(page.getByText("Ít nhất 12 ký tự").first()).toBeVisible();

  const own = "ruộng bậc thang mùa lúa chín";
  await page.getByLabel("Mật khẩu mới", { exact: true }).fill(own);
  await page.getByLabel("Gõ lại mật khẩu mới").fill(own);
  await page.getByRole("button", { name: "Đổi mật khẩu" }).click();
  await expect(page).toHaveURL(/\/projects\?year=2026$/);
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
  await expect(page).toHaveURL(/\/sign-in\?to=%2Funits$/);
});
