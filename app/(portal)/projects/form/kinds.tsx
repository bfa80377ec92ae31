"use client";

import type { ComponentType, ReactNode } from "react";
import type { Option } from "@/app/ui/combobox";
import type { ProjectKind } from "@/db/schema/project-lists";
import { HousingPart } from "./housing";
import { InfrastructurePart } from "./infrastructure";
import { type HouseholdShown, LivelihoodPart } from "./livelihood";

export type Norm = {
  lineId: string;
  workKind: string;
  amount: string;
  validFrom: string;
  validTo: string | null;
  document: { id: string; number: string } | null;
};

export type KindPartProps = {
  today: string;
  norms: Norm[];
  /** Of the households that the record already names. */
  households: Map<string, HouseholdShown>;
  /** The household of a house, and how many live there. */
  household?: (Option & { members: number }) | undefined;
  /** Told when a rule has something to say about the household. */
  onWarning: (warning: boolean) => void;
  /** What stands between the kind's own sections: places, sources. */
  middle: ReactNode;
};

export type SectionName =
  | "general"
  | "household"
  | "house"
  | "proposal"
  | "production"
  | "households"
  | "inputs"
  | "expected"
  | "work"
  | "quantities"
  | "places"
  | "sources"
  | "milestones"
  | "papers";

export type FormSection = {
  name: SectionName;
  /** Where its fields are in the form. */
  fields: string[];
  /** Fields and lists that may not be left empty when the record is sent. */
  filled?: string[];
  /** Lists that may be left empty. */
  lists?: string[];
};

type KindForm = {
  Part: ComponentType<KindPartProps>;
  /** In the order of the page. */
  sections: FormSection[];
  /** Where the kind asks for the household first, the common part comes after it. */
  partFirst: boolean;
};

const general: FormSection = {
  name: "general",
  fields: ["unitId", "name", "year", "lineId", "plannedStart", "plannedEnd", "benefit", "decisionDocumentId"],
};
const places: FormSection = { name: "places", fields: ["places"], lists: ["places"] };
const sources: FormSection = { name: "sources", fields: ["sources"], filled: ["sources"] };
const milestones: FormSection = { name: "milestones", fields: ["milestones"], lists: ["milestones"] };
const papers: FormSection = {
  name: "papers",
  fields: ["papers"],
  lists: ["papers.application", "papers.survey", "papers.minutes", "papers.photo"],
};
const of = (...fields: string[]) => fields.map((field) => `details.${field}`);

export const kindForms = {
  livelihood: {
    Part: LivelihoodPart,
    partFirst: false,
    sections: [
      general,
      { name: "production", fields: of("type", "form", "organisation", "product") },
      { name: "households", fields: of("households"), filled: of("households") },
      { name: "inputs", fields: of("inputs"), lists: of("inputs") },
      places,
      sources,
      { name: "expected", fields: of("counterpartAmount", "counterpartNote", "expectedIncome", "expectedJobs") },
      milestones,
      papers,
    ],
  },
  housing: {
    Part: HousingPart,
    partFirst: true,
    sections: [
      { name: "household", fields: of("householdId"), filled: of("householdId") },
      { name: "house", fields: of("badFoundation", "badFrame", "badRoof", "areaBefore") },
      { name: "proposal", fields: of("workKind", "decisionOn", "designArea", "ownAmount"), filled: of("decisionOn") },
      general,
      sources,
      papers,
    ],
  },
  infrastructure: {
    Part: InfrastructurePart,
    partFirst: false,
    sections: [
      general,
      { name: "work", fields: of("sector", "startPoint", "endPoint", "investor", "contractor", "householdsServed") },
      { name: "quantities", fields: of("quantities"), filled: of("quantities") },
      places,
      sources,
      milestones,
      papers,
    ],
  },
} satisfies Record<ProjectKind, KindForm>;
