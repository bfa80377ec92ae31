import type { Names } from "@/db/schema/columns";
import type { ProjectKind, ProjectStatus } from "@/db/schema/project-lists";
import type { projectFileKinds } from "@/db/schema/projects";
import type { FieldProblem } from "../problem";
import type { Details } from "./kinds";
import type { Action } from "./kinds/kind";

export type DocumentLink = {
  id: string;
  number: string;
  kind: string;
  issuer: string;
  issuedOn: string;
  summary: string;
};

export type RequestStepRecord = {
  step: number;
  role: string;
  unitName: string;
  days: number;
  verdict: "approve" | "return" | "reject" | null;
  decidedBy: string | null;
  decidedAt: string | null;
  reason: string | null;
};

export type ProjectRecord = {
  id: string;
  code: string;
  name: string;
  kind: ProjectKind;
  status: ProjectStatus;
  year: number;
  version: number;
  binned: boolean;
  /** `heir` has taken over from a unit that was abolished: the one that got the whole of it. */
  unit: { id: string; name: string; heir: { id: string; name: string; since: string } | null };
  provinceId: string;
  line: { id: string; code: string; name: Names; programme: { id: string; code: string; name: Names } };
  plannedStart: string | null;
  plannedEnd: string | null;
  startedOn: string | null;
  completedOn: string | null;
  lateDays: number;
  progress: number;
  totalAmount: string;
  allocatedAmount: string;
  committedAmount: string;
  paidAmount: string;
  placeNames: string;
  benefit: string;
  decisionDocument: DocumentLink | null;
  createdBy: { id: string; name: string };
  createdAt: string;
  /** `heirs` are the units that a place went to when it was abolished. */
  places: {
    id: string;
    placeId: string;
    name: string;
    note: string;
    validTo: string | null;
    heirs: { id: string; name: string }[];
  }[];
  sources: { sourceCode: string; name: Names; budget: boolean; amount: string }[];
  milestones: { id: string; name: string; plannedOn: string; actualOn: string | null }[];
  progressReports: {
    id: string;
    onDate: string;
    progress: number;
    note: string;
    correction: boolean;
    reportedBy: string;
    reportedAt: string;
  }[];
  files: {
    id: string;
    fileId: string;
    kind: (typeof projectFileKinds)[number];
    caption: string;
    takenOn: string | null;
    name: string | null;
    mediaType: string | null;
    width: number | null;
    height: number | null;
    attachedBy: string;
    attachedAt: string;
  }[];
  documents: DocumentLink[];
  versions: { version: number; submittedAt: string; approvedAt: string | null }[];
  details: Details;
  /** The request that is open, or the last one that was decided. */
  request: {
    id: string;
    code: string;
    status: "open" | "approved" | "returned" | "rejected" | "withdrawn";
    requestedBy: string;
    requestedAt: string;
    decidedAt: string | null;
    waitingStep: number | null;
    waitingRole: string | null;
    waitingUnitName: string | null;
    waitingSince: string | null;
    dueOn: string | null;
    steps: RequestStepRecord[];
  } | null;
  /** What may be done with the project as it stands, by this person. */
  may: Action[];
  /** What is in the way of it, each at its field of the form. */
  problems: Partial<Record<Action, FieldProblem[]>>;
};
