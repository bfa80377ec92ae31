import type { Same } from "./locale";

/** For the one page that must be said when nothing else can be: it is small, and asks nobody for its words. */
const vi = {
  title: "Trang này chưa mở được",
  happened: { term: "Đã xảy ra", text: "Máy chủ gặp lỗi khi mở trang." },
  safe: { term: "Vẫn an toàn", text: "Những gì đã lưu vẫn còn nguyên." },
  todo: { term: "Cần làm", text: "Bấm Thử lại. Nếu vẫn lỗi, báo mã dưới đây cho người quản trị." },
  reference: "Mã để báo",
  again: "Thử lại",
} as const;

const id: Same<typeof vi> = {
  title: "Halaman ini belum bisa dibuka",
  happened: { term: "Yang terjadi", text: "Server mengalami kesalahan saat membuka halaman." },
  safe: { term: "Yang aman", text: "Yang sudah disimpan tetap utuh." },
  todo: {
    term: "Yang perlu dilakukan",
    text: "Tekan Coba lagi. Bila masih gagal, sampaikan kode di bawah kepada administrator.",
  },
  reference: "Kode laporan",
  again: "Coba lagi",
};

const en: Same<typeof vi> = {
  title: "This page could not be opened",
  happened: { term: "What happened", text: "The server met an error while opening the page." },
  safe: { term: "What is safe", text: "Everything saved is still there." },
  todo: { term: "What to do", text: "Press Try again. If it fails again, quote the code below to your administrator." },
  reference: "Code to quote",
  again: "Try again",
};

export const failed = { vi, id, en };
