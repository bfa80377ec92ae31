import { z } from "zod";
import { roles } from "@/db/schema/people-lists";
import { date, id, limits, listInput, optionalText, text } from "../inputs";

export const personStates = ["active", "ended", "disabled"] as const;
export const peopleSorts = ["name", "username"] as const;

export const listPeopleInput = z.strictObject({
  ...listInput,
  role: z.enum(roles, "not_in_list").optional(),
  unit: id.optional(),
  state: z.enum(personStates, "not_in_list").optional(),
  sort: z.enum(peopleSorts).default("name"),
});

export const personRef = z.strictObject({ id });

const assignmentFields = {
  role: z.enum(roles, "not_in_list"),
  unitId: id,
  validFrom: date,
  /** The first day on which the role is no longer held. */
  validTo: date.nullable(),
  documentId: id.nullable(),
};

/** Made by the administrator's browser, shown once, changed at the first sign-in: never typed by a person. */
export const oneTimePassword = z.string("required").min(16, "password_too_short").max(200, "too_long");

export const createPersonInput = z.strictObject({
  id,
  username: text(60).regex(/^[a-z0-9][a-z0-9._@-]{2,}$/, "not_a_username"),
  name: text(limits.name),
  office: optionalText(limits.name),
  password: oneTimePassword,
  assignmentId: id,
  ...assignmentFields,
});

export const assignRoleInput = z.strictObject({ id, personId: id, ...assignmentFields });
export const endRoleInput = z.strictObject({ id, validTo: date });
export const resetPasswordInput = z.strictObject({ id, password: oneTimePassword });
export const revokeSessionInput = z.strictObject({ id, sessionId: id });
