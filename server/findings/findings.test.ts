import { afterAll, beforeAll, expect, test } from "vitest";
import { today } from "../clock";
import { asPerson } from "../db";
import { newId } from "../ids";
import { projectInspections } from "../inspections/queries";
import { aFinding, anAction, aPayableProject, aPhoto, aRunningProject, aSight, aVisit } from "../testing/inspections";
import { makeWorld, op, type Person, problemOf, type Unit, type World } from "../testing/world";
import type { Scope } from "../trpc";
import { actionsWaiting } from "./waiting-queries";

let world: World;
let here: Unit;
let clerk: Person;
let neighbour: Person;
let inspector: Person;
let manager: Person;
let auditor: Person;
let project: string;
let visit: string;

beforeAll(async () => {
  world = await makeWorld();
  here = await world.commune("Lục Hồn");
  clerk = await world.person("clerk", here);
  neighbour = await world.person("clerk", await world.commune("Bình Liêu"));
  inspector = await world.person("inspector", world.province);
  manager = await world.person("manager", world.province);
  auditor = await world.person("auditor", world.province);
  project = await aRunningProject(world, here);
  visit = await aVisit(world, inspector, project);
});
afterAll(() => world.end());

const day = (days: number) => today({ now: () => new Date(Date.now() + days * 86_400_000) });

const answer = (who: Person, actionId: string, over: Record<string, unknown> = {}) =>
  world.as(who).findings.answerAction({ actionId, answer: "Đã vá lại", ...over, ...op() });
const verify = (who: Person, actionId: string, accept = true, refusal = "") =>
  world.as(who).findings.verifyAction({ actionId, accept, refusal, ...op() });
const close = (who: Person, findingId: string) => world.as(who).findings.close({ findingId, ...op() });

/** What the page of another noun asks, as this person. */
const asking = <T>(who: Person, work: (tx: Parameters<typeof actionsWaiting>[0], scope: Scope) => Promise<T>) =>
  asPerson(who.sessionId, (tx, found) =>
    work(tx, {
      personId: who.id,
      who: found,
      permission: "projects.read",
      clock: { now: () => new Date() },
    } as unknown as Scope),
  );

test("an inspector records, the clerk answers with evidence, the inspector verifies and closes", async () => {
  const photo = await aPhoto(world, inspector, world.province);
  const finding = await aFinding(world, inspector, visit, { fileIds: [photo] });
  const action = await anAction(world, inspector, finding);
  const evidence = await aPhoto(world, clerk, here);

  expect(await world.as(clerk).findings.get({ id: finding })).toMatchObject({
    state: "asked",
    files: [{ id: photo, width: 800 }],
    actions: [{ id: action, ownerUnitName: "commune Lục Hồn", mayAnswer: true, mayVerify: false }],
    may: { ask: false, close: false, withdraw: false, release: false },
  });
  await answer(clerk, action, { fileIds: [evidence] });
  expect(await world.as(inspector).findings.get({ id: finding })).toMatchObject({
    state: "answered",
    closureProblem: "finding_has_open_actions",
    actions: [{ answer: "Đã vá lại", files: [{ id: evidence }], mayAnswer: false, mayVerify: true }],
  });
  await verify(inspector, action);
  expect(await world.as(inspector).findings.get({ id: finding })).toMatchObject({ state: "verified" });
  await close(inspector, finding);
  expect(await world.as(clerk).findings.get({ id: finding })).toMatchObject({ state: "closed", overdueDays: 0 });
  expect((await world.history(finding)).map(({ event }) => event)).toEqual([
    "finding.recorded",
    "action.asked",
    "action.answered",
    "action.verified",
    "finding.closed",
  ]);
});

test("who may not record: a clerk, a manager, an auditor, a colleague whose visit it is not", async () => {
  for (const who of [clerk, manager, auditor]) {
    expect(await problemOf(aFinding(world, who, visit))).toMatchObject({ code: "not_allowed" });
  }
  const colleague = await world.person("inspector", world.province);
  expect(await problemOf(aFinding(world, colleague, visit))).toMatchObject({ code: "not_allowed" });
  const stranger = await world.person("inspector", world.otherProvince);
  expect(await problemOf(aFinding(world, stranger, visit))).toMatchObject({ code: "not_found" });
  await world.withoutPolicies(["inspections", "findings"], async () => {
    expect(await problemOf(aFinding(world, stranger, visit))).toMatchObject({ code: "not_found" });
  });
  await world.rawAs(stranger, async (query) => {
    await expect(
      query(
        `insert into findings (id, unit_id, province_id, inspection_id, project_id, code, kind, severity, seen_at, recorded_by)
         values ($1, $2, $3, $4, $5, 'x', 'other', 'minor', now(), $6)`,
        [newId(), here.id, here.provinceId, visit, project, stranger.id],
      ),
    ).rejects.toThrow(/row-level security|not the inspector of the visit/);
  });
});

test("a finding is refused before the visit starts and after it is over", async () => {
  const planned = newId();
  await world
    .as(inspector)
    .inspections.plan({ id: planned, projectId: project, kind: "check", plannedOn: "2099-01-01", ...op() });
  expect(await problemOf(aFinding(world, inspector, planned))).toMatchObject({ code: "visit_not_started" });
  const over = await aVisit(world, inspector, project);
  await world.as(inspector).inspections.conclude({ inspectionId: over, conclusion: "x", ...op() });
  expect(await problemOf(aFinding(world, inspector, over))).toMatchObject({ code: "inspection_over" });
  await world.rawAs(inspector, async (query) => {
    await expect(
      query(
        `insert into findings (id, unit_id, province_id, inspection_id, project_id, code, kind, severity, seen_at, recorded_by)
         values ($1, $2, $3, $4, $5, 'x', 'other', 'minor', now(), $6)`,
        [newId(), here.id, here.provinceId, over, project, inspector.id],
      ),
    ).rejects.toMatchObject({ constraint: "inspection_still_runs" });
  });
});

test("photos of another person cannot be taken, nor ones that are not there", async () => {
  const theirs = await aPhoto(world, clerk, here);
  for (const fileId of [theirs, newId()]) {
    expect(await problemOf(aFinding(world, inspector, visit, { fileIds: [fileId] }))).toMatchObject({
      code: "unknown_file",
      fields: [{ path: "fileIds" }],
    });
  }
  const action = await anAction(world, inspector, await aFinding(world, inspector, visit));
  const mine = await aPhoto(world, inspector, world.province);
  expect(await problemOf(answer(clerk, action, { fileIds: [mine] }))).toMatchObject({ code: "unknown_file" });
});

test("bad input names each field; the kind must fit the project", async () => {
  const bad = aSight(visit, {
    kind: "nonsense",
    severity: "grave",
    seenAt: "yesterday",
    place: { latitude: 91, longitude: 0, accuracy: 1 },
  });
  const problem = await problemOf(
    world.as(inspector).inspections.recordFinding({ ...(bad as never as object), ...op() } as never),
  );
  expect(problem.fields.map(({ path, code }) => `${path}:${code}`).sort()).toEqual([
    "kind:not_in_list",
    "place.latitude:out_of_range",
    "seenAt:not_a_date",
    "severity:not_in_list",
  ]);
  expect(await problemOf(aFinding(world, inspector, visit, { kind: "stock_lost" }))).toMatchObject({
    fields: [{ path: "kind", code: "not_in_list" }],
  });
  const ahead = new Date(Date.now() + 3 * 86_400_000).toISOString();
  expect(await problemOf(aFinding(world, inspector, visit, { seenAt: ahead }))).toMatchObject({
    fields: [{ path: "seenAt", code: "in_the_future" }],
  });
  const nowhere = await aFinding(world, inspector, visit, { place: null });
  expect(await world.as(inspector).findings.get({ id: nowhere })).toMatchObject({ latitude: null, accuracy: null });
});

test("the same recording twice is one finding, also when both arrive together", async () => {
  const sight = { ...aSight(visit), ...op() };
  const both = await Promise.all([1, 2, 3].map(() => world.as(inspector).inspections.recordFinding(sight)));
  expect(new Set(both.map(({ code }) => code)).size).toBe(1);
  expect(await world.history(sight.id)).toHaveLength(1);
});

test("findings are never edited or deleted by the application", async () => {
  const finding = await aFinding(world, inspector, visit);
  await world.rawAs(inspector, async (query) => {
    await expect(query("update findings set note = 'x' where id = $1", [finding])).rejects.toThrow(/permission denied/);
  });
  await world.rawAs(inspector, async (query) => {
    await expect(query("delete from findings where id = $1", [finding])).rejects.toThrow(/permission denied/);
  });
  await expect(world.sql("delete from findings where id = $1", [finding])).rejects.toMatchObject({
    constraint: "written_once",
  });
});

test("only the owner answers: not the next commune's clerk, nor a commune for what the province owes", async () => {
  const finding = await aFinding(world, inspector, visit);
  const action = await anAction(world, inspector, finding);
  expect(await problemOf(answer(neighbour, action))).toMatchObject({ code: "not_found" });
  await world.withoutPolicies(["findings", "corrective_actions", "inspections"], async () => {
    expect(await problemOf(answer(neighbour, action))).toMatchObject({ code: "not_found" });
  });
  await world.rawAs(neighbour, async (query) => {
    expect(await query("update corrective_actions set answer = 'x' where id = $1 returning id", [action])).toEqual([]);
  });
  for (const who of [inspector, manager, auditor]) {
    expect(await problemOf(answer(who, action))).toMatchObject({ code: "not_allowed" });
  }
  const provinces = await anAction(world, inspector, finding, { ownerUnitId: world.province.id });
  expect(await problemOf(answer(clerk, provinces))).toMatchObject({ code: "not_allowed" });
  await answer(await world.person("clerk", world.province), provinces);
  expect(await problemOf(anAction(world, inspector, finding, { ownerUnitId: world.otherProvince.id }))).toMatchObject({
    code: "unknown_unit",
    fields: [{ path: "ownerUnitId" }],
  });
});

test("a clerk asks for nothing, and nothing is asked for by yesterday", async () => {
  const finding = await aFinding(world, inspector, visit);
  expect(await problemOf(anAction(world, clerk, finding))).toMatchObject({ code: "not_allowed" });
  const stranger = await world.person("inspector", world.otherProvince);
  expect(await problemOf(anAction(world, stranger, finding))).toMatchObject({ code: "not_found" });
  expect(await problemOf(anAction(world, inspector, finding, { dueOn: "2020-01-01" }))).toMatchObject({
    fields: [{ path: "dueOn", code: "in_the_past" }],
  });
});

test("a refused answer is asked again with the reason, and stays in the history", async () => {
  const finding = await aFinding(world, inspector, visit);
  const action = await anAction(world, inspector, finding);
  expect(await problemOf(verify(inspector, action))).toMatchObject({ code: "action_not_answered" });
  await answer(clerk, action);
  expect(await problemOf(answer(clerk, action))).toMatchObject({ code: "action_already_answered" });
  expect(await problemOf(verify(inspector, action, false))).toMatchObject({
    code: "reason_missing",
    fields: [{ path: "refusal" }],
  });
  await verify(inspector, action, false, "Ảnh không rõ");
  expect(await world.as(clerk).findings.get({ id: finding })).toMatchObject({
    state: "refused",
    actions: [{ answer: null, refusal: "Ảnh không rõ", mayAnswer: true }],
  });
  expect(await world.history(finding)).toContainEqual(
    expect.objectContaining({
      event: "action.refused",
      detail: expect.objectContaining({ answer: "Đã vá lại", answeredBy: clerk.id, refusal: "Ảnh không rõ" }),
    }),
  );
  await answer(clerk, action, { answer: "Chụp lại" });
  await verify(inspector, action);
  expect(await problemOf(verify(inspector, action))).toMatchObject({ code: "action_already_verified" });
  expect(await problemOf(answer(clerk, action))).toMatchObject({ code: "action_already_verified" });
  expect((await world.as(clerk).findings.get({ id: finding })).actions[0]).toMatchObject({ refusal: null });
});

test("who did the work neither verifies nor closes, even in a new role", async () => {
  const doer = await world.nobody();
  await world.assign(doer, "clerk", here);
  const finding = await aFinding(world, inspector, visit);
  const action = await anAction(world, inspector, finding);
  await answer(doer, action);
  await world.sql("update role_assignments set valid_to = current_date where person_id = $1", [doer.id]);
  await world.assign(doer, "inspector", world.province, { from: new Date().toISOString().slice(0, 10) });

  expect(await problemOf(verify(doer, action))).toMatchObject({ code: "doer_verifies" });
  await expect(
    world.sql("update corrective_actions set verified_by = $2, verified_at = now() where id = $1", [action, doer.id]),
  ).rejects.toMatchObject({ constraint: "doer_never_verifies" });
  await verify(inspector, action);
  expect(await problemOf(close(doer, finding))).toMatchObject({ code: "doer_verifies" });
  await expect(
    world.sql("update findings set closed_at = now(), closed_by = $2 where id = $1", [finding, doer.id]),
  ).rejects.toMatchObject({ constraint: "doer_never_closes" });
  await close(inspector, finding);
});

test("an auditor may look but not act; a manager and a clerk close nothing", async () => {
  const finding = await aFinding(world, inspector, visit, { severity: "serious" });
  const action = await anAction(world, inspector, finding);
  await answer(clerk, action);
  expect(await world.as(auditor).findings.get({ id: finding })).toMatchObject({
    may: { ask: false, close: false, withdraw: false, release: false },
    actions: [{ mayAnswer: false, mayVerify: false }],
  });
  for (const who of [auditor, manager, clerk]) {
    expect(await problemOf(verify(who, action))).toMatchObject({ code: "not_allowed" });
    expect(await problemOf(close(who, finding))).toMatchObject({ code: "not_allowed" });
    expect(
      await problemOf(world.as(who).findings.withdraw({ findingId: finding, reason: "x", ...op() })),
    ).toMatchObject({ code: "not_allowed" });
  }
  for (const who of [auditor, inspector, clerk]) {
    const release = { findingId: finding, documentId: world.ids.document, reason: "x", ...op() };
    expect(await problemOf(world.as(who).findings.release(release))).toMatchObject({ code: "not_allowed" });
  }
  await world.rawAs(auditor, async (query) => {
    expect(await query("update findings set closed_at = now() where id = $1 returning id", [finding])).toEqual([]);
    await expect(
      query(
        "insert into finding_withdrawals (finding_id, unit_id, province_id, reason, withdrawn_by) values ($1, $2, $3, 'x', $4)",
        [finding, here.id, here.provinceId, auditor.id],
      ),
    ).rejects.toThrow(/row-level security/);
  });
});

test("a corrective finding is not closed before somebody was asked; a closed or withdrawn one takes nothing more", async () => {
  const finding = await aFinding(world, inspector, visit);
  expect(await problemOf(close(inspector, finding))).toMatchObject({ code: "corrective_action_needed" });
  const minor = await aFinding(world, inspector, visit, { severity: "minor" });
  await close(inspector, minor);
  const withdrawn = await aFinding(world, inspector, visit);
  const action = await anAction(world, inspector, withdrawn);
  await world.as(inspector).findings.withdraw({ findingId: withdrawn, reason: "Ghi nhầm hộ", ...op() });
  expect(await world.as(clerk).findings.get({ id: withdrawn })).toMatchObject({
    state: "withdrawn",
    withdrawal: { reason: "Ghi nhầm hộ" },
    actions: [{ mayAnswer: false }],
  });
  for (const over of [minor, withdrawn]) {
    expect(await problemOf(anAction(world, inspector, over))).toMatchObject({ code: "finding_closed" });
    expect(await problemOf(close(inspector, over))).toMatchObject({ code: "finding_closed" });
    expect(
      await problemOf(world.as(inspector).findings.withdraw({ findingId: over, reason: "x", ...op() })),
    ).toMatchObject({ code: "finding_closed" });
  }
  expect(await problemOf(answer(clerk, action))).toMatchObject({ code: "finding_closed" });
  await expect(
    world.sql("update findings set closed_at = now(), closed_by = $2 where id = $1", [withdrawn, inspector.id]),
  ).rejects.toMatchObject({ constraint: "finding_closes_once" });
  await expect(
    world.sql("update corrective_actions set answer = 'x', answered_by = $2, answered_at = now() where id = $1", [
      action,
      clerk.id,
    ]),
  ).rejects.toMatchObject({ constraint: "closed_finding_takes_nothing_more" });
});

test("asked while it is being closed: either the action stops the closing or the closing stops the action", async () => {
  for (let round = 0; round < 20; round++) {
    const finding = await aFinding(world, inspector, visit, { severity: "minor" });
    const [asked, closed] = await Promise.all([
      problemOf(anAction(world, inspector, finding)),
      problemOf(close(inspector, finding)),
    ]);
    expect([
      ["none", "finding_has_open_actions"],
      ["finding_closed", "none"],
    ]).toContainEqual([asked.code, closed.code]);
  }
});

test("two clerks answer at once: one answer stands; two inspectors close at once: one closes", async () => {
  const other = await world.person("clerk", here);
  const colleague = await world.person("inspector", world.province);
  for (let round = 0; round < 10; round++) {
    const finding = await aFinding(world, inspector, visit);
    const action = await anAction(world, inspector, finding);
    const answers = await Promise.all([clerk, other].map((who) => problemOf(answer(who, action))));
    expect(answers.map(({ code }) => code).sort()).toEqual(["action_already_answered", "none"]);
    const verified = await Promise.all([inspector, colleague].map((who) => problemOf(verify(who, action))));
    expect(verified.map(({ code }) => code).sort()).toEqual(["action_already_verified", "none"]);
    const closed = await Promise.all([inspector, colleague].map((who) => problemOf(close(who, finding))));
    expect(closed.map(({ code }) => code).sort()).toEqual(["finding_closed", "none"]);
  }
});

test.each(["release", "close", "withdraw"] as const)(
  "a serious finding holds the next payment in the database, until somebody may %s it",
  async (way) => {
    const site = await aRunningProject(world, here);
    const pay = await aPayableProject(world, site, manager);
    await pay(100);
    const run = await aVisit(world, inspector, site);
    await aFinding(world, inspector, run, { severity: "corrective" });
    await pay(100);
    const finding = await aFinding(world, inspector, run, { severity: "serious" });
    const action = await anAction(world, inspector, finding);
    await expect(pay(100)).rejects.toMatchObject({ constraint: "serious_finding_holds_payment" });
    expect(await world.as(manager).findings.get({ id: finding })).toMatchObject({
      holdsPayment: true,
      may: { release: true },
    });
    expect((await asking(clerk, (tx, scope) => projectInspections(tx, scope, site))).holdingPayment).toMatchObject([
      { id: finding },
    ]);

    if (way === "release") {
      const release = { findingId: finding, documentId: world.ids.document, reason: "Nhà thầu cam kết sửa" };
      expect(
        await problemOf(world.as(manager).findings.release({ ...release, documentId: newId(), ...op() })),
      ).toMatchObject({ code: "unknown_document", fields: [{ path: "documentId" }] });
      const both = await Promise.all(
        [1, 2].map(() => problemOf(world.as(manager).findings.release({ ...release, ...op() }))),
      );
      expect(both.map(({ code }) => code).sort()).toEqual(["finding_holds_no_payment", "none"]);
      expect(await world.as(clerk).findings.get({ id: finding })).toMatchObject({
        state: "asked",
        release: { reason: "Nhà thầu cam kết sửa", number: "1/QĐ-UBND" },
      });
    } else if (way === "close") {
      await answer(clerk, action);
      await verify(inspector, action);
      await expect(pay(100)).rejects.toMatchObject({ constraint: "serious_finding_holds_payment" });
      await close(inspector, finding);
    } else {
      await world.as(inspector).findings.withdraw({ findingId: finding, reason: "Ghi nhầm", ...op() });
    }
    await pay(100);
    expect((await asking(clerk, (tx, scope) => projectInspections(tx, scope, site))).holdingPayment).toEqual([]);
  },
);

test("a manager releases only what holds a payment, and only in their own province", async () => {
  const corrective = await aFinding(world, inspector, visit);
  const release = (who: Person, findingId: string) =>
    world.as(who).findings.release({ findingId, documentId: world.ids.document, reason: "x", ...op() });
  expect(await problemOf(release(manager, corrective))).toMatchObject({ code: "finding_holds_no_payment" });
  const serious = await aFinding(world, inspector, visit, { severity: "serious" });
  const stranger = await world.person("manager", world.otherProvince);
  expect(await problemOf(release(stranger, serious))).toMatchObject({ code: "not_found" });
  await world.withoutPolicies(["findings", "finding_releases"], async () => {
    expect(await problemOf(release(stranger, serious))).toMatchObject({ code: "not_found" });
  });
});

test("what waits: for the clerk an answer, for the inspector of the visit a verification, for others nothing", async () => {
  const commune = await world.commune("Đồng Tâm");
  const [owner, guest] = [await world.person("clerk", commune), await world.person("inspector", world.province)];
  const own = await world.person("inspector", world.province);
  const run = await aVisit(world, own, await aRunningProject(world, commune));
  const finding = await aFinding(world, own, run);
  const action = await anAction(world, own, finding);
  const waiting = (who: Person) => asking(who, actionsWaiting);
  expect(await waiting(owner)).toMatchObject({
    total: 1,
    items: [{ actionId: action, findingId: finding, waitsFor: "answer", overdueDays: 0 }],
  });
  expect(await waiting(own)).toEqual({ total: 0, items: [] });
  expect((await waiting(neighbour)).items).toEqual([]);
  await answer(owner, action);
  expect(await waiting(owner)).toEqual({ total: 0, items: [] });
  expect((await waiting(own)).items).toMatchObject([{ actionId: action, waitsFor: "verification" }]);
  expect(await waiting(guest)).toEqual({ total: 0, items: [] });
  await verify(own, action, false, "Chưa đủ");
  expect((await waiting(owner)).items).toMatchObject([{ refusal: "Chưa đủ", waitsFor: "answer" }]);
});

test("the list's filters, ages and counts agree with the rule", async () => {
  const commune = await world.commune("Vô Ngại");
  const owner = await world.person("clerk", commune);
  const site = await aRunningProject(world, commune, { name: "ke chong sat" });
  const run = await aVisit(world, inspector, site);
  const scenes = {
    open: await aFinding(world, inspector, run, { severity: "serious" }),
    asked: await aFinding(world, inspector, run),
    answered: await aFinding(world, inspector, run),
    closed: await aFinding(world, inspector, run, { severity: "minor" }),
    withdrawn: await aFinding(world, inspector, run),
  };
  await anAction(world, inspector, scenes.asked);
  await answer(owner, await anAction(world, inspector, scenes.answered));
  await close(inspector, scenes.closed);
  await world.as(inspector).findings.withdraw({ findingId: scenes.withdrawn, reason: "x", ...op() });
  const set = (id: string, days: number) =>
    world.sql("update findings set recorded_at = now() - make_interval(days => $2) where id = $1", [id, days]);
  await set(scenes.open, 91);
  await set(scenes.asked, 90);
  await world.sql("update corrective_actions set due_on = $2 where finding_id = $1", [scenes.asked, day(-5)]);

  const list = (input: object) => world.as(auditor).findings.list({ unit: commune.id, ...input });
  const ids = async (input: object) => (await list(input)).items.map(({ id }) => id);
  expect((await list({})).counts).toEqual({ all: 5, unclosed: 3, overdue: 1, answered: 1, closed: 2 });
  expect(await list({})).toMatchObject({ total: 3, serious: 1 });
  expect(await ids({})).toEqual([scenes.open, scenes.asked, scenes.answered]);
  expect((await list({ state: "overdue" })).items).toMatchObject([{ id: scenes.asked, overdueDays: 5, ageDays: 90 }]);
  expect(await ids({ state: "answered" })).toEqual([scenes.answered]);
  expect(await ids({ age: "0-30" })).toEqual([scenes.answered]);
  expect(await ids({ age: "31-90" })).toEqual([scenes.asked]);
  expect(await ids({ age: "91-" })).toEqual([scenes.open]);
  expect(await ids({ severity: "serious" })).toEqual([scenes.open]);
  expect(await ids({ state: "all", q: "Kè chống sạt" })).toHaveLength(5);
  expect(await ids({ sort: "due", state: "unclosed" })).toEqual([scenes.asked, scenes.open, scenes.answered]);
  const states = Object.fromEntries((await list({ state: "all" })).items.map(({ id, state }) => [id, state]));
  expect(states).toEqual(Object.fromEntries(Object.entries(scenes).map(([state, id]) => [id, state])));
  const told = await asking(owner, (tx, scope) => projectInspections(tx, scope, site));
  expect(told.inspections).toMatchObject([{ id: run, state: "visited", findings: 5 }]);
  expect(told.findings).toHaveLength(5);
});

test("every command of the day sent twice has one effect and gives the first answer again", async () => {
  const owner = world.as(clerk).findings;
  const eyes = world.as(inspector);
  const site = await aRunningProject(world, here);
  const [inspectionId, empty, finding, actionId, mistaken, held] = [
    newId(),
    newId(),
    newId(),
    newId(),
    newId(),
    newId(),
  ];
  const plan = { projectId: site, kind: "check" as const, plannedOn: "2099-01-01" };
  const today = day(0);
  const twice: (() => Promise<unknown>)[] = [];
  const step = <In extends object, Out>(call: (input: In & { operationId: string }) => Promise<Out>, input: In) => {
    const sent = { ...input, ...op() };
    twice.push(() => call(sent));
  };
  step(eyes.inspections.plan, { id: inspectionId, ...plan });
  step(eyes.inspections.start, { inspectionId, visitedOn: today });
  step(eyes.inspections.recordFinding, { ...aSight(inspectionId), id: finding });
  step(eyes.findings.askAction, { id: actionId, findingId: finding, text: "Sửa", dueOn: "2099-01-01" });
  step(owner.answerAction, { actionId, answer: "Xong" });
  step(eyes.findings.verifyAction, { actionId, accept: true });
  step(eyes.findings.close, { findingId: finding });
  step(eyes.inspections.recordFinding, { ...aSight(inspectionId), id: mistaken });
  step(eyes.findings.withdraw, { findingId: mistaken, reason: "Nhầm" });
  step(eyes.inspections.recordFinding, { ...aSight(inspectionId, { severity: "serious" }), id: held });
  step(eyes.findings.askAction, { id: newId(), findingId: held, text: "Sửa", dueOn: "2099-01-01" });
  step(world.as(manager).findings.release, { findingId: held, documentId: world.ids.document, reason: "Cam kết" });
  step(eyes.inspections.conclude, { inspectionId, conclusion: "Xong" });
  step(eyes.inspections.plan, { id: empty, ...plan });
  step(eyes.inspections.cancel, { inspectionId: empty, reason: "Mưa" });
  for (const send of twice) expect(await send()).toEqual(await send());
  const told = async (id: string) => (await world.history(id)).map(({ event }) => event.split(".")[1]);
  expect(await told(finding)).toEqual(["recorded", "asked", "answered", "verified", "closed"]);
  expect(await told(mistaken)).toEqual(["recorded", "withdrawn"]);
  expect(await told(held)).toEqual(["recorded", "asked", "released"]);
  expect(await told(inspectionId)).toEqual(["planned", "started", "concluded"]);
  expect(await told(empty)).toEqual(["planned", "cancelled"]);
});

test.each(["both walls", "procedures alone"])("people of another province act on nothing here: %s", async (walls) => {
  const eyes = world.as(await world.person("inspector", world.otherProvince));
  const hands = world.as(await world.person("clerk", world.otherProvince));
  const boss = world.as(await world.person("manager", world.otherProvince));
  const run = await aVisit(world, inspector, project);
  const findingId = await aFinding(world, inspector, run, { severity: "serious" });
  const actionId = await anAction(world, inspector, findingId);
  const answered = await anAction(world, inspector, findingId);
  await answer(clerk, answered);
  const act = async () => {
    const calls = [
      eyes.inspections.start({ inspectionId: run, visitedOn: day(0), ...op() }),
      eyes.inspections.conclude({ inspectionId: run, conclusion: "x", ...op() }),
      eyes.inspections.cancel({ inspectionId: run, reason: "x", ...op() }),
      eyes.inspections.recordFinding({ ...aSight(run), ...op() }),
      eyes.findings.askAction({ id: newId(), findingId, text: "x", dueOn: "2099-01-01", ...op() }),
      hands.findings.answerAction({ actionId, answer: "x", ...op() }),
      eyes.findings.verifyAction({ actionId: answered, accept: true, ...op() }),
      eyes.findings.close({ findingId, ...op() }),
      eyes.findings.withdraw({ findingId, reason: "x", ...op() }),
      boss.findings.release({ findingId, documentId: world.ids.document, reason: "x", ...op() }),
    ];
    const answers = await Promise.all(calls.map(problemOf));
    expect(answers.map(({ code }) => code)).toEqual(calls.map(() => "not_found"));
  };
  await (walls === "both walls"
    ? act()
    : world.withoutPolicies(
        ["inspections", "findings", "corrective_actions", "finding_withdrawals", "finding_releases", "projects"],
        act,
      ));
});

test("row policies alone stop each of them", async () => {
  const findingId = await aFinding(world, inspector, visit, { severity: "serious" });
  const actionId = await anAction(world, inspector, findingId);
  await answer(clerk, actionId);
  const place = [findingId, here.id, here.provinceId];
  const eyes = await world.person("inspector", world.otherProvince);
  const boss = await world.person("manager", world.otherProvince);
  const blind: [Person, string, unknown[]][] = [
    [eyes, "update inspections set visited_on = current_date where id = $1 returning id", [visit]],
    [eyes, "update findings set closed_at = now(), closed_by = $2 where id = $1 returning id", [findingId, eyes.id]],
    [
      eyes,
      "update corrective_actions set verified_by = $2, verified_at = now() where id = $1 returning id",
      [actionId, eyes.id],
    ],
    [neighbour, "update corrective_actions set answer = 'x' where id = $1 returning id", [actionId]],
  ];
  for (const [who, text, values] of blind) {
    expect(await world.rawAs(who, (query) => query(text, values))).toEqual([]);
  }
  const refused: [Person, string, unknown[]][] = [
    [
      eyes,
      "insert into finding_withdrawals (finding_id, unit_id, province_id, reason, withdrawn_by) values ($1, $2, $3, 'x', $4)",
      [...place, eyes.id],
    ],
    [
      boss,
      "insert into finding_releases (finding_id, unit_id, province_id, document_id, reason, released_by) values ($1, $2, $3, $4, 'x', $5)",
      [...place, world.ids.document, boss.id],
    ],
    [
      inspector,
      "insert into finding_releases (finding_id, unit_id, province_id, document_id, reason, released_by) values ($1, $2, $3, $4, 'x', $5)",
      [...place, world.ids.document, inspector.id],
    ],
    [
      eyes,
      "insert into corrective_actions (id, finding_id, unit_id, province_id, text, owner_role, owner_unit_id, due_on, requested_by) values ($1, $2, $3, $4, 'x', 'clerk', $3, current_date, $5)",
      [newId(), ...place, eyes.id],
    ],
  ];
  for (const [who, text, values] of refused) {
    await expect(world.rawAs(who, (query) => query(text, values))).rejects.toThrow(/row-level security/);
  }
});

test("a device's clock in any zone is understood, and a year that never was is refused at its field", async () => {
  const visit = await aVisit(world, inspector, await aRunningProject(world, here));
  const record = (seenAt: string) =>
    world.as(inspector).inspections.recordFinding({ ...aSight(visit, { seenAt }), ...op() });
  expect(await problemOf(record("2025-01-01T00:00:00+23:59"))).toMatchObject({ code: "none" });
  expect(await problemOf(record("0000-01-01T00:00:00Z"))).toMatchObject({
    code: "invalid",
    fields: [{ path: "seenAt", code: "not_a_date" }],
  });
});
