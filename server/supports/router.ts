import { allowed, command, router } from "../trpc";
import { recordSupport } from "./commands";
import { guardSupportInput, recordSupportInput } from "./inputs";
import { guardSupport } from "./queries";

export const supportsRouter = router({
  guard: allowed("households.read")
    .input(guardSupportInput)
    .query(({ ctx, input }) => guardSupport(ctx.tx, ctx.scope, input)),
  record: command("supports.record", recordSupportInput, recordSupport),
});
