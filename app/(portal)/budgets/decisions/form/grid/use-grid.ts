"use client";

import { useCallback, useRef, useState } from "react";
import { useFormContext } from "react-hook-form";
import { useLocale } from "@/app/text/client";
import { trpc } from "@/app/trpc/client";
import type { Row } from "../transfer";
import { typedAmount, type Unit } from "./amounts";
import { type CellText, withCells } from "./cells";
import { cellKey, cellsOf, type GridPage } from "./pages";
import { codeReader, layOut, readTable } from "./paste";
import { type Choice, resolve, type Waiting } from "./resolve";

/** What the last block was and what became of it. */
export type Block = {
  rows: number;
  columns: number;
  taken: ReadonlySet<string>;
  leftOut: { rows: number; columns: number; sums: number };
};

type Before = { transfers: Row[]; waiting: Waiting[]; block: Block | undefined };

/** The cells of a table, written into the form's transfers; what was pasted can be taken back. */
export function useGrid(page: GridPage, unit: Unit) {
  const [locale, { getValues, setValue, formState }] = [useLocale(), useFormContext()];
  const [waiting, setWaiting] = useState<Waiting[]>([]);
  const [block, setBlock] = useState<Block>();
  const [failed, setFailed] = useState(false);
  const past = useRef<Before[]>([]);
  const options = { shouldDirty: true, shouldValidate: formState.isSubmitted };
  const latest = useRef({ reading: { page, unit, locale }, options });
  latest.current = { reading: { page, unit, locale }, options };

  const remember = () => {
    past.current = [...past.current.slice(-19), { transfers: [...getValues("transfers")], waiting, block }];
  };
  const write = (rows: Row[]) => setValue("transfers", rows, options);
  const fill = (cells: CellText[]) => write(withCells(getValues("transfers") as Row[], cells, latest.current.reading));

  const put = useCallback(
    (unitId: string, lineId: string, text: string) => {
      const { reading, options } = latest.current;
      const rows = getValues("transfers") as Row[];
      const at = cellsOf(rows, reading.page).get(cellKey(unitId, lineId));
      const amount = typedAmount(text, reading.unit, reading.locale) ?? text.trim();
      // Only a cell that comes or goes changes the list.
      if (at !== undefined && amount !== "") setValue(`transfers.${at}.amount`, amount, options);
      else setValue("transfers", withCells(rows, [{ unitId, lineId, text }], reading), options);
    },
    [getValues, setValue],
  );

  const paste = async (text: string, at: { unitId: string; lineId: string }) => {
    const { units, lines } = page;
    const isMoney = (said: string) => typedAmount(said, unit, locale) !== undefined;
    const pasted = layOut(readTable(text), { units, lines, at, isMoney });
    const asCode = codeReader(units);
    const codes = [...new Set(pasted.rows.flatMap(({ called }) => (called && asCode(called)) || []))];
    setFailed(false);
    const meanings = codes.length ? await trpc.budgets.receiversByCode.query({ codes }).catch(() => undefined) : [];
    if (!meanings) return setFailed(true);
    const { taken, waiting } = resolve(pasted.rows, units, meanings);
    remember();
    const cells = taken.flatMap(({ unitId, cells }) => cells.map((cell) => ({ unitId, ...cell })));
    fill(cells);
    setWaiting((before) => [...before, ...waiting]);
    const keys = cells.filter(({ text }) => text !== "").map(({ unitId, lineId }) => cellKey(unitId, lineId));
    setBlock({ rows: pasted.rows.length, columns: pasted.columns, leftOut: pasted.leftOut, taken: new Set(keys) });
  };

  /** The answer to a question, or that the row is not wanted. */
  const answer = (asked: Waiting, choice: Choice | undefined) => {
    remember();
    if (choice) {
      fill(asked.cells.map((cell) => ({ unitId: choice.unitId, adds: choice.adds ?? false, ...cell })));
    }
    setWaiting((all) => all.filter((each) => each !== asked));
  };

  const undo = () => {
    const before = past.current.at(-1);
    if (!before) return;
    past.current = past.current.slice(0, -1);
    write(before.transfers);
    setWaiting(before.waiting);
    setBlock(before.block);
  };

  return { waiting, block, failed, put, paste, answer, undo, canUndo: past.current.length > 0 };
}
