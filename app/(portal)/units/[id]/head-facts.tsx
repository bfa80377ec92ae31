import type { ReactNode } from "react";
import { currentLocale, formats, text } from "@/app/text/server";
import { Late } from "@/app/ui/chip";
import { inForceOn, isInForce } from "@/server/units/rules";
import { type PeriodWords, unitInSentence, unitPeriod } from "../title";
import type { Unit } from "./unit";

/** Under the unit's name: its code, its size, and what may mislead about both. */
export async function headFacts(unit: Unit): Promise<ReactNode[]> {
  const [t, f, locale] = [await text("units"), await formats(), await currentLocale()];
  const now = inForceOn(unit.versions, unit.onDate) ?? unit.versions.at(-1)!;
  const own = unit.holders.filter((holder) => holder.unitId === unit.id);
  const code = own.find((holder) => isInForce(holder, unit.onDate)) ?? own.at(-1);
  const others = unit.holders.filter(
    (holder) => holder.unitId !== unit.id && holder.code === code?.code && holder.scheme === code.scheme,
  );
  const before = others.filter((holder) => code && holder.validFrom < code.validFrom).at(-1);
  const after = others.find((holder) => code && holder.validFrom > code.validFrom);

  return [
    code && (
      <>
        {t("code")} <b className="code">{code.code}</b> {unitPeriod(now, t as unknown as PeriodWords)}
      </>
    ),
    unit.counts.households !== null && (
      <>
        <b>{f.number(unit.counts.households)}</b> {t("households")}
      </>
    ),
    before?.validTo && (
      <Late>{t("sameCodeBefore", { date: f.date(before.validTo), unit: unitInSentence(before, locale) })}</Late>
    ),
    after && <Late>{t("sameCodeAfter", { date: f.date(after.validFrom), unit: unitInSentence(after, locale) })}</Late>,
    !isInForce(now, unit.onDate) &&
      (now.validTo && now.validTo <= unit.onDate ? (
        <Late>{t("notInForce", { date: f.date(now.validTo) })}</Late>
      ) : (
        <Late>{t("notYet", { date: f.date(unit.onDate) })}</Late>
      )),
  ].filter(Boolean);
}
