import { dashboardRouter } from "./dashboard/router";
import { documentsRouter } from "./documents/router";
import { findingsRouter } from "./findings/router";
import { householdsRouter } from "./households/router";
import { inspectionsRouter } from "./inspections/router";
import { peopleRouter } from "./people/router";
import { sessionRouter } from "./session/router";
import { supportsRouter } from "./supports/router";
import { router } from "./trpc";
import { unitsRouter } from "./units/router";

/** A table of contents. */
export const appRouter = router({
  dashboard: dashboardRouter,
  documents: documentsRouter,
  households: householdsRouter,
  findings: findingsRouter,
  inspections: inspectionsRouter,
  people: peopleRouter,
  session: sessionRouter,
  supports: supportsRouter,
  units: unitsRouter,
});

export type AppRouter = typeof appRouter;
