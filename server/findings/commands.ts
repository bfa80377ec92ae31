import type { z } from "zod";
import { record } from "../audit";
import { today } from "../clock";
import { row, rows, type Tx } from "../db";
import { isReadable } from "../documents/queries";
import { fieldProblem, Problem, refuse } from "../problem";
import type { Scope } from "../trpc";
import type {
  answerActionInput,
  askActionInput,
  closeFindingInput,
  releaseFindingInput,
  verifyActionInput,
  withdrawFindingInput,
} from "./inputs";
import { lockAction, lockFinding } from "./queries";
import { answerProblem, closureProblem, overProblem, releaseProblem, verificationProblem } from "./rules";

type Placed = { unitId: string; provinceId: string };

export const happened = (event: string, findingId: string, at: Placed, detail: Record<string, unknown>) => ({
  event,
  noun: "findings",
  recordId: findingId,
  unitId: at.unitId,
  provinceId: at.provinceId,
  detail: detail as never,
});

/** Evidence is what the person took themselves; somebody else's file is as good as none. */
export async function ownFiles(tx: Tx, scope: Scope, fileIds: readonly string[]): Promise<string[]> {
  const ids = [...new Set(fileIds)];
  if (ids.length === 0) return ids;
  const own = await rows<{ id: string }>(
    tx,
    "findings.ownFiles",
    "select id from files where id = any ($1::uuid[]) and uploaded_by = $2",
    [ids, scope.personId],
  );
  if (own.length !== ids.length) throw fieldProblem("fileIds", "unknown_file");
  return ids;
}

/** The owner's unit is the finding's own or one that stands above it, or its people would never see the action. */
async function ownerUnit(tx: Tx, unitId: string, asked: string | null): Promise<string> {
  if (asked === null || asked === unitId) return unitId;
  const above = await row(
    tx,
    "findings.ownerUnit",
    "select 1 from unit_reach where ancestor_id = $1 and unit_id = $2",
    [asked, unitId],
  );
  if (!above) throw fieldProblem("ownerUnitId", "unknown_unit");
  return asked;
}

/** Asks that something be put right, by a role at a unit and by a day. */
export async function askAction(tx: Tx, scope: Scope<"findings.record">, input: z.output<typeof askActionInput>) {
  const finding = await lockFinding(tx, scope, input.findingId);
  refuse(overProblem(finding));
  if (input.dueOn < today(scope.clock)) throw new Problem("invalid", {}, [{ path: "dueOn", code: "in_the_past" }]);
  const ownerUnitId = await ownerUnit(tx, finding.unitId, input.ownerUnitId);
  await row(
    tx,
    "findings.ask",
    `insert into corrective_actions (id, finding_id, unit_id, province_id, text, owner_role, owner_unit_id, due_on, requested_by, requested_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      input.id,
      finding.id,
      finding.unitId,
      finding.provinceId,
      input.text,
      input.ownerRole,
      ownerUnitId,
      input.dueOn,
      scope.personId,
      scope.clock.now(),
    ],
  );
  await record(
    tx,
    scope,
    happened("action.asked", finding.id, finding, {
      action: input.id,
      text: input.text,
      ownerRole: input.ownerRole,
      ownerUnit: ownerUnitId,
      dueOn: input.dueOn,
    }),
  );
  return { id: input.id };
}

/** Says what was done, with evidence. */
export async function answerAction(tx: Tx, scope: Scope<"actions.answer">, input: z.output<typeof answerActionInput>) {
  const { finding, action } = await lockAction(tx, scope, input.actionId);
  if (!action.owns) throw new Problem("not_allowed");
  refuse(answerProblem(finding, action));
  const fileIds = await ownFiles(tx, scope, input.fileIds);
  await row(
    tx,
    "findings.answer",
    "update corrective_actions set answer = $2, answered_by = $3, answered_at = $4, refusal = null where id = $1",
    [action.id, input.answer, scope.personId, scope.clock.now()],
  );
  await rows(
    tx,
    "findings.evidence",
    `insert into action_files (action_id, unit_id, province_id, file_id) select $1, $2, $3, unnest($4::uuid[])
     on conflict do nothing`,
    [action.id, finding.unitId, finding.provinceId, fileIds],
  );
  await record(
    tx,
    scope,
    happened("action.answered", finding.id, finding, {
      action: action.id,
      answer: input.answer,
      files: fileIds.length,
    }),
  );
  return { id: action.id };
}

/** Accepts an answer, or refuses it with a reason: then it waits for another, and the old one stays in the history. */
export async function verifyAction(tx: Tx, scope: Scope<"findings.verify">, input: z.output<typeof verifyActionInput>) {
  const { finding, action } = await lockAction(tx, scope, input.actionId);
  refuse(verificationProblem(finding, action, scope.personId));
  if (!input.accept && !input.refusal) throw fieldProblem("refusal", "reason_missing");
  if (input.accept) {
    await row(tx, "findings.verify", "update corrective_actions set verified_by = $2, verified_at = $3 where id = $1", [
      action.id,
      scope.personId,
      scope.clock.now(),
    ]);
  } else {
    await row(
      tx,
      "findings.refuse",
      "update corrective_actions set answer = null, answered_by = null, answered_at = null, refusal = $2 where id = $1",
      [action.id, input.refusal],
    );
  }
  await record(
    tx,
    scope,
    happened(
      input.accept ? "action.verified" : "action.refused",
      finding.id,
      finding,
      input.accept
        ? { action: action.id }
        : { action: action.id, refusal: input.refusal, answer: action.answer, answeredBy: action.answeredBy },
    ),
  );
  return { id: action.id };
}

export async function closeFinding(tx: Tx, scope: Scope<"findings.verify">, input: z.output<typeof closeFindingInput>) {
  const finding = await lockFinding(tx, scope, input.findingId);
  refuse(closureProblem(finding, finding.actions, scope.personId));
  await row(tx, "findings.close", "update findings set closed_at = $2, closed_by = $3 where id = $1", [
    finding.id,
    scope.clock.now(),
    scope.personId,
  ]);
  await record(tx, scope, happened("finding.closed", finding.id, finding, {}));
  return { id: finding.id };
}

/** Takes back what was recorded by mistake; it stays readable, with the reason. */
export async function withdrawFinding(
  tx: Tx,
  scope: Scope<"findings.verify">,
  input: z.output<typeof withdrawFindingInput>,
) {
  const finding = await lockFinding(tx, scope, input.findingId);
  refuse(overProblem(finding));
  await row(
    tx,
    "findings.withdraw",
    "insert into finding_withdrawals (finding_id, unit_id, province_id, reason, withdrawn_by, withdrawn_at) values ($1, $2, $3, $4, $5, $6)",
    [finding.id, finding.unitId, finding.provinceId, input.reason, scope.personId, scope.clock.now()],
  );
  await record(tx, scope, happened("finding.withdrawn", finding.id, finding, { reason: input.reason }));
  return { id: finding.id };
}

/** Lets payments go on although the finding is open, under a document. */
export async function releaseFinding(
  tx: Tx,
  scope: Scope<"findings.release">,
  input: z.output<typeof releaseFindingInput>,
) {
  const finding = await lockFinding(tx, scope, input.findingId);
  refuse(releaseProblem(finding));
  if (!(await isReadable(tx, input.documentId))) {
    throw fieldProblem("documentId", "unknown_document");
  }
  await row(
    tx,
    "findings.release",
    "insert into finding_releases (finding_id, unit_id, province_id, document_id, reason, released_by, released_at) values ($1, $2, $3, $4, $5, $6, $7)",
    [finding.id, finding.unitId, finding.provinceId, input.documentId, input.reason, scope.personId, scope.clock.now()],
  );
  await record(
    tx,
    scope,
    happened("finding.released", finding.id, finding, { reason: input.reason, document: input.documentId }),
  );
  return { id: finding.id };
}
