import { z } from "zod";
import { dwellingParts, householdClasses } from "@/db/schema/household-lists";
import { code, date, decimal, id, identityNumber, int, limits, listInput, optionalText, text } from "../inputs";
import { languages } from "./file-columns";
import type { RowProblem } from "./import-rules";

export const mostMembers = 30;

const version = int(1, 1_000_000_000);
const phone = z
  .string("required")
  .overwrite((value) => value.replace(/[ .-]/g, ""))
  .regex(/^0[0-9]{9}$/, "not_phone")
  .nullable();
const part = z.enum(dwellingParts, "not_in_list");

const dwelling = {
  address: optionalText(limits.name),
  phone,
  ethnicity: code,
  foundation: part,
  frame: part,
  roof: part,
  area: decimal(0, 2000).nullable(),
};

/** What the register and the edit form both hold. */
export const dwellingFields = { villageId: id.nullable(), ...dwelling };

export const memberFields = {
  name: text(limits.name),
  bornOn: date,
  sex: z.enum(["male", "female"], "not_in_list"),
  relationship: code,
  ethnicity: code,
};

export const newMember = z.strictObject({ id, ...memberFields, identity: identityNumber.nullable() });

export const registerHouseholdInput = z.strictObject({
  id,
  unitId: id,
  ...dwellingFields,
  members: z.array(newMember).min(1, "required").max(mostMembers, "too_many"),
});

/** A household of a file: the same fields; its place is told by a unit's id, or by its code with a day. */
export const importedHousehold = z.strictObject({
  code: z
    .string()
    .regex(/^[A-Z0-9]+(?:[./-][A-Z0-9]+)*$/, "not_valid")
    .max(40, "too_long")
    .nullable(),
  unitId: id.nullable(),
  unitCode: z
    .string()
    .regex(/^[0-9A-Za-z.-]{1,20}$/, "not_valid")
    .nullable(),
  unitOn: date.nullable(),
  village: optionalText(limits.name),
  ...dwelling,
  members: z
    .array(z.strictObject({ ...memberFields, identity: identityNumber.nullable() }))
    .min(1, "required")
    .max(mostMembers, "too_many"),
});
export type ImportedHousehold = z.output<typeof importedHousehold>;

export const editHouseholdInput = z.strictObject({ id, version, ...dwellingFields });
export const endHouseholdInput = z.strictObject({ id, version, endedOn: date, reason: code });

export const addMemberInput = z.strictObject({ householdId: id, ...newMember.shape });
/** Without `identity` the number stays as it is; null takes it away. */
export const editMemberInput = z.strictObject({
  id,
  version,
  ...memberFields,
  identity: identityNumber.nullable().optional(),
});
export const endMemberInput = z.strictObject({ id, endedOn: date, reason: code });
export const changeHeadInput = z.strictObject({ householdId: id, version, memberId: id, formerHeadIs: code });

export const splitHouseholdInput = z.strictObject({
  id,
  fromId: id,
  version,
  splitOn: date,
  ...dwellingFields,
  /** Who moves: their rows end in the old household and begin, under new ids, in the new one. */
  members: z
    .array(z.strictObject({ id, memberId: id, relationship: code }))
    .min(1, "required")
    .max(mostMembers, "too_many"),
});

export const householdRef = z.strictObject({ id });
export const unitRoundsInput = z.strictObject({ unitId: id });
export const revealIdentityInput = z.strictObject({ memberId: id, reason: text(limits.line) });

export const householdSorts = ["name", "-name", "code", "-code", "members", "-members"] as const;
export const listHouseholdsInput = z.strictObject({
  ...listInput,
  province: id.optional(),
  /** A unit with all below it and their whole predecessors. */
  unit: id.optional(),
  village: id.optional(),
  class: z.enum([...householdClasses, "unclassified"], "not_in_list").optional(),
  ethnicity: code.optional(),
  support: z.enum(["planned", "none"], "not_in_list").optional(),
  /** Helped in this year, of this class on the day of the year's first help; those that ended since are shown too. */
  helped: int(2000, 2100).optional(),
  helpedClass: z.enum([...householdClasses, "unclassified"], "not_in_list").optional(),
  sort: z.enum(householdSorts, "not_in_list").default("name"),
});

/** Opens the file, again for each try. */
const opens = z.custom<() => AsyncIterable<Uint8Array>>((value) => typeof value === "function");
const receives = <T>() => z.custom<(what: T) => void | Promise<void>>((value) => typeof value === "function");

export const importHouseholdsInput = z.strictObject({
  open: opens,
  /** The day on which the file's unit codes are read where a row names none. */
  codesOn: date.optional(),
  /** Registers what is right and leaves the rest; without it one wrong row keeps everything out. */
  goodRows: z.boolean().default(false),
  /** Does everything and keeps nothing. */
  dryRun: z.boolean().default(false),
  report: receives<RowProblem>(),
});

export const exportHouseholdsInput = z.strictObject({
  /** A unit with all below it and their whole predecessors. */
  unit: id.optional(),
  class: z.enum([...householdClasses, "unclassified"], "not_in_list").optional(),
  language: z.enum(languages, "not_in_list").default("vi"),
  write: receives<Uint8Array>(),
});

export const searchHouseholdsInput = z.strictObject({ q: listInput.q, unit: id.optional() });
