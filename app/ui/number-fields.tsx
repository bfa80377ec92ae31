"use client";

import { type ReactNode, useState } from "react";
import { useFormats, useLocale, useText } from "@/app/text/client";
import { FieldFrame, type FieldProps, useFieldControl } from "./form";
import { parseMoney, parseNumber } from "./parse";

const isMoney = (value: unknown): value is string => typeof value === "string" && /^-?\d+$/.test(value);

/** Whole đồng as a decimal string. Groups when the field is left, spells the sum below. What cannot be read stays as typed. */
export function MoneyField(props: FieldProps & { after?: ReactNode; placeholder?: string }) {
  const [t, f, locale] = [useText("common"), useFormats(), useLocale()];
  const { control, message } = useFieldControl(props);
  const { value, empty, set, blur, ...rest } = control;
  const [typed, setTyped] = useState<string | undefined>();
  const shown = typed ?? (isMoney(value) ? f.money(value) : String(value ?? ""));
  const change = (text: string) => {
    setTyped(text);
    set(text.trim() === "" ? empty : (parseMoney(text, locale) ?? text));
  };
  return (
    <FieldFrame
      {...props}
      id={control.id}
      message={message}
      after={
        <p className="words" aria-live="polite">
          {isMoney(value) && t("field.inWords", { words: f.moneyInWords(value) })} {props.after}
        </p>
      }
    >
      <span className="withunit">
        <input
          {...rest}
          className="w12"
          inputMode="numeric"
          autoComplete="off"
          placeholder={props.placeholder}
          value={shown}
          onChange={(event) => change(event.target.value)}
          onBlur={() => {
            setTyped(undefined);
            blur();
          }}
        />{" "}
        {t("measure.dong")}
      </span>
    </FieldFrame>
  );
}

/** A number; the decimal comma is understood. What cannot be read stays as typed and the schema refuses it. */
export function NumberField(props: FieldProps & { unit?: ReactNode; whole?: boolean; after?: ReactNode }) {
  const [f, locale] = [useFormats(), useLocale()];
  const { control, message } = useFieldControl(props);
  const { value, empty, set, blur, ...rest } = control;
  const [typed, setTyped] = useState<string | undefined>();
  const shown = typed ?? (typeof value === "number" ? f.number(value, 6) : String(value ?? ""));
  const change = (text: string) => {
    setTyped(text);
    set(text.trim() === "" ? empty : (parseNumber(text, locale) ?? text));
  };
  return (
    <FieldFrame
      {...props}
      id={control.id}
      message={message}
      after={props.after && <p className="note">{props.after}</p>}
    >
      <span className="withunit">
        <input
          {...rest}
          className="w8"
          inputMode={props.whole ? "numeric" : "decimal"}
          autoComplete="off"
          value={shown}
          onChange={(event) => change(event.target.value)}
          onBlur={() => {
            setTyped(undefined);
            blur();
          }}
        />{" "}
        {props.unit}
      </span>
    </FieldFrame>
  );
}
