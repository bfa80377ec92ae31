import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newId } from "./ids";
import {
  aDecision,
  aFundedProject,
  aLine,
  aSubmittedDecision,
  aTransfer,
  budgetYear,
  lineTotals,
} from "./testing/budgets";
import { aClass, aHousehold, aSupport } from "./testing/households";
import { aFinding, anAction, aPhoto, aRunningProject, aVisit } from "./testing/inspections";
import { approved, aRoad, deciders, submitted } from "./testing/projects";
import { makeWorld, op, type Person, type Unit, type World } from "./testing/world";

/**
 * What nobody may do even by SQL as the application's own login, inside a transaction entered as
 * themselves: the second wall alone, against whoever has a right but not this one (trust.md A6, B5).
 */

let world: World;
let here: Unit;
let next: Unit;
let clerk: Person;
let leader: Person;
let manager: Person;
let otherManager: Person;
let officer: Person;
let inspector: Person;
let administrator: Person;

beforeAll(async () => {
  world = await makeWorld();
  here = await world.commune("Bình Liêu");
  next = await world.commune("Tiên Yên");
  clerk = await world.person("clerk", here);
  leader = await world.person("leader", here);
  manager = await world.person("manager", world.province);
  otherManager = await world.person("manager", world.province);
  officer = await world.person("finance", here);
  inspector = await world.person("inspector", world.province);
  administrator = await world.person("administrator", world.province);
});
afterAll(() => world.end());

type Statement = [text: string, ...values: unknown[]];

/** Each statement in turn, and what waits until the commit; the last one is what must be refused, or change nothing. */
async function forged(who: Person, ...statements: Statement[]): Promise<string> {
  return world.rawAs(who, async (query) => {
    let changed: Record<string, unknown>[] = [];
    try {
      for (const [text, ...values] of statements) changed = await query(`${text} returning 1`, values);
      await query("set constraints all immediate");
    } catch (error) {
      return `refused: ${(error as { constraint?: string }).constraint ?? (error as Error).message}`;
    }
    return changed.length ? "done" : "nothing";
  });
}
const refused = /^refused|^nothing/;

const aRequest = (project: string, at: Unit, by: Person, status = "open", role = "leader"): Statement => [
  `insert into requests (id, unit_id, province_id, code, subject, subject_id, subject_version, title, folded, changes, status, waiting_step, waiting_role, waiting_unit_id, requested_by)
   values ($1, $2, $3, $4, 'project.infrastructure', $5, 1, 'x', 'x', '[]', $6, case $6 when 'open' then 1 end, $8, $2, $7)`,
  newId(),
  at.id,
  at.provinceId,
  `YC-${newId()}`,
  project,
  status,
  by.id,
  role,
];

describe("projects and requests", () => {
  test("a clerk registers no project as approved, nor with money or progress that nobody gave or saw", async () => {
    const project = (columns: string, values: string): Statement => [
      `insert into projects (id, unit_id, province_id, kind, code, name, folded, line_id, year, created_by${columns})
       values ($1, $2, $3, 'infrastructure', $4, 'x', 'x', $5, 2025, $6${values})`,
      newId(),
      here.id,
      here.provinceId,
      `DA-${newId()}`,
      world.ids.line,
      clerk.id,
    ];
    expect(await forged(clerk, project("", ""))).toBe("done");
    for (const [columns, values] of [
      [", status", ", 'approved'"],
      [", total_amount", ", 1"],
      [", allocated_amount", ", 1"],
      [", paid_amount", ", 1"],
      [", progress", ", 9000"],
    ] as const) {
      expect(await forged(clerk, project(columns, values))).toMatch(refused);
    }
    const road = aRoad(world, here);
    await world.as(clerk).projects.register({ ...road, ...op() });
    expect(await forged(clerk, ["update projects set progress = 5000 where id = $1", road.id])).toMatch(refused);
  });

  test("a clerk approves nothing by a request of their own making", async () => {
    const road = aRoad(world, here);
    await submitted(world, clerk, road);
    const [asked] = await world.sql<{ id: string }>("select id from requests where subject_id = $1", [road.id]);
    const approve: Statement = ["update projects set status = 'approved' where id = $1", road.id];
    expect(await forged(clerk, approve)).toMatch(refused);
    const close: Statement = ["update requests set status = 'approved', waiting_step = null where id = $1", asked!.id];
    expect(await forged(clerk, close)).toMatch(refused);
    expect(await forged(clerk, close, approve)).toMatch(refused);
    const draft = aRoad(world, here);
    await world.as(clerk).projects.register({ ...draft, ...op() });
    const send: Statement = ["update projects set status = 'submitted' where id = $1", draft.id];
    // Without any request, with one of no steps, and with a step that asks somebody else than the route does.
    expect(await forged(clerk, send)).toMatch(refused);
    expect(await forged(clerk, send, aRequest(draft.id, here, clerk))).toMatch(refused);
    const easy = aRequest(draft.id, here, clerk);
    const step: Statement = [
      "insert into request_steps (request_id, unit_id, province_id, step, role, at_unit_id, days) values ($1, $2, $3, 1, 'leader', $2, 7)",
      easy[1],
      here.id,
      here.provinceId,
    ];
    expect(await forged(clerk, send, easy, step)).toMatch(refused);
    expect(await forged(clerk, aRequest(draft.id, here, clerk, "approved"))).toMatch(refused);
    expect(await forged(clerk, aRequest(draft.id, here, leader))).toMatch(refused);
  });

  test("nobody moves a request but by its steps, and what is decided stays", async () => {
    const road = aRoad(world, here);
    const { requestId } = await submitted(world, clerk, road);
    for (const [who, set] of [
      [clerk, "waiting_role = 'clerk'"],
      [leader, "waiting_unit_id = unit_id, waiting_role = 'leader'"],
      [manager, "status = 'approved', waiting_step = null"],
      [manager, "status = 'rejected', waiting_step = null"],
      [manager, "status = 'withdrawn', waiting_step = null"],
      [clerk, "status = 'returned', waiting_step = null"],
    ] as const) {
      expect(await forged(who, [`update requests set ${set} where id = $1`, requestId])).toMatch(refused);
    }
    expect(
      await forged(clerk, [
        "insert into request_steps (request_id, unit_id, province_id, step, role, at_unit_id, days) values ($1, $2, $3, 9, 'leader', $2, 7)",
        requestId,
        here.id,
        here.provinceId,
      ]),
    ).toMatch(refused);
    await world.as(manager).requests.decide({ requestId, verdict: "reject", reason: "Chưa đủ", ...op() });
    expect(
      await forged(clerk, ["update requests set status = 'open', waiting_step = 1 where id = $1", requestId]),
    ).toMatch(refused);
  });

  test("what others asked does not crowd what one looks for", async () => {
    await submitted(world, clerk, aRoad(world, here));
    const far = await world.person("clerk", await world.commune("Hải Hà", world.otherProvince));
    const seen = (who: Person) => world.rawAs(who, (query) => query("select * from app.requests_like('%', 1000)"));
    expect((await seen(clerk)).length).toBeGreaterThan(0);
    expect(await seen(far)).toEqual([]);
  });

  test("a clerk takes nothing back into their own hands while it is being decided", async () => {
    const road = aRoad(world, here);
    await submitted(world, clerk, road);
    expect(await forged(clerk, ["update projects set status = 'returned' where id = $1", road.id])).toMatch(refused);
  });

  test("who decides changes nothing of what is asked", async () => {
    const road = aRoad(world, here);
    await world.as(clerk).projects.register({ ...road, ...op() });
    expect(await forged(leader, ["update projects set name = 'của tôi' where id = $1", road.id])).toMatch(refused);
    const running = await approved(world, clerk, await deciders(world, here), aRoad(world, here));
    expect(await forged(leader, ["update projects set status = 'in_progress' where id = $1", running])).toMatch(
      refused,
    );
  });

  test("nobody reports in somebody else's name, or shows a file that they cannot read", async () => {
    const road = await approved(world, clerk, await deciders(world, here), aRoad(world, here));
    const report = (by: Person): Statement => [
      "insert into progress_reports (id, project_id, unit_id, province_id, on_date, progress, reported_by) values ($1, $2, $3, $4, '2025-07-01', 10, $5)",
      newId(),
      road,
      here.id,
      here.provinceId,
      by.id,
    ];
    expect(await forged(clerk, report(clerk))).toBe("done");
    expect(await forged(clerk, report(leader))).toMatch(refused);
    const neighbour = await world.person("clerk", next);
    const [mine, theirs] = [await aPhoto(world, clerk, here), await aPhoto(world, neighbour, next)];
    const show = (file: string): Statement => [
      "insert into project_files (id, project_id, unit_id, province_id, file_id, kind, attached_by) values ($1, $2, $3, $4, $5, 'photo', $6)",
      newId(),
      road,
      here.id,
      here.provinceId,
      file,
      clerk.id,
    ];
    expect(await forged(clerk, show(mine))).toBe("done");
    expect(await forged(clerk, show(theirs))).toMatch(refused);
    const paper = (file: string): Statement => [
      `insert into documents (id, unit_id, province_id, number, number_folded, kind, issuer, issuer_folded, issued_on, summary, search_folded, file_id, registered_by)
       values ($1, $2, $3, $4, $4, 'report', 'x', 'x', '2025-01-01', 'x', 'x', $5, $6)`,
      newId(),
      here.id,
      here.provinceId,
      newId(),
      file,
      clerk.id,
    ];
    expect(await forged(clerk, paper(mine))).toBe("done");
    expect(await forged(clerk, paper(theirs))).toMatch(refused);
  });
});

describe("households and help", () => {
  test("a clerk gives no class and no past to a household", async () => {
    const household = (columns: string, values: string): Statement => [
      `insert into households (id, unit_id, province_id, family_id, code, head_name, folded, ethnicity, registered_by${columns})
       values ($1, $2, $3, $1, $4, 'x', 'x', 'kinh', $5${values})`,
      newId(),
      here.id,
      here.provinceId,
      `H-${newId()}`,
      clerk.id,
    ];
    expect(await forged(clerk, household("", ""))).toBe("done");
    expect(await forged(clerk, household(", current_class", ", 'poor'"))).toMatch(refused);
    expect(await forged(clerk, household(", member_count", ", 9"))).toMatch(refused);
    const known = await aHousehold(world, here);
    await aClass(world, known, "near_poor");
    expect(await forged(clerk, ["update households set current_class = 'poor' where id = $1", known.id])).toMatch(
      refused,
    );
    expect(
      await forged(clerk, ["update household_class_periods set class = 'poor' where household_id = $1", known.id]),
    ).toMatch(refused);
  });

  test("help that was received or withdrawn stays as it was written", async () => {
    const household = await aHousehold(world, here);
    const received = await aSupport(world, household, { kind: "relief", state: "received" });
    const withdrawn = await aSupport(world, household, { kind: "relief", state: "withdrawn" });
    const planned = await aSupport(world, household, { kind: "relief", state: "planned" });
    for (const who of [clerk, leader]) {
      expect(await forged(who, ["update supports set amount = 1 where id = $1", received.id])).toMatch(refused);
      expect(await forged(who, ["update supports set state = 'planned' where id = $1", withdrawn.id])).toMatch(refused);
      expect(await forged(who, ["update supports set state = 'withdrawn' where id = $1", received.id])).toMatch(
        refused,
      );
    }
    expect(await forged(clerk, ["update supports set state = 'received' where id = $1", planned.id])).toBe("done");
  });
});

describe("money", () => {
  test("nobody opens a line that has money already", async () => {
    const line = (columns: string, values: string): Statement => [
      `insert into budget_lines (id, unit_id, province_id, line_id, source_code, capital_code, year${columns}) values ($1, $2, $3, $4, 'province', 'recurrent', 2031${values})`,
      newId(),
      here.id,
      here.provinceId,
      world.ids.line,
    ];
    expect(await forged(manager, line("", ""))).toBe("done");
    for (const column of ["received", "committed", "paid", "allocated_down"]) {
      expect(await forged(manager, line(`, ${column}`, ", 0"))).toMatch(refused);
    }
  });

  test("a manager posts no entry of a decision that nobody approved, nor another than was approved", async () => {
    const from = await aLine(world, world.province, 1000);
    const to = await aLine(world, next, 0, { parentId: from });
    const entry = (id: string, decisionId: string, amount: string): Statement => [
      `insert into ledger_entries (id, unit_id, province_id, kind, from_line_id, to_line_id, amount, on_date, decision_id, posted_by)
       values ($1, $2, $2, 'allocation', $3, $4, $5, '2026-01-02', $6, $7)`,
      id,
      world.province.id,
      from,
      to,
      amount,
      decisionId,
      manager.id,
    ];
    const draft = aDecision(world, [{ kind: "allocation", fromLineId: from, toUnitId: next.id, amount: "10" }]);
    await world.as(manager).budgets.draftDecision({ ...draft, ...op() });
    expect(await forged(manager, entry(draft.transfers[0]!.id, draft.id, "10"))).toMatch(refused);
    const asked = await aSubmittedDecision(world, manager, [
      { kind: "allocation", fromLineId: from, toUnitId: next.id, amount: "10" },
    ]);
    expect(await forged(manager, entry(asked.transfers[0]!.id, asked.id, "10"))).toMatch(refused);
    await world.as(otherManager).requests.decide({ requestId: asked.requestId, verdict: "approve", ...op() });
    expect(await forged(manager, entry(newId(), asked.id, "10"))).toMatch(refused);
    expect(await lineTotals(world, to)).toMatchObject({ received: "10" });
  });

  test("a decision changes only in its maker's hands and only while nobody decides it", async () => {
    const from = await aLine(world, world.province, 1000, { sourceCode: "province" });
    const transfers = [
      { kind: "allocation" as const, fromLineId: from, toUnitId: here.id, amount: "10", sourceCode: "province" },
    ];
    const draft = aDecision(world, transfers);
    await world.as(manager).budgets.draftDecision({ ...draft, ...op() });
    const asked = await aSubmittedDecision(world, manager, transfers);
    const { id, ...transfer } = aTransfer(world, { ...transfers[0]!, amount: "999" });
    const added = (decision: string): Statement => [
      `insert into budget_transfers (id, decision_id, unit_id, province_id, kind, from_line_id, to_unit_id, line_id, source_code, capital_code, amount, sort)
       values ($1, $2, $3, $3, 'allocation', $4, $5, $6, $7, $8, 999, 2)`,
      id,
      decision,
      world.province.id,
      from,
      here.id,
      transfer.lineId,
      transfer.sourceCode,
      transfer.capitalCode,
    ];
    expect(await forged(manager, added(draft.id))).toBe("done");
    expect(await forged(otherManager, added(draft.id))).toMatch(refused);
    expect(await forged(manager, added(asked.id))).toMatch(refused);
    expect(await forged(manager, ["delete from budget_transfers where decision_id = $1", asked.id])).toMatch(refused);
    expect(await forged(manager, ["update budget_decisions set title = 'x' where id = $1", asked.id])).toMatch(refused);
    expect(await forged(otherManager, ["update budget_decisions set title = 'x' where id = $1", draft.id])).toMatch(
      refused,
    );
    for (const status of ["posted", "returned", "draft"]) {
      expect(
        await forged(manager, [`update budget_decisions set status = '${status}' where id = $1`, asked.id]),
      ).toMatch(refused);
    }
    expect(await forged(manager, ["update budget_decisions set status = 'submitted' where id = $1", draft.id])).toMatch(
      refused,
    );
  });

  test("a finance officer spends only their own unit's lines, only what a voucher says, and takes back only that", async () => {
    const far = await world.commune("Ba Chẽ");
    const [mine, theirs] = [await aFundedProject(world, here, 100), await aFundedProject(world, far, 100)];
    const commit = (
      of: { projectId: string; budgetLineId: string },
      at: Unit,
      amount: number,
      line = of.budgetLineId,
    ): Statement[] => {
      const id = newId();
      return [
        [
          `insert into commitments (id, unit_id, province_id, project_id, budget_line_id, amount, payee, on_date, recorded_by)
           values ($1, $2, $3, $4, $5, 10, 'x', '2026-01-05', $6)`,
          id,
          at.id,
          at.provinceId,
          of.projectId,
          line,
          officer.id,
        ],
        [
          `insert into ledger_entries (id, unit_id, province_id, kind, from_line_id, amount, on_date, commitment_id, posted_by)
           values ($1, $2, $3, 'commitment', $4, $5, '2026-01-05', $1, $6)`,
          id,
          at.id,
          at.provinceId,
          line,
          amount,
          officer.id,
        ],
      ];
    };
    expect(await forged(officer, ...commit(mine, here, 10))).toBe("done");
    expect(await forged(officer, ...commit(mine, here, 11))).toMatch(refused);
    expect(await forged(officer, ...commit(mine, here, 10, theirs.budgetLineId))).toMatch(refused);
    const [given] = await world.sql<Record<string, string>>("select * from ledger_entries where to_line_id = $1", [
      mine.budgetLineId,
    ]);
    expect(
      await forged(officer, [
        `insert into ledger_entries (id, unit_id, province_id, kind, from_line_id, to_line_id, amount, on_date, decision_id, reverses_id, reason, posted_by)
         values ($1, $2, $3, 'reversal', $4, $5, $6, '2026-01-05', $7, $8, 'x', $9)`,
        newId(),
        here.id,
        here.provinceId,
        given!.from_line_id,
        given!.to_line_id,
        given!.amount,
        given!.decision_id,
        given!.id,
        officer.id,
      ]),
    ).toMatch(refused);
  });

  test("two promises at once on two lines of one house stay within its norm, and its total is whole", async () => {
    const author = await world.nobody();
    for (let round = 0; round < 8; round++) {
      const projectId = newId();
      const household = await aHousehold(world, here);
      await world.sql(
        `insert into projects (id, unit_id, province_id, kind, code, name, folded, line_id, year, status, created_by)
         values ($1, $2, $3, 'housing', $4, 'x', 'x', $5, $6, 'approved', $7)`,
        [projectId, here.id, here.provinceId, `NO-${projectId}`, world.ids.line, budgetYear, author.id],
      );
      await world.sql(
        `insert into housing_details (project_id, unit_id, province_id, household_id, work_kind, bad_foundation, bad_frame, bad_roof, norm_amount)
         values ($1, $2, $3, $4, 'new', true, true, true, 60)`,
        [projectId, here.id, here.provinceId, household.id],
      );
      const lines: string[] = [];
      for (const capitalCode of ["investment", "recurrent"]) {
        const parentId = await aLine(world, here, 60, { capitalCode, sourceCode: "province", year: 2040 + round });
        lines.push(
          await aLine(world, here, 60, {
            parentId,
            projectId,
            capitalCode,
            sourceCode: "province",
            year: 2040 + round,
          }),
        );
      }
      const other = await world.person("finance", here);
      const commit = (who: Person, budgetLineId: string, amount: string) =>
        world
          .as(who)
          .budgets.commit({ id: newId(), projectId, budgetLineId, amount, payee: "x", onDate: "2026-01-05", ...op() })
          .then(
            () => "done",
            () => "refused",
          );
      const amount = round % 2 ? "50" : "30";
      const found = await Promise.all([commit(officer, lines[0]!, amount), commit(other, lines[1]!, amount)]);
      expect(found.sort()).toEqual(round % 2 ? ["done", "refused"] : ["done", "done"]);
      const [project] = await world.sql("select committed_amount from projects where id = $1", [projectId]);
      expect(project).toEqual({ committed_amount: round % 2 ? "50" : "60" });
    }
    expect(await world.sql("select * from app.kept_total_differences()")).toEqual([]);
  });
});

describe("visits, findings and actions", () => {
  test("nobody verifies, answers, closes or plans in somebody else's name or role", async () => {
    const project = await aRunningProject(world, here);
    const visit = await aVisit(world, inspector, project);
    const finding = await aFinding(world, inspector, visit);
    const action = await anAction(world, inspector, finding);
    const set = (who: Person, what: string, ...values: unknown[]) =>
      forged(who, [`update corrective_actions set ${what} where id = $1`, action, ...values]);
    expect(await set(inspector, "answer = 'x', answered_by = $2, answered_at = now()", inspector.id)).toMatch(refused);
    expect(await set(clerk, "answer = 'x', answered_by = $2, answered_at = now()", leader.id)).toMatch(refused);
    await world.as(clerk).findings.answerAction({ actionId: action, answer: "Đã sửa", fileIds: [], ...op() });
    expect(await set(clerk, "verified_by = $2, verified_at = now()", inspector.id)).toMatch(refused);
    expect(await set(clerk, "answer = 'khác'")).toMatch(refused);
    const second = await world.person("inspector", world.province);
    expect(await set(inspector, "verified_by = $2, verified_at = now()", second.id)).toMatch(refused);
    await world.as(inspector).findings.verifyAction({ actionId: action, accept: true, ...op() });
    expect(await set(inspector, "verified_by = null, verified_at = null")).toMatch(refused);
    expect(
      await set(
        inspector,
        "answer = null, answered_by = null, answered_at = null, verified_by = null, verified_at = null",
      ),
    ).toMatch(refused);
    expect(
      await forged(inspector, [
        "update findings set closed_at = now(), closed_by = $2 where id = $1",
        finding,
        second.id,
      ]),
    ).toMatch(refused);
    await world.as(inspector).findings.close({ findingId: finding, ...op() });
    expect(
      await forged(inspector, ["update findings set closed_at = null, closed_by = null where id = $1", finding]),
    ).toMatch(refused);
    expect(await forged(second, ["update inspections set conclusion = 'x' where id = $1", visit])).toMatch(refused);
  });

  test("an inspector shows as evidence only what they may read", async () => {
    const project = await aRunningProject(world, here);
    const finding = await aFinding(world, inspector, await aVisit(world, inspector, project));
    const far = await world.person("clerk", await world.commune("Xa", world.otherProvince));
    const theirs = await aPhoto(world, far, world.otherProvince);
    expect(
      await forged(inspector, [
        "insert into finding_files (finding_id, unit_id, province_id, file_id) values ($1, $2, $3, $4)",
        finding,
        here.id,
        here.provinceId,
        theirs,
      ]),
    ).toMatch(refused);
  });
});

describe("people", () => {
  test("an administrator renames nobody behind the portal's back", async () => {
    expect(await forged(administrator, ["update people set name = 'x' where id = $1", clerk.id])).toMatch(refused);
    expect(await forged(administrator, ["update people set disabled_at = now() where id = $1", clerk.id])).toBe("done");
  });
});
