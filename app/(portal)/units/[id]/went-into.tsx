import { currentLocale, formats, text } from "@/app/text/server";
import { Link } from "@/app/ui/link";
import { Sheet } from "@/app/ui/sheet";
import { unitInSentence, unitTitle } from "../title";
import { Lineage } from "./lineage";
import { Papers } from "./papers";
import { lineOf, shareWords } from "./share";
import { codeOf, type Unit, type UnitLink } from "./unit";

type Props = { unit: Unit; went: UnitLink[]; papers: UnitLink[] };

/** What became of the unit. */
export async function WentInto({ unit, went, papers }: Props) {
  const [t, f, locale] = [await text("units"), await formats(), await currentLocale()];
  const size = await shareWords();
  const me = unit.versions.at(-1)!;
  const name = unitTitle(me, locale);
  return (
    <Sheet
      title={
        went.length === 1
          ? t("lineage.into", {
              date: f.date(went[0]!.effectiveOn),
              unit: unitInSentence(me, locale),
              successor: unitInSentence(went[0]!.successor, locale),
            })
          : t("lineage.intoParts", {
              date: f.date(went[0]!.effectiveOn),
              unit: unitInSentence(me, locale),
              count: went.length,
            })
      }
      note={t("lineage.legend")}
      flush
    >
      <Lineage
        label={t("lineage.title")}
        left={[{ key: unit.id, title: name, me: true, notes: [codeOf(unit) ?? ""] }]}
        right={went.map((link) => ({
          key: link.successorId,
          title: <Link href={`/units/${link.successorId}`}>{unitTitle(link.successor, locale)}</Link>,
          notes: [[link.successor.code, size(link)].filter(Boolean).join(" · ")],
          part: link.part,
        }))}
        lines={went.map(lineOf)}
      />
      <Papers links={papers} />
    </Sheet>
  );
}
