import type { ProjectKind } from "@/db/schema/project-lists";

/** The details of a new record: nothing chosen, nothing listed. */
const blankDetails: Record<ProjectKind, Record<string, unknown>> = {
  livelihood: {
    type: "",
    form: "",
    organisation: "",
    product: "",
    counterpartAmount: "0",
    counterpartNote: "",
    expectedIncome: null,
    expectedJobs: null,
    households: [],
    inputs: [],
  },
  housing: {
    householdId: "",
    workKind: "",
    areaBefore: null,
    designArea: null,
    decisionOn: null,
    ownAmount: "0",
  },
  infrastructure: {
    sector: "",
    startPoint: "",
    endPoint: "",
    investor: "",
    contractor: "",
    householdsServed: null,
    quantities: [],
  },
};

export const blankOf = (kind: ProjectKind, known: { unitId: string; year: number }): Record<string, unknown> => ({
  ...known,
  name: "",
  lineId: "",
  plannedStart: null,
  plannedEnd: null,
  benefit: "",
  places: [],
  sources: [],
  milestones: [],
  documents: [],
  decisionDocumentId: null,
  details: { kind, ...blankDetails[kind] },
  papers: {},
});
