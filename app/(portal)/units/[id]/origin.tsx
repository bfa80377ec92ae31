import { currentLocale, text } from "@/app/text/server";
import { Sheet } from "@/app/ui/sheet";
import { unitTitle } from "../title";
import { CameFrom } from "./came-from";
import type { Unit } from "./unit";
import { WentInto } from "./went-into";

/** Two drawings at most: what the unit was made of, and what became of it. */
export async function Origin({ unit }: { unit: Unit }) {
  const [t, locale] = [await text("units"), await currentLocale()];
  const came = unit.links.filter((link) => link.successorId === unit.id);
  const went = unit.links.filter((link) => link.predecessorId === unit.id);
  const elsewhere = unit.links.filter((link) => link.successorId !== unit.id && link.predecessorId !== unit.id);
  const papers = [...came, ...went];
  if (!papers.length) {
    return <Sheet title={t("lineage.none", { unit: unitTitle(unit.versions.at(-1)!, locale) })}>{null}</Sheet>;
  }
  return (
    <>
      {came.length > 0 && (
        <CameFrom unit={unit} came={came} elsewhere={elsewhere} ended={went.length > 0} papers={papers} />
      )}
      {went.length > 0 && <WentInto unit={unit} went={went} papers={came.length ? [] : papers} />}
    </>
  );
}
