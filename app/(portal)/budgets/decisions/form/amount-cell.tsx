"use client";

import { useState } from "react";
import { useFormats, useLocale } from "@/app/text/client";
import { useFieldControl } from "@/app/ui/form";
import { parseMoney } from "@/app/ui/parse";
import { CellMessage } from "./cell-message";
import { isAmount } from "./transfer";

type AmountProps = { at: number; label: string; refused: boolean; onEnter: () => void };

/** Groups when it is left; Enter asks for another row. */
export function AmountCell({ at, label, refused, onEnter }: AmountProps) {
  const [f, locale] = [useFormats(), useLocale()];
  const { control, message } = useFieldControl({ name: `transfers.${at}.amount`, label });
  const [typed, setTyped] = useState<string | undefined>();
  const value = String(control.value ?? "");
  const described = [refused ? `over-${at}` : "", message ? `${control.id}-error` : ""].filter(Boolean).join(" ");
  return (
    <>
      <input
        id={control.id}
        ref={control.ref}
        aria-label={label}
        aria-invalid={refused || message ? true : undefined}
        aria-describedby={described || undefined}
        className="w12 text-right"
        inputMode="numeric"
        autoComplete="off"
        value={typed ?? (isAmount(value) ? f.money(value) : value)}
        onChange={(event) => {
          setTyped(event.target.value);
          control.set(parseMoney(event.target.value, locale) ?? event.target.value.trim());
        }}
        onBlur={() => {
          setTyped(undefined);
          control.blur();
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter") return;
          event.preventDefault();
          onEnter();
        }}
      />
      {!refused && <CellMessage id={control.id} message={message} />}
    </>
  );
}
