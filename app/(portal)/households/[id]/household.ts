import type { api } from "@/app/trpc/server";

/** A household as its page was told it. */
export type Household = Awaited<ReturnType<Awaited<ReturnType<typeof api>>["households"]["get"]>>;
/** Its support record, and that of its wider family. */
export type Supports = Awaited<ReturnType<Awaited<ReturnType<typeof api>>["supports"]["ofHousehold"]>>;
export type Period = Household["periods"][number];

/** What counts now, or counted last, under the national and under the province's own standard. */
export const latest = (household: Household) => ({
  national: household.periods.find(({ standard }) => !standard.provincial),
  provincial: household.periods.find(({ standard }) => standard.provincial),
});

/** The day before: ends are stored as the first day that is no longer meant. */
export const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
