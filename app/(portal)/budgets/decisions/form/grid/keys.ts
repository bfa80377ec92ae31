import type { KeyboardEvent } from "react";

const isCell = (target: EventTarget): target is HTMLInputElement =>
  target instanceof HTMLInputElement && target.dataset.line !== undefined;

/** The cell that is under the cursor, and what it is of. */
export const cellUnder = (target: EventTarget) =>
  isCell(target) ? { unitId: target.dataset.unit!, lineId: target.dataset.line! } : undefined;

const down: Record<string, number> = { Enter: 1, ArrowDown: 1, ArrowUp: -1 };

/** As in a spreadsheet: up and down, Enter to the one below; left and right where the text ends. */
export function moveByKey(event: KeyboardEvent<HTMLElement>) {
  const { target, key } = event;
  if (!isCell(target) || event.ctrlKey || event.metaKey || event.altKey) return;
  const cells = [...event.currentTarget.querySelectorAll<HTMLInputElement>("input[data-line]")];
  const go = (to: HTMLInputElement | undefined) => {
    event.preventDefault();
    to?.focus();
    to?.select();
  };
  const step = down[key];
  if (step) {
    const column = cells.filter(({ dataset }) => dataset.line === target.dataset.line);
    return go(column[column.indexOf(target) + (event.shiftKey && key === "Enter" ? -1 : step)]);
  }
  const { selectionStart, selectionEnd, value } = target;
  const whole = selectionStart === 0 && selectionEnd === value.length;
  if (key === "ArrowLeft" && selectionStart === 0 && (whole || selectionEnd === 0))
    go(cells[cells.indexOf(target) - 1]);
  if (key === "ArrowRight" && selectionEnd === value.length && (whole || selectionStart === value.length))
    go(cells[cells.indexOf(target) + 1]);
}

/** To the first cell that is refused or row that waits for an answer. */
export function goToFirstWrong() {
  const first = document.querySelector<HTMLElement>(
    ".cellgrid [aria-invalid=true], .cellgrid .asked button, form [aria-invalid=true]",
  );
  first?.scrollIntoView({ block: "center" });
  first?.focus({ preventScroll: true });
}
