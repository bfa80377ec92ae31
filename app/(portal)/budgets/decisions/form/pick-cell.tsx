"use client";

import { useFieldControl } from "@/app/ui/form";
import { CellMessage } from "./cell-message";

type PickProps = { name: string; label: string; first: string; options: { value: string; label: string }[] };

export function PickCell({ name, label, first, options }: PickProps) {
  const { control, message } = useFieldControl({ name, label });
  return (
    <>
      <select
        id={control.id}
        ref={control.ref}
        aria-label={label}
        aria-invalid={control["aria-invalid"]}
        aria-describedby={control["aria-describedby"]}
        className="w-full"
        value={String(control.value ?? "")}
        onChange={(event) => control.set(event.target.value)}
        onBlur={control.blur}
      >
        <option value="">{first}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <CellMessage id={control.id} message={message} />
    </>
  );
}
