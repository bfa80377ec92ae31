import { auditRouter } from "./audit/router";
import { budgetsRouter } from "./budgets/router";
import { dashboardRouter } from "./dashboard/router";
import { documentsRouter } from "./documents/router";
import { findingsRouter } from "./findings/router";
import { householdsRouter } from "./households/router";
import { indicatorsRouter } from "./indicators/router";
import { inspectionsRouter } from "./inspections/router";
import { peopleRouter } from "./people/router";
import { programmesRouter } from "./programmes/router";
import { projectsRouter } from "./projects/router";
import { requestsRouter } from "./requests/router";
import { searchRouter } from "./search/router";
import { sessionRouter } from "./session/router";
import { subjects } from "./subjects";
import { supportsRouter } from "./supports/router";
import { router } from "./trpc";
import { unitsRouter } from "./units/router";

/** A table of contents. */
export const appRouter = router({
  search: searchRouter,
  programmes: programmesRouter,
  indicators: indicatorsRouter,
  audit: auditRouter,
  budgets: budgetsRouter,
  dashboard: dashboardRouter,
  documents: documentsRouter,
  households: householdsRouter,
  findings: findingsRouter,
  inspections: inspectionsRouter,
  people: peopleRouter,
  projects: projectsRouter,
  requests: requestsRouter(subjects),
  session: sessionRouter,
  supports: supportsRouter,
  units: unitsRouter,
});

export type AppRouter = typeof appRouter;
