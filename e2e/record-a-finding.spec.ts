import type { Locator, Page } from "@playwright/test";
import { accessible, endSession, expect, passThrough, pick, test, visit } from "./people";

// A demo record that no other journey uses: NO-2026-0496 (Bình Liêu), a house under repair with 15 million left to pay.
const code = "NO-2026-0496";
const house = "Sửa chữa nhà ở hộ H-22-000871, xã Bình Liêu";
const work = "Làm lại xà gồ mái theo thiết kế, chụp ảnh từng thanh";

/** What a camera gives: here a picture of the page itself. */
const photo = async (page: Page, name: string) => ({
  name,
  mimeType: "image/jpeg",
  buffer: await page.screenshot({ type: "jpeg" }),
});

/** Chooses a photo as people do: by the control that opens the window or the camera. */
async function choosePhoto(page: Page, name: string, open: () => Promise<void>) {
  const file = await photo(page, name);
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), open()]);
  await chooser.setFiles(file);
}

/** Takes back what the phone has kept. */
const goOn = (phone: Page) => phone.getByRole("button", { name: "Ghi tiếp" }).tap();

async function openFromInbox(page: Page) {
  await page.goto("/inbox");
  await page.getByRole("link", { name: work, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Chất lượng công trình không đạt" })).toBeVisible();
}

/** The commune's side of it: what was done, with a photo. */
async function answer(clerk: Page, text: string) {
  await clerk.getByLabel("Đã làm gì").fill(text);
  await choosePhoto(clerk, "xa-go.jpg", () => clerk.getByRole("button", { name: "Thêm tệp" }).click());
  await expect(clerk.getByText("đã có")).toBeVisible();
  await accessible(clerk);
  await clerk.getByRole("button", { name: "Gửi báo cáo" }).click();
  await expect(clerk.getByText(`Đã làm: ${text}`)).toBeVisible();
}

/** Whoever repaired it is not offered to say that it is repaired. */
async function offeredNoVerdict(clerk: Page) {
  for (const verdict of ["Xác nhận đã làm", "Chưa đạt", "Đóng phát hiện"])
    await expect(clerk.getByRole("button", { name: verdict })).toHaveCount(0);
}

async function openMoney(officer: Page) {
  await officer.goto(`/projects?q=${code}`);
  await officer.getByRole("link", { name: house, exact: true }).click();
  await officer.getByRole("navigation", { name: "Phần hồ sơ" }).getByRole("link", { name: "Ngân sách" }).click();
  await expect(officer.getByRole("region", { name: "Thanh toán", exact: true })).toBeVisible();
}

test("an inspector records a serious finding on a phone, the commune repairs it, she closes it; payments wait meanwhile", async ({
  as,
}) => {
  const [inspector, officer, clerk] = [await as("inspector"), await as("finance"), await as("clerk")];
  const pay = officer.getByRole("region", { name: "Thanh toán", exact: true });
  let finding = "";

  await test.step("she plans the visit", async () => {
    await visit(inspector, "/inspections");
    await inspector.getByRole("link", { name: "Lập chuyến kiểm tra" }).click();
    await inspector.getByRole("button", { name: "Lập chuyến" }).click();
    await expect(inspector.getByRole("alert").getByText("Dự án: Ô này phải điền")).toBeVisible();
    await accessible(inspector);
    await pick(inspector, "Dự án", "000871", house);
    await inspector.getByLabel("Lý do, căn cứ").fill("Kiểm tra sau khi lợp mái");
    await inspector.getByRole("button", { name: "Lập chuyến" }).click();
    await expect(inspector.getByRole("heading", { level: 1, name: house })).toBeVisible();
    await accessible(inspector);
  });

  await test.step("meanwhile a finance officer begins to write a payment", async () => {
    await openMoney(officer);
    await accessible(officer);
    await pay.getByLabel("Số tiền").fill("5000000");
    await pay.getByLabel("Người nhận").fill("Chủ hộ H-22-000871");
    await pay.getByLabel("Số chứng từ kho bạc").fill("KB-2026-91001");
  });

  await test.step("at the house, six taps from the day's list to a finding that the server has", async () => {
    const phone = await as("inspector", { phone: true });
    let taps = 0;
    const tap = async (target: Locator) => {
      taps += 1;
      await target.tap();
    };
    await visit(phone, "/field");
    await tap(phone.getByRole("link", { name: house }));
    await expect(phone.getByRole("heading", { level: 1, name: house })).toBeVisible();
    await accessible(phone);
    await tap(phone.getByRole("button", { name: "Bắt đầu chuyến" }));
    await tap(phone.getByRole("link", { name: "Ghi phát hiện" }));
    await expect(phone.getByRole("heading", { name: "Anh chị thấy việc gì?" })).toBeVisible();
    await accessible(phone);
    await tap(phone.getByRole("button", { name: "Chất lượng không đạt" }));
    await expect(phone.getByRole("heading", { name: "Nặng đến mức nào?" })).toBeVisible();
    await accessible(phone);
    await choosePhoto(phone, "mai-nha.jpg", () => tap(phone.getByRole("button", { name: /Nghiêm trọng/ })));
    await expect(phone.getByRole("img", { name: "Ảnh 1 vừa chụp" })).toBeVisible();
    await expect(phone.getByText("Đã có vị trí, sai số ±12 m")).toBeVisible();
    await accessible(phone);
    await tap(phone.getByRole("button", { name: "Lưu phát hiện" }));
    await expect(phone.getByText(/Đã về máy chủ · PH-/)).toBeVisible();
    expect(taps).toBeLessThanOrEqual(6);
    await accessible(phone);

    await phone.getByRole("button", { name: "Giao việc" }).tap();
    await expect(phone.getByRole("alert").getByText("Ghi việc phải làm")).toBeVisible();
    await accessible(phone);
    await phone.getByLabel("Việc phải làm").fill(work);
    await expect(phone.getByText(/^nháp đã giữ \d{2}:\d{2}$/)).toBeVisible();
    await phone.reload();
    await expect(phone.getByRole("listitem").filter({ hasText: "Đã về máy chủ: PH-" })).toBeVisible();
    await goOn(phone);
    await expect(phone.getByLabel("Việc phải làm")).toHaveValue(work);
    await phone.getByRole("radio", { name: "+15 ngày" }).check();
    await expect(phone.getByText("Cán bộ của xã Bình Liêu")).toBeVisible();
    await phone.getByRole("button", { name: "Giao việc" }).tap();
    await expect(phone.getByRole("heading", { name: "Đã về máy chủ" })).toBeVisible();
    finding = /PH-\d{4}-\d+/.exec(await phone.getByRole("status").allInnerTexts().then(String))![0];
    await expect(phone.getByText("Lần thanh toán tới của dự án được giữ lại cho đến khi xử lý xong.")).toBeVisible();
    await accessible(phone);
    await phone.getByRole("link", { name: "Về chuyến kiểm tra" }).tap();
    await expect(phone.getByRole("link", { name: /Chất lượng không đạt.*Đã về máy chủ/ })).toBeVisible();
    await accessible(phone);
  });

  await test.step("the payment that was begun is refused by the finding's code, and so is every one after it", async () => {
    const refusal = `Đang giữ thanh toán vì có phát hiện nghiêm trọng chưa xử lý xong: ${finding}. Xử lý phát hiện trước.`;
    await pay.getByRole("button", { name: "Ghi thanh toán" }).click();
    await expect(pay.getByRole("alert").getByText(refusal)).toBeVisible();
    await expect(pay.getByLabel("Số chứng từ kho bạc")).toHaveValue("KB-2026-91001");
    await accessible(officer);
    await openMoney(officer);
    await expect(pay.getByText(refusal)).toBeVisible();
    await expect(pay.getByRole("button", { name: "Ghi thanh toán" })).toHaveCount(0);
    await accessible(officer);
  });

  await test.step("the commune's clerk finds the work in her inbox and answers with a photo", async () => {
    await openFromInbox(clerk);
    await clerk.getByRole("button", { name: "Gửi báo cáo" }).click();
    await expect(clerk.getByRole("alert").getByText("Đã làm gì: Ô này phải điền")).toBeVisible();
    await accessible(clerk);
    await offeredNoVerdict(clerk);
    await answer(clerk, "Đã thay 6 thanh xà gồ");
    await offeredNoVerdict(clerk);
    await accessible(clerk);
  });

  await test.step("the inspector refuses it once, and must say why", async () => {
    await visit(inspector, "/inbox");
    await openFromInbox(inspector);
    await expect(
      inspector.getByText("Còn việc khắc phục chưa được xác nhận. Xác nhận hết rồi mới đóng được."),
    ).toBeVisible();
    await accessible(inspector);
    await inspector.getByRole("button", { name: "Chưa đạt" }).click();
    await inspector.getByRole("button", { name: "Trả lại để làm tiếp" }).click();
    await expect(inspector.getByRole("alert").getByText("Vì sao chưa đạt: Ô này phải điền")).toBeVisible();
    await accessible(inspector);
    await inspector.getByLabel("Vì sao chưa đạt").fill("Ảnh không thấy thanh thứ 7 phía sau");
    await inspector.getByRole("button", { name: "Trả lại để làm tiếp" }).click();
    await expect(inspector.getByText("Chưa được chấp nhận: Ảnh không thấy thanh thứ 7 phía sau")).toBeVisible();
  });

  await test.step("the clerk reads the reason and answers again", async () => {
    await visit(clerk, "/inbox");
    await expect(clerk.getByRole("row", { name: new RegExp(work) })).toContainText(
      "Chưa được chấp nhận: Ảnh không thấy thanh thứ 7 phía sau",
    );
    await clerk.getByRole("link", { name: work, exact: true }).click();
    await answer(clerk, "Đã thay thanh thứ 7, chụp lại cả 7 thanh");
    await offeredNoVerdict(clerk);
  });

  await test.step("the inspector verifies and closes; the page tells the whole story", async () => {
    await openFromInbox(inspector);
    await inspector.getByRole("button", { name: "Xác nhận đã làm" }).click();
    await expect(inspector.getByText("Mọi việc đã được xác nhận. Đóng rồi thì không mở lại.")).toBeVisible();
    await accessible(inspector);
    await inspector.getByRole("button", { name: "Đóng phát hiện" }).click();
    await expect(inspector.getByRole("button", { name: "Đóng phát hiện" })).toHaveCount(0);
    for (const step of [
      /Ghi phát hiện.*Tằng Thị Mai/,
      /Giao việc khắc phục.*Tằng Thị Mai/,
      /Báo cáo đã làm.*Dường Thị Lan/,
      /Xác nhận đã làm.*Tằng Thị Mai/,
      /Đóng phát hiện.*Tằng Thị Mai/,
    ])
      await expect(inspector.getByRole("listitem").filter({ hasText: step })).toBeVisible();
    await expect(inspector.getByRole("img", { name: `Ảnh 1 của phát hiện ${finding}` }).first()).toBeVisible();
    await expect(inspector.getByText("sai số ±12 m")).toBeVisible();
    await accessible(inspector);
    await inspector.getByRole("navigation", { name: "Phần hồ sơ" }).getByRole("link", { name: "Lịch sử" }).click();
    const told = inspector.getByRole("row", { name: /^Chưa chấp nhận khắc phục/ });
    await expect(told).toContainText("Ảnh không thấy thanh thứ 7 phía sau");
    await expect(told).toContainText("Đã thay 6 thanh xà gồ");
    await accessible(inspector);
  });

  await test.step("the payment passes as it was typed at first", async () => {
    await openMoney(officer);
    await pay.getByRole("button", { name: "Mở lại bản này" }).click();
    await expect(pay.getByLabel("Số tiền")).toHaveValue("5.000.000");
    await expect(pay.getByLabel("Người nhận")).toHaveValue("Chủ hộ H-22-000871");
    await pay.getByRole("button", { name: "Ghi thanh toán" }).click();
    await expect(officer.getByRole("row", { name: /KB-2026-91001/ })).toContainText("5.000.000");
  });
});

test("nothing that an inspector writes on the phone is lost, however often the page goes away", async ({ as }) => {
  let phone = await as("otherInspector", { phone: true });
  const [seen, conclusion] = ["Gạch vỡ còn để ở lề đường", "Mặt đường chắc; đề nghị dọn lề trước khi bàn giao"];
  const kept = () => phone.getByText(/^nháp đã giữ \d{2}:\d{2}$/);
  const line = (text: string) => phone.getByRole("listitem").filter({ hasText: text });
  const found = async (title: string | RegExp = /^Còn bản đang ghi lúc/) => {
    await expect(phone.getByRole("heading", { name: title })).toBeVisible();
    await accessible(phone);
  };
  await phone.goto("/field");
  await phone.getByRole("region", { name: "Tiếp theo" }).getByRole("link").first().tap();
  await phone.getByRole("button", { name: "Bắt đầu chuyến" }).tap();
  await expect(phone.getByRole("heading", { name: "Chưa ghi phát hiện nào" })).toBeVisible();

  await test.step("a reload after the first tap, a tab that dies with a photo and a note", async () => {
    await phone.getByRole("link", { name: "Ghi phát hiện" }).tap();
    await phone.getByRole("button", { name: "Việc khác" }).tap();
    await expect(kept()).toBeVisible();
    await phone.reload();
    await found();
    await goOn(phone);
    await choosePhoto(phone, "le-duong.jpg", () => phone.getByRole("button", { name: /^Nhẹ/ }).tap());
    await expect(phone.getByRole("img", { name: "Ảnh 1 vừa chụp" })).toBeVisible();
    await phone.getByLabel("Ghi chú").fill(seen);
    await phone.waitForTimeout(400);

    const address = phone.url();
    await phone.goto("chrome://crash").catch(() => undefined);
    phone = await phone.context().newPage();
    await phone.goto(address);
    await found();
    await expect(line("1 ảnh")).toBeVisible();
    await expect(line(seen)).toBeVisible();
    await goOn(phone);
    await expect(phone.getByRole("img", { name: "Ảnh 1 vừa chụp" })).toBeVisible();
    await expect(phone.getByLabel("Ghi chú")).toHaveValue(seen);
  });

  await test.step("it arrives and the answer does not: sent again from a page that was opened anew, it is there once", async () => {
    const sending = "**/api/trpc/inspections.recordFinding";
    await phone.route(sending, async (route) => {
      await route.fetch();
      await route.abort();
    });
    await phone.getByRole("button", { name: "Lưu phát hiện" }).tap();
    await expect(phone.getByRole("heading", { name: "Chưa gửi được" })).toBeVisible();
    await phone.unroute(sending);
    await phone.reload();
    await goOn(phone);
    await phone.getByRole("button", { name: "Gửi lại" }).tap();
    await expect(phone.getByRole("heading", { name: "Đã về máy chủ" })).toBeVisible();
    await phone.getByRole("link", { name: "Về chuyến kiểm tra" }).tap();
    await expect(phone.getByRole("heading", { name: "Đã ghi 1 phát hiện" })).toBeVisible();
    await expect(phone.getByRole("link", { name: /Việc khác.*1 ảnh/ })).toHaveCount(1);
  });

  await test.step("a photo that the camera took along is asked for again; what is dropped twice is gone", async () => {
    await phone.getByRole("link", { name: "Ghi phát hiện" }).tap();
    await phone.getByRole("button", { name: "Việc khác" }).tap();
    await Promise.all([
      phone.waitForEvent("filechooser"),
      phone.getByRole("button", { name: /^Phải khắc phục/ }).tap(),
    ]);
    await expect(kept()).toBeVisible();
    await phone.reload();
    await found("Còn thiếu ảnh");
    await choosePhoto(phone, "lai.jpg", () => phone.getByRole("button", { name: "Chụp lại ảnh" }).tap());
    await expect(phone.getByRole("img", { name: "Ảnh 1 vừa chụp" })).toBeVisible();
    await phone.reload();
    await phone.getByRole("button", { name: "Bỏ bản này" }).tap();
    await phone.getByRole("button", { name: "Bỏ hẳn, tôi chắc" }).tap();
    await expect(phone.getByRole("heading", { name: "Anh chị thấy việc gì?" })).toBeVisible();
    await phone.getByRole("link", { name: "Quay lại" }).tap();
    await expect(phone.getByRole("heading", { name: "Đã ghi 1 phát hiện" })).toBeVisible();
    await expect(phone.getByText("đang ghi")).toHaveCount(0);
  });

  await test.step("a conclusion is left, found on the visit's page, and sent over the end of the session", async () => {
    await phone.getByRole("link", { name: "Xong, kết luận chuyến" }).tap();
    await phone.getByRole("textbox").fill(conclusion);
    await expect(kept()).toBeVisible();
    await phone.getByRole("link", { name: "Quay lại" }).tap();
    await phone.getByRole("link", { name: /^Kết luận đang ghi/ }).tap();
    await found();
    await goOn(phone);
    await expect(phone.getByRole("textbox")).toHaveValue(conclusion);
    await endSession(phone);
    await phone.getByRole("button", { name: "Kết luận chuyến" }).tap();
    await passThrough(phone);
    await expect(phone.getByText(`Chuyến này đã kết thúc. ${conclusion}`)).toBeVisible();
    await expect(phone.getByText("đang ghi")).toHaveCount(0);
  });
});
