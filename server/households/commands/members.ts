import { eq } from "drizzle-orm";
import type { z } from "zod";
import { households, members } from "@/db/schema/households";
import { changed } from "../../audit";
import { openIdentity } from "../../auth/identity";
import { today } from "../../clock";
import { row, rows, type Tx } from "../../db";
import { fold } from "../../fold";
import { fieldProblem, Problem, refuse } from "../../problem";
import { type Scope, withinText } from "../../trpc";
import type { addMemberInput, changeHeadInput, editMemberInput, endMemberInput, revealIdentityInput } from "../inputs";
import { leavingProblem, relationshipProblem } from "../rules";
import {
  codesOf,
  heldElsewhere,
  living,
  nextVersion,
  type Place,
  personal,
  refuseAll,
  said,
  stored,
  unknownCodes,
  type Writing,
} from "./checks";

/** Someone was born into the household, or moved in. */
export async function addMember(tx: Tx, scope: Writing, input: z.output<typeof addMemberInput>) {
  const { householdId, identity, ...member } = input;
  const household = await living(tx, scope, householdId);
  refuse(relationshipProblem(undefined, member.relationship), {}, "relationship");
  if (member.bornOn > today(scope.clock)) throw fieldProblem("bornOn", "day_has_not_come");
  refuseAll([
    ...(await unknownCodes(tx, codesOf(member))),
    ...(await heldElsewhere(tx, [{ path: "identity", identity }])),
  ]);
  await tx.insert(members).values({
    ...member,
    ...stored(identity),
    householdId,
    unitId: household.unitId,
    provinceId: household.provinceId,
    folded: fold(member.name),
  });
  await tx.update(households).set(nextVersion(household)).where(eq(households.id, householdId));
  await said(tx, scope, "household.member_added", household, { member: member.id });
  return { id: member.id };
}

type KnownMember = { id: string; householdId: string; endedOn: string | null; relationship: string };

/** A member within reach, and the household locked first: parents before children, everywhere. */
async function memberWithHousehold(tx: Tx, scope: Writing, memberId: string, version?: number) {
  const find = () =>
    row<KnownMember>(
      tx,
      "households.member",
      `select m.id, m.household_id as "householdId", m.ended_on as "endedOn", m.relationship
         from members m where m.id = $1 and ${withinText("m", "households.write")}`,
      [memberId],
    );
  const before = await find();
  if (!before) throw new Problem("not_found");
  const household = await living(tx, scope, before.householdId, version);
  // Read again behind the lock: another command may have ended the membership meanwhile.
  const member = (await find())!;
  if (member.endedOn) throw new Problem("member_ended");
  return { member, household };
}

/** Corrects what is known of a person. A new name of the head is the household's new name. */
export async function editMember(tx: Tx, scope: Writing, input: z.output<typeof editMemberInput>) {
  const { id, version, identity, ...fields } = input;
  const { member, household } = await memberWithHousehold(tx, scope, id, version);
  refuse(relationshipProblem(member.relationship, fields.relationship), {}, "relationship");
  if (fields.bornOn > today(scope.clock)) throw fieldProblem("bornOn", "day_has_not_come");
  refuseAll([
    ...(await unknownCodes(tx, codesOf(fields))),
    ...(await heldElsewhere(tx, [{ path: "identity", identity, memberId: id }])),
  ]);
  const [before] = await tx.select().from(members).where(eq(members.id, id));
  await tx
    .update(members)
    .set({ ...fields, folded: fold(fields.name), ...(identity !== undefined && stored(identity)) })
    .where(eq(members.id, id));
  await tx
    .update(households)
    .set({
      ...nextVersion(household),
      ...(member.relationship === "head" && { headName: fields.name, folded: fold(fields.name) }),
    })
    .where(eq(households.id, household.id));
  await said(tx, scope, "household.member_edited", household, {
    member: id,
    ...changed(before as Record<string, unknown>, fields, personal),
    ...(identity !== undefined && { identity: "personal" }),
  });
  return { id };
}

/** Someone died, married out or moved away. */
export async function endMember(tx: Tx, scope: Writing, input: z.output<typeof endMemberInput>) {
  const { member, household } = await memberWithHousehold(tx, scope, input.id);
  if (input.endedOn > today(scope.clock)) throw fieldProblem("endedOn", "day_has_not_come");
  refuseAll(await unknownCodes(tx, [{ path: "reason", list: "memberEndReasons", code: input.reason }]));
  refuse(leavingProblem(member.relationship));
  await tx.update(members).set({ endedOn: input.endedOn, endReason: input.reason }).where(eq(members.id, input.id));
  await tx.update(households).set(nextVersion(household)).where(eq(households.id, household.id));
  await said(tx, scope, "household.member_ended", household, { member: input.id, reason: input.reason });
  return { id: input.id };
}

export const livingMembers = (tx: Tx, householdId: string) =>
  rows<{ id: string; name: string; relationship: string }>(
    tx,
    "households.living_members",
    `select m.id, m.name, m.relationship from members m
      where m.household_id = $1 and m.ended_on is null and ${withinText("m", "households.write")}`,
    [householdId],
  );

/** Another member becomes the head, and the household takes that name. */
export async function changeHead(tx: Tx, scope: Writing, input: z.output<typeof changeHeadInput>) {
  const household = await living(tx, scope, input.householdId, input.version);
  const people = await livingMembers(tx, household.id);
  const next = people.find(({ id }) => id === input.memberId);
  if (!next) throw new Problem("not_found");
  if (input.formerHeadIs === "head" || next.relationship === "head") throw fieldProblem("formerHeadIs", "one_head");
  refuseAll(await unknownCodes(tx, [{ path: "formerHeadIs", list: "relationships", code: input.formerHeadIs }]));
  const former = people.find(({ relationship }) => relationship === "head");
  if (former) await tx.update(members).set({ relationship: input.formerHeadIs }).where(eq(members.id, former.id));
  await tx.update(members).set({ relationship: "head" }).where(eq(members.id, next.id));
  await tx
    .update(households)
    .set({ headName: next.name, folded: fold(next.name), ...nextVersion(household) })
    .where(eq(households.id, household.id));
  await said(tx, scope, "household.head_changed", household, { member: next.id, former: former?.id ?? null });
  return { id: household.id };
}

/**
 * Shows one identity number, and writes who asked and why. A reading, not a command: its answer must
 * not be kept for a repeat.
 */
export async function revealIdentity(
  tx: Tx,
  scope: Scope<"households.reveal">,
  input: z.output<typeof revealIdentityInput>,
) {
  const member = await row<Place & { id: string; householdId: string; cipher: Buffer | null }>(
    tx,
    "households.sealed",
    `select m.id, m.household_id as "householdId", m.unit_id as "unitId", m.province_id as "provinceId", m.identity_cipher as cipher
       from members m where m.id = $1 and ${withinText("m", "households.reveal")}`,
    [input.memberId],
  );
  if (!member) throw new Problem("not_found");
  if (!member.cipher) throw new Problem("no_identity");
  await said(
    tx,
    scope,
    "household.identity_revealed",
    { id: member.householdId, unitId: member.unitId, provinceId: member.provinceId },
    { member: member.id, reason: input.reason },
  );
  return { number: openIdentity(member.cipher) };
}
