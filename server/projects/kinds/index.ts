import { z } from "zod";
import type { ProjectKind } from "@/db/schema/project-lists";
import { type HousingDetails, housing, housingDetails } from "./housing";
import { type InfrastructureDetails, infrastructure, infrastructureDetails } from "./infrastructure";
import type { KindModule } from "./kind";
import { type LivelihoodDetails, livelihood, livelihoodDetails } from "./livelihood";

/** Every kind, whole: a fourth does not compile until it has all of its parts here and in ../details.ts. */
export const kinds = { livelihood, housing, infrastructure } satisfies Record<ProjectKind, KindModule<never>>;

export type DetailsOf = {
  livelihood: LivelihoodDetails;
  housing: HousingDetails;
  infrastructure: InfrastructureDetails;
};
export type Details = DetailsOf[ProjectKind];

/** The module of a kind that is known only at run time: the record's details are always of its own kind. */
export const kindOf = (kind: ProjectKind) => kinds[kind] as unknown as KindModule<Details>;

export const detailsInput = z.discriminatedUnion(
  "kind",
  [livelihoodDetails, housingDetails, infrastructureDetails],
  "not_in_list",
);
export type DetailsInput = z.output<typeof detailsInput>;
export type DetailsInputOf<K extends ProjectKind> = Extract<DetailsInput, { kind: K }>;
