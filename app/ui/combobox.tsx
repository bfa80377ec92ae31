"use client";

import { FieldFrame, type FieldProps, useFieldControl, useKnown } from "./form";
import { type Option, type Search, SearchBox } from "./search-box";

export { type Option, type Search, SearchBox } from "./search-box";

type ComboFieldProps = FieldProps & {
  search: Search;
  /** The option behind the default value. */
  initial?: Option | undefined;
  onPick?: (option: Option | null) => void;
  placeholder?: string;
};

/** The value in the form is the option's id. */
export function ComboField(props: ComboFieldProps) {
  const { control, message } = useFieldControl(props);
  const known = useKnown<Option>();
  const picked = known.find(control.value) ?? props.initial;
  const value = picked && picked.id === control.value ? picked : null;
  return (
    <FieldFrame {...props} id={control.id} message={message}>
      <SearchBox
        id={control.id}
        value={value}
        search={props.search}
        placeholder={props.placeholder}
        disabled={control.disabled}
        inputRef={control.ref}
        aria-invalid={control["aria-invalid"]}
        aria-describedby={control["aria-describedby"]}
        onBlur={control.blur}
        onChange={(option) => {
          if (option) known.learn(option.id, option);
          control.set(option?.id ?? control.empty);
          props.onPick?.(option);
        }}
      />
    </FieldFrame>
  );
}
