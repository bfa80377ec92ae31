import { currentLocale, formats, text } from "@/app/text/server";
import { Link } from "@/app/ui/link";
import { Sheet } from "@/app/ui/sheet";
import { unitInSentence, unitTitle } from "../../units/title";
import { dayBefore, type Household, type Period } from "./household";

type Props = { household: Household };

/** The class of each round under each standard: newest first. */
export async function ClassSheet({ household }: Props) {
  const t = await text("households");
  if (!household.periods.length) return null;
  const rounds = new Map<string, { national?: Period; provincial?: Period }>();
  for (const period of household.periods) {
    const held = rounds.get(period.round) ?? {};
    rounds.set(period.round, { ...held, [period.standard.provincial ? "provincial" : "national"]: period });
  }
  const cell = (period: Period | undefined) => {
    if (!period) return <td className="muted">{t("classes.noStandard")}</td>;
    const word = t(`classShort.${period.class}`);
    return <td>{period.class === "poor" ? <b>{word}</b> : word}</td>;
  };
  return (
    <Sheet flush title={t("classes.title")}>
      <table className="tight">
        <caption className="vh">{t("classes.caption")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("classes.round")}</th>
            <th scope="col">{t("classes.provincial")}</th>
            <th scope="col">{t("classes.national")}</th>
          </tr>
        </thead>
        <tbody>
          {[...rounds].map(([round, { national, provincial }]) => (
            <tr key={round}>
              <th scope="row" className="nw">
                {round}
              </th>
              {cell(provincial)}
              {cell(national)}
            </tr>
          ))}
        </tbody>
      </table>
    </Sheet>
  );
}

/** Where it lives, and what the place was called when the household was registered. */
export async function PlaceSheet({ household }: Props) {
  const [t, f, locale] = [await text("households"), await formats(), await currentLocale()];
  const { unit, successors } = household;
  const whole = successors.find(({ part }) => !part);
  const now = unit.validTo && whole ? whole : unit;
  const until = unit.validTo && f.date(dayBefore(unit.validTo));
  return (
    <Sheet title={t("place.title")}>
      <p>
        {[
          household.address,
          household.villageName && t("place.village", { name: household.villageName }),
          household.address || household.villageName ? unitInSentence(now, locale) : unitTitle(now, locale),
        ]
          .filter(Boolean)
          .join(", ")}
      </p>
      {until && whole && <p className="cap">{t("place.whole", { date: until, unit: unitInSentence(unit, locale) })}</p>}
      {until && !whole && successors.length > 0 && (
        <p className="flag ask">
          {t("place.part", {
            unit: unitTitle(unit, locale),
            successors: successors.map((each) => unitInSentence(each, locale)).join(", "),
          })}
        </p>
      )}
      {household.phone && <p className="cap">{t("place.phone", { number: household.phone })}</p>}
    </Sheet>
  );
}

export async function DwellingSheet({ household }: Props) {
  const [t, f] = [await text("households"), await formats()];
  const parts = (["foundation", "frame", "roof"] as const).map((part) => ({ part, state: household[part] }));
  const surveyed = parts.every(({ state }) => state !== "unknown");
  const weak = parts.filter(({ state }) => state === "not_durable").length;
  const { area, memberCount } = household;
  return (
    <Sheet title={t("dwelling.title")}>
      {surveyed && <p>{t("dwelling.weak", { count: weak })}</p>}
      <dl className="cap">
        {parts.map(({ part, state }) => (
          <div key={part} className="flex justify-between gap-3">
            <dt>{t(`dwelling.${part}`)}</dt>
            <dd className={state === "not_durable" ? "late" : undefined}>{t(`dwelling.${state}`)}</dd>
          </div>
        ))}
        <div className="flex justify-between gap-3">
          <dt>{t("dwelling.area")}</dt>
          <dd>
            {area === null
              ? "—"
              : memberCount > 0
                ? t("dwelling.perPerson", { area: f.number(area, 1), each: f.number(area / memberCount, 1) })
                : t("dwelling.onlyArea", { area: f.number(area, 1) })}
          </dd>
        </div>
      </dl>
    </Sheet>
  );
}

export async function FamilySheet({ household }: Props) {
  const [t, f] = [await text("households"), await formats()];
  const { origin, offspring } = household;
  if (!origin && !offspring.length) return null;
  return (
    <Sheet title={t("family.title")}>
      <ul>
        {origin && (
          <li>
            <Link href={`/households/${origin.id}`}>{t("family.origin", { name: origin.headName })}</Link>
          </li>
        )}
        {offspring.map(({ id, headName, splitOn }) => (
          <li key={id}>
            <Link href={`/households/${id}`}>{t("family.offspring", { name: headName, date: f.date(splitOn) })}</Link>
          </li>
        ))}
      </ul>
    </Sheet>
  );
}

/** The trail, for the household's own sake: who looked, and when. */
export async function SeenSheet({ household }: Props) {
  const [t, f] = [await text("households"), await formats()];
  const { total, lately } = household.seen;
  return (
    <Sheet
      title={t("seen.title")}
      note={
        total > lately.length && (
          <Link href={`/households/${household.id}?tab=history`}>{t("seen.total", { count: total })}</Link>
        )
      }
    >
      <div className="cap">
        {lately.length === 0 && <p>{t("seen.none")}</p>}
        {lately.map(({ name, at, event }) => (
          <p key={`${name}${at}${event}`}>
            {t(event === "household.identity_revealed" ? "seen.revealed" : "seen.read", { name, at: f.instant(at) })}
          </p>
        ))}
        {household.may.includes("audit.read") && (
          <p>
            <Link href={`/audit?record=${household.id}`}>{t("seen.everyone")}</Link>
          </p>
        )}
      </div>
    </Sheet>
  );
}
