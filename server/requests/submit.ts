import type { RequestSubject } from "@/db/schema/programmes";
import type { Change } from "@/db/schema/requests";
import { today } from "../clock";
import { row, type Tx } from "../db";
import { fold } from "../fold";
import { newId } from "../ids";
import { Problem } from "../problem";
import type { Scope } from "../trpc";

export type Asked = {
  subject: RequestSubject;
  subjectId: string;
  subjectVersion: number;
  unitId: string;
  provinceId: string;
  title: string;
  /** VND, when the request is about money. */
  amount: bigint | null;
  /** Field by field against what was last approved; `before` is null in a first request. */
  changes: Change[];
};

/**
 * Opens a request on the route in force today, whose steps are copied onto it. The caller has
 * checked the subject and moves it to "submitted" in the same transaction.
 */
export async function submitRequest(tx: Tx, scope: Scope, asked: Asked): Promise<{ requestId: string; code: string }> {
  const onDate = today(scope.clock);
  const route = await row<{
    id: string;
    steps: { step: number; role: string; at: "unit" | "province"; days: number }[];
  }>(
    tx,
    "requests.route",
    `select r.id, (select jsonb_agg(jsonb_build_object('step', s.step, 'role', s.role, 'at', s.at, 'days', s.days) order by s.step)
                     from approval_route_steps s where s.route_id = r.id) as steps
       from approval_routes r
      where r.subject = $1 and (r.province_id is null or r.province_id = $2) and daterange(r.valid_from, r.valid_to) @> $3::date
      order by r.province_id nulls last, r.valid_from desc limit 1`,
    [asked.subject, asked.provinceId, onDate],
  );
  // No route in force is an error, never a fallback (invariant 39).
  const first = route?.steps?.[0];
  if (!route || !first) throw new Problem("no_route_in_force");
  const requestId = newId(scope.clock.now().getTime());
  const place = (at: "unit" | "province") => (at === "unit" ? asked.unitId : asked.provinceId);
  const opened = await row<{ code: string }>(
    tx,
    "requests.open",
    `insert into requests (id, unit_id, province_id, code, subject, subject_id, subject_version, title, amount, changes,
                           waiting_step, waiting_role, waiting_unit_id, waiting_since, due_on, requested_by, folded)
     select $1, $2, $3, c.code, $5, $6, $7, $8, $9, $10,
            $11, $12, $13, $14, $4::date + $15::int, $16, lower(c.code) || ' ' || $17
       from (select 'YC-' || extract(year from $4::date) || '-' || app.in_series(nextval('request_numbers')) as code) c
     returning code`,
    [
      requestId,
      asked.unitId,
      asked.provinceId,
      onDate,
      asked.subject,
      asked.subjectId,
      asked.subjectVersion,
      asked.title,
      asked.amount?.toString() ?? null,
      JSON.stringify(asked.changes),
      first.step,
      first.role,
      place(first.at),
      scope.clock.now(),
      first.days,
      scope.personId,
      fold(asked.title),
    ],
  );
  for (const { step, role, at, days } of route.steps) {
    await row(
      tx,
      "requests.step",
      "insert into request_steps (request_id, unit_id, province_id, step, role, at_unit_id, days) values ($1, $2, $3, $4, $5, $6, $7)",
      [requestId, asked.unitId, asked.provinceId, step, role, place(at), days],
    );
  }
  return { requestId, code: opened!.code };
}
