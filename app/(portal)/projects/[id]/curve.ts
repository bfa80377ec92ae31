/** A day and how far things were from then on, in percent of the whole. */
export type Reached = { onDate: string; percent: number };

const monthEnd = (year: number, month: number) => new Date(Date.UTC(year, month + 1, 0)).toISOString().slice(0, 10);
const days = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** The ends of all months from the one before `from` to that of `to`; at most 120. */
export function monthEnds(from: string, to: string): string[] {
  const [year = 0, month = 1] = from.split("-").map(Number);
  const ends: string[] = [];
  for (let index = -1; index < 120; index++) {
    const end = monthEnd(year, month - 1 + index);
    ends.push(end);
    if (end >= to) break;
  }
  return ends;
}

/**
 * What was reached by each day; days that have not begun are no result, nor is what lay before
 * the first figure where only the last one is known.
 */
export function actualAt(
  ends: readonly string[],
  reached: readonly Reached[],
  today: string,
  before: 0 | null = 0,
): (number | null)[] {
  return ends.map((end) =>
    `${end.slice(0, 8)}01` > today ? null : (reached.findLast(({ onDate }) => onDate <= end)?.percent ?? before),
  );
}

/** A plan that says only when it begins and ends runs evenly between. */
export function planAt(ends: readonly string[], from: string, to: string): number[] {
  const whole = Math.max(1, days(from, to));
  return ends.map((end) => Math.round(Math.min(1, Math.max(0, days(from, end) / whole)) * 1000) / 10);
}

type Entry = { kind: string; reversedKind: string | null; amount: string; onDate: string };
const paying: Record<string, bigint> = { payment: 1n, advance: 1n, recovery: -1n };

/** Money that has gone out, added up day by day: advances count, what came back does not. */
export function paidOver(entries: readonly Entry[], whole: string): Reached[] {
  let paid = 0n;
  return [...entries]
    .sort((a, b) => a.onDate.localeCompare(b.onDate))
    .flatMap(({ kind, reversedKind, amount, onDate }) => {
      const sign = kind === "reversal" ? -(paying[reversedKind ?? ""] ?? 0n) : (paying[kind] ?? 0n);
      if (sign === 0n || whole === "0") return [];
      paid += sign * BigInt(amount);
      return [{ onDate, percent: Math.round((Number(paid) / Number(whole)) * 1000) / 10 }];
    });
}
