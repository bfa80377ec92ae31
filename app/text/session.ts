import type { Same } from "./locale";

const vi = {
  signIn: {
    title: "Đăng nhập",
    username: "Tài khoản",
    password: "Mật khẩu",
    submit: "Đăng nhập",
    submitting: "Đang đăng nhập…",
    refused: "Tài khoản hoặc mật khẩu chưa đúng.",
    noAnswer: "Máy chủ chưa trả lời. Kiểm tra mạng rồi thử lại.",
    noCookies: "Trình duyệt đang chặn cookie. Cho phép cookie của trang này rồi thử lại.",
    forgotten:
      "Quên mật khẩu: gọi người quản trị của xã hoặc tỉnh, không gửi mật khẩu qua Zalo. Mọi lần xem dữ liệu cá nhân đều được ghi lại.",
  },
  password: {
    title: "Đổi mật khẩu",
    first: "Mật khẩu bạn vừa dùng có người khác biết. Hãy đặt mật khẩu của riêng bạn trước khi làm việc.",
    rule: "Ít nhất 12 ký tự. Một câu dễ nhớ tốt hơn một từ khó.",
    others: "Đổi xong, mọi máy khác đang mở tài khoản này phải đăng nhập lại.",
    current: "Mật khẩu hiện tại",
    next: "Mật khẩu mới",
    repeat: "Gõ lại mật khẩu mới",
    submit: "Đổi mật khẩu",
  },
};

const id: Same<typeof vi> = {
  signIn: {
    title: "Masuk",
    username: "Akun",
    password: "Kata sandi",
    submit: "Masuk",
    submitting: "Sedang masuk…",
    refused: "Akun atau kata sandi belum benar.",
    noAnswer: "Server belum menjawab. Periksa jaringan lalu coba lagi.",
    noCookies: "Peramban memblokir cookie. Izinkan cookie untuk situs ini lalu coba lagi.",
    forgotten:
      "Lupa kata sandi: hubungi administrator komune atau provinsi, jangan kirim kata sandi lewat Zalo. Setiap kali data pribadi dilihat, itu dicatat.",
  },
  password: {
    title: "Ganti kata sandi",
    first: "Kata sandi yang baru Anda pakai diketahui orang lain. Tetapkan kata sandi Anda sendiri sebelum bekerja.",
    rule: "Sedikitnya 12 huruf. Kalimat yang mudah diingat lebih baik daripada kata yang sulit.",
    others: "Sesudah diganti, perangkat lain yang memakai akun ini harus masuk lagi.",
    current: "Kata sandi sekarang",
    next: "Kata sandi baru",
    repeat: "Ketik lagi kata sandi baru",
    submit: "Ganti kata sandi",
  },
};

const en: Same<typeof vi> = {
  signIn: {
    title: "Sign in",
    username: "User name",
    password: "Password",
    submit: "Sign in",
    submitting: "Signing in…",
    refused: "The user name or the password is not right.",
    noAnswer: "The server did not answer. Check the network and try again.",
    noCookies: "The browser blocks cookies. Allow them for this site and try again.",
    forgotten:
      "Forgotten password: call the administrator of your commune or province; never send a password by Zalo. Every look at personal data is recorded.",
  },
  password: {
    title: "Change password",
    first: "Somebody else knows the password you just used. Choose one of your own before you start work.",
    rule: "At least 12 characters. A sentence that you remember is better than a difficult word.",
    others: "Afterwards every other device with this account must sign in again.",
    current: "Current password",
    next: "New password",
    repeat: "New password again",
    submit: "Change password",
  },
};

export const session = { vi, id, en };
