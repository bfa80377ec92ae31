import { z } from "zod";
import { id, int } from "../inputs";

/** A place (the person's own when left out) and a year. */
export const overviewInput = z.strictObject({ unit: id.optional(), year: int(2000, 2100).optional() });

/** Ages of open findings, in days since they were recorded. The list of findings takes the same codes. */
export const findingAges = ["0-30", "31-90", "91-"] as const;
