/** The closed lists of budgets, apart from the tables so that a form does not carry Drizzle to the browser. */

export const decisionStatuses = ["draft", "submitted", "returned", "rejected", "posted"] as const;
export type DecisionStatus = (typeof decisionStatuses)[number];
export const transferKinds = ["appropriation", "allocation", "adjustment", "cancellation"] as const;
export type TransferKind = (typeof transferKinds)[number];

export const entryKinds = [
  "appropriation",
  "allocation",
  "adjustment",
  "commitment",
  "advance",
  "payment",
  "recovery",
  "release",
  "carry_over",
  "cancellation",
  "reversal",
] as const;
export type EntryKind = (typeof entryKinds)[number];
