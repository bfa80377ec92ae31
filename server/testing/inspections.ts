import { today } from "../clock";
import { newId } from "../ids";
import { op, type Person, type Unit, type World } from "./world";

/** Scenes around a visit: told by SQL where the story starts before it, by procedures where it is the story. */

/** A project on which work goes on, registered by somebody who has nothing to do with the test. */
export async function aRunningProject(
  world: World,
  at: Unit,
  {
    kind = "infrastructure",
    name = "Bê tông hóa đường",
    createdBy,
  }: { kind?: string; name?: string; createdBy?: Person } = {},
) {
  const id = newId();
  const author = createdBy ?? (await world.nobody());
  await world.sql(
    `insert into projects (id, unit_id, province_id, kind, code, name, folded, line_id, year, status, created_by)
     values ($1, $2, $3, $4, $5, $6, lower($6), $7, 2026, 'in_progress', $8)`,
    [id, at.id, at.provinceId, kind, `HT-${id.slice(-8)}`, name, world.ids.line, author.id],
  );
  return id;
}

/** A visit that has begun, planned and started by its inspector. */
export async function aVisit(world: World, inspector: Person, projectId: string, now?: Date) {
  const id = newId();
  const visitedOn = today({ now: () => now ?? new Date() });
  const inspections = world.as(inspector, now).inspections;
  await inspections.plan({ id, projectId, kind: "check", plannedOn: "2099-01-01", ...op() });
  await inspections.start({ inspectionId: id, visitedOn, ...op() });
  return id;
}

export const aSight = (inspectionId: string, over: Record<string, unknown> = {}) => ({
  id: newId(),
  inspectionId,
  kind: "work_quality" as const,
  severity: "corrective" as const,
  note: "Mặt đường nứt",
  place: { latitude: 21.52, longitude: 107.41, accuracy: 8 },
  seenAt: new Date().toISOString(),
  fileIds: [] as string[],
  ...over,
});

export async function aFinding(
  world: World,
  inspector: Person,
  inspectionId: string,
  over: Record<string, unknown> = {},
) {
  const sight = aSight(inspectionId, over);
  await world.as(inspector).inspections.recordFinding({ ...sight, ...op() });
  return sight.id;
}

export async function anAction(world: World, inspector: Person, findingId: string, over: Record<string, unknown> = {}) {
  const id = newId();
  await world
    .as(inspector)
    .findings.askAction({ id, findingId, text: "Sửa đoạn nứt", dueOn: "2099-01-01", ...over, ...op() });
  return id;
}

/** A stored picture of this person's, without bytes: for what is written about it, not for reading it. */
export async function aPhoto(world: World, by: Person, at: Unit) {
  const id = newId();
  await world.sql(
    `insert into files (id, unit_id, province_id, name, media_type, size_bytes, sha256, sent_sha256, width, height, uploaded_by)
     values ($1, $2, $3, 'anh.jpg', 'image/jpeg', 1000, '\\x00', '\\x00', 800, 600, $4)`,
    [id, at.id, at.provinceId, by.id],
  );
  return id;
}

/** A commitment on a project's own budget line, so that a payment can be tried with `pay`. */
export async function aPayableProject(world: World, projectId: string, by: Person) {
  const [project] = await world.sql<{ unit_id: string; province_id: string }>(
    "select unit_id, province_id from projects where id = $1",
    [projectId],
  );
  const [unitId, provinceId] = [project!.unit_id, project!.province_id];
  const ids = { line: newId(), decision: newId(), commitment: newId(), parent: "" };
  await world.sql(
    `insert into budget_lines (id, unit_id, province_id, line_id, source_code, capital_code, year)
     values ($1, $2, $3, $4, 'central', 'investment', 2026) on conflict do nothing`,
    [newId(), unitId, provinceId, world.ids.line],
  );
  const [parent] = await world.sql<{ id: string }>(
    "select id from budget_lines where unit_id = $1 and project_id is null",
    [unitId],
  );
  ids.parent = parent!.id;
  await world.sql(
    `insert into budget_lines (id, unit_id, province_id, project_id, parent_id, line_id, source_code, capital_code, year)
     values ($1, $2, $3, $4, $5, $6, 'central', 'investment', 2026)`,
    [ids.line, unitId, provinceId, projectId, ids.parent, world.ids.line],
  );
  await world.sql(
    `insert into budget_decisions (id, unit_id, province_id, title, year, document_id, status, created_by)
     values ($1, $2, $3, 'Giao vốn', 2026, $4, 'posted', $5)`,
    [ids.decision, unitId, provinceId, world.ids.document, by.id],
  );
  await world.sql(
    `insert into commitments (id, unit_id, province_id, project_id, budget_line_id, amount, payee, on_date, recorded_by)
     values ($1, $2, $3, $4, $5, 1000, 'Nhà thầu', '2026-01-02', $6)`,
    [ids.commitment, unitId, provinceId, projectId, ids.line, by.id],
  );
  const entry = (
    kind: string,
    from: string | null,
    to: string | null,
    ground: "decision" | "commitment" | "payment",
    groundId: string,
    amount: number,
  ) =>
    world.sql(
      `insert into ledger_entries (id, unit_id, province_id, kind, from_line_id, to_line_id, amount, on_date, ${ground}_id, posted_by)
       values ($1, $2, $3, $4, $5, $6, $7, '2026-01-02', $8, $9)`,
      [newId(), unitId, provinceId, kind, from, to, amount, groundId, by.id],
    );
  await entry("appropriation", null, ids.parent, "decision", ids.decision, 1000);
  await entry("allocation", ids.parent, ids.line, "decision", ids.decision, 1000);
  await entry("commitment", ids.line, null, "commitment", ids.commitment, 1000);
  /** A payment straight into the ledger, as the owner: only the database's rules stand in its way. */
  return async (amount: number) => {
    const paymentId = newId();
    await world.sql("begin");
    try {
      await world.sql(
        `insert into payments (id, unit_id, province_id, project_id, budget_line_id, amount, payee, voucher, on_date, recorded_by)
         values ($1, $2, $3, $4, $5, $6, 'Nhà thầu', $7, '2026-01-02', $8)`,
        [paymentId, unitId, provinceId, projectId, ids.line, amount, paymentId.slice(-12), by.id],
      );
      await entry("payment", ids.line, null, "payment", paymentId, amount);
      await world.sql("commit");
    } catch (error) {
      await world.sql("rollback");
      throw error;
    }
  };
}
