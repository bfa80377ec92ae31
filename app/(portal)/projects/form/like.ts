import { newId } from "@/server/ids";
import { inputOf } from "@/server/projects/kinds";
import type { ProjectRecord } from "@/server/projects/record";

/** The details without what is of one family, one site or one day: that is asked anew. */
function detailsLike(project: ProjectRecord): Record<string, unknown> {
  const details = inputOf(project);
  switch (details.kind) {
    case "housing":
      return {
        ...details,
        householdId: "",
        badFoundation: undefined,
        badFrame: undefined,
        badRoof: undefined,
        areaBefore: null,
      };
    case "livelihood":
      return { ...details, households: [], inputs: details.inputs.map((input) => ({ ...input, id: newId() })) };
    case "infrastructure":
      return { ...details, startPoint: "", endPoint: "", quantities: [] };
  }
}

/** The beginning of a project that is like another one. Its days are taken over only where they have not passed. */
export function valuesLike(project: ProjectRecord, { year, today }: { year: number; today: string }) {
  const coming = (day: string | null) => (day && day >= today ? day : null);
  return {
    lineId: project.line.id,
    year: Math.max(project.year, year),
    plannedStart: coming(project.plannedStart),
    plannedEnd: coming(project.plannedEnd),
    benefit: project.benefit,
    decisionDocumentId: project.decisionDocument?.id ?? null,
    places: project.places.map(({ placeId, note }) => ({ id: newId(), placeId, note })),
    sources: project.sources.map(({ sourceCode, amount }) => ({ sourceCode, amount })),
    details: detailsLike(project),
  };
}
