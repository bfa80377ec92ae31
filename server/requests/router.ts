import { allowed, command, router } from "../trpc";
import { decide, withdraw } from "./commands";
import { decideInput, inboxInput, listRequestsInput, requestRef } from "./inputs";
import { getRequest, inbox, listRequests } from "./queries";

export const requestsRouter = router({
  inbox: allowed("requests.read")
    .input(inboxInput)
    .query(({ ctx, input }) => inbox(ctx.tx, ctx.scope, input)),
  list: allowed("requests.read")
    .input(listRequestsInput)
    .query(({ ctx, input }) => listRequests(ctx.tx, ctx.scope, input)),
  get: allowed("requests.read")
    .input(requestRef)
    .query(({ ctx, input }) => getRequest(ctx.tx, ctx.scope, input.requestId)),
  decide: command("requests.decide", decideInput, decide),
  withdraw: command("requests.withdraw", requestRef, withdraw),
});
