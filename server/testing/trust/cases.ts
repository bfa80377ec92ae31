import type { Role } from "@/db/schema/people-lists";
import { newId } from "../../ids";
import { aPayment, budgetYear } from "../budgets";
import { aSight } from "../inspections";
import { aRoad } from "../projects";
import { op, type Unit, type World } from "../world";
import type { Relation } from "./oracle";
import type { Records } from "./records";

/** Who calls: a role at its place, with a session of theirs on another device. */
export type Caller = { role: Role; spareSession: string };

/**
 * What one procedure is asked about a place's record, and what comes of it where the permission is there. Most
 * of the time: "ok" within reach, "not_found" beyond it and for what never was.
 */
export type Case = {
  input?: (r: Records, who: Caller, relation: Relation) => unknown;
  /** It is about no record: every place has the same answer. */
  free?: true;
  /** A list: the id that it shows within reach and hides beyond it. */
  shows?: (r: Records, who: Caller) => string;
  /** Beyond reach and for what never was, where it is not "not_found". */
  missing?: string;
  /** Of what ended or was put aside, where it is not as of what lives. */
  ended?: string;
  /** Everything for whom place and role decide otherwise. */
  expect?: (relation: Relation, role: Role | undefined) => string | undefined;
};

const from = "2025-03-05";
const someone = { bornOn: "1990-01-02", sex: "female", ethnicity: "kinh" };
const dwelling = {
  villageId: null,
  address: "Qzown 7",
  phone: "0666000001",
  ethnicity: "kinh",
  foundation: "durable",
  frame: "not_durable",
  roof: "unknown",
  area: null,
};
const password = "abcdefgh-ijklmnop";
const everywhere = (relation: Relation) => (relation === "never" ? undefined : "ok");
const shownEverywhere = (relation: Relation) => (relation === "never" || relation === "ended" ? "hidden" : "shown");
/** What a province made is public to all its staff. */
const provincesPapers = (answer: string) => (relation: Relation) => (relation === "parent" ? answer : undefined);
/** Budget decisions are made and lie at the province, whatever they give to. */
const atProvince = (gone: string) => (_: Relation, role: Role | undefined) =>
  role && ["clerk", "leader", "finance"].includes(role) ? gone : undefined;
/** The inspector of the province has nothing to do with what somebody else inspects at the province itself. */
const notTheirs = (answer: string) => (relation: Relation) => (relation === "parent" ? answer : undefined);

export function casesOf(world: World): Record<string, Case> {
  const at = (r: Records) => ({ id: r.unit, provinceId: "" }) as Unit;
  const paper = world.ids.document;
  const project = (input: (r: Records) => Record<string, unknown>, ended = "project_step_not_allowed"): Case => ({
    input: (r) => ({ ...input(r), ...op() }),
    ended,
  });
  const money = (r: Records) => ({
    projectId: r.money.funded.projectId,
    budgetLineId: r.money.funded.budgetLineId,
  });
  const member = { name: "Qzown Lý", relationship: "child", ...someone };
  const household = (input: (r: Records) => Record<string, unknown>, ended = "household_ended"): Case => ({
    input: (r) => ({ ...input(r), ...op() }),
    ended,
  });
  const person = (input: (r: Records) => Record<string, unknown>, ended?: string): Case => ({
    input: (r) => ({ ...input(r), ...op() }),
    ...(ended && { ended }),
  });
  const decision = (input: (r: Records) => Record<string, unknown>): Case => ({
    input: (r) => ({ ...input(r), ...op() }),
    ended: "decision_not_editable",
  });
  const content = (r: Records) => ({
    title: "Giao vốn",
    year: budgetYear,
    documentId: paper,
    transfers: r.money.transfers.map((transfer) => ({ ...transfer, lineId: world.ids.line, id: newId() })),
  });
  const visit = (input: (r: Records) => Record<string, unknown>): Case => ({
    input: (r) => ({ ...input(r), ...op() }),
    ended: "inspection_over",
    expect: notTheirs("not_allowed"),
  });
  const finding = (input: (r: Records) => Record<string, unknown>): Case => ({
    input: (r) => ({ ...input(r), ...op() }),
    ended: "finding_closed",
  });
  const free: Case = { free: true };
  const edited = (r: Records) => {
    const { unitId: _, ...fields } = aRoad(world, at(r));
    return { ...fields, id: r.projects.draft, version: 1 };
  };

  return {
    "session.frame": free,
    "session.mine": free,
    "session.changePassword": {
      free: true,
      input: () => ({ current: "right-password", next: "another-password", ...op() }),
    },
    "session.revokeOwn": {
      input: (r, who, relation) => ({ id: relation === "own" ? who.spareSession : r.person.sessionId, ...op() }),
      expect: (relation) => (relation === "own" ? "ok" : "not_found"),
    },

    "search.all": {
      input: (r) => ({ q: r.household.code }),
      shows: (r) => r.household.id,
      ended: "hidden",
      expect: (_, role) => (role === "finance" || role === "administrator" ? "hidden" : undefined),
    },
    "units.search": {
      input: (r) => ({ q: r.unitName }),
      shows: (r) => r.unit,
      expect: (relation) => (relation === "never" ? "hidden" : "shown"),
    },
    "units.list": { input: (r) => ({ q: r.unitName }), shows: (r) => r.unit, expect: shownEverywhere },
    "units.get": { input: (r) => ({ id: r.unit }), expect: everywhere },
    "units.option": { input: (r) => ({ id: r.unit }), expect: everywhere },
    "units.byCode": {
      input: (r) => ({ scheme: "gso", code: r.code, onDate: "2026-01-01" }),
      shows: (r) => r.unit,
      expect: shownEverywhere,
    },
    "programmes.list": { free: true, input: () => ({}) },
    "programmes.money": free,
    "programmes.norms": { free: true, input: () => ({}) },
    "programmes.routes": { free: true, input: () => ({}) },
    "programmes.standards": { free: true, input: () => ({}) },
    "programmes.codes": { free: true, input: () => ({ lists: ["ethnicGroups"] }) },
    "indicators.published": { free: true, input: () => ({}) },
    "dashboard.overview": { input: (r) => ({ unit: r.unit, year: 2026 }) },

    "documents.list": {
      input: (r) => ({ q: r.papers.number }),
      shows: (r) => r.papers.document,
      expect: provincesPapers("shown"),
    },
    "documents.get": { input: (r) => ({ id: r.papers.document }), expect: provincesPapers("ok") },
    "documents.search": {
      input: (r) => ({ q: r.papers.number }),
      shows: (r) => r.papers.document,
      expect: provincesPapers("shown"),
    },
    "documents.register": {
      free: true,
      input: () => ({
        id: newId(),
        number: newId(),
        kind: "report",
        issuer: "UBND",
        issuedOn: from,
        effectiveOn: null,
        summary: "x",
        fileId: null,
        ...op(),
      }),
    },
    "documents.correct": {
      input: (r) => ({
        id: r.papers.document,
        number: newId(),
        kind: "report",
        issuer: "UBND",
        issuedOn: from,
        effectiveOn: null,
        summary: "x",
        fileId: null,
        ...op(),
      }),
    },

    "people.list": {
      input: (r) => ({ q: r.person.id && `người ${r.name}` }),
      shows: (r) => r.person.id,
      ended: "hidden",
    },
    "people.get": { input: (r) => ({ id: r.person.id }) },
    "people.create": {
      input: (r) => ({
        id: newId(),
        username: `u${newId().slice(-12)}`,
        name: "Mới",
        office: "",
        password,
        assignmentId: newId(),
        role: "clerk",
        unitId: r.unit,
        validFrom: "2026-01-01",
        validTo: null,
        documentId: null,
        ...op(),
      }),
      missing: "unknown_unit",
      ended: "unit_not_in_force",
    },
    "people.assignRole": person((r) => ({
      id: newId(),
      personId: r.person.id,
      role: "clerk",
      unitId: r.unit,
      validFrom: "2020-01-01",
      validTo: "2020-01-02",
      documentId: null,
    })),
    "people.endRole": person((r) => ({ id: r.person.assignment, validTo: "2099-01-01" }), "role_already_ended"),
    "people.resetPassword": person((r) => ({ id: r.person.id, password })),
    "people.disable": person((r) => ({ id: r.person.id }), "changed_meanwhile"),
    "people.enable": person((r) => ({ id: r.disabled.id })),
    "people.revokeSession": person((r) => ({ id: r.person.id, sessionId: r.person.sessionId }), "not_found"),
    "people.revokeAllSessions": person((r) => ({ id: r.person.id })),

    "households.list": { input: (r) => ({ q: r.household.code }), shows: (r) => r.household.id, ended: "hidden" },
    "households.search": { input: (r) => ({ q: r.household.code }), shows: (r) => r.household.id, ended: "hidden" },
    "households.get": { input: (r) => ({ id: r.household.id }) },
    // Sums of what one reaches: of another place there are none, and nothing is refused.
    "households.rounds": { input: (r) => ({ unitId: r.unit }), expect: () => "ok" },
    "households.choices": free,
    "households.form": { input: (r) => ({ id: r.household.id }) },
    "households.reveal": { input: (r) => ({ memberId: r.household.head, reason: "Đối chiếu" }) },
    "households.register": {
      input: (r) => ({
        id: newId(),
        unitId: r.unit,
        ...dwelling,
        members: [{ id: newId(), ...member, relationship: "head", identity: null }],
        ...op(),
      }),
      missing: "unknown_unit",
      ended: "unit_not_in_force",
    },
    "households.edit": household((r) => ({ id: r.household.id, version: r.household.version, ...dwelling })),
    "households.end": household((r) => ({
      id: r.household.id,
      version: r.household.version,
      endedOn: from,
      reason: "moved_out",
    })),
    "households.addMember": household((r) => ({
      householdId: r.household.id,
      id: newId(),
      ...member,
      identity: null,
    })),
    "households.editMember": household((r) => ({ id: r.household.child, version: r.household.version, ...member })),
    "households.endMember": household((r) => ({ id: r.household.child, endedOn: from, reason: "died" })),
    "households.changeHead": household((r) => ({
      householdId: r.household.id,
      version: r.household.version,
      memberId: r.household.child,
      formerHeadIs: "spouse",
    })),
    "households.split": household((r) => ({
      id: newId(),
      fromId: r.household.id,
      version: r.household.version,
      splitOn: from,
      ...dwelling,
      members: [{ id: newId(), memberId: r.household.child, relationship: "head" }],
    })),
    "supports.guard": { input: (r) => ({ householdId: r.household.id, kind: "housing" }) },
    "supports.ofHousehold": { input: (r) => ({ householdId: r.household.id }) },
    "supports.record": household((r) => ({
      id: newId(),
      householdId: r.household.id,
      kind: "relief",
      programme: "x",
      detail: "x",
      amount: "1",
      loan: "0",
      onDate: from,
      documentId: null,
    })),

    "projects.list": { input: (r) => ({ q: r.projects.draftCode }), shows: (r) => r.projects.draft, ended: "hidden" },
    "projects.find": { input: (r) => ({ q: r.projects.draftCode }), shows: (r) => r.projects.draft, ended: "hidden" },
    "projects.get": { input: (r) => ({ id: r.projects.draft }) },
    "projects.lines": { free: true, input: () => ({ kind: "livelihood" }) },
    "projects.forEdit": { input: (r) => ({ id: r.projects.draft }), ended: "project_not_editable" },
    "projects.register": {
      input: (r) => ({ ...aRoad(world, at(r)), ...op() }),
      missing: "unknown_unit",
      ended: "unit_not_in_force",
    },
    "projects.edit": project(edited, "project_not_editable"),
    "projects.bin": project((r) => ({ id: r.projects.draft })),
    "projects.restore": project((r) => ({ id: r.projects.binned }), "ok"),
    "projects.submit": project((r) => ({ id: r.projects.draft, version: 1 })),
    "projects.start": project((r) => ({ id: r.projects.approved, startedOn: from })),
    "projects.reportProgress": project((r) => ({
      id: r.projects.running,
      reportId: newId(),
      onDate: from,
      progress: 100,
      note: "",
      correction: false,
    })),
    "projects.reachMilestone": project((r) => ({
      id: r.projects.running,
      milestoneId: r.projects.milestone,
      actualOn: from,
    })),
    "projects.reportStage": project((r) => ({
      id: r.projects.house,
      reportId: newId(),
      stage: "foundation",
      reachedOn: from,
      photoFileId: r.papers.photo,
    })),
    "projects.completeHousing": project((r) => ({
      id: r.projects.standing,
      completedOn: "2025-06-20",
      hardFoundation: true,
      hardFrame: true,
      hardRoof: true,
      areaAfter: 42,
      signatureFileId: r.papers.scan,
      signedOn: "2025-06-20",
    })),
    "projects.completeLivelihood": project((r) => ({ id: r.projects.model, completedOn: "2025-06-20", note: "" })),
    "projects.acceptWork": project((r) => ({ id: r.projects.running, acceptedOn: from, documentId: paper })),
    "projects.handOver": project((r) => ({ id: r.projects.accepted, handedOverOn: "2025-06-20", documentId: paper })),
    "projects.putInOperation": project((r) => ({ id: r.projects.handed, inOperationOn: "2025-06-20" })),
    "projects.attachFile": project((r) => ({
      id: r.projects.draft,
      attachmentId: newId(),
      fileId: r.papers.photo,
      kind: "photo",
      caption: "",
      takenOn: null,
    })),
    "projects.attachDocument": project((r) => ({ id: r.projects.draft, documentId: paper })),

    "requests.inbox": {
      input: () => ({}),
      shows: (r, { role }) => (role === "leader" ? r.projects.forLeader : r.projects.forManager),
      ended: "hidden",
      expect: (_, role) => (role === "finance" || role === "inspector" || role === "auditor" ? "hidden" : undefined),
    },
    "requests.list": { input: (r) => ({ q: r.name }), shows: (r) => r.projects.forManager },
    "requests.get": { input: (r) => ({ requestId: r.projects.forManager }) },
    "requests.decide": {
      input: (r, { role }) => ({
        requestId: role === "leader" ? r.projects.forLeader : r.projects.forManager,
        verdict: "approve",
        ...op(),
      }),
      ended: "request_already_decided",
    },
    "requests.withdraw": {
      input: (r, { role }) => ({
        requestId: role === "clerk" ? r.projects.forManager : r.money.askedRequest,
        ...op(),
      }),
      ended: "request_already_decided",
    },

    "budgets.overview": { input: (r) => ({ unitId: r.unit, year: 2026 }) },
    "budgets.lines": {
      input: (r) => ({ unitId: r.unit, year: 2026 }),
      shows: (r) => r.money.unitLine,
      ended: "hidden",
    },
    "budgets.line": { input: (r) => ({ id: r.money.unitLine, page: 1 }) },
    "budgets.ofProject": { input: (r) => ({ projectId: r.money.funded.projectId }) },
    "budgets.decisions": {
      input: (r) => ({ q: `Giao vốn ${r.name}` }),
      shows: (r) => r.money.decision,
      expect: atProvince("hidden"),
    },
    "budgets.decision": { input: (r) => ({ id: r.money.decision }), expect: atProvince("not_found") },
    "budgets.transferSources": { input: () => ({ year: 2026 }), shows: (r) => r.money.top },
    "budgets.receivers": { input: (r) => ({ q: r.unitName }), shows: (r) => r.unit, ended: "hidden" },
    "budgets.receiversByCode": {
      input: (r) => ({ codes: [r.code] }),
      shows: (r) => r.unit,
      ended: "hidden",
    },
    "budgets.editing": { input: (r) => ({ id: r.money.decision }) },
    "budgets.draftDecision": {
      input: (r) => ({ id: newId(), ...content(r), ...op() }),
      missing: "invalid",
    },
    "budgets.editDecision": decision((r) => ({ id: r.money.decision, version: 1, ...content(r) })),
    "budgets.submitDecision": decision((r) => ({ id: r.money.decision, version: 1 })),
    "budgets.commit": {
      input: (r) => ({ id: newId(), ...money(r), amount: "10", payee: "x", onDate: "2026-01-05", ...op() }),
    },
    "budgets.pay": { input: (r) => ({ ...aPayment(r.money.funded, "10"), ...op() }) },
    "budgets.reverse": {
      input: (r) => ({ id: newId(), entryId: r.money.commitment, reason: "Nhầm", ...op() }),
      ended: "already_reversed",
    },

    "inspections.list": { input: (r) => ({ q: r.visits.codes.visit }), shows: (r) => r.visits.visit },
    "inspections.get": { input: (r) => ({ id: r.visits.visit }) },
    "inspections.ofProject": {
      input: (r) => ({ projectId: r.visits.project }),
      shows: (r) => r.visits.visit,
      ended: "hidden",
    },
    "inspections.today": {
      shows: (r) => r.visits.planned,
      ended: "hidden",
      expect: notTheirs("hidden"),
    },
    "inspections.subjects": {
      input: (r) => ({ q: `Kenh ${r.name}` }),
      shows: (r) => r.visits.project,
      ended: "hidden",
    },
    "inspections.subject": {
      input: (r) => ({ projectId: r.visits.project }),
      shows: (r) => r.visits.project,
      ended: "hidden",
    },
    "inspections.plan": {
      input: (r) => ({
        id: newId(),
        projectId: r.visits.project,
        kind: "check",
        plannedOn: "2099-01-01",
        ...op(),
      }),
      ended: "not_found",
      expect: notTheirs("inspector_not_independent"),
    },
    "inspections.record": {
      input: (r) => ({
        id: newId(),
        projectId: r.visits.project,
        kind: "check",
        visitedOn: from,
        findings: [],
        ...op(),
      }),
      ended: "not_found",
      expect: notTheirs("inspector_not_independent"),
    },
    "inspections.start": visit((r) => ({ inspectionId: r.visits.planned, visitedOn: from })),
    "inspections.conclude": visit((r) => ({ inspectionId: r.visits.quiet, conclusion: "Tốt" })),
    "inspections.cancel": visit((r) => ({ inspectionId: r.visits.planned, reason: "Mưa" })),
    "findings.list": { input: (r) => ({ q: r.visits.codes.finding, state: "all" }), shows: (r) => r.visits.finding },
    "findings.get": { input: (r) => ({ id: r.visits.finding }) },
    "inspections.recordFinding": visit((r) => aSight(r.visits.visit)),
    "findings.askAction": finding((r) => ({
      id: newId(),
      findingId: r.visits.finding,
      text: "Sửa",
      dueOn: "2099-01-01",
    })),
    "findings.verifyAction": finding((r) => ({ actionId: r.visits.answered, accept: true })),
    "findings.close": finding((r) => ({ findingId: r.visits.minor })),
    "findings.withdraw": finding((r) => ({ findingId: r.visits.minor, reason: "Nhầm" })),
    "findings.release": finding((r) => ({ findingId: r.visits.serious, documentId: paper, reason: "Cần vốn" })),
    "findings.answerAction": finding((r) => ({ actionId: r.visits.action, answer: "Đã sửa", fileIds: [] })),

    "audit.history": {
      input: (r) => ({ noun: "projects", recordId: r.projects.draft }),
      shows: (r) => r.projects.draft,
      expect: (_, role) => (role === "administrator" ? "not_found" : undefined),
    },
    "audit.list": { input: (r) => ({ record: r.projects.draft }), shows: (r) => r.projects.draft },
    "audit.blocks": { free: true, input: () => ({}) },
  };
}
