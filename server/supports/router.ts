import { allowed, command, router } from "../trpc";
import { recordSupport } from "./commands";
import { guardSupportInput, recordSupportInput, supportsRef } from "./inputs";
import { guardSupport, supportsOfHousehold } from "./queries";

export const supportsRouter = router({
  guard: allowed("households.read")
    .input(guardSupportInput)
    .query(({ ctx, input }) => guardSupport(ctx.tx, ctx.scope, input)),
  ofHousehold: allowed("households.read")
    .input(supportsRef)
    .query(({ ctx, input }) => supportsOfHousehold(ctx.tx, ctx.scope, input.householdId)),
  record: command("supports.record", recordSupportInput, recordSupport),
});
