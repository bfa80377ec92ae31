"use client";

import { type ComponentType, useRef, useState } from "react";
import { useText } from "@/app/text/client";
import { Icon } from "./icons";

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

type List = ComponentType<SearchBoxProps & { begun: string; onReady: (input: HTMLInputElement) => void }>;

/**
 * A field that finds by typing. Until somebody reaches for it it is a plain field: the list widget
 * weighs more than most pages, and on a slow line everyone would pay for it.
 */
export function SearchBox(props: SearchBoxProps) {
  const { id, value, onChange, placeholder, disabled, onBlur, inputRef } = props;
  const t = useText("common");
  const [Loaded, setLoaded] = useState<List>();
  const [typed, setTyped] = useState<string>();
  const plain = useRef<HTMLInputElement | null>(null);
  // From where to where: who comes by Tab has all of it selected, and types over it.
  const selected = useRef<[number, number]>([0, 0]);
  const fetching = useRef(false);

  function fetchList() {
    if (fetching.current) return;
    fetching.current = true;
    import("./search-list").then(
      ({ SearchList }) => {
        fetching.current = false;
        // Whoever has moved on in the meantime is not called back.
        if (document.activeElement !== plain.current) return;
        setLoaded(() => SearchList);
      },
      () => {
        fetching.current = false;
      },
    );
  }

  const text = typed ?? value?.label ?? "";
  if (Loaded) {
    return (
      <Loaded
        {...props}
        begun={text}
        onReady={(input) => {
          input.focus();
          input.setSelectionRange(...selected.current);
        }}
      />
    );
  }
  return (
    <div className="combo">
      <input
        id={id}
        ref={(element) => {
          // At the moment it gives way, not before: a key may have been pressed since the list was sent for.
          const { selectionStart, selectionEnd } = plain.current ?? {};
          if (!element) selected.current = [selectionStart ?? 0, selectionEnd ?? 0];
          plain.current = element;
          inputRef?.(element);
        }}
        role="combobox"
        aria-expanded={false}
        aria-haspopup="listbox"
        aria-autocomplete="list"
        autoComplete="off"
        value={text}
        placeholder={placeholder}
        disabled={disabled}
        aria-invalid={props["aria-invalid"]}
        aria-describedby={props["aria-describedby"]}
        onChange={(event) => setTyped(event.target.value)}
        onPointerEnter={() => import("./search-list")}
        onFocus={fetchList}
        onBlur={onBlur}
      />
      {value ? (
        <button type="button" className="end" aria-label={t("field.clear")} onClick={() => onChange(null)}>
          <Icon name="cross" />
        </button>
      ) : (
        <button
          type="button"
          className="end"
          tabIndex={-1}
          aria-label={t("field.openList")}
          onClick={() => plain.current?.focus()}
        >
          <Icon name="down" />
        </button>
      )}
    </div>
  );
}
