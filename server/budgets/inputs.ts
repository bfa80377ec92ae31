import { z } from "zod";
import { decisionStatuses, transferKinds } from "@/db/schema/budget-lists";
import { code, date, id, int, limits, listInput, optionalText, positiveMoney, text } from "../inputs";

export const year = int(2000, 2100);

/** A province's communes under every line of a year's programmes, with room. */
export const mostTransfers = 1000;

/** One movement of money. The receiver is a unit or one project; its line is opened when the decision is posted. */
export const transferInput = z.strictObject({
  id,
  kind: z.enum(transferKinds),
  fromLineId: id.nullable().default(null),
  toUnitId: id.nullable().default(null),
  toProjectId: id.nullable().default(null),
  lineId: id,
  sourceCode: code,
  capitalCode: code,
  amount: positiveMoney,
});

/** The whole content of a decision: what is not sent is no longer in it. */
const decisionFields = {
  title: text(limits.line),
  year,
  documentId: id,
  transfers: z.array(transferInput).min(1, "decision_empty").max(mostTransfers, "too_many"),
};

const version = int(1, 1_000_000);
export const draftDecisionInput = z.strictObject({ id, ...decisionFields });
export const editDecisionInput = z.strictObject({ id, version, ...decisionFields });
export const submitDecisionInput = z.strictObject({ id, version });
export const decisionRef = z.strictObject({ id });
export const lineRef = z.strictObject({ id, page: listInput.page });
export const projectRef = z.strictObject({ projectId: id });

export const commitInput = z.strictObject({
  id,
  projectId: id,
  budgetLineId: id,
  amount: positiveMoney,
  payee: text(limits.name),
  contract: optionalText(limits.code).default(""),
  onDate: date,
  documentId: id.nullable().default(null),
});

export const payInput = z.strictObject({
  id,
  projectId: id,
  budgetLineId: id,
  amount: positiveMoney,
  payee: text(limits.name),
  voucher: text(limits.code),
  onDate: date,
  note: optionalText(limits.line).default(""),
});

/** `id` is the new entry's, `entryId` the one it takes back. */
export const reverseInput = z.strictObject({ id, entryId: id, reason: text(limits.note) });

export const overviewInput = z.strictObject({
  page: listInput.page,
  unitId: id.optional(),
  year: year.optional(),
});

export const listDecisionsInput = z.strictObject({
  ...listInput,
  year: year.optional(),
  status: z.enum(decisionStatuses).optional(),
});

export const sourcesInput = z.strictObject({ year });
export const receiversByCodeInput = z.strictObject({ codes: z.array(text(limits.code)).min(1).max(200, "too_many") });
export const receiversInput = z.strictObject({ q: listInput.q, fromLineId: id.optional() });
