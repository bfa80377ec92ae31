import type { z } from "zod";
import type { AuditDetail } from "@/db/schema/audit";
import { record } from "../audit";
import { hashPassword, verifyPassword } from "../auth/password";
import { row, type Tx } from "../db";
import { fieldProblem, Problem } from "../problem";
import type { Scope } from "../trpc";
import type { changePasswordInput, sessionRef } from "./inputs";

/** Lies where the person holds a role, or held the last one. Who never held any has no place at which it could be read. */
async function recordOwn(tx: Tx, scope: Scope, event: string, detail: AuditDetail = {}): Promise<void> {
  const place =
    scope.who.roles[0] ??
    (await row<{ unitId: string; provinceId: string }>(
      tx,
      "session.last_place",
      `select unit_id as "unitId", province_id as "provinceId" from role_assignments where person_id = $1 order by valid_from desc, id desc limit 1`,
      [scope.personId],
    ));
  if (!place) return;
  const { unitId, provinceId } = place;
  await record(tx, scope, { event, noun: "people", recordId: scope.personId, unitId, provinceId, detail });
}

/** Sets the person's own password. Their other sessions end. */
export async function changePassword(
  tx: Tx,
  scope: Scope,
  input: z.output<typeof changePasswordInput>,
): Promise<{ done: true }> {
  const stored = await row<{ hash: string }>(tx, "password.own", "select app.own_password_hash() as hash");
  if (!stored || !(await verifyPassword(stored.hash, input.current))) throw fieldProblem("current", "wrong_password");
  if (input.current === input.next) throw fieldProblem("next", "password_unchanged");
  await row(tx, "password.change", "select app.change_own_password($1)", [await hashPassword(input.next)]);
  await recordOwn(tx, scope, "password.changed");
  return { done: true };
}

/** Ends a session of one's own on another device. */
export async function revokeOwnSession(tx: Tx, scope: Scope, input: z.output<typeof sessionRef>) {
  const ended = await row(
    tx,
    "session.revoke_own",
    "update sessions set revoked_at = now(), revoked_by = $2 where id = $1 and person_id = $2 and revoked_at is null returning id",
    [input.id, scope.personId],
  );
  if (!ended) throw new Problem("not_found");
  await recordOwn(tx, scope, "session.ended", { sessionId: input.id });
  return { id: input.id };
}
