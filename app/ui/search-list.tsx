"use client";

import { Combobox } from "@base-ui/react/combobox";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useText } from "@/app/text/client";
import { Icon } from "./icons";
import type { Option, SearchBoxProps } from "./search-box";

/** The search box with its list. Fetched when somebody reaches for it: see search-box.tsx. */
export function SearchList(props: SearchBoxProps & { begun: string; onReady: (input: HTMLInputElement) => void }) {
  const { id, value, onChange, search, placeholder, disabled, onBlur, inputRef } = props;
  const t = useText("common");
  const [text, setText] = useState(props.begun);
  const [found, setFound] = useState<Option[]>([]);
  const [state, setState] = useState<"idle" | "searching" | "failed">("idle");
  const asked = useRef<AbortController | null>(null);
  const wait = useRef<ReturnType<typeof setTimeout>>(undefined);
  const chosen = value?.label ?? "";
  // The library takes only what it saw typed for typing, and would leave Enter without a first match.
  const [early] = useState(props.begun !== chosen);

  // What was typed before this list arrived is kept, and asked.
  const shown = useRef(chosen);
  useEffect(() => {
    if (shown.current !== chosen) setText(chosen);
    shown.current = chosen;
  }, [chosen]);
  const input = useRef<HTMLInputElement | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the list takes the plain field's place
  useLayoutEffect(() => {
    if (input.current) props.onReady(input.current);
    ask(props.begun === chosen ? "" : props.begun, 0);
  }, []);
  useEffect(
    () => () => {
      clearTimeout(wait.current);
      asked.current?.abort();
    },
    [],
  );

  function ask(question: string, pause: number) {
    clearTimeout(wait.current);
    asked.current?.abort();
    setState("searching");
    wait.current = setTimeout(async () => {
      const abort = new AbortController();
      asked.current = abort;
      try {
        const options = await search(question.normalize("NFC").trim(), abort.signal);
        if (abort.signal.aborted) return;
        setFound(options);
        setState("idle");
      } catch {
        if (!abort.signal.aborted) setState("failed");
      }
    }, pause);
  }

  const items = useMemo(
    () => (value && !found.some((each) => each.id === value.id) ? [...found, value] : found),
    [found, value],
  );
  const said =
    state === "searching"
      ? t("field.searching")
      : state === "failed"
        ? t("field.searchFailed")
        : found.length
          ? undefined
          : t(text.trim() ? "field.nothingFound" : "field.typeToSearch");

  return (
    <Combobox.Root
      items={items}
      defaultOpen
      filteredItems={found}
      filter={null}
      value={value}
      onValueChange={(next: Option | null) => onChange(next)}
      inputValue={text}
      onInputValueChange={(next, details) => {
        setText(next);
        if (details.reason !== "item-press") ask(next, 250);
      }}
      // Typing opens the list too, and has asked already: what was pasted in one go must not be asked over.
      onOpenChange={(open, { reason }) => open && reason !== "input-change" && ask(text === chosen ? "" : text, 0)}
      itemToStringLabel={(option: Option) => option.label}
      isItemEqualToValue={(a: Option, b: Option) => a.id === b.id}
      autoHighlight={(early ? "always" : true) as boolean}
      disabled={disabled ?? false}
    >
      <Combobox.InputGroup className="combo">
        <Combobox.Input
          id={id}
          ref={(element) => {
            input.current = element;
            inputRef?.(element);
          }}
          placeholder={placeholder}
          autoComplete="off"
          onBlur={onBlur}
          aria-invalid={props["aria-invalid"]}
          aria-describedby={props["aria-describedby"]}
        />
        {value ? (
          <Combobox.Clear className="end" aria-label={t("field.clear")}>
            <Icon name="cross" />
          </Combobox.Clear>
        ) : (
          <Combobox.Trigger className="end" aria-label={t("field.openList")}>
            <Icon name="down" />
          </Combobox.Trigger>
        )}
      </Combobox.InputGroup>
      <Combobox.Portal>
        <Combobox.Positioner sideOffset={4} className="over">
          <Combobox.Popup className="options">
            <Combobox.Status>{said && <div className="say">{said}</div>}</Combobox.Status>
            <Combobox.List>
              {(option: Option) => (
                <Combobox.Item key={option.id} value={option}>
                  <b>{option.label}</b>
                  {option.note && <span className="s">{option.note}</span>}
                </Combobox.Item>
              )}
            </Combobox.List>
          </Combobox.Popup>
        </Combobox.Positioner>
      </Combobox.Portal>
    </Combobox.Root>
  );
}
