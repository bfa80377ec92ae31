/** From one day (included) to another (excluded); no end means "still". */
export type Period = { validFrom: string; validTo: string | null };

export const isInForce = (period: Period, onDate: string): boolean =>
  period.validFrom <= onDate && (period.validTo === null || onDate < period.validTo);

/** The last day on which it held: the day before the first on which it no longer does. */
export function lastDay(validTo: string | null): string | null {
  if (validTo === null) return null;
  return new Date(Date.parse(`${validTo}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** Of dated things, the one in force on a day. None is an answer, never a fallback (invariant 39). */
export const inForceOn = <T extends Period>(dated: readonly T[], onDate: string): T | undefined =>
  dated.find((each) => isInForce(each, onDate));

export type Meaning = { unitId: string; validFrom: string; validTo: string | null };

/** Holders of one code in time order, with the stretches between them on which it meant nothing. */
export function meanings<T extends Meaning>(holders: readonly T[]): (T | Period)[] {
  const ordered = [...holders].sort((a, b) => a.validFrom.localeCompare(b.validFrom));
  return ordered.flatMap((holder, index) => {
    const next = ordered[index + 1];
    return next && holder.validTo !== null && holder.validTo < next.validFrom
      ? [holder, { validFrom: holder.validTo, validTo: next.validFrom }]
      : [holder];
  });
}
