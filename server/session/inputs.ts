import { z } from "zod";
import { id } from "../inputs";

/** Long rather than intricate: at least 12 characters, no other rule (NIST SP 800-63B). */
export const changePasswordInput = z.strictObject({
  current: z.string("required").min(1, "required").max(1000, "too_long"),
  next: z.string("required").min(12, "password_too_short").max(1000, "too_long"),
});

export const sessionRef = z.strictObject({ id });
