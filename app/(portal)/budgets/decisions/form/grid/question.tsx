"use client";

import { useFormats, useLocale, useText } from "@/app/text/client";
import type { GridUnit } from "@/server/budgets/decision-queries";
import { lastDay } from "@/server/units/rules";
import { unitInSentence } from "../../../../units/title";
import type { GridPage } from "./pages";
import type { Choice, Waiting } from "./resolve";

type Props = { asked: Waiting; page: GridPage; span: number; onAnswer: (choice: Choice | undefined) => void };

/** A pasted row of which it is not known whom it is about, and the question under it. */
export function Question({ asked, page, span, onAnswer }: Props) {
  const [t, f, locale] = [useText("budgets"), useFormats(), useLocale()];
  const { called, cells, choices } = asked;
  const unitOf = (id: string): GridUnit => page.units.find((unit) => unit.id === id)!;
  const [first] = choices;
  const meanings = new Set(choices.map(({ meaning }) => meaning));
  const word = ({ unitId, meaning, adds }: Choice) => {
    const unit = unitInSentence(unitOf(unitId), locale);
    if (adds) return t("grid.add", { unit });
    if (meaning && meanings.size === 1) return unit;
    if (!meaning) return `${unit} (${unitOf(unitId).code ?? ""})`;
    const [day, from] = [lastDay(meaning.validTo), f.date(meaning.validFrom)];
    const former = unitInSentence(meaning, locale);
    return day ? t("grid.until", { day: f.date(day), former, unit }) : t("grid.since", { day: from, unit });
  };
  const question = () => {
    if (!first) return t("grid.unknown", { called });
    const { meaning, adds, unitId } = first;
    const former = meaning?.validTo ? unitInSentence(meaning, locale) : "";
    if (adds)
      return t(former ? "grid.alsoFormer" : "grid.also", {
        called,
        former,
        unit: unitInSentence(unitOf(unitId), locale),
      });
    if (former && meanings.size === 1) return t("grid.divided", { called, former });
    return t(meaning ? "grid.whichDay" : "grid.which", { called });
  };
  return (
    <>
      <tr className="ask">
        <th scope="row">
          <b className="late">{called}</b> ?
        </th>
        {page.lines.map(({ id }) => (
          <td key={id} className="n muted">
            {cells.find(({ lineId }) => lineId === id)?.text}
          </td>
        ))}
        <td className="n rowsum" />
      </tr>
      <tr className="say asked">
        <td colSpan={span}>
          <div className="in">
            <b>{question()}</b>
            {choices.map((choice) => (
              <button type="button" className="btn" key={word(choice)} onClick={() => onAnswer(choice)}>
                {word(choice)}
              </button>
            ))}
            <button type="button" className="btn lite" onClick={() => onAnswer(undefined)}>
              {t("grid.drop")}
            </button>
          </div>
        </td>
      </tr>
    </>
  );
}
