"use client";

import { type Option, type Search, SearchBox } from "@/app/ui/combobox";
import { useFieldControl, useKnown } from "@/app/ui/form";

type SearchCellProps = {
  name: string;
  label: string;
  search: Search;
  /** Options behind the values that the form began with, by id. */
  initial: Map<string, Option>;
};

/** A picker in a row; the value is the id of what was picked. */
export function SearchCell({ name, label, search, initial }: SearchCellProps) {
  const { control, message } = useFieldControl({ name, label });
  const known = useKnown<Option>();
  const picked = known.find(control.value) ?? initial.get(String(control.value));
  return (
    <>
      <label htmlFor={control.id} className="vh">
        {label}
      </label>
      <SearchBox
        id={control.id}
        value={picked ?? null}
        search={search}
        inputRef={control.ref}
        aria-invalid={control["aria-invalid"]}
        aria-describedby={control["aria-describedby"]}
        onBlur={control.blur}
        onChange={(option) => {
          if (option) known.learn(option.id, option);
          control.set(option?.id ?? "");
        }}
      />
      {message && (
        <span className="bad small block whitespace-normal" id={`${control.id}-error`}>
          {message}
        </span>
      )}
    </>
  );
}
