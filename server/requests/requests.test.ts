import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../ids";
import { aSubmittedDecision, budgetYear } from "../testing/budgets";
import { makeWorld, op, type Person, problemOf, type Unit, type World } from "../testing/world";

let world: World;
let here: Unit;
let manager: Person;
let approver: Person;
let elsewhere: Person;

beforeAll(async () => {
  world = await makeWorld();
  here = await world.commune("Bình Liêu");
  manager = await world.person("manager", world.province, { name: "Hà Quản lý" });
  approver = await world.person("manager", world.province, { name: "Lộc Phê duyệt" });
  elsewhere = await world.person("manager", world.otherProvince);
});
afterAll(() => world.end());

const asked = (by = manager, amount = "5") =>
  aSubmittedDecision(world, by, [{ kind: "appropriation", toUnitId: world.province.id, amount }]);

const statusOf = async (requestId: string) =>
  (await world.sql<{ status: string }>("select status from requests where id = $1", [requestId]))[0]?.status;

/** The route of a budget decision has two steps while `work` is done: a leader of the province, then a manager. */
async function withTwoSteps<T>(work: (leader: Person) => Promise<T>): Promise<T> {
  const [route] = await world.sql<{ id: string }>("select id from approval_routes where subject = 'budget.decision'");
  await world.sql("update approval_route_steps set step = 2 where route_id = $1", [route!.id]);
  await world.sql(
    "insert into approval_route_steps (route_id, step, role, at, days) values ($1, 1, 'leader', 'province', 3)",
    [route!.id],
  );
  try {
    return await work(await world.person("leader", world.province, { name: "Dũng Lãnh đạo" }));
  } finally {
    await world.sql("delete from approval_route_steps where route_id = $1 and step = 1", [route!.id]);
    await world.sql("update approval_route_steps set step = 1 where route_id = $1", [route!.id]);
  }
}

describe("deciding", () => {
  test("a request of two steps goes from one to the next, and takes effect at the last", async () => {
    await withTwoSteps(async (leader) => {
      const { id, requestId } = await asked();
      const first = await world.as(leader).requests.get({ requestId });
      expect(first).toMatchObject({ status: "open", may: ["decide"], waitingStep: 1 });
      expect(first.steps.map(({ step, role, holders }) => [step, role, holders])).toEqual([
        [1, "leader", ["Dũng Lãnh đạo"]],
        [2, "manager", ["Lộc Phê duyệt"]],
      ]);
      expect(
        await problemOf(world.as(approver).requests.decide({ requestId, verdict: "approve", ...op() })),
      ).toMatchObject({ code: "wrong_role_for_step" });
      expect(await world.as(leader).requests.decide({ requestId, verdict: "approve", ...op() })).toEqual({
        status: "open",
      });
      expect(
        await problemOf(world.as(leader).requests.decide({ requestId, verdict: "approve", ...op() })),
      ).toMatchObject({ code: "wrong_role_for_step" });
      expect(await world.sql("select status from budget_decisions where id = $1", [id])).toEqual([
        { status: "submitted" },
      ]);
      expect(await world.as(approver).requests.decide({ requestId, verdict: "approve", ...op() })).toEqual({
        status: "approved",
      });
      expect(await world.sql("select status from budget_decisions where id = $1", [id])).toEqual([
        { status: "posted" },
      ]);
      const done = await world.as(manager).requests.get({ requestId });
      expect(done).toMatchObject({
        status: "approved",
        waitingStep: null,
        may: [],
        problem: "request_already_decided",
      });
      expect(done.steps.map(({ decidedBy, verdict }) => [decidedBy, verdict])).toEqual([
        ["Dũng Lãnh đạo", "approve"],
        ["Lộc Phê duyệt", "approve"],
      ]);
      expect((await world.history(requestId)).map(({ event, person_id }) => [event, person_id])).toEqual([
        ["request.approved", leader.id],
        ["request.approved", approver.id],
      ]);
    });
  });

  test("who asked never decides, nor does somebody of another role", async () => {
    const { requestId } = await asked();
    expect(
      await problemOf(world.as(manager).requests.decide({ requestId, verdict: "approve", ...op() })),
    ).toMatchObject({ code: "requester_decides" });
    const leader = await world.person("leader", world.province);
    expect(await problemOf(world.as(leader).requests.decide({ requestId, verdict: "approve", ...op() }))).toMatchObject(
      { code: "wrong_role_for_step" },
    );
    for (const role of ["clerk", "finance", "inspector", "auditor"] as const) {
      const person = await world.person(role, world.province);
      expect(
        await problemOf(world.as(person).requests.decide({ requestId, verdict: "approve", ...op() })),
      ).toMatchObject({ code: "not_allowed" });
      expect((await world.as(person).requests.get({ requestId })).may).toEqual([]);
    }
    const below = await world.person("manager", here);
    expect(await problemOf(world.as(below).requests.decide({ requestId, verdict: "approve", ...op() }))).toMatchObject({
      code: "not_found",
    });
    expect(await statusOf(requestId)).toBe("open");
  });

  test("the right role in the past or in the future is not the right role today", async () => {
    const { requestId } = await asked();
    const past = await world.person("manager", world.province, { to: "2021-01-01" });
    const future = await world.person("manager", world.province, { from: "2099-01-01" });
    for (const person of [past, future]) {
      expect(
        await problemOf(world.as(person).requests.decide({ requestId, verdict: "approve", ...op() })),
      ).toMatchObject({ code: "not_allowed" });
    }
  });

  test("a return and a rejection need a reason, and tell who asked", async () => {
    const { id, requestId } = await asked();
    for (const verdict of ["return", "reject"] as const) {
      expect(
        await problemOf(world.as(approver).requests.decide({ requestId, verdict, reason: "  ", ...op() })),
      ).toMatchObject({
        code: "reason_missing",
        fields: [{ path: "reason" }],
      });
    }
    await world.as(approver).requests.decide({ requestId, verdict: "return", reason: "Thiếu nghị quyết", ...op() });
    expect(await world.sql("select status from budget_decisions where id = $1", [id])).toEqual([
      { status: "returned" },
    ]);
    const { items } = await world.as(manager).requests.inbox({ group: "fix", page: 1 });
    expect(items.find((item) => item.id === requestId)).toMatchObject({
      note: "Thiếu nghị quyết",
      notedBy: "Lộc Phê duyệt",
      status: "returned",
    });
    expect(
      await problemOf(world.as(approver).requests.decide({ requestId, verdict: "approve", ...op() })),
    ).toMatchObject({ code: "request_already_decided" });
  });

  test.each(["both walls", "procedures alone"])(
    "a manager of another province neither sees nor decides it: %s",
    async (walls) => {
      const { requestId } = await asked();
      const look = async () => {
        const stranger = world.as(elsewhere).requests;
        expect(await problemOf(stranger.get({ requestId }))).toMatchObject({ code: "not_found" });
        expect(await problemOf(stranger.decide({ requestId, verdict: "approve", ...op() }))).toMatchObject({
          code: "not_found",
        });
        expect(await problemOf(stranger.withdraw({ requestId, ...op() }))).toMatchObject({ code: "not_found" });
        expect((await stranger.list({ q: "" })).total).toBe(0);
        expect((await stranger.inbox({ page: 1 })).all).toBe(0);
      };
      await (walls === "both walls"
        ? look()
        : world.withoutPolicies(["requests", "request_steps", "request_decisions"], look));
    },
  );

  test("the database itself refuses the stranger, the requester, somebody else's name and a decision without its reason", async () => {
    const { requestId } = await asked();
    const decide = (person: Person, by: Person, verdict = "approve") =>
      world.rawAs(person, (query) =>
        query(
          `insert into request_decisions (request_id, unit_id, province_id, step, requested_by, decided_by, verdict) values ($1, $2, $2, 1, $3, $4, $5)`,
          [requestId, world.province.id, manager.id, by.id, verdict],
        ),
      );
    await expect(decide(elsewhere, elsewhere)).rejects.toThrow(/row-level security|wrong role/);
    await expect(decide(manager, manager)).rejects.toThrow(/requester_never_decides/);
    await expect(decide(approver, manager)).rejects.toThrow(/own name/);
    await expect(decide(approver, approver, "return")).rejects.toThrow(/return_and_reject_say_why/);
    await world.rawAs(elsewhere, async (query) => {
      expect(await query("select id from requests where id = $1", [requestId])).toEqual([]);
      await query("update requests set status = 'approved', waiting_step = null where id = $1", [requestId]);
    });
    expect(await statusOf(requestId)).toBe("open");
  });

  test("the same decision twice counts once; two people at once, one wins", async () => {
    const { requestId } = await asked();
    const same = { requestId, verdict: "approve" as const, ...op() };
    expect(await Promise.all([1, 2].map(() => world.as(approver).requests.decide(same)))).toEqual([
      { status: "approved" },
      { status: "approved" },
    ]);
    expect(
      await world.sql("select count(*)::int as n from request_decisions where request_id = $1", [requestId]),
    ).toEqual([{ n: 1 }]);

    const third = await world.person("manager", world.province);
    const again = await asked();
    const found = await Promise.all([
      problemOf(world.as(approver).requests.decide({ requestId: again.requestId, verdict: "approve", ...op() })),
      problemOf(
        world.as(third).requests.decide({ requestId: again.requestId, verdict: "reject", reason: "trùng", ...op() }),
      ),
    ]);
    expect(found.map(({ code }) => code).sort()).toEqual(["none", "request_already_decided"]);
    expect(
      await world.sql("select count(*)::int as n from request_decisions where request_id = $1", [again.requestId]),
    ).toEqual([{ n: 1 }]);
  });

  test("bad input names each field", async () => {
    const found = await problemOf(
      world.as(approver).requests.decide({ requestId: "x", verdict: "perhaps", ...op() } as never),
    );
    expect(found.fields.map(({ path, code }) => `${path}:${code}`)).toEqual([
      "requestId:not_valid",
      "verdict:not_in_list",
    ]);
  });
});

describe("withdrawing", () => {
  test("who asked takes it back while it is open, changes it and asks again", async () => {
    const { id, requestId } = await asked();
    expect(await problemOf(world.as(approver).requests.withdraw({ requestId, ...op() }))).toMatchObject({
      code: "not_allowed",
    });
    const twice = { requestId, ...op() };
    expect(await Promise.all([1, 2].map(() => world.as(manager).requests.withdraw(twice)))).toEqual([
      { status: "withdrawn" },
      { status: "withdrawn" },
    ]);
    expect(await problemOf(world.as(manager).requests.withdraw({ requestId, ...op() }))).toMatchObject({
      code: "request_already_decided",
    });
    expect(
      await problemOf(world.as(approver).requests.decide({ requestId, verdict: "approve", ...op() })),
    ).toMatchObject({ code: "request_already_decided" });
    expect(await world.sql("select status from budget_decisions where id = $1", [id])).toEqual([
      { status: "returned" },
    ]);
    const again = await world.as(manager).budgets.submitDecision({ id, version: 1, ...op() });
    expect(await statusOf(again.requestId)).toBe("open");
    expect((await world.history(requestId)).map(({ event }) => event)).toEqual(["request.withdrawn"]);
  });

  test("a withdrawal and an approval at once: one wins", async () => {
    const { requestId } = await asked();
    const found = await Promise.all([
      problemOf(world.as(manager).requests.withdraw({ requestId, ...op() })),
      problemOf(world.as(approver).requests.decide({ requestId, verdict: "approve", ...op() })),
    ]);
    expect(found.map(({ code }) => code).sort()).toEqual(["none", "request_already_decided"]);
  });
});

describe("the inbox", () => {
  test("holds what waits for me, what came back, what is late and what I asked, each in one group", async () => {
    const province = await world.unit("Third", "province", world.nation);
    const documentId = newId();
    await world.sql(
      `insert into documents (id, unit_id, province_id, number, number_folded, kind, issuer, issuer_folded, issued_on, summary, search_folded)
       values ($1, $2, $2, '3/QĐ', '3/qd', 'committee_decision', 'x', 'x', '2026-01-02', 'x', 'x')`,
      [documentId, province.id],
    );
    const [maker, decider] = [
      await world.person("manager", province, { name: "A" }),
      await world.person("manager", province, { name: "B" }),
    ];
    const ask = async (now?: Date) => {
      const id = newId();
      const transfer = {
        id: newId(),
        kind: "appropriation" as const,
        toUnitId: province.id,
        lineId: world.ids.line,
        sourceCode: "central",
        capitalCode: "investment",
        amount: "7",
      };
      await world.as(maker).budgets.draftDecision({
        id,
        title: "Bổ sung vốn",
        year: budgetYear,
        documentId,
        transfers: [transfer],
        ...op(),
      });
      return (await world.as(maker, now).budgets.submitDecision({ id, version: 1, ...op() })).requestId;
    };
    const fresh = await ask();
    const old = await ask(new Date(Date.now() - 30 * 86_400_000));
    const back = await ask();
    await world.as(decider).requests.decide({ requestId: back, verdict: "return", reason: "Thiếu tờ trình", ...op() });

    const mine = await world.as(decider).requests.inbox({ page: 1 });
    expect(mine.counts).toEqual({ decide: 1, fix: 0, late: 1, mine: 0 });
    expect(mine.items.map(({ group, id }) => [group, id])).toEqual([
      ["decide", fresh],
      ["late", old],
    ]);
    const asked = await world.as(maker).requests.inbox({ page: 1 });
    expect(asked.counts).toEqual({ decide: 0, fix: 1, late: 0, mine: 2 });
    expect(asked.items.map(({ group, id, waitingFor }) => [group, id, waitingFor])).toEqual([
      ["fix", back, []],
      ["mine", old, ["B"]],
      ["mine", fresh, ["B"]],
    ]);
    expect((await world.as(decider).requests.inbox({ group: "late", page: 1 })).items.map(({ id }) => id)).toEqual([
      old,
    ]);

    const open = await world.as(decider).requests.get({ requestId: old });
    expect(open.queue).toEqual({ previous: null, next: fresh, after: fresh, place: 1, length: 2 });
    expect((await world.as(decider).requests.get({ requestId: fresh })).queue).toMatchObject({
      next: null,
      after: old,
    });
    expect((await world.as(decider).requests.get({ requestId: back })).queue).toEqual({
      previous: null,
      next: old,
      after: old,
      place: null,
      length: 2,
    });

    const third = await world.person("auditor", province);
    const list = (input: object) => world.as(third).requests.list({ q: "", ...input });
    expect(await list({ q: "bo sung von" })).toMatchObject({ total: 3, amount: "21" });
    expect(await list({ status: "returned" })).toMatchObject({ total: 1, items: [{ id: back, askedBy: "A" }] });
    expect(await list({ subject: "project.housing" })).toMatchObject({ total: 0 });
    expect((await list({ sort: "due" })).items.map(({ id }) => id)).toEqual([old, fresh, back]);
    expect(await list({ q: open.code.toLowerCase() })).toMatchObject({ total: 1 });
  });

  test("an answer that an inspector asked for stands among what I must fix", async () => {
    const clerk = await world.person("clerk", here);
    const inspector = await world.person("inspector", world.province);
    const [project, inspection, finding, action] = [newId(), newId(), newId(), newId()];
    await world.sql(
      `insert into projects (id, unit_id, province_id, kind, code, name, folded, line_id, year, status, created_by)
       values ($1, $2, $3, 'infrastructure', 'HT-9', 'Đường', 'duong', $4, 2026, 'in_progress', $5)`,
      [project, here.id, here.provinceId, world.ids.line, clerk.id],
    );
    await world.sql(
      `insert into inspections (id, unit_id, province_id, code, project_id, kind, planned_on, inspector_id) values ($1, $2, $3, 'KT-9', $4, 'check', '2026-01-02', $5)`,
      [inspection, here.id, here.provinceId, project, inspector.id],
    );
    await world.sql(
      `insert into findings (id, unit_id, province_id, inspection_id, project_id, code, kind, severity, seen_at, recorded_by)
       values ($1, $2, $3, $4, $5, 'PH-9', 'work_quality', 'corrective', now(), $6)`,
      [finding, here.id, here.provinceId, inspection, project, inspector.id],
    );
    await world.sql(
      `insert into corrective_actions (id, finding_id, unit_id, province_id, text, owner_role, owner_unit_id, due_on, requested_by)
       values ($1, $2, $3, $4, 'Sửa rãnh thoát nước', 'clerk', $3, '2026-01-05', $5)`,
      [action, finding, here.id, here.provinceId, inspector.id],
    );
    const { items, counts } = await world.as(clerk).requests.inbox({ page: 1 });
    expect(counts.late).toBe(1);
    expect(items).toMatchObject([
      {
        kind: "action",
        group: "late",
        id: action,
        findingId: finding,
        code: "PH-9",
        title: "Sửa rãnh thoát nước",
        waitsFor: "answer",
      },
    ]);
    const stranger = await world.person("clerk", await world.commune("Lục Hồn"));
    expect((await world.as(stranger).requests.inbox({ page: 1 })).all).toBe(0);
  });
});

describe("what would change", () => {
  test("is told against what is there now while it is open, and as it was asked once decided", async () => {
    const other = await world.person("manager", world.province);
    const first = await asked(manager, "5");
    const second = await asked(other, "7");
    const told = async (requestId: string) => {
      const { changes } = await world.as(approver).requests.get({ requestId });
      const line = changes.find(({ group }) => group === "receiving")!;
      return { before: BigInt(String(line.before)), after: BigInt(String(line.after)) };
    };
    const then = await told(second.requestId);
    expect(then.after - then.before).toBe(7n);

    await world.as(approver).requests.decide({ requestId: first.requestId, verdict: "approve", ...op() });
    expect(await told(second.requestId)).toEqual({ before: then.before + 5n, after: then.after + 5n });

    await world.as(approver).requests.decide({ requestId: second.requestId, verdict: "approve", ...op() });
    expect(await told(second.requestId)).toEqual(then);
  });
});

test("the frame counts what the inbox asks of the person: to decide and to put right, late or not", async () => {
  for (const who of [manager, approver, elsewhere]) {
    const { counts } = await world.as(who).requests.inbox({});
    const { waiting } = await world.as(who).session.frame();
    expect(waiting).toBe(counts.decide + counts.fix + counts.late);
  }
});
