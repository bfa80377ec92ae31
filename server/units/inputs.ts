import { z } from "zod";
import { code, date, id, limits, listInput, text } from "../inputs";

/** For pickers: the few best. Without a day, today says which units are in force. */
export const searchUnitsInput = z.strictObject({
  q: listInput.q,
  onDate: date.optional(),
  levels: z.array(code).max(10, "too_many").optional(),
  within: id.optional(),
});

export const unitSorts = ["name", "code"] as const;
export const listUnitsInput = z.strictObject({
  ...listInput,
  onDate: date.optional(),
  level: code.optional(),
  within: id.optional(),
  sort: z.enum(unitSorts).default("name"),
});

export const unitRef = z.strictObject({ id, onDate: date.optional() });

/** A code without a day is refused: it names one unit only together with a date (invariant 36). */
export const unitByCodeInput = z.strictObject({ scheme: text(20), code: text(limits.code), onDate: date });
