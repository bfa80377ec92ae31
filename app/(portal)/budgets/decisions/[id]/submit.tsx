"use client";

import { useRouter } from "next/navigation";
import { useText } from "@/app/text/client";
import { useCommand } from "@/app/trpc/client";
import { useProblemText } from "@/app/ui/form";

export function SubmitDecision({ id, version }: { id: string; version: number }) {
  const [t, problemText, router] = [useText("budgets"), useProblemText(), useRouter()];
  const { run, pending, problem } = useCommand((client) => client.budgets.submitDecision);
  return (
    <>
      {problem && (
        <span className="bad" role="alert">
          {problemText(problem)}
        </span>
      )}
      <button
        type="button"
        className="btn primary"
        disabled={pending}
        aria-busy={pending}
        onClick={async () => {
          if (await run({ id, version })) router.refresh();
        }}
      >
        {t("decision.submit")}
      </button>
    </>
  );
}
