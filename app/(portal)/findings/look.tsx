import { text } from "@/app/text/server";
import { Chip, Late, type Tone } from "@/app/ui/chip";
import { SeverityBars } from "@/app/ui/fieldmode";
import type { IconName } from "@/app/ui/icons";
import type { Severity } from "@/db/schema/inspection-lists";
import type { FindingState } from "@/server/findings/rules";

const looks: Record<FindingState, { tone: Tone; icon: IconName }> = {
  open: { tone: "changes", icon: "flag" },
  asked: { tone: "review", icon: "clock" },
  answered: { tone: "review", icon: "eye" },
  refused: { tone: "changes", icon: "return" },
  verified: { tone: "approved", icon: "check" },
  closed: { tone: "done", icon: "square" },
  withdrawn: { tone: "draft", icon: "return" },
};

/** Where a finding stands, and beside it how late it is. */
export async function FindingChip({ finding }: { finding: { state: FindingState; overdueDays: number } }) {
  const t = await text("inspections");
  return (
    <>
      <Chip {...looks[finding.state]}>{t(`findingState.${finding.state}`)}</Chip>{" "}
      {finding.overdueDays > 0 && <Late>{t("finding.overdue", { days: String(finding.overdueDays) })}</Late>}
    </>
  );
}

/** Read from bars and a word, never from a colour. */
export async function SeverityMark({ severity }: { severity: Severity }) {
  const t = await text("common");
  return (
    <span className="sev nw">
      <SeverityBars severity={severity} small /> {t(`severity.${severity}`)}
    </span>
  );
}

/** What was found, in the reader's words. */
export async function FindingName({ kind }: { kind: string }) {
  const t = await text("inspections");
  return <>{t(`findingKind.${kind as "other"}`)}</>;
}
