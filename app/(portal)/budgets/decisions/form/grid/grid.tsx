"use client";

import { useEffect, useState } from "react";
import { useFormState } from "react-hook-form";
import { useLocale, useText } from "@/app/text/client";
import type { Option } from "@/app/ui/combobox";
import { useAround, useErrorText } from "@/app/ui/form-control";
import { Icon } from "@/app/ui/icons";
import type { GridUnit } from "@/server/budgets/decision-queries";
import { unitTitle } from "../../../../units/title";
import { type Choices, isAmount } from "../transfer";
import { useOver } from "../use-over";
import { units as moneyUnits, type Unit } from "./amounts";
import { BlockNote } from "./block-note";
import { cellUnder, moveByKey } from "./keys";
import { LimitRows } from "./limits-rows";
import { cellKey, cellsOf, type GridPage } from "./pages";
import { Question } from "./question";
import type { Refused } from "./refusal";
import { UnitRow } from "./unit-row";
import { useGrid } from "./use-grid";

type Props = {
  page: GridPage;
  pages: readonly GridPage[];
  onPage: (key: string) => void;
  choices: Choices;
  /** How units are called that are no longer among the rows. */
  receivers: Map<string, Option>;
  /** How many pasted rows wait for an answer: nothing is saved before. */
  onWaiting: (count: number) => void;
};

/** Units × lines: what goes down, typed or pasted from a spreadsheet, with what remains of every line above it. */
export function Grid({ page, pages, onPage, choices, receivers, onWaiting }: Props) {
  const [t, locale, errorText] = [useText("budgets"), useLocale(), useErrorText()];
  const form = useAround("grid");
  const { errors } = useFormState();
  const [unit, setUnit] = useState<Unit>("million");
  const { rows, over } = useOver(choices);
  const places = cellsOf(rows, page);
  const grid = useGrid(page, unit);
  const asked = grid.waiting.length;
  useEffect(() => onWaiting(asked), [asked, onWaiting]);

  const shown = new Set(page.units.map(({ id }) => id));
  const gone = [...new Set([...places.values()].map((at) => rows[at]!.toUnitId!))].filter((id) => !shown.has(id));
  const plain = { vi: "{name}", id: "{name}", en: "{name}" };
  const lines: GridUnit[] = [
    ...page.units,
    ...gone.map((id) => ({ id, parentId: "", code: null, name: receivers.get(id)?.label ?? id, title: plain })),
  ];
  const wrongAt = (at: number): string | undefined => {
    const found = (errors.transfers as unknown as Record<string, { message?: string }>[] | undefined)?.[at];
    return errorText(Object.values(found ?? {}).find((each) => each?.message)?.message);
  };
  const refusedOf = (unitId: string): Refused[] =>
    page.lines.flatMap((line) => {
      const at = places.get(cellKey(unitId, line.id));
      if (at === undefined) return [];
      const [amount, tooMuch] = [rows[at]!.amount, over.get(at)];
      const message = wrongAt(at) ?? (isAmount(amount) ? undefined : t("grid.noAmount"));
      return tooMuch || message ? [{ id: `${form.id}-refused-${at}`, line, amount, over: tooMuch, message }] : [];
    });
  const pastedAt = (row: number, column: number) => {
    const [place, line] = [lines[row], page.lines[column]];
    return Boolean(place && line && grid.block?.taken.has(cellKey(place.id, line.id)));
  };
  const refused = lines.map(({ id }) => refusedOf(id));
  const filled = (each: GridPage) => cellsOf(rows, each).size;
  return (
    <section className="sheet" aria-label={t("grid.title")}>
      <div className="hd">
        <h2>{t("grid.title")}</h2>
        <span className="sp" />
        {pages.length > 1 && (
          <select
            className="min-w-0 max-w-full"
            aria-label={t("grid.page")}
            value={page.key}
            disabled={asked > 0}
            onChange={(event) => onPage(event.target.value)}
          >
            {pages.map((each) => (
              <option key={each.key} value={each.key}>
                {`${each.holder} · ${each.source[locale]} · ${each.capital[locale]}`}
                {filled(each) > 0 && ` (${t("grid.cells", { count: filled(each) })})`}
              </option>
            ))}
          </select>
        )}
        <select
          aria-label={t("grid.unit")}
          value={unit}
          disabled={asked > 0}
          onChange={(event) => setUnit(event.target.value as Unit)}
        >
          {moneyUnits.map((each) => (
            <option key={each} value={each}>
              {t(`grid.units.${each}`)}
            </option>
          ))}
        </select>
        {grid.canUndo && (
          <button type="button" className="btn" onClick={grid.undo}>
            {t("grid.undo")} <kbd>Ctrl Z</kbd>
          </button>
        )}
      </div>
      {grid.failed && (
        <p className="msg bd" role="alert">
          <Icon name="warn" /> {t("grid.failed")}
        </p>
      )}
      <BlockNote block={grid.block} waiting={grid.waiting} refused={refused.flat().length} />
      <div className="scroll">
        <table
          className="cellgrid"
          onKeyDown={(event) => {
            const typing = (event.target as HTMLElement).dataset.typed !== undefined;
            if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && grid.canUndo && !typing) {
              event.preventDefault();
              grid.undo();
            } else moveByKey(event);
          }}
          onPaste={(event) => {
            const [text, at] = [event.clipboardData.getData("text/plain"), cellUnder(event.target)];
            if (!at || !/[\t\n]/.test(text.replace(/\r?\n$/, ""))) return;
            event.preventDefault();
            void grid.paste(text, at);
          }}
        >
          <caption className="vh">{t("grid.title")}</caption>
          <thead>
            <tr>
              <th scope="col">
                {t("grid.units.rows")}
                <span className="unit">{t(`grid.units.${unit}`)}</span>
              </th>
              {page.lines.map((line) => (
                <th key={line.id} scope="col" className="n">
                  {line.lineCode}
                  <span className="unit">{line.lineName[locale]}</span>
                </th>
              ))}
              <th scope="col" className="n">
                {t("grid.sum")}
              </th>
            </tr>
          </thead>
          <tbody>
            <LimitRows page={page} rows={rows} unit={unit} />
            {grid.waiting.map((each, at) => (
              <Question
                key={`${each.called} ${at}`}
                asked={each}
                page={page}
                span={page.lines.length + 2}
                onAnswer={(choice) => grid.answer(each, choice)}
              />
            ))}
            {lines.map((row, at) => (
              <UnitRow
                key={row.id}
                row={row}
                name={unitTitle(row, locale)}
                page={page}
                unit={unit}
                places={places}
                rows={rows}
                refused={refused[at]!}
                pasted={(lineId, up, aside) =>
                  pastedAt(at + up, page.lines.findIndex(({ id }) => id === lineId) + aside)
                }
                put={grid.put}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
