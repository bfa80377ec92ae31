/** Closed lists that tables and forms share. Apart from the tables, so that a form does not carry the database's library. */

export const projectKinds = ["livelihood", "housing", "infrastructure"] as const;
export type ProjectKind = (typeof projectKinds)[number];

/** Years of which a project can be. */
export const projectYears = { first: 2015, last: 2050 } as const;

export const projectStatuses = [
  "draft",
  "submitted",
  "returned",
  "rejected",
  "approved",
  "in_progress",
  "completed",
  "in_operation",
  "settled",
  "cancelled",
] as const;
export type ProjectStatus = (typeof projectStatuses)[number];

export const livelihoodTypes = ["livestock", "crop", "forestry", "aquaculture", "non_farm"] as const;
export const livelihoodForms = ["group", "cooperative", "value_chain"] as const;

export const workKinds = ["new", "repair"] as const;
export const housingStages = ["foundation", "frame", "roof", "completed"] as const;
export type HousingStage = (typeof housingStages)[number];

export const infrastructureSectors = [
  "road",
  "electricity",
  "water",
  "school",
  "health_station",
  "irrigation",
  "culture_house",
  "other",
] as const;
export const quantityKinds = ["length", "carriageway_width", "area", "capacity", "households_served", "count"] as const;
export const quantityMeasures = [
  "km",
  "m",
  "m2",
  "ha",
  "m3_day",
  "kva",
  "l_s",
  "household",
  "classroom",
  "work",
  "piece",
] as const;

export const projectFileKinds = [
  "application",
  "survey",
  "minutes",
  "decision",
  "contract",
  "acceptance",
  "handover",
  "photo",
  "other",
] as const;
