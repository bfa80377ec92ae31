import { today } from "../../clock";
import { fold } from "../../fold";
import { newId } from "../../ids";
import { aDecision, aFundedProject, aLine, aSubmittedDecision } from "../budgets";
import { aHousehold, someIdentity } from "../households";
import { aFinding, anAction, aPhoto, aRunningProject, aVisit } from "../inspections";
import { aFile, aHouse, aModel, approved, aRoad, built, type SomeProject, submitted } from "../projects";
import { op, type Person, type Unit, type World } from "../world";

/** Who works where the records of a place come from: the callers themselves at their own place, others elsewhere. */
export type Staff = {
  clerk: Person;
  leader: Person;
  finance: Person;
  manager: Person;
  otherManager: Person;
  inspector: Person;
};

/** One record of every kind and state that a procedure takes, all of one place. */
export type Records = Awaited<ReturnType<typeof recordsAt>>;

async function family(world: World, at: Unit, name: string) {
  const household = await aHousehold(world, at, { name, class: "poor", identity: someIdentity() });
  const child = newId();
  await world.sql(
    `insert into members (id, household_id, unit_id, province_id, name, folded, born_on, sex, relationship, ethnicity)
     values ($1, $2, $3, $4, 'Lý', 'ly', '2001-02-03', 'male', 'child', 'kinh')`,
    [child, household.id, at.id, at.provinceId],
  );
  const [known] = await world.sql<{ code: string; head: string; version: number }>(
    `select h.code, m.id as head, h.version from households h join members m on m.household_id = h.id and m.relationship = 'head' where h.id = $1`,
    [household.id],
  );
  return { ...household, ...known!, child };
}

async function projectsAt(world: World, at: Unit, staff: Staff, name: string) {
  const { clerk } = staff;
  const by = { leader: staff.leader, manager: staff.otherManager };
  const named = <P extends SomeProject>(project: P) => ({ ...project, name: `${project.name} ${name}` });
  const register = async (project: SomeProject) => {
    await world.as(clerk).projects.register({ ...project, ...op() });
    return project.id;
  };
  const road = () => named(aRoad(world, at));
  const running = async () => {
    const project = road();
    await approved(world, clerk, by, project);
    await world.as(clerk).projects.start({ id: project.id, startedOn: "2025-03-01", ...op() });
    return project;
  };
  const accepted = async () => {
    const { id } = await running();
    const documentId = world.ids.document;
    await world.as(clerk).projects.acceptWork({ id, acceptedOn: "2025-06-01", documentId, ...op() });
    return id;
  };
  const handed = async () => {
    const id = await accepted();
    const documentId = world.ids.document;
    await world.as(clerk).projects.handOver({ id, handedOverOn: "2025-06-02", documentId, ...op() });
    return id;
  };
  const operating = await handed();
  await world.as(clerk).projects.putInOperation({ id: operating, inOperationOn: "2025-06-03", ...op() });
  const binned = await register(road());
  await world.as(clerk).projects.bin({ id: binned, ...op() });
  const house = async () => named(aHouse(world, await aHousehold(world, at, { class: "poor" })));
  const standing = await house();
  await approved(world, clerk, by, standing);
  await built(world, clerk, at, standing.id);
  const model = named(aModel(world, at, [await aHousehold(world, at, { class: "poor" })]));
  await approved(world, clerk, by, model);
  await world.as(clerk).projects.start({ id: model.id, startedOn: "2025-03-01", ...op() });
  const withMilestone = await running();
  const asked = road();
  return {
    draft: await register(road()),
    draftCode: "",
    binned,
    operating,
    forLeader: (await submitted(world, clerk, await house())).requestId,
    asked: asked.id,
    forManager: (await submitted(world, clerk, asked)).requestId,
    withdrawn: await withdrawnRequest(world, clerk, road()),
    approved: await approved(world, clerk, by, road()),
    house: await approved(world, clerk, by, await house()),
    standing: standing.id,
    model: model.id,
    running: withMilestone.id,
    milestone: withMilestone.milestones[0]!.id,
    accepted: await accepted(),
    handed: await handed(),
  };
}

async function withdrawnRequest(world: World, clerk: Person, project: SomeProject) {
  const { requestId } = await submitted(world, clerk, project);
  await world.as(clerk).requests.withdraw({ requestId, ...op() });
  return requestId;
}

async function moneyAt(world: World, at: Unit, staff: Staff, top: string, name: string) {
  // A province divides its own money, and gets more from outside.
  const gift = (amount: string) =>
    at.id === at.provinceId
      ? { kind: "appropriation" as const, toUnitId: at.id, amount, sourceCode: "province" }
      : { kind: "allocation" as const, fromLineId: top, toUnitId: at.id, amount, sourceCode: "province" };
  const funded = await aFundedProject(world, at, 1000, { name: `Cầu ${name}` });
  const committing = async () => {
    const id = newId();
    const { projectId, budgetLineId } = funded;
    const amount = "100";
    await world
      .as(staff.finance)
      .budgets.commit({ id, projectId, budgetLineId, amount, payee: "x", onDate: "2026-01-05", ...op() });
    return id;
  };
  const reversed = await committing();
  await world.as(staff.finance).budgets.reverse({ id: newId(), entryId: reversed, reason: "Nhầm", ...op() });
  const decision = aDecision(world, [gift("10")]);
  await world.as(staff.manager).budgets.draftDecision({ ...decision, ...op() });
  const posted = await aSubmittedDecision(world, staff.manager, [gift("1")]);
  await world.as(staff.otherManager).requests.decide({ requestId: posted.requestId, verdict: "approve", ...op() });
  const asked = await aSubmittedDecision(world, staff.manager, [gift("1")]);
  await world.sql("update budget_decisions set title = $2, folded = $3 where id = any ($1)", [
    [posted.id, decision.id],
    `Giao vốn ${name}`,
    fold(`Giao vốn ${name}`),
  ]);
  return {
    top,
    unitLine: funded.parentId,
    funded,
    commitment: await committing(),
    reversed,
    decision: decision.id,
    transfers: decision.transfers,
    posted: posted.id,
    postedRequest: posted.requestId,
    askedRequest: asked.requestId,
  };
}

async function visitsAt(world: World, at: Unit, { inspector, clerk, manager }: Staff, name: string) {
  const project = await aRunningProject(world, at, { name: `Kenh ${name}` });
  const plan = async () => {
    const id = newId();
    await world.as(inspector).inspections.plan({ id, projectId: project, kind: "check", plannedOn: today(), ...op() });
    return id;
  };
  const cancelled = await plan();
  await world.as(inspector).inspections.cancel({ inspectionId: cancelled, reason: "Trời mưa", ...op() });
  const visit = await aVisit(world, inspector, project);
  const finding = await aFinding(world, inspector, visit, { note: `Nứt ${name}` });
  const action = await anAction(world, inspector, finding);
  const answeredFinding = await aFinding(world, inspector, visit);
  const answered = await anAction(world, inspector, answeredFinding);
  await world.as(clerk).findings.answerAction({ actionId: answered, answer: "Đã sửa", fileIds: [], ...op() });
  const serious = await aFinding(world, inspector, visit, { severity: "serious" });
  const minor = await aFinding(world, inspector, visit, { severity: "minor" });
  const withdrawn = await aFinding(world, inspector, visit, { severity: "serious" });
  const withdrawnAction = await anAction(world, inspector, withdrawn);
  const answeredTwice = await anAction(world, inspector, withdrawn);
  await world.as(clerk).findings.answerAction({ actionId: answeredTwice, answer: "Đã sửa", fileIds: [], ...op() });
  await world.as(inspector).findings.withdraw({ findingId: withdrawn, reason: "Nhầm công trình", ...op() });
  const [codes] = await world.sql<{ visit: string; finding: string; cancelled: string; withdrawn: string }>(
    `select (select code from inspections where id = $1) as visit, (select code from findings where id = $2) as finding,
            (select code from inspections where id = $3) as cancelled, (select code from findings where id = $4) as withdrawn`,
    [visit, finding, cancelled, withdrawn],
  );
  return {
    codes: codes!,
    project,
    planned: await plan(),
    visit,
    quiet: await aVisit(world, inspector, project),
    cancelled,
    finding,
    action,
    answered,
    answeredFinding,
    serious,
    minor,
    withdrawn,
    withdrawnAction,
    answeredTwice,
    releasedBy: manager.id,
  };
}

async function papersAt(world: World, at: Unit, { clerk }: Staff, name: string) {
  const document = newId();
  await world.sql(
    `insert into documents (id, unit_id, province_id, number, number_folded, kind, issuer, issuer_folded, issued_on, summary, search_folded, registered_by)
     values ($1, $2, $3, $4, lower($4), 'report', 'UBND', 'ubnd', '2025-01-02', 'x', lower($4), $5)`,
    [document, at.id, at.provinceId, `7/${name}`, clerk.id],
  );
  return {
    document,
    number: `7/${name}`,
    photo: await aPhoto(world, clerk, at),
    scan: await aFile(world, at, clerk, "application/pdf"),
  };
}

async function personAt(world: World, at: Unit, name: string, over: { ended?: boolean } = {}) {
  const person = await world.person("clerk", at, { name, from: "2021-01-01", ...(over.ended && { to: "2025-01-01" }) });
  const [held] = await world.sql<{ id: string }>("select id from role_assignments where person_id = $1", [person.id]);
  return { ...person, assignment: held!.id };
}

/** Everything at one place. `name` is one word that nothing of another place has, and no unit. */
export async function recordsAt(world: World, at: Unit, staff: Staff, top: string, name: string, unitName: string) {
  const disabled = await personAt(world, at, `Tắt ${name}`);
  await world.sql("update people set disabled_at = now() where id = $1", [disabled.id]);
  const person = await personAt(world, at, `Người ${name}`);
  const household = await family(world, at, `Nông ${name}`);
  const projects = await projectsAt(world, at, staff, name);
  const [draft] = await world.sql<{ code: string }>("select code from projects where id = $1", [projects.draft]);
  await world.sql(
    "insert into unit_codes (id, unit_id, scheme, code, valid_from) values ($1, $2, 'gso', $3, '2020-01-01')",
    [newId(), at.id, unitName],
  );
  return {
    name,
    unit: at.id,
    code: unitName,
    unitName,
    household,
    person,
    disabled,
    projects: { ...projects, draftCode: draft!.code },
    money: await moneyAt(world, at, staff, top, name),
    visits: await visitsAt(world, at, staff, name),
    papers: await papersAt(world, at, staff, name),
  };
}

/** The same place's records that were put aside, ended, withdrawn or are over. */
export async function endedAt(world: World, at: Unit, of: Records, abolished: Unit): Promise<Records> {
  const household = await family(world, at, "Nông Hết");
  await world.sql("update members set ended_on = '2025-01-01', end_reason = 'moved_out' where household_id = $1", [
    household.id,
  ]);
  await world.sql("update households set ended_on = '2025-01-01' where id = $1", [household.id]);
  const person = await personAt(world, at, "Người Hết", { ended: true });
  await world.sql("update people set disabled_at = now() where id = $1", [person.id]);
  await world.sql("update sessions set revoked_at = now() where person_id = $1", [person.id]);
  const { projects, visits, money } = of;
  const { operating, binned, withdrawn } = projects;
  const [code] = await world.sql<{ code: string }>("select code from projects where id = $1", [binned]);
  return {
    ...of,
    unit: abolished.id,
    code: "Cũ",
    unitName: "Cũ",
    household,
    person,
    projects: {
      ...projects,
      draft: binned,
      draftCode: code!.code,
      asked: operating,
      forLeader: withdrawn,
      forManager: withdrawn,
      approved: operating,
      house: operating,
      standing: operating,
      model: operating,
      running: operating,
      accepted: operating,
      handed: operating,
    },
    money: { ...money, decision: money.posted, commitment: money.reversed, askedRequest: money.postedRequest },
    visits: {
      ...visits,
      project: binned,
      codes: { ...visits.codes, visit: visits.codes.cancelled, finding: visits.codes.withdrawn },
      planned: visits.cancelled,
      visit: visits.cancelled,
      quiet: visits.cancelled,
      finding: visits.withdrawn,
      serious: visits.withdrawn,
      minor: visits.withdrawn,
      action: visits.withdrawnAction,
      answered: visits.answeredTwice,
      answeredFinding: visits.withdrawn,
    },
  };
}

/** Records that never were: every id new, every word nobody's. */
export function neverMade(of: Records): Records {
  const known = new Map<string, string>();
  const never = (value: unknown): unknown => {
    if (typeof value === "string") {
      if (/^[0-9a-f-]{36}$/.test(value)) {
        if (!known.has(value)) known.set(value, newId());
        return known.get(value);
      }
      if (value === of.unitName) return "Zzz";
      return value.replace(of.name, "Zzz").replace(/[0-9]{4,6}$/, "99999");
    }
    if (Array.isArray(value)) return value.map(never);
    if (value === null || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, never(each)]));
  };
  return never(of) as Records;
}

/** Money that a province has to give, on the line that its decisions begin with. */
export const aTopLine = (world: World, at: Unit) => aLine(world, at, 1_000_000, { sourceCode: "province" });
