import { z } from "zod";
import type { ProjectKind } from "@/db/schema/project-lists";
import { id } from "@/server/inputs";
import { commonFields } from "@/server/projects/inputs";
import { type DetailsInputOf, detailsInput } from "@/server/projects/kinds";

/** The content of a project as the form holds it: the same fields as registering and editing send. */
export const projectShape = z.strictObject({ unitId: id, ...commonFields, details: detailsInput });
export type ProjectValues = z.output<typeof projectShape>;
export type ProjectTyped = z.input<typeof projectShape>;

/** Details not filled in yet. */
export type Blank<K extends ProjectKind> = Partial<DetailsInputOf<K>> & { kind: K };
