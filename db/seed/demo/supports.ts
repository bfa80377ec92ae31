import { addDays, at, idOf } from "../tools";
import { classOn, type Household } from "./households";
import { staffOf } from "./people";
import type { World } from "./world";

type Line = { kind: string; programme: string; detail: string; amount: number; loan?: number };

const lines: Line[] = [
  {
    kind: "credit",
    programme: "Ngân hàng Chính sách xã hội",
    detail: "Vay vốn hộ nghèo, 36 tháng",
    amount: 0,
    loan: 50_000_000,
  },
  {
    kind: "credit",
    programme: "Ngân hàng Chính sách xã hội",
    detail: "Vay vốn hộ cận nghèo, 60 tháng",
    amount: 0,
    loan: 80_000_000,
  },
  {
    kind: "training",
    programme: "Giảm nghèo bền vững 2021-2025, Tiểu dự án 4.1",
    detail: "Lớp kỹ thuật chăn nuôi, 5 ngày",
    amount: 1_500_000,
  },
  {
    kind: "training",
    programme: "Giảm nghèo bền vững 2021-2025, Tiểu dự án 4.1",
    detail: "Lớp sửa chữa máy nông nghiệp, 3 tháng",
    amount: 3_200_000,
  },
  {
    kind: "insurance",
    programme: "Bảo hiểm y tế hộ nghèo, cận nghèo",
    detail: "Thẻ bảo hiểm y tế cả năm, cả hộ",
    amount: 3_600_000,
  },
  {
    kind: "insurance",
    programme: "Bảo hiểm y tế hộ nghèo, cận nghèo",
    detail: "Thẻ bảo hiểm y tế cả năm, 2 người",
    amount: 1_640_000,
  },
  {
    kind: "education",
    programme: "Hỗ trợ chi phí học tập",
    detail: "Chi phí học tập và gạo, 9 tháng",
    amount: 2_700_000,
  },
  { kind: "relief", programme: "Hỗ trợ cứu đói giáp hạt", detail: "45 kg gạo", amount: 720_000 },
  { kind: "other", programme: "Xây dựng nông thôn mới", detail: "Bể nước 2 m³ và ống dẫn", amount: 5_000_000 },
  {
    kind: "other",
    programme: "Dân tộc thiểu số và miền núi, Dự án 1",
    detail: "Nhà tiêu hợp vệ sinh",
    amount: 6_000_000,
  },
  {
    kind: "production",
    programme: "Dân tộc thiểu số và miền núi, Dự án 3",
    detail: "1 bò cái sinh sản, 205 kg",
    amount: 18_000_000,
  },
];

/** What families were given besides models and houses: each year something for some of those on the list. */
export function addSupports(world: World, households: Household[]): void {
  const dice = world.dice("supports");
  for (const household of households) {
    if (household.ended) continue;
    for (let year = 2022; year <= 2026; year++) {
      const day = addDays(`${year}-02-10`, dice.from(0, year === 2026 ? 250 : 300));
      if (household.registered > day || !["poor", "near_poor", "newly_escaped"].includes(classOn(household, day) ?? ""))
        continue;
      if (!dice.chance(0.3)) continue;
      const line = dice.pick(lines);
      world.add("supports", {
        id: idOf("support", household.key, year),
        householdId: household.id,
        familyId: household.familyId,
        ...world.place(household.unit),
        kind: line.kind,
        state: "received",
        programme: line.programme,
        detail: line.detail,
        amount: line.amount,
        loan: line.loan ?? 0,
        onDate: day,
        projectId: null,
        documentId: null,
        recordedBy: /^new-060/.test(household.unit) ? null : staffOf(world, household.unit).clerk,
        recordedAt: at(addDays(day, 3), 9),
      });
    }
  }
}
