"use client";

import { Popover } from "@base-ui/react/popover";
import { type KeyboardEvent, type RefObject, useEffect, useRef, useState } from "react";
import { useFormats, useText } from "@/app/text/client";
import { Icon } from "./icons";

type CalendarProps = {
  anchor: RefObject<HTMLElement | null>;
  value: string | undefined;
  min?: string | undefined;
  max?: string | undefined;
  onPick: (day: string) => void;
  onClose: () => void;
};

const iso = (at: Date) => at.toISOString().slice(0, 10);
const day = (text: string) => new Date(`${text}T00:00:00Z`);
const moved = (text: string, by: number) => iso(new Date(day(text).getTime() + by * 86_400_000));

/** The same day of another month, or its last day. */
function monthMoved(text: string, by: number): string {
  const at = day(text);
  const last = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + by + 1, 0));
  return iso(
    new Date(Date.UTC(last.getUTCFullYear(), last.getUTCMonth(), Math.min(at.getUTCDate(), last.getUTCDate()))),
  );
}

/** Six weeks from the Monday on or before the first. */
function weeks(text: string): string[][] {
  const first = `${text.slice(0, 7)}-01`;
  const start = moved(first, -((day(first).getUTCDay() + 6) % 7));
  return Array.from({ length: 6 }, (_, week) =>
    Array.from({ length: 7 }, (_, index) => moved(start, week * 7 + index)),
  );
}

export default function Calendar({ anchor, value, min, max, onPick, onClose }: CalendarProps) {
  const [t, f] = [useText("common"), useFormats()];
  const today = f.dayOf(new Date());
  const [at, setAt] = useState(value ?? today);
  const grid = useRef<HTMLTableElement>(null);
  // The keys take the focus along; the month buttons keep it.
  const moves = useRef(false);
  const month = at.slice(0, 7);
  const outside = (each: string) => (min !== undefined && each < min) || (max !== undefined && each > max);

  const current = () => grid.current?.querySelector<HTMLButtonElement>(`[data-day="${at}"]`) ?? null;

  useEffect(() => {
    if (moves.current) grid.current?.querySelector<HTMLButtonElement>(`[data-day="${at}"]`)?.focus();
    moves.current = false;
  }, [at]);

  const keys = (event: KeyboardEvent) => {
    const weekday = (day(at).getUTCDay() + 6) % 7;
    const next: Record<string, () => string> = {
      ArrowLeft: () => moved(at, -1),
      ArrowRight: () => moved(at, 1),
      ArrowUp: () => moved(at, -7),
      ArrowDown: () => moved(at, 7),
      Home: () => moved(at, -weekday),
      End: () => moved(at, 6 - weekday),
      PageUp: () => monthMoved(at, event.shiftKey ? -12 : -1),
      PageDown: () => monthMoved(at, event.shiftKey ? 12 : 1),
    };
    const go = next[event.key];
    if (!go) return;
    event.preventDefault();
    moves.current = true;
    setAt(go());
  };

  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Portal>
        <Popover.Positioner anchor={anchor} align="start" sideOffset={4} className="over">
          <Popover.Popup className="cal" aria-label={t("date.calendar")} initialFocus={current}>
            <div className="bar">
              <button type="button" aria-label={t("date.previousMonth")} onClick={() => setAt(monthMoved(at, -1))}>
                <Icon name="left" />
              </button>
              <b aria-live="polite">{t("date.month", { month: month.slice(5), year: month.slice(0, 4) })}</b>
              <button type="button" aria-label={t("date.nextMonth")} onClick={() => setAt(monthMoved(at, 1))}>
                <Icon name="right" />
              </button>
            </div>
            <table ref={grid} onKeyDown={keys}>
              <thead>
                <tr>
                  {t("date.weekdays")
                    .split(" ")
                    .map((name) => (
                      <th key={name} scope="col">
                        {name}
                      </th>
                    ))}
                </tr>
              </thead>
              <tbody>
                {weeks(at).map((week) => (
                  <tr key={week[0]}>
                    {week.map((each) => (
                      <td key={each}>
                        <button
                          type="button"
                          data-day={each}
                          tabIndex={each === at ? 0 : -1}
                          className={each.slice(0, 7) === month ? undefined : "out"}
                          aria-label={f.date(each)}
                          aria-pressed={each === value}
                          aria-current={each === today ? "date" : undefined}
                          disabled={outside(each)}
                          onClick={() => onPick(each)}
                        >
                          {Number(each.slice(8))}
                        </button>
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
            {!outside(today) && (
              <button type="button" onClick={() => onPick(today)}>
                {t("date.today")} {f.date(today)}
              </button>
            )}
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
