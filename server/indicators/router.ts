import { allowed, router } from "../trpc";
import { publishedInput } from "./inputs";
import { published } from "./queries";

export const indicatorsRouter = router({
  published: allowed("indicators.read")
    .input(publishedInput)
    .query(({ ctx, input }) => published(ctx.tx, input)),
});
