import { allowed, router } from "../trpc";
import { overviewInput } from "./inputs";
import { overview } from "./queries";

export const dashboardRouter = router({
  overview: allowed("dashboard.read")
    .input(overviewInput)
    .query(({ ctx, input }) => overview(ctx.tx, ctx.scope, input)),
});
