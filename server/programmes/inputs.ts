import { z } from "zod";
import { date, text } from "../inputs";

/** Without a day everything is shown, with its time; with one, what was in force then. */
export const onDateInput = z.strictObject({ onDate: date.optional() });

export const codesInput = z.strictObject({ lists: z.array(text(60)).min(1, "required").max(20, "too_many") });
