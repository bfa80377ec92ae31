import type { Same } from "./locale";

/** What is typed and not sent. "Máy" alone is both this computer and the server: it is never said alone. */
const vi = {
  kept: "Đã giữ ở {where, select, phone {điện thoại này} other {máy tính này}} {time}, chưa gửi cho ai",
  keptShort: "Đã giữ {time}, chưa gửi",
  failed:
    "Không giữ được ở {where, select, phone {điện thoại này} other {máy tính này}}. Đừng đóng trang trước khi gửi.",
  failedShort: "Không giữ được",
  offer: {
    title: "Tìm lại bản đang gõ lúc {time}?",
    text: "{count, plural, other {# ô đã điền}}, chưa gửi cho ai.",
    leftOut:
      "{count, plural, other {# số}} không giữ ở {where, select, phone {điện thoại này} other {máy tính này}} để bảo mật, phải gõ lại.",
    overtaken:
      "Từ lúc đó hồ sơ đã có bản mới. Mở lại thì chỉ những ô bạn đã sửa được đặt lên bản mới; xem kỹ trước khi gửi.",
    take: "Mở lại bản này",
    drop: "Bỏ bản này",
  },
  signOut: {
    title: "Còn {count, plural, other {# bản}} đang gõ, chưa gửi cho ai",
    text: "Bản giữ lại chỉ hiện khi chính bạn đăng nhập ở {where, select, phone {điện thoại này} other {máy tính này}}, nhiều nhất {days} ngày.",
    keep: "Giữ lại, đăng xuất",
    drop: "Bỏ hết, đăng xuất",
    stay: "Ở lại",
  },
  again: {
    title: "Phiên làm việc đã hết",
    text: "Mọi thứ bạn gõ vẫn còn ở trang này. Đăng nhập lại thì việc vừa bấm được gửi tiếp, không phải gõ lại.",
    otherTitle: "Trang này là của {name}",
    otherText:
      "Trình duyệt này đang đăng nhập bằng tài khoản khác, nên chưa gửi gì. Đăng nhập lại bằng tài khoản của {name} thì gửi tiếp được.",
    submit: "Đăng nhập, gửi tiếp",
    later: "Để sau",
  },
};

const id: Same<typeof vi> = {
  kept: "Tersimpan di {where, select, phone {ponsel ini} other {komputer ini}} pukul {time}, belum dikirim",
  keptShort: "Tersimpan {time}, belum dikirim",
  failed:
    "Tidak dapat disimpan di {where, select, phone {ponsel ini} other {komputer ini}}. Jangan tutup halaman sebelum dikirim.",
  failedShort: "Tidak tersimpan",
  offer: {
    title: "Buka lagi isian pukul {time}?",
    text: "{count, plural, other {# isian}} sudah diketik, belum dikirim kepada siapa pun.",
    leftOut:
      "{count, plural, other {# nomor}} tidak disimpan di {where, select, phone {ponsel ini} other {komputer ini}} demi keamanan, harus diketik lagi.",
    overtaken:
      "Sejak itu data ini sudah diubah. Hanya isian yang Anda ubah yang dipasang di atas versi baru; periksa sebelum dikirim.",
    take: "Buka isian ini",
    drop: "Buang isian ini",
  },
  signOut: {
    title: "Masih ada {count, plural, other {# isian}} yang belum dikirim",
    text: "Isian yang disimpan hanya tampil kalau Anda sendiri masuk di {where, select, phone {ponsel ini} other {komputer ini}}, paling lama {days} hari.",
    keep: "Simpan, keluar",
    drop: "Buang semua, keluar",
    stay: "Tetap di sini",
  },
  again: {
    title: "Sesi kerja sudah berakhir",
    text: "Semua yang Anda ketik masih ada di halaman ini. Masuk lagi, dan yang baru saja ditekan dikirim; tidak perlu mengetik ulang.",
    otherTitle: "Halaman ini milik {name}",
    otherText:
      "Peramban ini sekarang memakai akun lain, jadi tidak ada yang dikirim. Masuk lagi dengan akun {name} untuk mengirimnya.",
    submit: "Masuk, kirim",
    later: "Nanti",
  },
};

const en: Same<typeof vi> = {
  kept: "Kept on this {where, select, phone {phone} other {computer}} at {time}, not sent to anyone",
  keptShort: "Kept {time}, not sent",
  failed:
    "Could not be kept on this {where, select, phone {phone} other {computer}}. Do not close the page before sending.",
  failedShort: "Not kept",
  offer: {
    title: "Bring back what was typed at {time}?",
    text: "{count, plural, one {# field} other {# fields}} filled in, not sent to anyone.",
    leftOut:
      "{count, plural, one {# number is} other {# numbers are}} not kept on this {where, select, phone {phone} other {computer}}, for safety, and must be typed again.",
    overtaken:
      "The record has been changed since. Only the fields that you had changed are put over the new version; look before you send.",
    take: "Bring this back",
    drop: "Drop this",
  },
  signOut: {
    title: "{count, plural, one {# form is} other {# forms are}} still unsent",
    text: "What is kept is shown only when you yourself sign in on this {where, select, phone {phone} other {computer}}, for at most {days} days.",
    keep: "Keep, sign out",
    drop: "Drop all, sign out",
    stay: "Stay",
  },
  again: {
    title: "Your session has ended",
    text: "Everything you typed is still on this page. Sign in again and what you just pressed is sent; nothing has to be typed again.",
    otherTitle: "This page is {name}’s",
    otherText:
      "This browser is now signed in as somebody else, so nothing was sent. Sign in again as {name} to send it.",
    submit: "Sign in, send",
    later: "Later",
  },
};

export const typed = { vi, id, en };
