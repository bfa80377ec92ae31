/** Closed lists of the household register, apart from the tables so that forms may read them too. */

/** Classes of the review, plus the two that follow from leaving it (domain.md 3.3, 3.6). */
export const householdClasses = ["poor", "near_poor", "newly_escaped", "average_standard", "not_poor"] as const;
export type HouseholdClass = (typeof householdClasses)[number];

export const dwellingParts = ["durable", "not_durable", "unknown"] as const;
export type DwellingPart = (typeof dwellingParts)[number];

export const supportKinds = [
  "housing",
  "livelihood",
  "production",
  "training",
  "credit",
  "insurance",
  "education",
  "relief",
  "other",
] as const;
export type SupportKind = (typeof supportKinds)[number];

export const supportStates = ["planned", "received", "withdrawn"] as const;
export type SupportState = (typeof supportStates)[number];
