import { allowed, router } from "../trpc";
import { codesInput, onDateInput } from "./inputs";
import { capitalKinds, codes, norms, programmes, routes, sources, standards } from "./queries";

const reading = () => allowed("programmes.read");

export const programmesRouter = router({
  list: reading()
    .input(onDateInput)
    .query(({ ctx, input }) => programmes(ctx.tx, input)),
  money: reading().query(async ({ ctx }) => ({
    sources: await sources(ctx.tx),
    capitalKinds: await capitalKinds(ctx.tx),
  })),
  norms: reading()
    .input(onDateInput)
    .query(({ ctx, input }) => norms(ctx.tx, input)),
  routes: reading()
    .input(onDateInput)
    .query(({ ctx, input }) => routes(ctx.tx, input)),
  standards: reading()
    .input(onDateInput)
    .query(({ ctx, input }) => standards(ctx.tx, input)),
  codes: reading()
    .input(codesInput)
    .query(({ ctx, input }) => codes(ctx.tx, input)),
});
