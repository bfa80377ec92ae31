"use client";

import { useRef } from "react";
import { useFieldArray } from "react-hook-form";
import { useText } from "@/app/text/client";
import type { Option } from "@/app/ui/combobox";
import { useListMessage } from "@/app/ui/form";
import { Icon } from "@/app/ui/icons";
import { Limits } from "./limits";
import { blank, type Choices, purposeOf, type Row } from "./transfer";
import { TransferRow } from "./transfer-row";
import { useOver } from "./use-over";

type TransfersProps = { year: number; choices: Choices; receivers: Map<string, Option> };

export function Transfers({ year, choices, receivers }: TransfersProps) {
  const t = useText("budgets");
  const { id, message } = useListMessage("transfers", t("form.transfers"));
  const { fields, append, remove } = useFieldArray({ name: "transfers", keyName: "rowKey" });
  const { rows, over } = useOver(choices);
  const adder = useRef<HTMLButtonElement>(null);
  const add = (after?: Row) => {
    const source = choices.sources.find((each) => each.id === after?.fromLineId);
    append({ ...blank(source?.id, after?.kind), ...purposeOf(source) });
  };
  const columns = [t("decision.kind"), t("decision.from"), t("decision.to"), t("decision.amount")];
  return (
    <section className="sheet">
      <div className="hd">
        <h2>{t("form.transfers")}</h2>
        <span className="cap">{t("decision.amount")}</span>
      </div>
      {choices.sources.length === 0 && <p className="bd muted">{t("form.noSources", { year: String(year) })}</p>}
      <Limits rows={rows} choices={choices} />
      {message && (
        <p className="msg bd" id={`${id}-error`}>
          <Icon name="warn" /> {message}
        </p>
      )}
      <div className="scroll">
        <table className="stack">
          <caption className="vh">{t("form.transfers")}</caption>
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
              return (
                <TransferRow
                  key={field.rowKey}
                  at={at}
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
        <button ref={adder} type="button" className="btn" onClick={() => add(rows.at(-1))}>
          <Icon name="plus" /> {t("form.add")}
        </button>
      </div>
    </section>
  );
}
