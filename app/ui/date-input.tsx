"use client";

import { lazy, Suspense, useRef, useState } from "react";
import { useFormats, useText } from "@/app/text/client";
import { Icon } from "./icons";
import { parseDate } from "./parse";

// The calendar comes when somebody asks for it.
const Calendar = lazy(() => import("./calendar"));

const isDay = (value: unknown): value is string => typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value);

type DateInputProps = {
  id: string;
  /** ISO day, or what was typed and could not be read. */
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  name?: string;
  min?: string | undefined;
  max?: string | undefined;
  disabled?: boolean | undefined;
  label?: string;
  "aria-invalid"?: boolean | undefined;
  "aria-describedby"?: string | undefined;
  inputRef?: (element: HTMLInputElement | null) => void;
};

/** dd/mm/yyyy in every browser: the built-in date field follows the browser's language, not the page's. */
export function DateInput(props: DateInputProps) {
  const { id, value, onChange, onBlur, name, min, max, disabled, label, inputRef } = props;
  const [t, f] = [useText("common"), useFormats()];
  const [typed, setTyped] = useState<string | undefined>();
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLSpanElement>(null);
  const shown = typed ?? (isDay(value) ? f.date(value) : value);
  const change = (text: string) => {
    setTyped(text);
    onChange(parseDate(text) ?? text);
  };
  return (
    <span className="datein" ref={anchor}>
      <input
        id={id}
        name={name}
        ref={inputRef}
        aria-label={label}
        aria-invalid={props["aria-invalid"]}
        aria-describedby={props["aria-describedby"]}
        inputMode="numeric"
        autoComplete="off"
        placeholder={t("date.placeholder")}
        disabled={disabled}
        value={shown}
        onChange={(event) => change(event.target.value)}
        onKeyDown={(event) => {
          if (!event.altKey || event.key !== "ArrowDown") return;
          event.preventDefault();
          setOpen(true);
        }}
        onBlur={() => {
          setTyped(undefined);
          onBlur?.();
        }}
      />
      {/* Alt and the down key do the same: a stop less on the way through a form. */}
      <button
        type="button"
        tabIndex={-1}
        aria-label={t("date.openCalendar")}
        aria-expanded={open}
        disabled={disabled}
        onClick={() => setOpen(true)}
      >
        <Icon name="calendar" />
      </button>
      {open && (
        <Suspense fallback={null}>
          <Calendar
            anchor={anchor}
            value={isDay(value) ? value : undefined}
            min={min}
            max={max}
            onPick={(day) => {
              setTyped(undefined);
              onChange(day);
              setOpen(false);
            }}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </span>
  );
}
