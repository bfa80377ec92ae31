import { currentLocale, formats, text } from "@/app/text/server";
import { EmptyState } from "@/app/ui/empty-state";
import { Sheet } from "@/app/ui/sheet";
import { dayBefore, type Household, latest, type Period } from "./household";
import { IncomeLine } from "./income-line";

/** Both classes on one income line, and why. */
export async function VerdictSheet({ household }: { household: Household }) {
  const [t, f, locale] = [await text("households"), await formats(), await currentLocale()];
  const { national, provincial } = latest(household);
  const shown = [national, provincial].filter((period): period is Period => period !== undefined);
  const measured = shown.find(({ income }) => income !== null);
  if (!shown.length) {
    return (
      <Sheet flush>
        <EmptyState title={t("verdict.none")} why={t("verdict.noneWhy")} />
      </Sheet>
    );
  }
  const over = shown.filter(({ standard, inForce }) => !inForce && standard.validTo);
  const area = measured?.urban === null ? "areaUnknown" : measured?.urban ? "urban" : "rural";
  return (
    <Sheet
      flush
      title={await headline(national, provincial)}
      note={measured && t("verdict.caption", { area: t(`verdict.${area}`), round: measured.round })}
    >
      {measured?.income && (
        <div className="bd">
          <IncomeLine
            income={measured.income}
            lines={shown.flatMap(({ line, standard }) =>
              line ? [{ line, name: t(standard.provincial ? "verdict.provincialLine" : "verdict.nationalLine") }] : [],
            )}
          />
        </div>
      )}
      <div className={shown.length > 1 ? "cells verdicts border-t border-line" : "border-t border-line"}>
        {shown.map((period) => (
          <Verdict key={period.id} period={period} />
        ))}
      </div>
      {over.map(({ id, standard }) => (
        <div key={id} className="border-t border-line px-4 pb-3">
          <p className="flag ask">
            {t("verdict.standardEnds", {
              standard: standard.name[locale],
              date: f.date(dayBefore(standard.validTo as string)),
              next: f.date(standard.validTo),
            })}
          </p>
        </div>
      ))}
    </Sheet>
  );
}

async function headline(national: Period | undefined, provincial: Period | undefined): Promise<string> {
  const t = await text("households");
  if (national && provincial) {
    return national.class === provincial.class
      ? t("verdict.same", { class: t(`class.${national.class}`) })
      : t("verdict.both", {
          provincial: t(`class.${provincial.class}`),
          national: t(`classShort.${national.class}`),
        });
  }
  return national
    ? t("verdict.onlyNational", { class: t(`class.${national.class}`) })
    : t("verdict.onlyProvincial", { class: t(`class.${(provincial as Period).class}`) });
}

async function Verdict({ period }: { period: Period }) {
  const [t, f, locale] = [await text("households"), await formats(), await currentLocale()];
  const { standard, reasons } = period;
  const said = reasons.map((reason) => {
    switch (reason.code) {
      case "income_above":
      case "income_within":
        return t(`reason.${reason.code}`, { income: f.money(reason.income), line: f.money(reason.line) });
      case "deprivations_enough":
      case "deprivations_few":
        return t(`reason.${reason.code}`, { count: reason.count, least: String(reason.least) });
      case "decided_otherwise":
        return t(`reason.${reason.code}`, { class: t(`classShort.${reason.scored}`) });
      default:
        return t(`reason.${reason.code}`);
    }
  });
  return (
    <section className="verdict">
      <p className="cap">
        {t(standard.provincial ? "verdict.forProvincial" : "verdict.forNational", { standard: standard.name[locale] })}
      </p>
      <p className="big">{t(`class.${period.class}`)}</p>
      <p>{said.join(" ")}</p>
      {!period.inForce && period.validTo && (
        <p className="cap">{t("verdict.over", { date: f.date(period.validTo) })}</p>
      )}
      {period.document && <p className="cap">{t("verdict.decision", { number: period.document.number })}</p>}
    </section>
  );
}
