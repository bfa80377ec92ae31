import { allowed, command, router } from "../trpc";
import { decide, withdraw } from "./commands";
import { decideInput, inboxInput, listRequestsInput, requestRef } from "./inputs";
import { getRequest, inbox, listRequests } from "./queries";
import type { Subjects } from "./subjects";

/** `subjects` are the nouns that let themselves be approved. */
export const requestsRouter = (subjects: Subjects) =>
  router({
    inbox: allowed("requests.read")
      .input(inboxInput)
      .query(({ ctx, input }) => inbox(ctx.tx, ctx.scope, input)),
    list: allowed("requests.read")
      .input(listRequestsInput)
      .query(({ ctx, input }) => listRequests(ctx.tx, ctx.scope, input)),
    get: allowed("requests.read")
      .input(requestRef)
      .query(({ ctx, input }) => getRequest(subjects, ctx.tx, ctx.scope, input.requestId)),
    decide: command("requests.decide", decideInput, (...call) => decide(subjects, ...call)),
    withdraw: command("requests.withdraw", requestRef, (...call) => withdraw(subjects, ...call)),
  });
