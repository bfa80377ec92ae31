import { z } from "zod";
import { infrastructureSectors, quantityKinds, quantityMeasures } from "@/db/schema/project-lists";
import { decimal, id, int, limits, optionalText, text } from "../../inputs";
import type { FieldProblem } from "../../problem";
import type { KindModule } from "./kind";

const measure = decimal(0, 100_000_000);

export const infrastructureDetails = z.strictObject({
  kind: z.literal("infrastructure"),
  sector: z.enum(infrastructureSectors, "not_in_list"),
  startPoint: optionalText(limits.line),
  endPoint: optionalText(limits.line),
  investor: text(limits.name),
  contractor: optionalText(limits.name),
  householdsServed: int(0, 1_000_000).nullable(),
  quantities: z
    .array(
      z
        .strictObject({
          id,
          quantity: z.enum(quantityKinds, "not_in_list"),
          least: measure,
          /** Set when the quantity is a range, such as a carriageway of 5.5 to 6 m. */
          most: measure.nullable(),
          measure: z.enum(quantityMeasures, "not_in_list"),
        })
        .refine(({ least, most }) => most === null || most >= least, { error: "range_falls", path: ["most"] }),
    )
    .max(50, "too_many"),
});

/** As a project's record shows it. */
export type InfrastructureDetails = {
  kind: "infrastructure";
  sector: (typeof infrastructureSectors)[number];
  startPoint: string;
  endPoint: string;
  investor: string;
  contractor: string;
  householdsServed: number | null;
  quantities: {
    id: string;
    quantity: (typeof quantityKinds)[number];
    least: number;
    most: number | null;
    measure: (typeof quantityMeasures)[number];
  }[];
  acceptedOn: string | null;
  acceptanceDocumentId: string | null;
  acceptanceDocument: string | null;
  handedOverOn: string | null;
  handoverDocumentId: string | null;
  handoverDocument: string | null;
  inOperationOn: string | null;
};

/** A work goes into operation only after it was handed over (invariant 23). */
export const operationProblem = (work: { handedOverOn: string | null }): "not_handed_over_yet" | undefined =>
  work.handedOverOn === null ? "not_handed_over_yet" : undefined;

/** And is handed over only after it was accepted. */
export const handoverProblem = (work: { acceptedOn: string | null }): "not_accepted_yet" | undefined =>
  work.acceptedOn === null ? "not_accepted_yet" : undefined;

export const infrastructure = {
  prefix: "HT",
  input: infrastructureDetails,
  actions: {
    approved: ["start"],
    in_progress: ["reportProgress", "reachMilestone", "acceptWork"],
    completed: ["handOver", "putInOperation"],
  },
  submissionProblems({ details }) {
    const problems: FieldProblem[] = [];
    // Nothing to inspect against without a physical quantity.
    if (details.quantities.length === 0) problems.push({ path: "details.quantities", code: "required" });
    return problems;
  },
  inputOf: ({ kind, sector, startPoint, endPoint, investor, contractor, householdsServed, quantities }) => ({
    kind,
    sector,
    startPoint,
    endPoint,
    investor,
    contractor,
    householdsServed,
    quantities,
  }),
  blocked(details) {
    const handover = handoverProblem(details);
    const operation = operationProblem(details);
    return {
      ...(handover && { handOver: [{ path: "handedOverOn", code: handover }] }),
      ...(!handover && !operation && { handOver: [{ path: "handedOverOn", code: "project_step_not_allowed" }] }),
      ...(operation && { putInOperation: [{ path: "inOperationOn", code: operation }] }),
    };
  },
  snapshot(details) {
    return {
      totals: [
        { field: "householdsServed", value: details.householdsServed },
        ...details.quantities.map(({ quantity, least, most, measure: of }) => ({
          group: "quantities",
          field: quantity,
          value: { least, most, measure: of },
        })),
      ],
      entries: [
        { field: "sector", value: details.sector },
        { field: "startPoint", value: details.startPoint },
        { field: "endPoint", value: details.endPoint },
        { field: "investor", value: details.investor },
        { field: "contractor", value: details.contractor },
      ],
    };
  },
} satisfies KindModule<InfrastructureDetails, z.output<typeof infrastructureDetails>>;
