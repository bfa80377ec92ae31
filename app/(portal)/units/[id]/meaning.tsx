import { TextProvider } from "@/app/text/client";
import { messages } from "@/app/text/index";
import { currentLocale, formats, text } from "@/app/text/server";
import { Link } from "@/app/ui/link";
import type { Query } from "@/app/ui/query";
import { Sheet } from "@/app/ui/sheet";
import { Steps } from "@/app/ui/steps";
import type { CodeHolder } from "@/server/units/queries";
import { inForceOn, meanings } from "@/server/units/rules";
import { dayParam } from "../day";
import { FilterDate } from "../filter-date";
import { type PeriodWords, unitInSentence, unitPeriod, unitTitle } from "../title";
import { grouped } from "./grouped";
import type { Unit } from "./unit";

const schemes: Record<string, "gso" | "qd19" | "iso3166"> = { gso: "gso", qd19: "qd19", "iso3166-2": "iso3166" };

/** The first day is not told where nobody looked it up. */
const timeOf = (unit: Unit, holder: CodeHolder) => ({
  validFrom: holder.validFrom,
  validTo: holder.validTo,
  validFromKnown:
    holder.unitId === unit.id
      ? (unit.versions.find(({ validFrom }) => validFrom === holder.validFrom)?.validFromKnown ?? true)
      : holder.validTo === null,
});

/** Each code of the unit with all its holders in time, and what it meant on a day. */
export async function Meaning({ unit, query, path }: { unit: Unit; query: Query; path: string }) {
  const [t, f, locale] = [await text("units"), await formats(), await currentLocale()];
  const words = t as unknown as PeriodWords;
  const day = dayParam(query, "codeOn");
  const codes = grouped(unit.holders, (holder) => `${holder.scheme} ${holder.code}`);
  const isHolder = (each: object): each is CodeHolder => "unitId" in each;
  return (
    <>
      {codes.map(([key, holders], index) => {
        const meant = day && inForceOn(holders, day);
        const first = holders[0]!;
        return (
          <Sheet key={key} title={t("meaning.title", { code: first.code })}>
            <p className="cap">
              {schemes[first.scheme]
                ? t(`meaning.${schemes[first.scheme]!}`)
                : t("meaning.otherScheme", { scheme: first.scheme })}
            </p>
            <Steps
              steps={meanings(holders).map((each) =>
                isHolder(each)
                  ? {
                      key: each.validFrom,
                      title:
                        each.unitId === unit.id ? (
                          unitTitle(each, locale)
                        ) : (
                          <Link href={`/units/${each.unitId}`}>{unitTitle(each, locale)}</Link>
                        ),
                      note: [unitPeriod(timeOf(unit, each), words), each.parent && unitInSentence(each.parent, locale)]
                        .filter(Boolean)
                        .join(" · "),
                      state: each.unitId === unit.id ? ("now" as const) : ("next" as const),
                    }
                  : {
                      key: each.validFrom,
                      title: t("meaning.gap"),
                      note: unitPeriod(each, words),
                      state: "next" as const,
                    },
              )}
            />
            {index === 0 && (
              <TextProvider locale={locale} messages={messages(locale, ["units"])}>
                <form method="get" action={path} className="inrow items-end mt-3">
                  <FilterDate name="codeOn" label={t("meaning.on")} day={day} />
                  <button type="submit" className="btn">
                    {t("meaning.show")}
                  </button>
                </form>
              </TextProvider>
            )}
            {day && (
              <p role="status" className="mt-2">
                {meant
                  ? t("meaning.answer", { date: f.date(day), unit: unitInSentence(meant, locale) })
                  : t("meaning.nothing", { date: f.date(day) })}
              </p>
            )}
          </Sheet>
        );
      })}
    </>
  );
}
