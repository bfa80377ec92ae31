import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "../ids";
import {
  aCommitment,
  aDecision,
  aFundedProject,
  aLine,
  anApprovedProject,
  aPayment,
  aSubmittedDecision,
  budgetYear,
  lineTotals,
} from "../testing/budgets";
import { makeWorld, op, type Person, problemOf, type Unit, type World } from "../testing/world";

let world: World;
let here: Unit;
let next: Unit;
let manager: Person;
let approver: Person;
let finance: Person;
let neighbour: Person;
let elsewhere: Person;

beforeAll(async () => {
  world = await makeWorld();
  here = await world.commune("Bình Liêu");
  next = await world.commune("Lục Hồn");
  manager = await world.person("manager", world.province, { name: "Hà Quản lý" });
  approver = await world.person("manager", world.province, { name: "Lộc Phê duyệt" });
  finance = await world.person("finance", here, { name: "Minh Tài chính" });
  neighbour = await world.person("finance", next);
  elsewhere = await world.person("manager", world.otherProvince);
});
afterAll(() => world.end());

// Each scene has a purpose of its own, so that lines do not meet.
let purposes = 0;
async function purpose() {
  const [lineId, code] = [newId(), `S${++purposes}`];
  await world.sql(
    "insert into programme_lines (id, programme_id, code, name, kinds, sort) values ($1, $2, $3, $4, '{livelihood,housing,infrastructure}', 9)",
    [lineId, world.ids.programme, code, JSON.stringify({ vi: code, id: code, en: code })],
  );
  return { lineId };
}

const approve = (requestId: string, who = approver) =>
  world.as(who).requests.decide({ requestId, verdict: "approve", ...op() });

describe("a decision", () => {
  test("a provincial manager draws it up, another approves it, and money moves down to a commune and to a project", async () => {
    const of = await purpose();
    const projectId = await anApprovedProject(world, here);
    const { lineId } = of;
    const first = await aSubmittedDecision(world, manager, [
      { kind: "appropriation", toUnitId: world.province.id, amount: "1000", ...of },
    ]);
    await approve(first.requestId);
    const { sources } = await world.as(manager).budgets.transferSources({ year: budgetYear });
    const source = sources.find((each) => each.lineId === lineId);
    expect(source).toMatchObject({ holder: "province Here", left: "1000", parentId: null });

    const second = await aSubmittedDecision(world, manager, [
      { kind: "allocation", fromLineId: source!.id, toUnitId: here.id, amount: "600", ...of },
      { kind: "allocation", fromLineId: source!.id, toProjectId: projectId, amount: "150", ...of },
    ]);
    const waiting = await world.as(approver).requests.get({ requestId: second.requestId });
    expect(waiting.changes.slice(0, 2)).toEqual([
      { field: "received", group: "totals", as: "money", before: "0", after: "750" },
      { field: "free", group: "totals", as: "money", before: "1000", after: "250" },
    ]);
    expect(waiting.checks.map(({ code, ok }) => [code, ok])).toEqual([
      ["no_line_below_zero", true],
      ["every_transfer_fits", true],
      ["document_cited", true],
    ]);
    await approve(second.requestId);

    expect(await lineTotals(world, source!.id)).toMatchObject({ received: "1000", allocated_down: "750" });
    const held = await world.as(manager).budgets.line({ id: source!.id, page: 1 });
    expect(held.children.map(({ holder, received }) => [holder, received])).toEqual([
      ["commune Bình Liêu", "600"],
      ["Bê tông hóa đường", "150"],
    ]);
    expect(held.entries.map(({ kind, amount }) => [kind, amount]).sort()).toEqual([
      ["allocation", "150"],
      ["allocation", "600"],
      ["appropriation", "1000"],
    ]);
    const decision = await world.as(finance).budgets.ofProject({ projectId });
    expect(decision.total).toMatchObject({ received: "150", committed: "0", paid: "0", left: "150" });
    const posted = await world.as(manager).budgets.decision({ id: second.id });
    expect(posted).toMatchObject({ status: "posted", may: [], amount: "750", creator: "Hà Quản lý" });
    expect(posted.items.every(({ toLineId }) => toLineId !== null)).toBe(true);
    expect((await world.history(second.id)).map(({ event }) => event)).toEqual([
      "budget.drafted",
      "budget.submitted",
      "budget.posted",
    ]);
  });

  test("its maker never approves it, however many roles they hold", async () => {
    const of = await purpose();
    const { requestId } = await aSubmittedDecision(world, manager, [
      { kind: "appropriation", toUnitId: world.province.id, amount: "5", ...of },
    ]);
    expect(await problemOf(approve(requestId, manager))).toMatchObject({ code: "requester_decides" });
  });

  test("nobody but a manager divides money, and nobody but its maker edits or submits", async () => {
    const of = await purpose();
    const decision = aDecision(world, [{ kind: "appropriation", toUnitId: world.province.id, amount: "5", ...of }]);
    for (const role of ["clerk", "leader", "finance", "inspector", "auditor"] as const) {
      const person = await world.person(role, world.province);
      expect(await problemOf(world.as(person).budgets.draftDecision({ ...decision, ...op() }))).toMatchObject({
        code: "not_allowed",
      });
    }
    await world.as(manager).budgets.draftDecision({ ...decision, ...op() });
    expect(
      await problemOf(world.as(approver).budgets.editDecision({ ...decision, version: 1, ...op() })),
    ).toMatchObject({ code: "not_allowed" });
    expect(
      await problemOf(world.as(approver).budgets.submitDecision({ id: decision.id, version: 1, ...op() })),
    ).toMatchObject({ code: "not_allowed" });
  });

  test.each(["both walls", "procedures alone"])(
    "a manager of another province neither sees nor moves it: %s",
    async (walls) => {
      const of = await purpose();
      const line = await aLine(world, world.province, 100, of);
      const decision = aDecision(world, [
        { kind: "allocation", fromLineId: line, toUnitId: here.id, amount: "5", ...of },
      ]);
      await world.as(manager).budgets.draftDecision({ ...decision, ...op() });
      const documentId = newId();
      await world.sql(
        `insert into documents (id, unit_id, province_id, number, number_folded, kind, issuer, issuer_folded, issued_on, summary, search_folded)
       values ($1, $2, $2, $3, $3, 'committee_decision', 'x', 'x', '2026-01-02', 'x', 'x')`,
        [documentId, world.otherProvince.id, walls],
      );
      const look = async () => {
        const stranger = world.as(elsewhere).budgets;
        expect(await problemOf(stranger.decision({ id: decision.id }))).toMatchObject({ code: "not_found" });
        expect(await problemOf(stranger.line({ id: line, page: 1 }))).toMatchObject({ code: "not_found" });
        expect((await stranger.decisions({ q: "" })).total).toBe(0);
        expect((await stranger.transferSources({ year: budgetYear })).sources).toEqual([]);
        expect(await problemOf(stranger.overview({ unitId: here.id, page: 1 }))).toMatchObject({ code: "not_found" });
        expect(await problemOf(stranger.editDecision({ ...decision, version: 1, ...op() }))).toMatchObject({
          code: "not_found",
        });
        expect(await problemOf(stranger.submitDecision({ id: decision.id, version: 1, ...op() }))).toMatchObject({
          code: "not_found",
        });
        const theirs = aDecision(
          world,
          [{ kind: "allocation", fromLineId: line, toUnitId: here.id, amount: "5", ...of }],
          { documentId },
        );
        expect(await problemOf(stranger.draftDecision({ ...theirs, ...op() }))).toMatchObject({
          fields: [{ path: "transfers.0.fromLineId", code: "not_found" }],
        });
      };
      await (walls === "both walls"
        ? look()
        : world.withoutPolicies(["budget_decisions", "budget_transfers", "budget_lines"], look));
    },
  );

  test("row policies alone keep the stranger out", async () => {
    const of = await purpose();
    const line = await aLine(world, world.province, 100, of);
    await world.rawAs(elsewhere, async (query) => {
      expect(await query("select id from budget_lines where id = $1", [line])).toEqual([]);
      await expect(
        query(
          `insert into budget_decisions (id, unit_id, province_id, title, folded, year, document_id, created_by)
           values ($1, $2, $2, 'x', 'x', 2026, $3, $4)`,
          [newId(), world.province.id, world.ids.document, elsewhere.id],
        ),
      ).rejects.toThrow(/row-level security/);
    });
  });

  test("one đồng more than a line has left is refused at its row, with how much may stand there", async () => {
    const of = await purpose();
    const line = await aLine(world, world.province, 100, of);
    const over = aDecision(world, [
      { kind: "allocation", fromLineId: line, toUnitId: here.id, amount: "60", ...of },
      { kind: "allocation", fromLineId: line, toUnitId: next.id, amount: "41", ...of },
    ]);
    expect(await problemOf(world.as(manager).budgets.draftDecision({ ...over, ...op() }))).toEqual({
      code: "overspent_line",
      values: { over: "1", most: "40", free: "100", line },
      fields: [
        { path: "transfers.1.amount", code: "overspent_line", values: { over: "1", most: "40", free: "100", line } },
      ],
    });
  });

  test("what was enough when it was submitted is counted again when it is approved", async () => {
    const of = await purpose();
    const line = await aLine(world, world.province, 100, of);
    const half = () =>
      aSubmittedDecision(world, manager, [
        { kind: "allocation", fromLineId: line, toUnitId: here.id, amount: "70", ...of },
      ]);
    const [first, second] = [await half(), await half()];
    await approve(first.requestId);
    expect(await problemOf(approve(second.requestId))).toMatchObject({
      code: "overspent_line",
      values: { over: "40", free: "30", line },
    });
    expect(await lineTotals(world, line)).toMatchObject({ allocated_down: "70" });
    const { checks, status } = await world.as(approver).requests.get({ requestId: second.requestId });
    expect(status).toBe("open");
    expect(checks.find(({ code }) => code === "no_line_below_zero")).toMatchObject({ ok: false });
  });

  test("money is given back, moved aside and cancelled", async () => {
    const of = await purpose();
    const line = await aLine(world, world.province, 100, of);
    const child = await aLine(world, here, 50, { parentId: line, ...of });
    const { requestId } = await aSubmittedDecision(world, manager, [
      { kind: "adjustment", fromLineId: child, toUnitId: world.province.id, amount: "10", ...of },
      { kind: "adjustment", fromLineId: child, toUnitId: next.id, amount: "15", ...of },
      { kind: "cancellation", fromLineId: line, amount: "20", ...of },
    ]);
    await approve(requestId);
    expect(await lineTotals(world, child)).toMatchObject({ received: "25" });
    expect(await lineTotals(world, line)).toMatchObject({ received: "80", allocated_down: "40" });
  });

  test("a project that is not approved receives nothing", async () => {
    const of = await purpose();
    const line = await aLine(world, world.province, 100, of);
    const projectId = await anApprovedProject(world, here, { status: "draft" });
    const decision = aDecision(world, [
      { kind: "allocation", fromLineId: line, toProjectId: projectId, amount: "5", ...of },
    ]);
    expect(await problemOf(world.as(manager).budgets.draftDecision({ ...decision, ...op() }))).toMatchObject({
      code: "project_not_approved",
      fields: [{ path: "transfers.0.toProjectId" }],
    });
  });

  test("bad input names each field; an unknown document and an empty decision are refused", async () => {
    const of = await purpose();
    const draft = (over: object) =>
      problemOf(
        world.as(manager).budgets.draftDecision({
          ...aDecision(world, [{ kind: "appropriation", toUnitId: world.province.id, amount: "5", ...of }]),
          ...over,
          ...op(),
        }),
      );
    expect(await draft({ documentId: newId() })).toMatchObject({
      code: "unknown_document",
      fields: [{ path: "documentId" }],
    });
    expect(await draft({ transfers: [] })).toMatchObject({ fields: [{ path: "transfers", code: "decision_empty" }] });
    expect(await draft({ title: " ", year: 1999 })).toMatchObject({ fields: [{ path: "title" }, { path: "year" }] });
    const zero = aDecision(world, [{ kind: "appropriation", toUnitId: world.province.id, amount: "0", ...of }]);
    expect(await draft({ transfers: zero.transfers })).toMatchObject({
      fields: [{ path: "transfers.0.amount", code: "not_positive" }],
    });
  });

  test("an edit of an older version is refused; the same draft, edit and submission twice have one effect", async () => {
    const of = await purpose();
    const transfers = [{ kind: "appropriation" as const, toUnitId: world.province.id, amount: "5", ...of }];
    const decision = aDecision(world, transfers);
    const [drafting, editing, submitting] = [op(), op(), op()];
    const budgets = world.as(manager).budgets;
    expect(await Promise.all([1, 2].map(() => budgets.draftDecision({ ...decision, ...drafting })))).toEqual([
      { id: decision.id, version: 1 },
      { id: decision.id, version: 1 },
    ]);
    const edited = { ...aDecision(world, [...transfers, ...transfers], { title: "Sửa" }), id: decision.id, version: 1 };
    const twice = await Promise.all([1, 2].map(() => budgets.editDecision({ ...edited, ...editing })));
    expect(twice).toEqual([
      { id: decision.id, version: 2 },
      { id: decision.id, version: 2 },
    ]);
    expect(await problemOf(budgets.editDecision({ ...edited, ...op() }))).toMatchObject({ code: "changed_meanwhile" });
    await Promise.all([1, 2].map(() => budgets.submitDecision({ id: decision.id, version: 2, ...submitting })));
    expect(await problemOf(budgets.submitDecision({ id: decision.id, version: 2, ...op() }))).toMatchObject({
      code: "decision_not_editable",
    });
    expect(await problemOf(budgets.editDecision({ ...edited, version: 2, ...op() }))).toMatchObject({
      code: "decision_not_editable",
    });
    expect(await world.sql("select count(*)::int as n from requests where subject_id = $1", [decision.id])).toEqual([
      { n: 1 },
    ]);
    expect((await budgets.decision({ id: decision.id })).items).toHaveLength(2);
  });

  test("its maker opens it for editing with the lines it takes from, also one that has nothing left meanwhile", async () => {
    const of = await purpose();
    const line = await aLine(world, world.province, 10, of);
    const draft = aDecision(world, [{ kind: "allocation", fromLineId: line, toUnitId: here.id, amount: "10", ...of }]);
    await world.as(manager).budgets.draftDecision({ ...draft, ...op() });
    await approve(
      (
        await aSubmittedDecision(world, manager, [
          { kind: "allocation", fromLineId: line, toUnitId: next.id, amount: "10", ...of },
        ])
      ).requestId,
    );
    const { decision, choices } = await world.as(manager).budgets.editing({ id: draft.id });
    expect(decision.may).toEqual(["edit", "submit"]);
    expect(choices.sources.find(({ id }) => id === line)).toMatchObject({ left: "0" });
    expect((await world.as(approver).budgets.editing({ id: draft.id })).decision.may).toEqual([]);
    expect(await problemOf(world.as(elsewhere).budgets.editing({ id: draft.id }))).toMatchObject({ code: "not_found" });
    expect(await problemOf(world.as(finance).budgets.editing({ id: draft.id }))).toMatchObject({ code: "not_allowed" });
  });

  test("two different edits at once: one wins, the other is told that somebody was first", async () => {
    const of = await purpose();
    const transfers = [{ kind: "appropriation" as const, toUnitId: world.province.id, amount: "5", ...of }];
    const decision = aDecision(world, transfers);
    await world.as(manager).budgets.draftDecision({ ...decision, ...op() });
    const found = await Promise.all(
      ["A", "B"].map((title) =>
        problemOf(
          world
            .as(manager)
            .budgets.editDecision({ ...aDecision(world, transfers, { title }), id: decision.id, version: 1, ...op() }),
        ),
      ),
    );
    expect(found.map(({ code }) => code).sort()).toEqual(["changed_meanwhile", "none"]);
  });

  test("returned and rejected decisions move nothing; a returned one may be edited and sent again", async () => {
    const of = await purpose();
    const { id, requestId, transfers } = await aSubmittedDecision(world, manager, [
      { kind: "appropriation", toUnitId: world.province.id, amount: "5", ...of },
    ]);
    await world.as(approver).requests.decide({ requestId, verdict: "return", reason: "Thiếu nghị quyết", ...op() });
    const back = await world.as(manager).budgets.decision({ id });
    expect(back).toMatchObject({
      status: "returned",
      may: ["edit", "submit"],
      request: { status: "returned", reason: "Thiếu nghị quyết" },
    });
    await world.as(manager).budgets.editDecision({ ...aDecision(world, []), id, version: 1, transfers, ...op() });
    const again = await world.as(manager).budgets.submitDecision({ id, version: 2, ...op() });
    await world
      .as(approver)
      .requests.decide({ requestId: again.requestId, verdict: "reject", reason: "Không đúng đối tượng", ...op() });
    expect(await world.sql("select status from budget_decisions where id = $1", [id])).toEqual([
      { status: "rejected" },
    ]);
    expect(await world.sql("select count(*)::int as n from budget_lines where line_id = $1", [of.lineId])).toEqual([
      { n: 0 },
    ]);
  });

  test("a manager finds receivers below a line without tone marks, and no project that is not approved", async () => {
    const of = await purpose();
    const line = await aLine(world, world.province, 1, of);
    const projectId = await anApprovedProject(world, here, { name: "duong ban nhan" });
    await anApprovedProject(world, here, { name: "duong ban nhap", status: "draft" });
    const found = await world.as(manager).budgets.receivers({ q: "binh lieu", fromLineId: line });
    expect(found).toMatchObject([{ kind: "unit", id: here.id, name: "commune Bình Liêu" }]);
    expect((await world.as(manager).budgets.receivers({ q: "duong ban" })).map(({ id }) => id)).toEqual([projectId]);
    expect(await world.as(elsewhere).budgets.receivers({ q: "binh lieu" })).toEqual([]);
  });
});

describe("a finance officer", () => {
  test("commits and pays on a project, to the last đồng; one more is refused with what is left", async () => {
    const road = await aFundedProject(world, here, 100);
    const money = world.as(finance).budgets;
    expect(await problemOf(money.commit({ ...aCommitment(road, "101"), ...op() }))).toEqual({
      code: "overspent_line",
      values: { over: "1", free: "100", line: road.budgetLineId },
      fields: [{ path: "amount", code: "overspent_line", values: { over: "1", free: "100", line: road.budgetLineId } }],
    });
    const commitment = aCommitment(road, "99");
    await money.commit({ ...commitment, ...op() });
    expect(await problemOf(money.pay({ ...aPayment(road, "100"), ...op() }))).toMatchObject({
      code: "overpaid_line",
      values: { over: "1", free: "99" },
      fields: [{ path: "amount" }],
    });
    await money.pay({ ...aPayment(road, "99"), ...op() });
    const found = await money.ofProject({ projectId: road.projectId });
    expect(found.total).toEqual({
      received: "100",
      allocatedDown: "0",
      committed: "99",
      paid: "99",
      left: "1",
      payable: "0",
    });
    expect(found.entries.map(({ kind, amount }) => [kind, amount])).toEqual([
      ["allocation", "100"],
      ["commitment", "99"],
      ["payment", "99"],
    ]);
    expect(found).toMatchObject({ may: { commit: true, pay: true }, payProblem: undefined });
    expect((await world.history(road.projectId)).map(({ event, person_id }) => [event, person_id])).toEqual([
      ["budget.committed", finance.id],
      ["budget.paid", finance.id],
    ]);
  });

  test("nobody else commits, pays or reverses", async () => {
    const road = await aFundedProject(world, here, 100);
    const commitment = aCommitment(road, "50");
    await world.as(finance).budgets.commit({ ...commitment, ...op() });
    for (const role of ["clerk", "leader", "manager", "inspector", "auditor"] as const) {
      const money = world.as(await world.person(role, here)).budgets;
      expect(await problemOf(money.commit({ ...aCommitment(road, "1"), ...op() }))).toMatchObject({
        code: "not_allowed",
      });
      expect(await problemOf(money.pay({ ...aPayment(road, "1"), ...op() }))).toMatchObject({ code: "not_allowed" });
      expect(
        await problemOf(money.reverse({ id: newId(), entryId: commitment.id, reason: "x", ...op() })),
      ).toMatchObject({ code: "not_allowed" });
    }
  });

  test.each(["both walls", "procedures alone"])("of the next commune neither sees nor spends it: %s", async (walls) => {
    const road = await aFundedProject(world, here, 100);
    const commitment = aCommitment(road, "50");
    await world.as(finance).budgets.commit({ ...commitment, ...op() });
    const look = async () => {
      const money = world.as(neighbour).budgets;
      expect(await problemOf(money.ofProject({ projectId: road.projectId }))).toMatchObject({ code: "not_found" });
      expect(await problemOf(money.commit({ ...aCommitment(road, "1"), ...op() }))).toMatchObject({
        code: "not_found",
      });
      expect(await problemOf(money.pay({ ...aPayment(road, "1"), ...op() }))).toMatchObject({ code: "not_found" });
      expect(
        await problemOf(money.reverse({ id: newId(), entryId: commitment.id, reason: "x", ...op() })),
      ).toMatchObject({ code: "not_found" });
    };
    await (walls === "both walls"
      ? look()
      : world.withoutPolicies(["budget_lines", "commitments", "payments", "ledger_entries", "projects"], look));
  });

  test("row policies alone keep the neighbour from paying", async () => {
    const road = await aFundedProject(world, here, 100);
    await world.rawAs(neighbour, async (query) => {
      expect(await query("select id from budget_lines where id = $1", [road.budgetLineId])).toEqual([]);
      await expect(
        query(
          `insert into payments (id, unit_id, province_id, project_id, budget_line_id, amount, payee, voucher, on_date, recorded_by)
           values ($1, $2, $3, $4, $5, 1, 'x', 'x', '2026-01-01', $6)`,
          [newId(), here.id, here.provinceId, road.projectId, road.budgetLineId, neighbour.id],
        ),
      ).rejects.toThrow(/row-level security/);
    });
  });

  test("pays nothing on another project's line, nor twice with one voucher, nor tomorrow's date", async () => {
    const [road, other] = [await aFundedProject(world, here, 100), await aFundedProject(world, here, 100)];
    const money = world.as(finance).budgets;
    await money.commit({ ...aCommitment(road, "50"), ...op() });
    expect(
      await problemOf(money.pay({ ...aPayment({ ...road, projectId: other.projectId }, "1"), ...op() })),
    ).toMatchObject({ code: "not_found" });
    await money.pay({ ...aPayment(road, "1", { voucher: "UNC-7" }), ...op() });
    expect(await problemOf(money.pay({ ...aPayment(road, "1", { voucher: "UNC-7" }), ...op() }))).toMatchObject({
      code: "voucher_used",
      fields: [{ path: "voucher" }],
    });
    expect(await problemOf(money.pay({ ...aPayment(road, "1", { onDate: "2099-01-01" }), ...op() }))).toMatchObject({
      fields: [{ path: "onDate", code: "in_the_future" }],
    });
    expect(await lineTotals(world, road.budgetLineId)).toMatchObject({ committed: "50", paid: "1" });
  });

  test("spends nothing on a project that is no longer approved", async () => {
    const road = await aFundedProject(world, here, 100);
    await world.sql("update projects set status = 'cancelled' where id = $1", [road.projectId]);
    const money = world.as(finance).budgets;
    expect(await problemOf(money.commit({ ...aCommitment(road, "1"), ...op() }))).toMatchObject({
      code: "project_not_approved",
    });
    expect(await problemOf(money.pay({ ...aPayment(road, "1"), ...op() }))).toMatchObject({
      code: "project_not_approved",
    });
    expect(await money.ofProject({ projectId: road.projectId })).toMatchObject({
      payProblem: { code: "project_not_approved" },
    });
  });

  test("is told which serious finding holds a payment", async () => {
    const road = await aFundedProject(world, here, 100);
    const money = world.as(finance).budgets;
    await money.commit({ ...aCommitment(road, "50"), ...op() });
    const inspector = await world.person("inspector", world.province);
    const inspectionId = newId();
    await world.sql(
      `insert into inspections (id, unit_id, province_id, code, project_id, kind, planned_on, visited_on, inspector_id)
       values ($1, $2, $3, 'KT-1', $4, 'check', '2026-01-02', '2026-01-02', $5)`,
      [inspectionId, here.id, here.provinceId, road.projectId, inspector.id],
    );
    await world.sql(
      `insert into findings (id, unit_id, province_id, inspection_id, project_id, code, kind, severity, seen_at, recorded_by)
       values ($1, $2, $3, $4, $5, 'PH-26-001', 'work_quality', 'serious', now(), $6)`,
      [newId(), here.id, here.provinceId, inspectionId, road.projectId, inspector.id],
    );
    expect(await problemOf(money.pay({ ...aPayment(road, "1"), ...op() }))).toMatchObject({
      code: "payment_held",
      values: { found: "PH-26-001" },
    });
    expect(await money.ofProject({ projectId: road.projectId })).toMatchObject({
      payProblem: { code: "payment_held", values: { found: "PH-26-001" } },
      commitProblem: undefined,
    });
  });

  test("reverses a payment once, with its reason; a commitment only when it is not paid", async () => {
    const road = await aFundedProject(world, here, 100);
    const money = world.as(finance).budgets;
    const [commitment, payment] = [aCommitment(road, "60"), aPayment(road, "25")];
    await money.commit({ ...commitment, ...op() });
    await money.pay({ ...payment, ...op() });
    const reverse = (entryId: string, reason = "Ghi nhầm số tiền") =>
      money.reverse({ id: newId(), entryId, reason, ...op() });
    expect(await problemOf(reverse(payment.id, " "))).toMatchObject({ fields: [{ path: "reason", code: "required" }] });
    expect(await problemOf(reverse(commitment.id))).toMatchObject({ code: "commitment_paid", values: { over: "25" } });
    const found = await Promise.all([1, 2].map(() => problemOf(reverse(payment.id))));
    expect(found.map(({ code }) => code).sort()).toEqual(["already_reversed", "none"]);
    await reverse(commitment.id);
    expect(await lineTotals(world, road.budgetLineId)).toMatchObject({ received: "100", committed: "0", paid: "0" });
    const { entries } = await money.ofProject({ projectId: road.projectId });
    expect(entries.map(({ kind, reversedKind, reversed }) => [kind, reversedKind, reversed])).toEqual([
      ["allocation", null, false],
      ["commitment", null, true],
      ["payment", null, true],
      ["reversal", "payment", false],
      ["reversal", "commitment", false],
    ]);
    const allocation = entries.find(({ kind }) => kind === "allocation");
    expect(await problemOf(reverse(allocation!.id))).toMatchObject({ code: "not_found" });
  });

  test("who sends the same commitment, payment or reversal twice records it once", async () => {
    const road = await aFundedProject(world, here, 100);
    const money = world.as(finance).budgets;
    const [commitment, payment] = [
      { ...aCommitment(road, "60"), ...op() },
      { ...aPayment(road, "25"), ...op() },
    ];
    const reversal = { id: newId(), entryId: payment.id, reason: "Ghi nhầm", ...op() };
    for (const twice of [
      () => money.commit(commitment),
      () => money.pay(payment),
      () => money.reverse(reversal),
    ] as (() => Promise<unknown>)[]) {
      const [one, other] = await Promise.all([twice(), twice()]);
      expect(one).toEqual(other);
    }
    expect(await lineTotals(world, road.budgetLineId)).toMatchObject({ committed: "60", paid: "0" });
    expect(await problemOf(money.commit({ ...aCommitment(road, "1"), id: commitment.id, ...op() }))).toMatchObject({
      code: "operation_reused",
    });
  });
});

describe("a place's money", () => {
  test("is counted by purpose, with totals, and every unit below it", async () => {
    const province = await world.unit("Third", "province", world.nation);
    const [one, two] = [await world.commune("Một", province), await world.commune("Hai", province)];
    const people = {
      auditor: await world.person("auditor", province),
      finance: await world.person("finance", province),
    };
    const line = await aLine(world, province, 1000);
    const first = await aLine(world, one, 400, { parentId: line });
    await aLine(world, two, 300, { parentId: line });
    const projectId = await anApprovedProject(world, one);
    const budgetLineId = await aLine(world, one, 250, { parentId: first, projectId });
    await world.as(people.finance).budgets.commit({ ...aCommitment({ projectId, budgetLineId }, "200"), ...op() });
    await world.as(people.finance).budgets.pay({ ...aPayment({ projectId, budgetLineId }, "120"), ...op() });

    const place = await world.as(people.auditor).budgets.overview({});
    expect(place).toMatchObject({
      unit: { id: province.id },
      year: budgetYear,
      years: [budgetYear],
      unitsTotal: 2,
      may: { divide: false },
    });
    const sums = { received: "1000", allocatedDown: "700", committed: "200", paid: "120", left: "300" };
    expect(place.rows).toMatchObject([{ id: line, lineCode: "L1", sourceCode: "central", ...sums }]);
    expect(place.total).toEqual(sums);
    expect(
      place.units.map(({ name, received, allocatedDown, committed, paid }) => [
        name,
        received,
        allocatedDown,
        committed,
        paid,
      ]),
    ).toEqual([
      ["commune Một", "400", "0", "200", "120"],
      ["commune Hai", "300", "0", "0", "0"],
    ]);
    const below = await world.as(people.auditor).budgets.overview({ unitId: one.id, year: budgetYear });
    expect(below.total).toEqual({ received: "400", allocatedDown: "250", committed: "200", paid: "120", left: "150" });
    const lines = await world.as(people.auditor).budgets.lines({ unitId: one.id, year: budgetYear });
    expect(lines).toMatchObject([
      { id: first, received: "400", left: "150", children: [{ projectId, received: "250" }] },
    ]);
    // The kept totals of the dashboard say the same.
    expect(
      await world.sql("select received, allocated_down, committed, paid from budget_totals where unit_id = $1", [
        one.id,
      ]),
    ).toEqual([{ received: "400", allocated_down: "0", committed: "200", paid: "120" }]);
  });

  test("decisions are found by number and title without tones, by year and status", async () => {
    const of = await purpose();
    const decision = aDecision(world, [{ kind: "appropriation", toUnitId: world.province.id, amount: "5", ...of }], {
      title: "Bổ sung vốn sự nghiệp đợt hai",
    });
    await world.as(manager).budgets.draftDecision({ ...decision, ...op() });
    const list = (input: object) => world.as(finance).budgets.decisions({ q: "", ...input });
    const province = await world.person("finance", world.province);
    const found = await world
      .as(province)
      .budgets.decisions({ q: "bo sung von su nghiep", status: "draft", year: budgetYear });
    expect(found).toMatchObject({
      total: 1,
      amount: "5",
      items: [{ id: decision.id, transfers: 1, documentNumber: "1/QĐ-UBND" }],
    });
    expect((await world.as(province).budgets.decisions({ q: "", year: 2020 })).total).toBe(0);
    expect((await list({ q: "bo sung von su nghiep" })).total).toBe(0);
  });
});
