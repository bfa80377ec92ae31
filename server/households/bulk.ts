import { bulk, router } from "../trpc";
import { exportHouseholds } from "./export";
import { importHouseholds } from "./import";
import { exportHouseholdsInput, importHouseholdsInput } from "./inputs";

/** What streams a file in or out. The command line calls these; no address leads here. */
export const bulkRouter = router({
  import: bulk("households.write")
    .input(importHouseholdsInput)
    .mutation(({ ctx, input }) => importHouseholds(ctx.tx, ctx.scope, input)),
  export: bulk("households.read")
    .input(exportHouseholdsInput)
    .mutation(({ ctx, input }) => exportHouseholds(ctx.tx, ctx.scope, input)),
});
