type Prop = "value" | "checked";

/** Past React's own setter, which would take the new value for one that it had put there itself. */
function put(element: HTMLElement, prop: Prop, value: unknown) {
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(element), prop)?.set?.call(element, value);
}

/**
 * What was typed into the page before its script had arrived stands in the fields, and nowhere else: on a slow
 * line that is the first name of the morning. Each such field says now that it has changed.
 */
export function catchUp(form: HTMLFormElement | null) {
  for (const field of form?.querySelectorAll<HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement>(
    "input:not([type=file]), textarea, select",
  ) ?? []) {
    if (field instanceof HTMLSelectElement) {
      const first = Math.max(
        [...field.options].findIndex(({ defaultSelected }) => defaultSelected),
        0,
      );
      if (field.selectedIndex !== first) field.dispatchEvent(new Event("change", { bubbles: true }));
      continue;
    }
    const ticked = field instanceof HTMLInputElement && /^(radio|checkbox)$/.test(field.type);
    const now = ticked ? field.checked : field.value;
    const began = ticked ? field.defaultChecked : field.defaultValue;
    // Of a group only the one that is chosen now speaks.
    if (now === began || (ticked && field.type === "radio" && !now)) continue;
    const prop: Prop = ticked ? "checked" : "value";
    Object.assign(field, { [prop]: began });
    put(field, prop, now);
    field.dispatchEvent(new Event(ticked ? "click" : "input", { bubbles: true }));
  }
}
