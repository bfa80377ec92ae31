"use client";

import { useFormContext } from "react-hook-form";
import { useFormats, useText } from "@/app/text/client";
import { MoneyCell } from "@/app/ui/cells";
import type { Option } from "@/app/ui/combobox";
import { Icon } from "@/app/ui/icons";
import { type TransferKind, transferKinds } from "@/db/schema/budget-lists";
import type { overdrawn } from "@/server/budgets/rules";
import { PurposeCell } from "./purpose-cell";
import { ReceiverCell } from "./receiver-cell";
import { SourceCell } from "./source-cell";
import { blank, type Choices, type Row } from "./transfer";

type Props = {
  at: number;
  /** As people count the rows of the list. */
  place: number;
  /** Lines of which the tables above hold what goes down to units. */
  divided: ReadonlySet<string>;
  row: Row;
  choices: Choices;
  receivers: Map<string, Option>;
  /** What it takes too much. */
  refused: ReturnType<ReturnType<typeof overdrawn>["get"]>;
  onEnter: () => void;
  onRemove: () => void;
};

/** One transfer: what kind, from where, to whom, how much; under it what is wrong with it. */
export function TransferRow({ at, place, divided, row, choices, receivers, refused, onEnter, onRemove }: Props) {
  const [t, f] = [useText("budgets"), useFormats()];
  const { setValue, formState } = useFormContext();
  const label = (what: string) => t("form.row", { what, row: place });
  const put = (change: Partial<Row>) => {
    for (const [name, value] of Object.entries(change)) {
      const options = { shouldDirty: true, shouldValidate: formState.isSubmitted };
      setValue(`transfers.${at}.${name}`, value, options);
    }
  };
  return (
    <>
      <tr>
        <td data-l={t("decision.kind")} className="rowcell">
          <select
            aria-label={label(t("decision.kind"))}
            value={row.kind}
            onChange={(event) =>
              put({ ...blank(), id: row.id, amount: row.amount, kind: event.target.value as TransferKind })
            }
          >
            {transferKinds.map((kind) => (
              <option key={kind} value={kind}>
                {t(`decision.kinds.${kind}`)}
              </option>
            ))}
          </select>
        </td>
        <td data-l={t("decision.from")} className="rowcell">
          {row.kind === "appropriation" ? (
            <PurposeCell at={at} choices={choices} label={label} />
          ) : (
            <SourceCell at={at} row={row} choices={choices} label={label(t("decision.from"))} put={put} />
          )}
        </td>
        <td data-l={t("decision.to")} className="rowcell">
          {row.kind === "cancellation" ? (
            <span className="muted">{t("decision.gone")}</span>
          ) : (
            <ReceiverCell
              at={at}
              row={row}
              projectsOnly={row.kind === "allocation" && divided.has(row.fromLineId ?? "")}
              source={choices.sources.find(({ id: each }) => each === row.fromLineId)}
              choices={choices}
              receivers={receivers}
              label={label(t("decision.to"))}
              put={put}
            />
          )}
        </td>
        <td data-l={t("decision.amount")} className="rowcell n">
          <MoneyCell
            name={`transfers.${at}.amount`}
            label={label(t("decision.amount"))}
            width="w12"
            refusedBy={refused && `over-${at}`}
            onEnter={onEnter}
          />
        </td>
        <td className="c">
          <button type="button" className="btn lite" aria-label={t("form.remove", { row: place })} onClick={onRemove}>
            <Icon name="cross" /> <span className="only-s">{t("form.remove", { row: place })}</span>
          </button>
        </td>
      </tr>
      {refused && (
        <tr className="say refused">
          <td colSpan={5} className="main" id={`over-${at}`}>
            <div className="in">
              <span>
                <b className="bad">{t("form.refused", { amount: f.money(row.amount) })}</b>{" "}
                {t("form.over", { over: f.money(refused.over), most: f.money(refused.most) })}
              </span>
              {refused.most !== "0" && (
                <button type="button" className="btn" onClick={() => put({ amount: refused.most })}>
                  {t("form.put", { most: f.money(refused.most) })}
                </button>
              )}
            </div>
          </td>
        </tr>
      )}
    </>
  );
}
