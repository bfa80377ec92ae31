import { allowed, router } from "../trpc";
import { listUnitsInput, searchUnitsInput, unitByCodeInput, unitRef } from "./inputs";
import { getUnit, levels, listUnits, searchUnits, unitByCode, unitOption } from "./queries";

export const unitsRouter = router({
  search: allowed("units.read")
    .input(searchUnitsInput)
    .query(({ ctx, input }) => searchUnits(ctx.tx, ctx.scope, input)),
  list: allowed("units.read")
    .input(listUnitsInput)
    .query(async ({ ctx, input }) => ({
      ...(await listUnits(ctx.tx, ctx.scope, input)),
      levels: await levels(ctx.tx),
    })),
  get: allowed("units.read")
    .input(unitRef)
    .query(({ ctx, input }) => getUnit(ctx.tx, ctx.scope, input.id, input.onDate)),
  option: allowed("units.read")
    .input(unitRef)
    .query(({ ctx, input }) => unitOption(ctx.tx, ctx.scope, input.id, input.onDate)),
  byCode: allowed("units.read")
    .input(unitByCodeInput)
    .query(({ ctx, input }) => unitByCode(ctx.tx, ctx.scope, input)),
});
