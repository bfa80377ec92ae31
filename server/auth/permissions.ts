import type { Role } from "@/db/schema/people";

/**
 * Who may do what. How far is the same for every permission: the unit at which the role is held,
 * all below it, and their whole predecessors (app.enter in the database reads this table's copy).
 * Nothing else in the code says who may do something.
 */
export const permissions = {
  "units.read": ["clerk", "leader", "manager", "finance", "inspector", "auditor", "administrator"],
  "programmes.read": ["clerk", "leader", "manager", "finance", "inspector", "auditor", "administrator"],
  "indicators.read": ["clerk", "leader", "manager", "finance", "inspector", "auditor", "administrator"],
  "dashboard.read": ["clerk", "leader", "manager", "finance", "inspector", "auditor"],

  "people.read": ["auditor", "administrator"],
  "people.manage": ["administrator"],

  "documents.read": ["clerk", "leader", "manager", "finance", "inspector", "auditor", "administrator"],
  "documents.register": ["clerk", "leader", "manager", "finance", "inspector"],
  "files.read": ["clerk", "leader", "manager", "finance", "inspector", "auditor"],
  "files.upload": ["clerk", "leader", "manager", "finance", "inspector"],

  "households.read": ["clerk", "leader", "manager", "inspector", "auditor"],
  "households.write": ["clerk"],
  "households.reveal": ["clerk", "leader", "inspector"],
  "supports.record": ["clerk"],

  "projects.read": ["clerk", "leader", "manager", "finance", "inspector", "auditor"],
  "projects.write": ["clerk"],
  "projects.submit": ["clerk"],
  "projects.report": ["clerk"],

  "requests.read": ["clerk", "leader", "manager", "finance", "inspector", "auditor"],
  "requests.decide": ["leader", "manager"],
  "requests.withdraw": ["clerk", "manager"],

  "budgets.read": ["clerk", "leader", "manager", "finance", "inspector", "auditor"],
  "budgets.divide": ["manager"],
  "budgets.commit": ["finance"],
  "budgets.pay": ["finance"],

  "inspections.read": ["clerk", "leader", "manager", "finance", "inspector", "auditor"],
  "inspections.plan": ["inspector"],
  "findings.record": ["inspector"],
  "findings.verify": ["inspector"],
  "findings.release": ["manager"],
  "actions.answer": ["clerk"],

  "history.read": ["clerk", "leader", "manager", "finance", "inspector", "auditor", "administrator"],
  "audit.read": ["auditor", "administrator"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof permissions;

/** Roles that must not meet in one person where their reaches overlap (domain.md 9.4, invariants 31, 42). */
export const forbiddenRolePairs: readonly { roles: readonly [Role, Role]; reason: string }[] = [
  { roles: ["clerk", "leader"], reason: "the maker is never the approver" },
  { roles: ["clerk", "manager"], reason: "the maker is never the approver" },
  { roles: ["clerk", "finance"], reason: "who registers a project does not pay for it" },
  { roles: ["clerk", "inspector"], reason: "nobody inspects their own work" },
  { roles: ["leader", "inspector"], reason: "who approves does not inspect" },
  { roles: ["manager", "inspector"], reason: "who approves the budget does not inspect it" },
  { roles: ["finance", "inspector"], reason: "who pays does not inspect" },
  { roles: ["manager", "finance"], reason: "who divides the budget does not pay from it" },
  { roles: ["leader", "finance"], reason: "who approves does not pay" },
  { roles: ["administrator", "clerk"], reason: "who gives rights does not use them" },
  { roles: ["administrator", "leader"], reason: "who gives rights does not use them" },
  { roles: ["administrator", "manager"], reason: "who gives rights does not use them" },
  { roles: ["administrator", "finance"], reason: "who gives rights does not use them" },
  { roles: ["administrator", "inspector"], reason: "who gives rights does not use them" },
  { roles: ["auditor", "clerk"], reason: "an auditor changes nothing" },
  { roles: ["auditor", "leader"], reason: "an auditor changes nothing" },
  { roles: ["auditor", "manager"], reason: "an auditor changes nothing" },
  { roles: ["auditor", "finance"], reason: "an auditor changes nothing" },
  { roles: ["auditor", "inspector"], reason: "an auditor changes nothing" },
  { roles: ["administrator", "auditor"], reason: "an auditor changes nothing" },
];
