"use client";

import { type ReactNode, useEffect, useState } from "react";
import { useFormats, useText } from "@/app/text/client";
import { trpc } from "@/app/trpc/client";
import { Calc, Guard } from "@/app/ui/form";

type Answer = Awaited<ReturnType<typeof trpc.supports.guard.query>>;

type Props = {
  householdId: string;
  /** Whether the family had a house before, as far as it is known. */
  onWarning?: (warning: boolean) => void;
  /** Ways out of the warning beside the look at what was given. */
  ways?: ReactNode;
};

/**
 * Says, while a form is being filled in, what house the family had before. Submission and the
 * database ask again, so that an answer that does not come stops nobody.
 */
export function HousingGuard({ householdId, onWarning, ways }: Props) {
  const [t, f] = [useText("guard"), useFormats()];
  const [answer, setAnswer] = useState<Answer | "asking" | "failed">("asking");
  useEffect(() => {
    const abort = new AbortController();
    setAnswer("asking");
    onWarning?.(false);
    trpc.supports.guard
      .query({ householdId, kind: "housing" }, { signal: abort.signal })
      .then((said) => {
        setAnswer(said);
        onWarning?.(said.problem !== null);
      })
      .catch(() => abort.signal.aborted || setAnswer("failed"));
    return () => abort.abort();
  }, [householdId, onWarning]);

  if (answer === "asking" || answer === "failed") {
    return (
      <p className="hint -mt-2 mb-4" role="status">
        {t(answer === "asking" ? "checking" : "checkFailed")}
      </p>
    );
  }
  if (!answer.problem) return <Calc>{t("neverHelped")}</Calc>;
  const seen = answer.supports.find((help) => help.householdId !== null);
  return (
    <Guard
      title={t("helped")}
      items={[
        ...answer.supports.map((help) => ({
          key: f.date(help.onDate),
          text: (
            <>
              {t(help.relation)}
              {help.headName && help.householdId && (
                <>
                  {" "}
                  <a href={`/households/${help.householdId}`}>{help.headName}</a>
                </>
              )}
              : <b>{help.amount === null ? t("house") : `${help.detail}, ${f.moneyWithUnit(help.amount)}`}</b>,{" "}
              {t(`state.${help.state}`)}.{" "}
              {help.programme === null
                ? `${help.unitName}.`
                : t("by", { programme: help.programme, unit: help.unitName })}{" "}
              {help.relation !== "this_household" && answer.splitOn && t("splitOn", { date: f.date(answer.splitOn) })}
            </>
          ),
        })),
        { key: t("rule"), text: t("ruleText") },
      ]}
      ways={
        <>
          {ways}
          {seen && (
            <a className="btn lite" href={`/households/${seen.householdId}`}>
              {t("seeBefore", { year: seen.onDate.slice(0, 4) })}
            </a>
          )}
        </>
      }
    />
  );
}
