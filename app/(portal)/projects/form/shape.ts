import { z } from "zod";
import { id } from "@/server/inputs";
import { commonFields } from "@/server/projects/inputs";
import { detailsInput } from "@/server/projects/kinds";

/** The content of a project as the form holds it: the same fields as registering and editing send. */
export const projectShape = z.strictObject({ unitId: id, ...commonFields, details: detailsInput });
