"use client";

import { type ReactNode, useRef } from "react";
import { useFieldArray } from "react-hook-form";
import { useText } from "@/app/text/client";
import { useListMessage } from "@/app/ui/form";
import { Icon } from "@/app/ui/icons";

export type RowColumn = {
  key: string;
  head: string;
  /** Tailwind width of the column. */
  width?: string;
  right?: boolean;
  /** `path` is the row's place in the form; `label` is read to those who do not see the head. */
  cell: (path: string, label: string, index: number) => ReactNode;
};

type RowsProps = {
  name: string;
  /** Of the whole list, as the error summary calls it. */
  label: string;
  columns: RowColumn[];
  /** A new row; without it rows come from elsewhere (`children`). */
  blank?: () => Record<string, unknown>;
  add?: string;
  foot?: ReactNode;
  empty?: string;
  /** Stands above the table: a picker that appends. */
  children?: (append: (row: Record<string, unknown>) => void) => ReactNode;
};

/** Rows of a form, added and removed by button or keyboard. */
export function Rows({ name, label, columns, blank, add, foot, empty, children }: RowsProps) {
  const t = useText("projects");
  const { id, message } = useListMessage(name, label);
  const { fields, append, remove } = useFieldArray({ name, keyName: "rowKey" });
  const adder = useRef<HTMLDivElement>(null);
  const drop = (index: number) => {
    remove(index);
    adder.current?.querySelector<HTMLElement>("button, input")?.focus();
  };
  return (
    <div className={message ? "field err" : "field"}>
      {message && (
        <p className="msg" id={`${id}-error`}>
          <Icon name="warn" /> {message}
        </p>
      )}
      {fields.length > 0 && (
        <div className="sheet mb-2 overflow-x-auto">
          <table className="stack tight">
            <caption className="vh">{label}</caption>
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column.key} scope="col" className={`${column.right ? "n " : ""}${column.width ?? ""}`}>
                    {column.head}
                  </th>
                ))}
                <th scope="col" className="w-10">
                  <span className="vh">{t("edit.remove")}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {fields.map((field, index) => (
                <tr key={field.rowKey}>
                  {columns.map((column) => (
                    <td
                      key={column.key}
                      data-l={column.head}
                      className={`max-[719px]:w-full max-[719px]:whitespace-normal max-[719px]:text-left!${column.right ? " n" : ""}`}
                    >
                      {column.cell(
                        `${name}.${index}`,
                        t("edit.row", { what: column.head, row: String(index + 1) }),
                        index,
                      )}
                    </td>
                  ))}
                  <td className="c">
                    <button
                      type="button"
                      className="btn lite"
                      aria-label={t("edit.removeRow", { row: String(index + 1) })}
                      onClick={() => drop(index)}
                    >
                      <Icon name="cross" /> <span className="only-s">{t("edit.remove")}</span>
                    </button>
                  </td>
                </tr>
              ))}
              {foot}
            </tbody>
          </table>
        </div>
      )}
      {fields.length === 0 && empty && <p className="hint">{empty}</p>}
      <div ref={adder} id={id} tabIndex={-1} aria-describedby={message ? `${id}-error` : undefined}>
        {children?.((row) => append(row, { shouldFocus: false }))}
        {blank && (
          <button type="button" className="btn" onClick={() => append(blank())}>
            <Icon name="plus" /> {add}
          </button>
        )}
      </div>
    </div>
  );
}
