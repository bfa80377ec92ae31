import { formats, text } from "@/app/text/server";
import { Chip, Late } from "@/app/ui/chip";
import { Icon } from "@/app/ui/icons";
import type { FoundFinding } from "@/server/findings/queries";
import { AnswerForm, VerifyForms } from "./action-forms";
import { Photos } from "./photos";

/** What somebody must do, what they said they did, and what came of it. */
export async function Actions({ finding }: { finding: FoundFinding }) {
  const [t, f] = [await text("inspections"), await formats()];
  if (finding.actions.length === 0) {
    return <p className="muted">{t(finding.needsAction ? "record.actionsNone" : "record.actionsNoneMinor")}</p>;
  }
  return (
    <ol className="actions">
      {finding.actions.map((action) => (
        <li key={action.id} id={action.id}>
          <h3>{action.text}</h3>
          <p>
            {t("ask.ownerSaid", { unit: f.inSentence(action.ownerUnitName) })} · {t("action.due")}{" "}
            {f.date(action.dueOn)}{" "}
            {action.overdueDays > 0 && <Late>{t("finding.overdue", { days: f.number(action.overdueDays) })}</Late>}
          </p>
          <p className="cap">{t("action.askedBy", { by: action.requestedBy, date: f.instant(action.requestedAt) })}</p>
          {action.refusal && (
            <p>
              <Icon name="return" /> {t("action.refusal", { reason: action.refusal })}
            </p>
          )}
          {action.answer && (
            <>
              <p>
                <b>{t("action.answer")}:</b> {action.answer}
              </p>
              <p className="cap">
                {t("action.answeredBy", { by: action.answeredByName ?? "—", date: f.instant(action.answeredAt) })}
              </p>
            </>
          )}
          <Photos files={action.files} code={finding.code} />
          {action.verifiedAt && (
            <p>
              <Chip tone="approved">
                {t("action.verified", { by: action.verifiedByName ?? "—", date: f.instant(action.verifiedAt) })}
              </Chip>
            </p>
          )}
          {action.mayAnswer && <AnswerForm actionId={action.id} />}
          {action.mayVerify && <VerifyForms actionId={action.id} />}
        </li>
      ))}
    </ol>
  );
}
