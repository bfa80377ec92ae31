"use client";

import { useState } from "react";
import { useFormats, useLocale, useText } from "@/app/text/client";
import { DateInput } from "./date-input";
import { useFieldControl } from "./form";
import { parseMoney, parseNumber } from "./parse";

/** Fields of a form that stand in the cells of a table: the head is their label, read to those who do not see it. */

type CellProps = { name: string; label: string };

export function CellMessage({ id, message }: { id: string; message: string | undefined }) {
  return message ? (
    <span className="bad small block whitespace-normal" id={`${id}-error`}>
      {message}
    </span>
  ) : null;
}

/** Joins a cell to the form: what its control is given, and what stands under it. `refusedBy` names a sentence elsewhere. */
function useCell({ name, label }: CellProps, refusedBy?: string) {
  const { control, message } = useFieldControl({ name, label });
  return {
    control,
    given: {
      id: control.id,
      ref: control.ref,
      "aria-label": label,
      "aria-invalid": refusedBy ? true : control["aria-invalid"],
      "aria-describedby": [refusedBy, control["aria-describedby"]].filter(Boolean).join(" ") || undefined,
    },
    under: <CellMessage id={control.id} message={refusedBy ? undefined : message} />,
  };
}

export function TextCell({ placeholder, ...cell }: CellProps & { placeholder?: string }) {
  const { control, given, under } = useCell(cell);
  return (
    <>
      <input
        {...given}
        className="w-full"
        autoComplete="off"
        placeholder={placeholder}
        value={String(control.value ?? "")}
        onChange={(event) => control.set(event.target.value)}
        onBlur={control.blur}
      />
      {under}
    </>
  );
}

type SelectProps = CellProps & {
  options: { value: string; label: string }[];
  /** What stands there before anything is chosen. */
  first?: string;
};

export function SelectCell({ options, first, ...cell }: SelectProps) {
  const t = useText("common");
  const { control, given, under } = useCell(cell);
  return (
    <>
      <select
        {...given}
        className="w-full"
        value={String(control.value ?? "")}
        onChange={(event) => control.set(event.target.value)}
        onBlur={control.blur}
      >
        <option value="">{first ?? t("field.chooseOne")}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      {under}
    </>
  );
}

const isMoney = (value: unknown): value is string => typeof value === "string" && /^\d+$/.test(value);

type MoneyProps = CellProps & {
  width?: string;
  /** The id of a sentence elsewhere that refuses the amount; it stands for the cell's own. */
  refusedBy?: string | undefined;
  /** Instead of sending the form. */
  onEnter?: () => void;
};

/** Whole đồng; grouped when the cell is left. */
export function MoneyCell({ width = "w-full", refusedBy, onEnter, ...cell }: MoneyProps) {
  const [f, locale] = [useFormats(), useLocale()];
  const { control, given, under } = useCell(cell, refusedBy);
  const [typed, setTyped] = useState<string | undefined>();
  const { value } = control;
  return (
    <>
      <input
        {...given}
        className={`${width} text-right`}
        inputMode="numeric"
        autoComplete="off"
        value={typed ?? (isMoney(value) ? f.money(value) : String(value ?? ""))}
        onChange={(event) => {
          setTyped(event.target.value);
          control.set(parseMoney(event.target.value, locale) ?? event.target.value.trim());
        }}
        onBlur={() => {
          setTyped(undefined);
          control.blur();
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !onEnter) return;
          event.preventDefault();
          onEnter();
        }}
      />
      {under}
    </>
  );
}

/** `optional` cells hold null when empty. */
export function NumberCell({ optional, ...cell }: CellProps & { optional?: boolean }) {
  const [f, locale] = [useFormats(), useLocale()];
  const { control, given, under } = useCell(cell);
  const [typed, setTyped] = useState<string | undefined>();
  const { value } = control;
  return (
    <>
      <input
        {...given}
        className="w-full text-right"
        inputMode="decimal"
        autoComplete="off"
        value={typed ?? (typeof value === "number" ? f.number(value, 3) : String(value ?? ""))}
        onChange={(event) => {
          const text = event.target.value;
          setTyped(text);
          control.set(text.trim() === "" ? (optional ? null : undefined) : (parseNumber(text, locale) ?? text));
        }}
        onBlur={() => {
          setTyped(undefined);
          control.blur();
        }}
      />
      {under}
    </>
  );
}

export function DateCell(cell: CellProps) {
  const { control, given, under } = useCell(cell);
  const { ref, "aria-label": label, ...rest } = given;
  return (
    <>
      <DateInput
        {...rest}
        label={label}
        value={String(control.value ?? "")}
        onChange={(value) => control.set(value)}
        onBlur={control.blur}
        inputRef={ref}
      />
      {under}
    </>
  );
}
