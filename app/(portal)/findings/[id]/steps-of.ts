import { formats, text } from "@/app/text/server";
import type { Step } from "@/app/ui/steps";
import type { FoundFinding } from "@/server/findings/queries";

/** Who did what, and whose turn it is, from what the record itself says. */
export async function stepsOf(finding: FoundFinding): Promise<Step[]> {
  const [t, c, f] = [await text("inspections"), await text("common"), await formats()];
  const said = (by: string | null, at: string | Date | null) => `${by ?? "—"} · ${f.instant(at)}`;
  const over = Boolean(finding.closedAt || finding.withdrawnAt);
  const actions = finding.actions.flatMap((action): Step[] => {
    const owner = t("ask.ownerSaid", { unit: f.inSentence(action.ownerUnitName) });
    const asked: Step = {
      key: `asked-${action.id}`,
      title: t("record.stepAsked"),
      note: said(action.requestedBy, action.requestedAt),
      state: "done",
    };
    if (over && !action.answeredAt) return [asked];
    const answered: Step = action.answeredAt
      ? {
          key: `answered-${action.id}`,
          title: t("record.stepAnswered"),
          note: said(action.answeredByName, action.answeredAt),
          state: "done",
        }
      : {
          key: `answered-${action.id}`,
          title: t("record.stepAnswered"),
          note: t("record.stepWaits", { who: owner }),
          state: action.refusal ? "returned" : "now",
        };
    if (over && !action.verifiedAt) return [asked, answered];
    const verified: Step = {
      key: `verified-${action.id}`,
      title: t("record.stepVerified"),
      note: action.verifiedAt
        ? said(action.verifiedByName, action.verifiedAt)
        : t("record.stepWaits", { who: c("role.inspector") }),
      state: action.verifiedAt ? "done" : action.answeredAt ? "now" : "next",
    };
    return [asked, answered, verified];
  });
  const end: Step = finding.withdrawnAt
    ? {
        key: "end",
        title: t("record.stepWithdrawn"),
        note: said(finding.withdrawal?.by ?? null, finding.withdrawnAt),
        state: "returned",
      }
    : finding.closedAt
      ? { key: "end", title: t("record.stepClosed"), note: said(finding.closedByName, finding.closedAt), state: "done" }
      : {
          key: "end",
          title: t("record.stepClosed"),
          note: t("record.stepWaits", { who: c("role.inspector") }),
          state: finding.state === "verified" ? "now" : "next",
        };
  return [
    {
      key: "found",
      title: t("record.stepFound"),
      note: said(finding.recordedByName, finding.seenAt),
      state: "done",
    },
    ...actions,
    end,
  ];
}
