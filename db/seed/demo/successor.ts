import { lineId, normId, programmeId } from "../reference";
import type { World } from "./world";

export const lines2026 = { livelihood: "demo:SK", housing: "demo:NO", infrastructure: "demo:HT" } as const;

/**
 * The lines of the programme of 2026-2035 were not found (domain.md 12), and every earlier programme
 * ended with 2025. The demonstration needs something to work on today, so it has three lines and two
 * norms of its own, marked as unverified.
 */
export function addSuccessorLines(world: World): void {
  const programme = programmeId("mtqg-2026-2035");
  const line = (key: string, code: string, kind: string, sort: number, name: object) =>
    world.add("programme_lines", {
      id: lineId(key),
      programmeId: programme,
      parentId: null,
      code,
      name,
      kinds: [kind],
      poorDistrictsOnly: false,
      unverified: true,
      sort,
    });
  line(lines2026.livelihood, "SK", "livelihood", 1001, {
    vi: "Sinh kế và phát triển sản xuất (dòng mẫu)",
    id: "Mata pencaharian dan produksi (jalur contoh)",
    en: "Livelihoods and production (sample line)",
  });
  line(lines2026.housing, "NO", "housing", 1002, {
    vi: "Nhà ở cho hộ nghèo, hộ cận nghèo (dòng mẫu)",
    id: "Rumah untuk keluarga miskin dan hampir miskin (jalur contoh)",
    en: "Houses for poor and near-poor households (sample line)",
  });
  line(lines2026.infrastructure, "HT", "infrastructure", 1003, {
    vi: "Hạ tầng thiết yếu (dòng mẫu)",
    id: "Infrastruktur dasar (jalur contoh)",
    en: "Essential infrastructure (sample line)",
  });
  for (const [workKind, amount] of [
    ["new", 60_000_000],
    ["repair", 30_000_000],
  ] as const)
    world.add("norms", {
      id: normId(`demo-2026-${workKind}`),
      lineId: lineId(lines2026.housing),
      workKind,
      amount,
      provinceId: null,
      validFrom: "2026-01-01",
      validTo: null,
      documentId: null,
      unverified: true,
    });
}
