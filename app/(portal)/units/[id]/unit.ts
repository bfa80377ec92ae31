import type { api } from "@/app/trpc/server";

export type Unit = Awaited<ReturnType<Awaited<ReturnType<typeof api>>["units"]["get"]>>;
/** From a unit that was to one that followed it. */
export type UnitLink = Unit["links"][number];

/** Of several codes the first that is listed. */
export const codeOf = (unit: Unit) => unit.holders.find(({ unitId }) => unitId === unit.id)?.code;
