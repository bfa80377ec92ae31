import { recordFindingInput } from "../findings/inputs";
import { allowed, command, router } from "../trpc";
import { cancelInspection, concludeInspection, planInspection, startVisit } from "./commands";
import { recordFinding } from "./finding-commands";
import {
  cancelInspectionInput,
  concludeInspectionInput,
  inspectionRef,
  inspectionsOfProjectInput,
  listInspectionsInput,
  planInspectionInput,
  plannedSubjectInput,
  recordVisitInput,
  searchSubjectsInput,
  startVisitInput,
} from "./inputs";
import { plannedSubject, searchSubjects, todaysVisits } from "./planning-queries";
import { getInspection, listInspections, projectInspections } from "./queries";
import { recordVisit } from "./visit-commands";

export const inspectionsRouter = router({
  list: allowed("inspections.read")
    .input(listInspectionsInput)
    .query(({ ctx, input }) => listInspections(ctx.tx, ctx.scope, input)),
  get: allowed("inspections.read")
    .input(inspectionRef)
    .query(({ ctx, input }) => getInspection(ctx.tx, ctx.scope, input.id)),
  ofProject: allowed("inspections.read")
    .input(inspectionsOfProjectInput)
    .query(({ ctx, input }) => projectInspections(ctx.tx, ctx.scope, input.projectId)),
  today: allowed("inspections.plan").query(({ ctx }) => todaysVisits(ctx.tx, ctx.scope)),
  subject: allowed("inspections.plan")
    .input(plannedSubjectInput)
    .query(({ ctx, input }) => plannedSubject(ctx.tx, ctx.scope, input.projectId)),
  subjects: allowed("inspections.plan")
    .input(searchSubjectsInput)
    .query(({ ctx, input }) => searchSubjects(ctx.tx, ctx.scope, input.q)),
  record: command("inspections.plan", recordVisitInput, recordVisit),
  plan: command("inspections.plan", planInspectionInput, planInspection),
  start: command("inspections.plan", startVisitInput, startVisit),
  conclude: command("inspections.plan", concludeInspectionInput, concludeInspection),
  recordFinding: command("findings.record", recordFindingInput, recordFinding),
  cancel: command("inspections.plan", cancelInspectionInput, cancelInspection),
});
