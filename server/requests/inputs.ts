import { z } from "zod";
import { requestSubjects } from "@/db/schema/programmes";
import { requestStatuses, verdicts } from "@/db/schema/requests";
import { id, limits, listInput, optionalText } from "../inputs";

export const decideInput = z.strictObject({
  requestId: id,
  verdict: z.enum(verdicts),
  reason: optionalText(limits.note).default(""),
});

export const requestRef = z.strictObject({ requestId: id });

export const inboxGroups = ["decide", "fix", "late", "mine"] as const;
export type InboxGroup = (typeof inboxGroups)[number];

export const inboxInput = z.strictObject({
  page: listInput.page,
  group: z.enum(inboxGroups).optional(),
});

export const requestSorts = ["asked", "due", "amount"] as const;
export const listRequestsInput = z.strictObject({
  ...listInput,
  status: z.enum(requestStatuses).optional(),
  subject: z.enum(requestSubjects).optional(),
  sort: z.enum(requestSorts).default("asked"),
});
