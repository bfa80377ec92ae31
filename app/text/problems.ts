import type { Same } from "./locale";

const vi = {
  unknown: "Chưa làm được việc này. Những gì bạn gõ vẫn còn; hãy thử lại.",
} as const;

const id = {
  unknown: "Belum berhasil. Yang Anda ketik masih ada; silakan coba lagi.",
} satisfies Same<typeof vi>;

const en = {
  unknown: "This could not be done. What you typed is still here; please try again.",
} satisfies Same<typeof vi>;

export const problems = { vi, id, en };
