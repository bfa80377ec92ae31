"use client";

import { useText } from "@/app/text/client";
import { ErrorBox } from "@/app/ui/error-box";

export default function PortalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const t = useText("common");
  return (
    <div className="page">
      <div className="sheet">
        <ErrorBox
          title={t("page.failed")}
          lines={[
            { term: t("page.whatHappened"), text: t("page.failedWhy") },
            { term: t("page.whatIsSafe"), text: t("page.safe") },
            { term: t("page.whatToDo"), text: t("page.doTryAgain") },
            { term: t("form.reference"), text: <span className="code">{error.digest ?? "-"}</span> },
          ]}
          actions={
            <button type="button" className="btn primary" onClick={reset}>
              {t("action.tryAgain")}
            </button>
          }
        />
      </div>
    </div>
  );
}
