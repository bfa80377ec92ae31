import { z } from "zod";
import { listInput } from "../inputs";
import { allowed, router } from "../trpc";
import { searchAll } from "./queries";

export const searchRouter = router({
  all: allowed("units.read")
    .input(z.strictObject({ q: listInput.q }))
    .query(({ ctx, input }) => searchAll(ctx.tx, ctx.scope, input.q)),
});
