"use client";

import { useId, useState } from "react";
import { DateInput } from "@/app/ui/date-input";

/** A day in a GET form. What it sends is read by `dayOf`. */
export function FilterDate({ name, label, day }: { name: string; label: string; day?: string | undefined }) {
  const id = useId();
  const [value, setValue] = useState(day ?? "");
  return (
    <div>
      <label htmlFor={id} className="cap block">
        {label}
      </label>
      <DateInput id={id} name={name} value={value} onChange={setValue} />
    </div>
  );
}
