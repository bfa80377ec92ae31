"use client";

import { useEffect, useState } from "react";
import { useFormats, useText } from "@/app/text/client";
import { trpc } from "@/app/trpc/client";
import { Guard } from "@/app/ui/form";
import { Link } from "@/app/ui/link";

type Told = Awaited<ReturnType<typeof trpc.supports.guard.query>>;

/**
 * Says, while the form is being typed, what house the family had before. Nothing shows when there
 * was none, or when nobody can be asked: submission and the database ask again.
 */
export function HousingGuard({ householdId }: { householdId: string }) {
  const [t, f] = [useText("households"), useFormats()];
  const [told, setTold] = useState<Told | undefined>();
  useEffect(() => {
    const abort = new AbortController();
    setTold(undefined);
    trpc.supports.guard
      .query({ householdId, kind: "housing" }, { signal: abort.signal })
      .then(setTold, () => undefined);
    return () => abort.abort();
  }, [householdId]);
  if (!told?.problem) return null;
  const seen = told.supports.find((support) => support.householdId !== null);
  return (
    <Guard
      title={t("guard.title")}
      items={[
        ...told.supports.map((support) => ({
          key: f.date(support.onDate),
          text: t(`guard.${support.relation}`, {
            detail: support.detail,
            amount: f.millionsWithUnit(support.amount),
            programme: support.programme,
            place: support.unitName,
          }),
        })),
        { key: t("guard.rule"), text: t("guard.ruleText") },
      ]}
      {...(seen && {
        ways: (
          <Link className="btn lite" href={`/households/${seen.householdId}`}>
            {t("guard.see")}
          </Link>
        ),
      })}
    />
  );
}
