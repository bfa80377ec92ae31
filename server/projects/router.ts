import { allowed, command, router } from "../trpc";
import { findProjects, lineOptions } from "./choice-queries";
import { submitProject } from "./commands/approval";
import { binDraft, editProject, registerProject, restoreDraft } from "./commands/content";
import { attachDocument, attachFile } from "./commands/papers";
import {
  acceptWork,
  completeHousing,
  completeLivelihood,
  handOver,
  putInOperation,
  reachMilestone,
  reportProgress,
  reportStage,
  startProject,
} from "./commands/work";
import {
  acceptWorkInput,
  attachDocumentInput,
  attachFileInput,
  completeHousingInput,
  completeLivelihoodInput,
  editProjectInput,
  findProjectsInput,
  handOverInput,
  lineOptionsInput,
  listProjectsInput,
  projectRef,
  putInOperationInput,
  reachMilestoneInput,
  registerProjectInput,
  reportProgressInput,
  reportStageInput,
  startProjectInput,
  submitProjectInput,
} from "./inputs";
import { getProject, listProjects, projectForEdit } from "./queries";

export const projectsRouter = router({
  list: allowed("projects.read")
    .input(listProjectsInput)
    .query(({ ctx, input }) => listProjects(ctx.tx, ctx.scope, input)),
  get: allowed("projects.read")
    .input(projectRef)
    .query(({ ctx, input }) => getProject(ctx.tx, ctx.scope, input.id)),
  forEdit: allowed("projects.write")
    .input(projectRef)
    .query(({ ctx, input }) => projectForEdit(ctx.tx, ctx.scope, input.id)),
  find: allowed("projects.read")
    .input(findProjectsInput)
    .query(({ ctx, input }) => findProjects(ctx.tx, ctx.scope, input)),
  lines: allowed("projects.read")
    .input(lineOptionsInput)
    .query(({ ctx, input }) => lineOptions(ctx.tx, ctx.scope, input)),

  register: command("projects.write", registerProjectInput, registerProject),
  edit: command("projects.write", editProjectInput, editProject),
  bin: command("projects.write", projectRef, binDraft),
  restore: command("projects.write", projectRef, restoreDraft),
  submit: command("projects.submit", submitProjectInput, submitProject),

  start: command("projects.report", startProjectInput, startProject),
  reportProgress: command("projects.report", reportProgressInput, reportProgress),
  reachMilestone: command("projects.report", reachMilestoneInput, reachMilestone),
  reportStage: command("projects.report", reportStageInput, reportStage),
  completeHousing: command("projects.report", completeHousingInput, completeHousing),
  completeLivelihood: command("projects.report", completeLivelihoodInput, completeLivelihood),
  acceptWork: command("projects.report", acceptWorkInput, acceptWork),
  handOver: command("projects.report", handOverInput, handOver),
  putInOperation: command("projects.report", putInOperationInput, putInOperation),

  attachFile: command("projects.write", attachFileInput, attachFile),
  attachDocument: command("projects.write", attachDocumentInput, attachDocument),
});
