import { z } from "zod";
import { id, listInput, text } from "../inputs";

export const publishedInput = z.strictObject({
  ...listInput,
  unitId: id.optional(),
  period: text(40).optional(),
});
