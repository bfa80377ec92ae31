import { currentLocale, formats, text } from "@/app/text/server";
import { Link } from "@/app/ui/link";
import { Sheet } from "@/app/ui/sheet";
import { unitInSentence, unitTitle } from "../title";
import { grouped } from "./grouped";
import { Lineage } from "./lineage";
import { Papers } from "./papers";
import { lineOf, shareOf, shareWords } from "./share";
import { codeOf, type Unit, type UnitLink } from "./unit";

type Props = {
  unit: Unit;
  came: UnitLink[];
  /** What the same predecessors gave to others. */
  elsewhere: UnitLink[];
  /** It has successors of its own. */
  ended: boolean;
  papers: UnitLink[];
};

/** What the unit was made of, and where the rest of that went. */
export async function CameFrom({ unit, came, elsewhere, ended, papers }: Props) {
  const [t, f, locale] = [await text("units"), await formats(), await currentLocale()];
  const size = await shareWords();
  const name = unitTitle(unit.versions.at(-1)!, locale);
  const divided = came.filter(({ part }) => part);
  const giver = came.find(({ passedCode }) => passedCode)?.predecessor;
  return (
    <Sheet
      title={
        divided.length
          ? t("lineage.fromPart", {
              unit: name,
              count: came.length,
              parts: divided.map(({ predecessor }) => unitInSentence(predecessor, locale)).join(", "),
            })
          : t("lineage.from", { unit: name, count: came.length })
      }
      note={t("lineage.legend")}
      flush
    >
      <Lineage
        label={t("lineage.title")}
        left={came.map((link) => ({
          key: link.predecessorId,
          title: <Link href={`/units/${link.predecessorId}`}>{unitTitle(link.predecessor, locale)}</Link>,
          notes: [[link.predecessor.code, size(link)].filter(Boolean).join(" · ")],
          part: link.part,
        }))}
        right={[
          {
            key: unit.id,
            title: name,
            me: true,
            notes: [
              [codeOf(unit), giver && t("lineage.tookCode", { unit: unitInSentence(giver, locale) })]
                .filter(Boolean)
                .join(" · "),
              ...(ended ? [] : [t("lineage.noSuccessor")]),
            ],
          },
          ...grouped(elsewhere, (link) => link.successorId).map(([key, links]) => ({
            key,
            title: <Link href={`/units/${key}`}>{unitTitle(links[0]!.successor, locale)}</Link>,
            notes: links.map((link) => {
              const from = unitInSentence(link.predecessor, locale);
              const got =
                shareOf(link) === null
                  ? t("lineage.gotSomePart", { unit: from })
                  : t("lineage.gotPart", { unit: from, share: f.percent(shareOf(link)) });
              return [link.successor.code, got].filter(Boolean).join(" · ");
            }),
          })),
        ]}
        lines={[...came, ...elsewhere].map(lineOf)}
      />
      <Papers links={papers} />
    </Sheet>
  );
}
