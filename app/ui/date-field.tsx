"use client";

import { DateInput } from "./date-input";
import { FieldFrame, type FieldProps, useFieldControl } from "./form";

/** The value is an ISO day, undefined when empty. */
export function DateField(props: FieldProps & { min?: string; max?: string }) {
  const { control, message } = useFieldControl(props);
  return (
    <FieldFrame {...props} id={control.id} message={message}>
      <DateInput
        id={control.id}
        name={control.name}
        value={String(control.value ?? "")}
        onChange={(value) => control.set(value.trim() === "" ? control.empty : value)}
        onBlur={control.blur}
        min={props.min}
        max={props.max}
        disabled={control.disabled}
        inputRef={control.ref}
        aria-invalid={control["aria-invalid"]}
        aria-describedby={control["aria-describedby"]}
      />
    </FieldFrame>
  );
}
