import type { ProblemCode } from "../problem";

/** A document takes effect on the day it is issued or later. */
export function effectiveDateProblem(document: {
  issuedOn: string;
  effectiveOn: string | null;
}): ProblemCode | undefined {
  return document.effectiveOn !== null && document.effectiveOn < document.issuedOn
    ? "effective_before_issued"
    : undefined;
}
