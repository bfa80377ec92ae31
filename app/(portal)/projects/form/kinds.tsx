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

type KindForm = {
  Part: ComponentType<KindPartProps>;
  /** In the order of the page; each with the fields it holds. */
  sections: { name: SectionName; fields: string[] /** Lists that may not be empty. */; filled?: string[] }[];
  /** Where the kind asks for the household first, the common part comes after it. */
  partFirst: boolean;
};

const general = {
  name: "general",
  fields: [
    "unitId",
    "name",
    "year",
    "lineId",
    "plannedStart",
    "plannedEnd",
    "benefit",
    "decisionDocumentId",
    "documents",
  ],
} as const;
const places = { name: "places", fields: ["places"] } as const;
const sources = { name: "sources", fields: ["sources"], filled: ["sources"] } as const;
const milestones = { name: "milestones", fields: ["milestones"] } as const;
const papers = { name: "papers", fields: ["papers"] } as const;
const of = (...fields: string[]) => fields.map((field) => `details.${field}`);

export const kindForms = {
  livelihood: {
    Part: LivelihoodPart,
    partFirst: false,
    sections: [
      { ...general, fields: [...general.fields] },
      { name: "production", fields: of("type", "form", "organisation", "product") },
      { name: "households", fields: of("households"), filled: of("households") },
      { name: "inputs", fields: of("inputs") },
      { ...places, fields: [...places.fields] },
      { ...sources, fields: [...sources.fields], filled: [...sources.filled] },
      { name: "expected", fields: of("counterpartAmount", "counterpartNote", "expectedIncome", "expectedJobs") },
      { ...milestones, fields: [...milestones.fields] },
      { ...papers, fields: [...papers.fields] },
    ],
  },
  housing: {
    Part: HousingPart,
    partFirst: true,
    sections: [
      { name: "household", fields: of("householdId"), filled: of("householdId") },
      { name: "house", fields: of("badFoundation", "badFrame", "badRoof", "areaBefore") },
      {
        name: "proposal",
        fields: of("workKind", "decisionOn", "designArea", "ownAmount"),
        filled: of("decisionOn"),
      },
      { ...general, fields: [...general.fields] },
      { ...sources, fields: [...sources.fields], filled: [...sources.filled] },
      { ...papers, fields: [...papers.fields] },
    ],
  },
  infrastructure: {
    Part: InfrastructurePart,
    partFirst: false,
    sections: [
      { ...general, fields: [...general.fields] },
      { name: "work", fields: of("sector", "startPoint", "endPoint", "investor", "contractor", "householdsServed") },
      { name: "quantities", fields: of("quantities"), filled: of("quantities") },
      { ...places, fields: [...places.fields] },
      { ...sources, fields: [...sources.fields], filled: [...sources.filled] },
      { ...milestones, fields: [...milestones.fields] },
      { ...papers, fields: [...papers.fields] },
    ],
  },
} satisfies Record<ProjectKind, KindForm>;
