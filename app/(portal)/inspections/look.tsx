import { text } from "@/app/text/server";
import { Chip, Late, type Tone } from "@/app/ui/chip";
import type { IconName } from "@/app/ui/icons";
import type { InspectionState } from "@/server/inspections/rules";

const looks: Record<InspectionState, { tone: Tone; icon: IconName }> = {
  planned: { tone: "review", icon: "calendar" },
  visited: { tone: "done", icon: "run" },
  concluded: { tone: "approved", icon: "check" },
  cancelled: { tone: "draft", icon: "ban" },
};

export const inspectionIcon = (state: InspectionState): IconName => looks[state].icon;

export async function InspectionChip({ inspection }: { inspection: { state: InspectionState; overdueDays: number } }) {
  const t = await text("inspections");
  return (
    <>
      <Chip {...looks[inspection.state]}>{t(`state.${inspection.state}`)}</Chip>{" "}
      {inspection.overdueDays > 0 && <Late>{t("finding.overdue", { days: String(inspection.overdueDays) })}</Late>}
    </>
  );
}
