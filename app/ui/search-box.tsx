"use client";

import { type KeyboardEvent, useCallback, useEffect, useId, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { useText } from "@/app/text/client";
import { Icon } from "./icons";
import { layUnder } from "./lay-under";

/** Two lines: the name, and what tells it from others of that name. */
export type Option = { id: string; label: string; note?: string | undefined };
export type Search = (text: string, signal: AbortSignal) => Promise<Option[]>;

export type SearchBoxProps = {
  id: string;
  value: Option | null;
  onChange: (option: Option | null) => void;
  /** Asked after a pause; a newer question cancels the older one. Matching without tones is the server's part. */
  search: Search;
  placeholder?: string | undefined;
  disabled?: boolean | undefined;
  onBlur?: () => void;
  inputRef?: (element: HTMLInputElement | null) => void;
  "aria-invalid"?: boolean | undefined;
  "aria-describedby"?: string | undefined;
};

/** What is found, and how the finding goes. An answer to an older question never comes through. */
function useSearch(search: Search, onFound: (options: Option[]) => void) {
  const [found, setFound] = useState<Option[]>([]);
  const [state, setState] = useState<"idle" | "searching" | "failed">("idle");
  const asked = useRef<{ wait: ReturnType<typeof setTimeout>; abort: AbortController } | undefined>(undefined);
  const latest = useRef({ search, onFound });
  latest.current = { search, onFound };
  const stop = useCallback(() => {
    clearTimeout(asked.current?.wait);
    asked.current?.abort.abort();
  }, []);
  useEffect(() => stop, [stop]);
  const ask = (question: string, pause: number) => {
    stop();
    setState("searching");
    const abort = new AbortController();
    const wait = setTimeout(async () => {
      try {
        const options = await latest.current.search(question.normalize("NFC").trim(), abort.signal);
        if (abort.signal.aborted) return;
        setFound(options);
        setState("idle");
        latest.current.onFound(options);
      } catch {
        if (!abort.signal.aborted) setState("failed");
      }
    }, pause);
    asked.current = { wait, abort };
  };
  return { found, state, ask };
}

/** A field that finds by typing (ARIA combobox): the keyboard stays in the field, arrows walk the list, Enter takes. */
export function SearchBox(props: SearchBoxProps) {
  const { id, value, onChange, search, placeholder, disabled, onBlur, inputRef } = props;
  const [t, listId] = [useText("common"), useId()];
  // What is typed and not yet chosen.
  const [typed, setTyped] = useState<string>();
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  // Enter was pressed before there was anything to take: it takes the first match when that comes.
  const early = useRef(false);
  const input = useRef<HTMLInputElement | null>(null);
  const { found, state, ask } = useSearch(search, (options) => {
    setAt(0);
    if (early.current && options[0]) take(options[0]);
    early.current = false;
  });

  function take(option: Option) {
    setTyped(undefined);
    setOpen(false);
    onChange(option);
  }
  function show(question: string, pause: number) {
    setOpen(true);
    early.current = false;
    ask(question, pause);
  }
  function type(text: string) {
    setTyped(text);
    // Whoever empties the field takes the choice back.
    if (text === "" && value) onChange(null);
    show(text, 250);
  }
  function press(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (!open) return show(typed ?? "", 0);
      if (found.length) setAt((at + step + found.length) % found.length);
      return;
    }
    if (!open) return;
    if (event.key === "Enter") {
      event.preventDefault();
      const option = found[at];
      if (state === "searching") early.current = true;
      else if (option) take(option);
    }
    if (event.key === "Escape") {
      // The list closes, not the dialog around it.
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
      setTyped(undefined);
    }
  }

  const said =
    state === "searching"
      ? t("field.searching")
      : state === "failed"
        ? t("field.searchFailed")
        : found.length
          ? undefined
          : t(typed?.trim() ? "field.nothingFound" : "field.typeToSearch");
  const current = open ? found[at] : undefined;
  return (
    <div className="combo">
      <input
        id={id}
        ref={(element) => {
          input.current = element;
          inputRef?.(element);
        }}
        role="combobox"
        aria-expanded={open}
        aria-haspopup="listbox"
        aria-autocomplete="list"
        aria-controls={open ? listId : undefined}
        aria-activedescendant={current && `${listId}-${current.id}`}
        autoComplete="off"
        value={typed ?? value?.label ?? ""}
        placeholder={placeholder}
        disabled={disabled}
        aria-invalid={props["aria-invalid"]}
        aria-describedby={props["aria-describedby"]}
        onChange={(event) => type(event.target.value)}
        onKeyDown={press}
        onClick={() => open || show(typed ?? "", 0)}
        onBlur={() => {
          // The door that opens over the page (sign-in again) gives the keyboard back.
          if (document.querySelector("dialog[open]") && !input.current?.closest("dialog")) return;
          setOpen(false);
          if (!early.current) setTyped(undefined);
          onBlur?.();
        }}
      />
      {/* Out of the way of Tab: emptying the field and the down key do the same. */}
      <button
        type="button"
        className="end"
        tabIndex={-1}
        disabled={disabled}
        aria-label={t(value ? "field.clear" : "field.openList")}
        onPointerDown={(event) => event.preventDefault()}
        onClick={() => {
          input.current?.focus();
          if (value) type("");
          else show(typed ?? "", 0);
        }}
      >
        <Icon name={value ? "cross" : "down"} />
      </button>
      {open &&
        createPortal(
          <div
            className="options over"
            ref={(box) => layUnder(box, input.current)}
            // The keyboard stays in the field.
            onPointerDown={(event) => event.preventDefault()}
          >
            <div role="status">{said && <div className="say">{said}</div>}</div>
            <div role="listbox" id={listId} aria-label={t("field.found")} tabIndex={-1}>
              {found.map((option, place) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the field (aria-activedescendant)
                <div
                  key={option.id}
                  id={`${listId}-${option.id}`}
                  role="option"
                  tabIndex={-1}
                  aria-selected={option.id === value?.id}
                  data-highlighted={place === at ? "" : undefined}
                  onPointerMove={() => setAt(place)}
                  onClick={() => take(option)}
                  ref={place === at ? (each) => each?.scrollIntoView({ block: "nearest" }) : undefined}
                >
                  <b>{option.label}</b>
                  {option.note && <span className="s">{option.note}</span>}
                </div>
              ))}
            </div>
          </div>,
          input.current?.closest<HTMLElement>("dialog, [role=dialog]") ?? document.body,
        )}
    </div>
  );
}
