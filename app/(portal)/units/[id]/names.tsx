import { currentLocale, text } from "@/app/text/server";
import { Facts } from "@/app/ui/facts";
import { Link } from "@/app/ui/link";
import { Sheet } from "@/app/ui/sheet";
import { type PeriodWords, unitPeriod, unitTitle } from "../title";
import type { Unit } from "./unit";

/** Every name, code and place in the order of levels that it has had. */
export async function Names({ unit }: { unit: Unit }) {
  const [t, locale] = [await text("units"), await currentLocale()];
  const words = t as unknown as PeriodWords;
  return (
    <>
      {unit.versions.map((version) => (
        <Sheet key={version.validFrom} title={unitTitle(version, locale)} note={unitPeriod(version, words)}>
          <Facts
            label={t("version.caption")}
            items={[
              { term: t("code"), value: version.code },
              {
                term: t("parent"),
                value: version.parent && (
                  <Link href={`/units/${version.parentId}`}>{unitTitle(version.parent, locale)}</Link>
                ),
              },
              {
                term: t("version.urban"),
                value:
                  version.urban === null
                    ? t("version.undecided")
                    : t(version.urban ? "version.isUrban" : "version.isRural"),
              },
              {
                term: t("version.document"),
                value: version.document && (
                  <Link href={`/documents/${version.document.id}`}>{version.document.number}</Link>
                ),
              },
            ]}
          />
        </Sheet>
      ))}
    </>
  );
}
