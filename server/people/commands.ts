import type { z } from "zod";
import { record } from "../audit";
import { hashPassword } from "../auth/password";
import { today } from "../clock";
import { row, rows, type Tx } from "../db";
import { isReadable } from "../documents/queries";
import { fold } from "../fold";
import { fieldProblem, Problem, refuse } from "../problem";
import type { Scope } from "../trpc";
import type {
  assignRoleInput,
  createPersonInput,
  endRoleInput,
  personRef,
  resetPasswordInput,
  revokeSessionInput,
} from "./inputs";
import { findManaged } from "./queries";
import { endProblem, ownAccessProblem } from "./rules";

type Manager = Scope<"people.manage">;
type Place = { unitId: string; provinceId: string };
type Asked = Omit<z.output<typeof assignRoleInput>, "id" | "personId"> & { id: string; personId: string };

/** A unit in the actor's reach that exists on the day the role begins. */
async function placeFor(tx: Tx, unitId: string, onDate: string): Promise<Place> {
  const unit = await row<{ provinceId: string; inForce: boolean }>(
    tx,
    "people.place",
    `select u.province_id as "provinceId",
            exists (select from unit_versions v where v.unit_id = u.id and (v.valid_from <= $2 or not v.valid_from_known) and (v.valid_to is null or v.valid_to > $2)) as "inForce"
       from units u where u.id = $1 and app.reaches('people.manage', u.id, u.province_id)`,
    [unitId, onDate],
  );
  if (!unit) throw fieldProblem("unitId", "unknown_unit");
  if (!unit.inForce) throw fieldProblem("unitId", "unit_not_in_force");
  return { unitId, provinceId: unit.provinceId };
}

async function give(tx: Tx, scope: Manager, asked: Asked): Promise<Place> {
  const place = await placeFor(tx, asked.unitId, asked.validFrom);
  if (asked.validTo !== null && asked.validTo <= asked.validFrom)
    throw fieldProblem("validTo", "assignment_ended_before_start");
  if (asked.documentId && !(await isReadable(tx, asked.documentId))) {
    throw fieldProblem("documentId", "unknown_document");
  }
  await rows(
    tx,
    "people.give",
    `insert into role_assignments (id, person_id, role, unit_id, province_id, valid_from, valid_to, document_id, assigned_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      asked.id,
      asked.personId,
      asked.role,
      place.unitId,
      place.provinceId,
      asked.validFrom,
      asked.validTo,
      asked.documentId,
      scope.personId,
    ],
  );
  return place;
}

const roleDetail = (asked: Asked) => ({
  role: asked.role,
  unitId: asked.unitId,
  validFrom: asked.validFrom,
  validTo: asked.validTo,
});

/** Creates a person with a first role. The password works once: it must be changed before anything else. */
export async function createPerson(tx: Tx, scope: Manager, input: z.output<typeof createPersonInput>) {
  const { id, username, name, office, password, assignmentId, ...asked } = input;
  const taken = await row(tx, "people.taken", "select 1 from people where lower(username) = $1", [username]);
  if (taken) throw fieldProblem("username", "username_taken");
  await rows(
    tx,
    "people.create",
    "insert into people (id, username, name, folded, office, password_hash) values ($1, $2, $3, $4, $5, $6)",
    [id, username, name, fold(name), office, await hashPassword(password)],
  );
  const given = { ...asked, id: assignmentId, personId: id };
  const place = await give(tx, scope, given);
  await record(tx, scope, {
    event: "person.created",
    noun: "people",
    recordId: id,
    ...place,
    detail: { username, ...roleDetail(given) },
  });
  return { id };
}

export async function assignRole(tx: Tx, scope: Manager, input: z.output<typeof assignRoleInput>) {
  if (input.personId === scope.personId) throw new Problem("assignment_to_oneself");
  await findManaged(tx, scope, input.personId);
  const place = await give(tx, scope, input);
  await record(tx, scope, {
    event: "person.role_given",
    noun: "people",
    recordId: input.personId,
    ...place,
    detail: roleDetail(input),
  });
  return { id: input.id };
}

/** Ends a role today or later. */
export async function endRole(tx: Tx, scope: Manager, input: z.output<typeof endRoleInput>) {
  const held = await row<{
    personId: string;
    role: string;
    unitId: string;
    provinceId: string;
    validFrom: string;
    validTo: string | null;
  }>(
    tx,
    "people.held",
    `select person_id as "personId", role, unit_id as "unitId", province_id as "provinceId", valid_from as "validFrom", valid_to as "validTo"
       from role_assignments where id = $1 and app.reaches('people.manage', unit_id, province_id)`,
    [input.id],
  );
  if (!held) throw new Problem("not_found");
  refuse(ownAccessProblem(held.personId, scope.personId));
  refuse(endProblem(held, input.validTo, today(scope.clock)), {}, "validTo");
  const ended = await row(
    tx,
    "people.end_role",
    "update role_assignments set valid_to = $2, ended_by = $3 where id = $1 and valid_to is not distinct from $4 returning id",
    [input.id, input.validTo, scope.personId, held.validTo],
  );
  if (!ended) throw new Problem("changed_meanwhile");
  await record(tx, scope, {
    event: "person.role_ended",
    noun: "people",
    recordId: held.personId,
    unitId: held.unitId,
    provinceId: held.provinceId,
    detail: { role: held.role, unitId: held.unitId, validTo: { before: held.validTo, after: input.validTo } },
  });
  return { id: input.id };
}

/** The person of a command, if the actor may change their account. */
async function managed(tx: Tx, scope: Manager, personId: string) {
  refuse(ownAccessProblem(personId, scope.personId));
  const person = await findManaged(tx, scope, personId);
  if (!person.managed) throw new Problem("not_allowed");
  return person;
}

const said = (event: string, person: { id: string } & Place, detail: Record<string, unknown> = {}) => ({
  event,
  noun: "people",
  recordId: person.id,
  unitId: person.unitId,
  provinceId: person.provinceId,
  detail,
});

const endSessions = (tx: Tx, scope: Manager, personId: string, sessionId: string | null = null) =>
  rows<{ id: string }>(
    tx,
    "people.end_sessions",
    `update sessions set revoked_at = now(), revoked_by = $2
      where person_id = $1 and revoked_at is null and ($3::uuid is null or id = $3) returning id`,
    [personId, scope.personId, sessionId],
  );

/** A new one-time password. Whoever is signed in with the old one is out. */
export async function resetPassword(tx: Tx, scope: Manager, input: z.output<typeof resetPasswordInput>) {
  const person = await managed(tx, scope, input.id);
  await rows(tx, "people.reset", "update people set password_hash = $2, must_change_password = true where id = $1", [
    input.id,
    await hashPassword(input.password),
  ]);
  const ended = await endSessions(tx, scope, input.id);
  await record(tx, scope, said("person.password_reset", person, { sessionsEnded: ended.length }));
  return { id: input.id };
}

export async function disablePerson(tx: Tx, scope: Manager, input: z.output<typeof personRef>) {
  const person = await managed(tx, scope, input.id);
  const done = await row(
    tx,
    "people.disable",
    "update people set disabled_at = now() where id = $1 and disabled_at is null returning id",
    [input.id],
  );
  if (!done) throw new Problem("changed_meanwhile");
  await endSessions(tx, scope, input.id);
  await record(tx, scope, said("person.disabled", person));
  return { id: input.id };
}

export async function enablePerson(tx: Tx, scope: Manager, input: z.output<typeof personRef>) {
  const person = await managed(tx, scope, input.id);
  const done = await row(
    tx,
    "people.enable",
    "update people set disabled_at = null where id = $1 and disabled_at is not null returning id",
    [input.id],
  );
  if (!done) throw new Problem("changed_meanwhile");
  await record(tx, scope, said("person.enabled", person));
  return { id: input.id };
}

export async function revokeSession(tx: Tx, scope: Manager, input: z.output<typeof revokeSessionInput>) {
  const person = await managed(tx, scope, input.id);
  const ended = await endSessions(tx, scope, input.id, input.sessionId);
  if (!ended.length) throw new Problem("not_found");
  await record(tx, scope, said("person.session_ended", person, { sessionId: input.sessionId }));
  return { id: input.id };
}

export async function revokeAllSessions(tx: Tx, scope: Manager, input: z.output<typeof personRef>) {
  const person = await managed(tx, scope, input.id);
  const ended = await endSessions(tx, scope, input.id);
  await record(tx, scope, said("person.sessions_ended", person, { sessionsEnded: ended.length }));
  return { id: input.id, ended: ended.length };
}
