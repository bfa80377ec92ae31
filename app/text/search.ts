import type { Same } from "./locale";

const vi = {
  title: "Tìm",
  titleOf: "Tìm “{q}”",
  label: "Hộ, dự án, văn bản, đơn vị",
  households: "Hộ gia đình",
  projects: "Dự án",
  documents: "Văn bản",
  units: "Đơn vị",
  all: "Tìm trong danh sách",
  type: "Gõ tên, mã hoặc số để tìm",
  typeWhy: "Không cần dấu: “binh lieu” tìm được Bình Liêu, “112/qd” tìm được 112/QĐ-UBND.",
  none: "Không tìm thấy “{q}”",
  noneWhy: "Chỉ tìm trong phạm vi của bạn. Thử ít chữ hơn, hoặc gõ không dấu.",
} as const;

const id: Same<typeof vi> = {
  title: "Cari",
  titleOf: "Cari “{q}”",
  label: "Rumah tangga, proyek, dokumen, unit",
  households: "Rumah tangga",
  projects: "Proyek",
  documents: "Dokumen",
  units: "Unit",
  all: "Cari dalam daftar",
  type: "Ketik nama, kode atau nomor",
  typeWhy: "Tanda nada tidak perlu: “binh lieu” menemukan Bình Liêu, “112/qd” menemukan 112/QĐ-UBND.",
  none: "“{q}” tidak ditemukan",
  noneWhy: "Hanya dicari dalam wilayah Anda. Coba lebih sedikit kata.",
};

const en: Same<typeof vi> = {
  title: "Search",
  titleOf: "Search “{q}”",
  label: "Households, projects, documents, units",
  households: "Households",
  projects: "Projects",
  documents: "Documents",
  units: "Units",
  all: "Search in the list",
  type: "Type a name, a code or a number",
  typeWhy: "Tone marks are not needed: “binh lieu” finds Bình Liêu, “112/qd” finds 112/QĐ-UBND.",
  none: "“{q}” was not found",
  noneWhy: "Only your area is searched. Try fewer letters.",
};

export const search = { vi, id, en };
