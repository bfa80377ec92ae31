import type { Same } from "./locale";

const vi = {
  helped: "Hộ này đã được hỗ trợ nhà ở",
  this_household: "Hộ này",
  origin_household: "Hộ gốc",
  same_family: "Hộ cùng gốc",
  /** Of help whose papers lie beyond the reader's reach. */
  house: "nhà ở",
  by: "{programme}, {unit}.",
  splitOn: "Tách hộ ngày {date}.",
  rule: "Quy định",
  ruleText: "Mỗi hộ chỉ được hỗ trợ nhà ở một lần, tính cả hộ gốc trước khi tách.",
  notThis: "Không phải hộ này",
  seeBefore: "Xem hồ sơ {year}",
  checking: "Đang xem hộ này đã được hỗ trợ chưa…",
  checkFailed: "Chưa kiểm tra được hộ này đã được hỗ trợ chưa; máy chủ sẽ kiểm tra lại khi gửi.",
  neverHelped: "Hộ này, kể cả hộ gốc, chưa từng được hỗ trợ nhà ở.",
  state: { planned: "dự kiến", received: "đã nhận", withdrawn: "đã rút" },
};

const id: Same<typeof vi> = {
  helped: "Keluarga ini sudah pernah mendapat bantuan rumah",
  this_household: "Keluarga ini",
  origin_household: "Keluarga asal",
  same_family: "Keluarga seasal",
  house: "rumah",
  by: "{programme}, {unit}.",
  splitOn: "Memisah pada {date}.",
  rule: "Aturan",
  ruleText: "Tiap keluarga hanya sekali mendapat bantuan rumah, termasuk keluarga asal sebelum memisah.",
  notThis: "Bukan keluarga ini",
  seeBefore: "Lihat berkas {year}",
  checking: "Memeriksa apakah keluarga ini pernah dibantu…",
  checkFailed: "Belum bisa memeriksa bantuan terdahulu; server memeriksa lagi saat dikirim.",
  neverHelped: "Keluarga ini, termasuk keluarga asalnya, belum pernah mendapat bantuan rumah.",
  state: { planned: "direncanakan", received: "sudah diterima", withdrawn: "ditarik" },
};

const en: Same<typeof vi> = {
  helped: "This household has had housing support",
  this_household: "This household",
  origin_household: "The household it split from",
  same_family: "A household of the same family",
  house: "a house",
  by: "{programme}, {unit}.",
  splitOn: "Split on {date}.",
  rule: "Rule",
  ruleText: "A household is helped with a house once, counting the household it split from.",
  notThis: "Not this household",
  seeBefore: "See the file of {year}",
  checking: "Looking up whether this household was helped before…",
  checkFailed: "Earlier help could not be looked up; the server checks again when you send.",
  neverHelped: "Neither this household nor the one it split from has had housing support.",
  state: { planned: "planned", received: "received", withdrawn: "withdrawn" },
};

/** Of the guard on housing support, which two forms show. */
export const guard = { vi, id, en };
