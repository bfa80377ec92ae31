import { type Role, roles } from "@/db/schema/people-lists";

/**
 * Who may do what and how far, written from domain.md 9.4 and 9.3, apart from permissions.ts: where the two
 * disagree, one of them is wrong and a person must say which.
 */

const everyone: Role[] = [...roles];
const staff: Role[] = ["clerk", "leader", "manager", "finance", "inspector", "auditor"];
/** Personal data of households: not for who only pays, nor for who only gives rights. */
const householdReaders: Role[] = ["clerk", "leader", "manager", "inspector", "auditor"];
const clerk: Role[] = ["clerk"];
const manager: Role[] = ["manager"];
const finance: Role[] = ["finance"];
const inspector: Role[] = ["inspector"];
const administrator: Role[] = ["administrator"];
const watchers: Role[] = ["auditor", "administrator"];

export const mayCall: Record<string, Role[] | "signed in"> = {
  "session.frame": "signed in",
  "session.mine": "signed in",
  "session.revokeOwn": "signed in",
  "session.changePassword": "signed in",

  "search.all": everyone,
  "units.search": everyone,
  "units.list": everyone,
  "units.get": everyone,
  "units.option": everyone,
  "units.byCode": everyone,
  "programmes.list": everyone,
  "programmes.money": everyone,
  "programmes.norms": everyone,
  "programmes.routes": everyone,
  "programmes.standards": everyone,
  "programmes.codes": everyone,
  "indicators.published": everyone,
  "dashboard.overview": staff,

  "documents.list": everyone,
  "documents.get": everyone,
  "documents.search": everyone,
  // An auditor changes nothing; an administrator has no business of their own.
  "documents.register": ["clerk", "leader", "manager", "finance", "inspector"],
  "documents.correct": ["clerk", "leader", "manager", "finance", "inspector"],

  "people.list": watchers,
  "people.get": watchers,
  "people.create": administrator,
  "people.assignRole": administrator,
  "people.endRole": administrator,
  "people.resetPassword": administrator,
  "people.disable": administrator,
  "people.enable": administrator,
  "people.revokeSession": administrator,
  "people.revokeAllSessions": administrator,

  "households.list": householdReaders,
  "households.search": householdReaders,
  "households.get": householdReaders,
  "households.rounds": householdReaders,
  "households.choices": clerk,
  "households.form": clerk,
  // Whoever stands before the family, or signs for it.
  "households.reveal": ["clerk", "leader", "inspector"],
  "households.register": clerk,
  "households.edit": clerk,
  "households.end": clerk,
  "households.addMember": clerk,
  "households.editMember": clerk,
  "households.endMember": clerk,
  "households.changeHead": clerk,
  "households.split": clerk,
  "supports.guard": householdReaders,
  "supports.ofHousehold": householdReaders,
  "supports.record": clerk,

  "projects.list": staff,
  "projects.get": staff,
  "projects.find": staff,
  "projects.lines": staff,
  "projects.forEdit": clerk,
  "projects.register": clerk,
  "projects.edit": clerk,
  "projects.bin": clerk,
  "projects.restore": clerk,
  "projects.submit": clerk,
  "projects.start": clerk,
  "projects.reportProgress": clerk,
  "projects.reachMilestone": clerk,
  "projects.reportStage": clerk,
  "projects.completeHousing": clerk,
  "projects.completeLivelihood": clerk,
  "projects.acceptWork": clerk,
  "projects.handOver": clerk,
  "projects.putInOperation": clerk,
  "projects.attachFile": clerk,
  "projects.attachDocument": clerk,

  "requests.inbox": staff,
  "requests.list": staff,
  "requests.get": staff,
  // The finance officer does not approve, the inspector edits nothing, the auditor changes nothing.
  "requests.decide": ["leader", "manager"],
  // Who may ask may take it back: projects are submitted by clerks, budget decisions by managers.
  "requests.withdraw": ["clerk", "manager"],

  "budgets.overview": staff,
  "budgets.lines": staff,
  "budgets.line": staff,
  "budgets.ofProject": staff,
  "budgets.decisions": staff,
  "budgets.decision": staff,
  "budgets.transferSources": manager,
  "budgets.receivers": manager,
  "budgets.receiversByCode": manager,
  "budgets.editing": manager,
  "budgets.draftDecision": manager,
  "budgets.editDecision": manager,
  "budgets.submitDecision": manager,
  "budgets.commit": finance,
  "budgets.pay": finance,
  "budgets.reverse": finance,

  "inspections.list": staff,
  "inspections.get": staff,
  "inspections.ofProject": staff,
  "inspections.today": inspector,
  "inspections.subjects": inspector,
  "inspections.subject": inspector,
  "inspections.plan": inspector,
  "inspections.record": inspector,
  "inspections.start": inspector,
  "inspections.conclude": inspector,
  "inspections.cancel": inspector,
  "findings.list": staff,
  "findings.get": staff,
  "inspections.recordFinding": inspector,
  "findings.askAction": inspector,
  "findings.verifyAction": inspector,
  "findings.close": inspector,
  "findings.withdraw": inspector,
  // The inspector who holds the money does not let it go; a named manager does, with a document.
  "findings.release": manager,
  "findings.answerAction": clerk,

  "audit.history": everyone,
  "audit.list": watchers,
  "audit.blocks": watchers,
};

/** Callable without a session: nothing. */
export const openProcedures: string[] = [];

/** Where the record of a cell lies, seen from a commune. */
export const relations = ["own", "sibling", "parent", "elsewhere", "ended", "never"] as const;
export type Relation = (typeof relations)[number];

/** Where each role is held in the tests: at a commune, or at its province. */
export const heldAt: Record<Role, "commune" | "province"> = {
  clerk: "commune",
  leader: "commune",
  finance: "commune",
  manager: "province",
  inspector: "province",
  auditor: "province",
  administrator: "province",
};

/** A role reaches the unit where it is held, what lies below it, and nothing beside or above. */
export const reaches = (role: Role, relation: Relation): boolean =>
  relation === "own" ||
  relation === "ended" ||
  (heldAt[role] === "province" && (relation === "sibling" || relation === "parent"));
