import type { z } from "zod";
import { record } from "../audit";
import { hashPassword, verifyPassword } from "../auth/password";
import { row, type Tx } from "../db";
import { fieldProblem, Problem } from "../problem";
import type { Scope } from "../trpc";
import type { changePasswordInput, sessionRef } from "./inputs";

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
  const held = scope.who.roles[0];
  if (held) {
    await record(tx, scope, {
      event: "password.changed",
      noun: "people",
      recordId: scope.personId,
      unitId: held.unitId,
      provinceId: held.provinceId,
    });
  }
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
  const held = scope.who.roles[0];
  if (held) {
    await record(tx, scope, {
      event: "session.ended",
      noun: "people",
      recordId: scope.personId,
      unitId: held.unitId,
      provinceId: held.provinceId,
      detail: { sessionId: input.id },
    });
  }
  return { id: input.id };
}
