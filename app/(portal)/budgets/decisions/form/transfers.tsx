"use client";

import { useRef } from "react";
import { useFieldArray } from "react-hook-form";
import { useText } from "@/app/text/client";
import type { Option } from "@/app/ui/combobox";
import { useListMessage } from "@/app/ui/form";
import { Icon } from "@/app/ui/icons";
import { isCell } from "./grid/pages";
import { Limits } from "./limits";
import { blank, type Choices, purposeOf, type Row } from "./transfer";
import { TransferRow } from "./transfer-row";
import { useOver } from "./use-over";

type TransfersProps = {
  year: number;
  choices: Choices;
  receivers: Map<string, Option>;
  /** Lines of which the tables above hold what goes down to units. */
  divided: ReadonlySet<string>;
};

/** What a decision moves, one below the other; beside a table, what does not stand in it. */
export function Transfers({ year, choices, receivers, divided }: TransfersProps) {
  const t = useText("budgets");
  const { id, message } = useListMessage("transfers", t("form.transfers"));
  const { fields, append, remove } = useFieldArray({ name: "transfers", keyName: "rowKey" });
  const { rows, over } = useOver(choices);
  const beside = divided.size > 0;
  const here = (row: Row) => !isCell(row, divided);
  const own = rows.filter(here);
  const adder = useRef<HTMLButtonElement>(null);
  const add = (after?: Row) => {
    const source = choices.sources.find((each) => each.id === after?.fromLineId);
    append({ ...blank(source?.id, after?.kind), ...purposeOf(source) });
  };
  const columns = [t("decision.kind"), t("decision.from"), t("decision.to"), t("decision.amount")];
  const title = t(beside ? "form.others" : "form.transfers");
  return (
    <section className="sheet" aria-label={title}>
      <div className="hd">
        <h2>{title}</h2>
        <span className="cap">{beside && own.length === 0 ? t("form.othersNote") : t("decision.amount")}</span>
      </div>
      {choices.sources.length === 0 && <p className="bd muted">{t("form.noSources", { year: String(year) })}</p>}
      <Limits rows={rows} lines={own.map(({ fromLineId }) => fromLineId)} choices={choices} />
      {message && (
        <p className="msg bd" id={`${id}-error`}>
          <Icon name="warn" /> {message}
        </p>
      )}
      <div className="scroll" hidden={beside && own.length === 0}>
        <table className="stack">
          <caption className="vh">{title}</caption>
          <thead>
            <tr>
              {columns.map((head, at) => (
                <th key={head} scope="col" className={["w-44", "", "w-80", "n w-52"][at]}>
                  {head}
                </th>
              ))}
              <th scope="col" className="w-10">
                <span className="vh">{t("form.remove", { row: "" })}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field, at) => {
              const row = rows[at] ?? (field as unknown as Row);
              if (!here(row)) return null;
              return (
                <TransferRow
                  key={field.rowKey}
                  at={at}
                  place={own.indexOf(row) + 1}
                  divided={divided}
                  row={row}
                  choices={choices}
                  receivers={receivers}
                  refused={over.get(at)}
                  onEnter={() => add(row)}
                  onRemove={() => {
                    remove(at);
                    adder.current?.focus();
                  }}
                />
              );
            })}
          </tbody>
        </table>
      </div>
      <div className="pager" id={id} tabIndex={-1}>
        <button ref={adder} type="button" className="btn" onClick={() => add(own.at(-1))}>
          <Icon name="plus" /> {t("form.add")}
        </button>
      </div>
    </section>
  );
}
