import { currentLocale, formats, text } from "@/app/text/server";
import { api, frame } from "@/app/trpc/server";
import { Link } from "@/app/ui/link";
import { href, type Query } from "@/app/ui/query";
import { Sheet } from "@/app/ui/sheet";
import type { Rated, UnitRound } from "@/server/households/round-queries";
import { choiceParam } from "../day";

const lenses = ["was", "now", "same"] as const;
const counts = ["households", "poor", "nearPoor"] as const;
const isYear = (round: string) => /^\d{4}$/.test(round);
const none: Rated = { households: 0, poor: 0, nearPoor: 0 };

type Props = { unitId: string; unitName: string; path: string; query: Query };

/** Review rounds of a unit as it was, as it is, and over the same territory: one table, which nobody may add up across. */
export async function Lenses({ unitId, unitName, path, query }: Props) {
  if (!(await frame()).permissions.includes("households.read")) return null;
  const { rounds, waiting, unseen } = await (await api()).households.rounds({ unitId });
  if (!rounds.length) return null;
  const [t, f, locale] = [await text("units"), await formats(), await currentLocale()];
  const chosen = choiceParam(query, "lens", lenses) ?? "same";
  const byStandard = new Map<string, UnitRound[]>();
  for (const each of rounds) byStandard.set(each.standard.id, [...(byStandard.get(each.standard.id) ?? []), each]);
  const nameOf = (round: string) =>
    isYear(round) ? t("lens.endOf", { year: round }) : t("lens.round", { round: round.split("-").reverse().join("/") });
  const held = (lens: (typeof lenses)[number], each: UnitRound) => (lens === "was" ? each.was : each[lens]);
  // A round of its own for a few families is not the state of the unit.
  const yearly = rounds.filter(({ standard, round }) => !standard.provincial && isYear(round));
  const last = yearly.at(-1) ?? rounds.at(-1)!;
  const formers = [...new Set(rounds.flatMap(({ was }) => (was && was.unitId !== unitId ? [was.title] : [])))];
  const unknown = rounds.some(({ now }) => now.unknown.households > 0);
  const number = (value: number | undefined, more = 0) =>
    value === undefined ? (
      <span className="zero">—</span>
    ) : more ? (
      f.range(value, value + more)
    ) : value ? (
      f.number(value)
    ) : (
      <span className="zero">0</span>
    );
  return (
    <Sheet
      title={t("lens.finding", {
        round: nameOf(last.round),
        unit: unitName,
        poor: f.number(last.same.poor),
        nearPoor: f.number(last.same.nearPoor),
      })}
      note={t("lens.measure")}
      flush
    >
      <nav className="lens" aria-label={t("lens.label")}>
        <span className="cap only-l">{t("lens.label")}</span>
        {lenses.map((lens) => (
          <Link
            key={lens}
            href={href(path, query, { lens: lens === "same" ? null : lens })}
            aria-current={lens === chosen ? "true" : undefined}
          >
            <b>{t(`lens.${lens}`)}</b>
            {t(`lens.${lens}Note`)}
          </Link>
        ))}
      </nav>
      <div className="scroll">
        <table className="lensed">
          <caption className="vh">{t("lens.caption")}</caption>
          <thead>
            <tr>
              <th scope="col">{t("lens.period")}</th>
              {lenses.flatMap((lens) =>
                counts.map((count, at) => (
                  <th key={`${lens}-${count}`} scope="col" className={look(lens === chosen, at === 0)}>
                    <span className="vh">{t(`lens.${lens}`)}, </span>
                    {t(`lens.${count}`)}
                  </th>
                )),
              )}
            </tr>
          </thead>
          {[...byStandard.values()].map((group) => (
            <tbody key={group[0]!.standard.id}>
              <tr className="grp">
                <th colSpan={10} scope="rowgroup">
                  <span className="cap">
                    {group[0]!.standard.name[locale]}
                    {group[0]!.standard.provincial && byStandard.size > 1 && `, ${t("lens.apart")}`}
                  </span>
                </th>
              </tr>
              {group.map((each) => (
                <tr key={each.round}>
                  <th scope="row">{nameOf(each.round)}</th>
                  {lenses.flatMap((lens) =>
                    counts.map((count, at) => (
                      <td key={`${lens}-${count}`} className={look(lens === chosen, at === 0)}>
                        {number(held(lens, each)?.[count], (lens === "now" ? each.now.unknown : none)[count])}
                      </td>
                    )),
                  )}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
      <div className="bd pad">
        <p className="flag ask mt-0">
          {[
            t("lens.zero"),
            formers.length > 0 && t("lens.formers", { units: formers.join(", ") }),
            unknown && t("lens.unknown"),
            unseen.length > 0 && t("lens.unseen", { units: unseen.join(", ") }),
            waiting > 0 && t("lens.waiting", { count: waiting }),
          ]
            .filter(Boolean)
            .join(" ")}{" "}
          <b>{t("lens.neverAdd")}</b>
        </p>
      </div>
    </Sheet>
  );
}

const look = (chosen: boolean, first: boolean) => ["n", chosen ? "act" : "off", first && "g"].filter(Boolean).join(" ");
