import { formats, text } from "@/app/text/server";
import type { Line } from "./lineage";
import type { UnitLink } from "./unit";

export const shareOf = (link: UnitLink) => link.householdShare ?? link.populationShare;

export const lineOf = (link: UnitLink): Line => ({
  from: link.predecessorId,
  to: link.successorId,
  part: link.part,
  weight: shareOf(link) ?? 1,
});

/** How much of the predecessor went over, in words. */
export async function shareWords(): Promise<(link: UnitLink) => string> {
  const [t, f] = [await text("units"), await formats()];
  return (link) => {
    if (!link.part) return t("lineage.whole");
    const share = shareOf(link);
    return share === null ? t("lineage.part") : t("lineage.partOf", { share: f.percent(share) });
  };
}
