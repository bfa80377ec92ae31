import { z } from "zod";
import { supportKinds } from "@/db/schema/household-lists";
import { date, id, limits, money, text } from "../inputs";

export const guardSupportInput = z.strictObject({ householdId: id, kind: z.enum(supportKinds, "not_in_list") });

export const supportsRef = z.strictObject({ householdId: id });

/** Help that was given before Terrace or outside it. */
export const recordSupportInput = z.strictObject({
  id,
  householdId: id,
  kind: z.enum(supportKinds, "not_in_list"),
  programme: text(limits.name),
  detail: text(limits.line),
  amount: money,
  loan: money,
  onDate: date,
  documentId: id.nullable(),
});
