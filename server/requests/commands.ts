import type { z } from "zod";
import type { RequestSubject } from "@/db/schema/programmes";
import type { RequestStatus, Verdict } from "@/db/schema/requests";
import { record } from "../audit";
import type { Permission } from "../auth/permissions";
import { today } from "../clock";
import { row, type Tx } from "../db";
import { fieldProblem, Problem, refuse } from "../problem";
import { type Scope, withinText } from "../trpc";
import type { decideInput, requestRef } from "./inputs";
import { type Decidable, decisionProblem, reasonProblem, withdrawalProblem } from "./rules";
import type { Subjects } from "./subjects";

type Locked = Decidable & {
  id: string;
  code: string;
  subject: RequestSubject;
  subjectId: string;
  waitingStep: number | null;
  unitId: string;
  provinceId: string;
  next: { step: number; role: string; atUnitId: string; days: number } | null;
};

/** The request, locked, as it is after whoever held the lock before has committed. */
async function locked(tx: Tx, permission: Permission, requestId: string): Promise<Locked> {
  const held = await row<{ id: string }>(
    tx,
    `requests.lock.${permission}`,
    `select q.id from requests q where q.id = $1 and ${withinText("q", permission)} for update`,
    [requestId],
  );
  if (!held) throw new Problem("not_found");
  const found = await row<Locked>(
    tx,
    "requests.locked",
    `select q.id, q.code, q.subject, q.subject_id as "subjectId", q.status, q.requested_by as "requestedBy", q.made_by as "madeBy", q.waiting_step as "waitingStep",
            q.waiting_role as "waitingRole", q.unit_id as "unitId", q.province_id as "provinceId",
            array(select x.ancestor_id::text from unit_reach x where x.unit_id = q.waiting_unit_id) as "heldAt",
            array(select d.decided_by::text from request_decisions d where d.request_id = q.id) as "decidedBy",
            (select jsonb_build_object('step', s.step, 'role', s.role, 'atUnitId', s.at_unit_id, 'days', s.days)
               from request_steps s where s.request_id = q.id and s.step > q.waiting_step order by s.step limit 1) as next
       from requests q where q.id = $1`,
    [requestId],
  );
  return found!;
}

const decided: Record<Verdict, RequestStatus> = { approve: "approved", return: "returned", reject: "rejected" };

/**
 * Decides the step that waits. An approval moves the request to its next step; the last one, a
 * return and a rejection finish it and take effect on the subject in the same transaction.
 */
export async function decide(
  subjects: Subjects,
  tx: Tx,
  scope: Scope<"requests.decide">,
  input: z.output<typeof decideInput>,
) {
  const { requestId, verdict, reason } = input;
  const request = await locked(tx, "requests.decide", requestId);
  refuse(decisionProblem(request, scope.who));
  const missing = reasonProblem(verdict, reason);
  if (missing) throw fieldProblem("reason", missing);

  const now = scope.clock.now();
  await row(
    tx,
    "requests.decision",
    `insert into request_decisions (request_id, unit_id, province_id, step, requested_by, decided_by, verdict, reason, decided_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      requestId,
      request.unitId,
      request.provinceId,
      request.waitingStep,
      request.requestedBy,
      scope.personId,
      verdict,
      reason,
      now,
    ],
  );
  const next = verdict === "approve" ? request.next : null;
  const status = next ? "open" : decided[verdict];
  if (next) {
    await row(
      tx,
      "requests.next",
      `update requests set waiting_step = $2, waiting_role = $3, waiting_unit_id = $4, waiting_since = $5, due_on = $6::date + $7::int where id = $1`,
      [requestId, next.step, next.role, next.atUnitId, now, today(scope.clock), next.days],
    );
  } else {
    await finish(tx, requestId, status, now);
    await subjects[request.subject].decided(tx, scope, request.subjectId, verdict);
  }
  await record(tx, scope, {
    event: `request.${decided[verdict]}`,
    noun: "requests",
    recordId: requestId,
    unitId: request.unitId,
    provinceId: request.provinceId,
    detail: { code: request.code, step: request.waitingStep, status },
  });
  return { status };
}

/**
 * Who asked takes the request back while it is open. What it asked about becomes "returned", not
 * "draft": it keeps its number and its versions, and may be changed and submitted again.
 */
export async function withdraw(
  subjects: Subjects,
  tx: Tx,
  scope: Scope<"requests.withdraw">,
  { requestId }: z.output<typeof requestRef>,
) {
  const request = await locked(tx, "requests.withdraw", requestId);
  refuse(withdrawalProblem(request, scope.personId));
  await finish(tx, requestId, "withdrawn", scope.clock.now());
  await subjects[request.subject].decided(tx, scope, request.subjectId, "return");
  await record(tx, scope, {
    event: "request.withdrawn",
    noun: "requests",
    recordId: requestId,
    unitId: request.unitId,
    provinceId: request.provinceId,
    detail: { code: request.code },
  });
  return { status: "withdrawn" as const };
}

async function finish(tx: Tx, requestId: string, status: RequestStatus, at: Date) {
  await row(
    tx,
    "requests.finish",
    `update requests set status = $2, decided_at = $3, waiting_step = null, waiting_role = null, waiting_unit_id = null, waiting_since = null, due_on = null
      where id = $1`,
    [requestId, status, at],
  );
}
