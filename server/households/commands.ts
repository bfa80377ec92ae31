import { eq } from "drizzle-orm";
import type { z } from "zod";
import { households, members } from "@/db/schema/households";
import { changed, record } from "../audit";
import { openIdentity, sealIdentity } from "../auth/identity";
import { today } from "../clock";
import { row, rows, type Tx } from "../db";
import { fold } from "../fold";
import { type FieldProblem, fieldProblem, Problem, refuse } from "../problem";
import { type Scope, withinText } from "../trpc";
import type {
  addMemberInput,
  changeHeadInput,
  editHouseholdInput,
  editMemberInput,
  endHouseholdInput,
  endMemberInput,
  registerHouseholdInput,
  revealIdentityInput,
  splitHouseholdInput,
} from "./inputs";
import { type HouseholdBasics, householdForUse } from "./queries";
import { leavingProblem, membersProblems, relationshipProblem, splitProblem } from "./rules";

type Writing = Scope<"households.write">;
type Place = { unitId: string; provinceId: string };

/** Fields whose values never stand in the trail. */
const personal = ["address", "phone", "name", "bornOn", "sex", "ethnicity", "identity", "headName"];

const said = (tx: Tx, scope: Scope, event: string, at: Place & { id: string }, detail: Record<string, unknown> = {}) =>
  record(tx, scope, {
    event,
    noun: "households",
    recordId: at.id,
    unitId: at.unitId,
    provinceId: at.provinceId,
    detail,
  });

/** Codes that the lists do not have, each at its field. */
async function unknownCodes(tx: Tx, asked: { path: string; list: string; code: string }[]): Promise<FieldProblem[]> {
  const known = await rows<{ list: string; code: string }>(
    tx,
    "households.codes",
    "select list, code from codes where (list, code) in (select * from unnest($1::text[], $2::text[]))",
    [asked.map(({ list }) => list), asked.map(({ code }) => code)],
  );
  const keys = new Set(known.map(({ list, code }) => `${list}/${code}`));
  return asked
    .filter(({ list, code }) => !keys.has(`${list}/${code}`))
    .map(({ path }) => ({ path, code: "not_in_list" }));
}

const codesOf = (member: { relationship: string; ethnicity?: string }, path = "") => [
  { path: `${path}relationship`, list: "relationships", code: member.relationship },
  ...(member.ethnicity === undefined
    ? []
    : [{ path: `${path}ethnicity`, list: "ethnicGroups", code: member.ethnicity }]),
];

function refuseAll(fields: FieldProblem[]) {
  if (fields.length) throw new Problem(fields.length === 1 ? asCode(fields[0]!) : "invalid", {}, fields);
}
const asCode = ({ code }: FieldProblem) =>
  (["one_head", "day_has_not_come", "identity_twice", "identity_in_other_household"] as const).find(
    (each) => each === code,
  ) ?? "invalid";

/** Says at the field what the unique index would refuse without naming one. */
async function heldElsewhere(
  tx: Tx,
  numbers: { path: string; identity: string | null | undefined; memberId?: string }[],
): Promise<FieldProblem[]> {
  const found: FieldProblem[] = [];
  for (const { path, identity, memberId } of numbers) {
    if (!identity) continue;
    const held = await row<{ held: boolean }>(
      tx,
      "households.identity_held",
      "select app.identity_held($1, $2) as held",
      [sealIdentity(identity).hash, memberId ?? null],
    );
    if (held?.held) found.push({ path, code: "identity_in_other_household" });
  }
  return found;
}

const stored = (identity: string | null) => {
  const sealed = identity ? sealIdentity(identity) : undefined;
  return {
    identityCipher: sealed?.cipher ?? null,
    identityHash: sealed?.hash ?? null,
    identityTail: sealed?.tail ?? null,
  };
};

async function checkVillage(tx: Tx, villageId: string | null, unitId: string, onDate: string) {
  if (!villageId) return;
  const found = await row(
    tx,
    "households.village",
    `select from unit_versions v where v.unit_id = $1 and v.parent_id = $2 and daterange(v.valid_from, v.valid_to) @> $3::date`,
    [villageId, unitId, onDate],
  );
  if (!found) throw fieldProblem("villageId", "village_elsewhere");
}

/** A unit of one's reach that is in force on the day; with its province's code for the household's number. */
async function unitInForce(tx: Tx, unitId: string, onDate: string) {
  const unit = await row<Place & { inForce: boolean; provinceCode: string | null }>(
    tx,
    "households.unit",
    `select u.id as "unitId", u.province_id as "provinceId",
            exists (select from unit_versions v where v.unit_id = u.id and daterange(v.valid_from, v.valid_to) @> $2::date) as "inForce",
            (select c.code from unit_codes c where c.unit_id = u.province_id and daterange(c.valid_from, c.valid_to) @> $2::date
              order by c.scheme = 'gso' desc limit 1) as "provinceCode"
       from units u where u.id = $1 and app.reaches('households.write', u.id, u.province_id)`,
    [unitId, onDate],
  );
  if (!unit) throw fieldProblem("unitId", "unknown_unit");
  if (!unit.inForce) throw fieldProblem("unitId", "unit_not_in_force");
  return unit;
}

async function nextCode(tx: Tx, provinceCode: string | null): Promise<string> {
  const made = await row<{ code: string }>(
    tx,
    "households.next_code",
    "select 'H-' || $1::text || '-' || lpad(nextval('household_numbers')::text, 6, '0') as code",
    [provinceCode ?? "00"],
  );
  return made!.code;
}

const area = (value: number | null) => (value === null ? null : String(value));

/** Registers a household with its people. */
export async function registerHousehold(tx: Tx, scope: Writing, input: z.output<typeof registerHouseholdInput>) {
  const onDate = today(scope.clock);
  const { id, unitId, members: people, ...dwelling } = input;
  refuseAll(membersProblems(people, onDate));
  refuseAll([
    ...(await unknownCodes(tx, [
      { path: "ethnicity", list: "ethnicGroups", code: dwelling.ethnicity },
      ...people.flatMap((member, at) => codesOf(member, `members.${at}.`)),
    ])),
    ...(await heldElsewhere(
      tx,
      people.map(({ identity }, at) => ({ path: `members.${at}.identity`, identity })),
    )),
  ]);
  const unit = await unitInForce(tx, unitId, onDate);
  await checkVillage(tx, dwelling.villageId, unitId, onDate);
  const place = { unitId, provinceId: unit.provinceId };
  const code = await nextCode(tx, unit.provinceCode);
  const head = people.find(({ relationship }) => relationship === "head")!;
  await tx.insert(households).values({
    id,
    ...place,
    ...dwelling,
    area: area(dwelling.area),
    familyId: id,
    code,
    headName: head.name,
    folded: fold(head.name),
    registeredBy: scope.personId,
  });
  await tx.insert(members).values(
    people.map(({ identity, ...member }) => ({
      ...member,
      ...place,
      ...stored(identity),
      householdId: id,
      folded: fold(member.name),
    })),
  );
  await said(tx, scope, "household.registered", { id, ...place }, { code, members: people.length });
  return { id, code };
}

/** Locks a living household that is still as the person saw it. */
async function living(tx: Tx, scope: Writing, householdId: string, version?: number): Promise<HouseholdBasics> {
  const household = await householdForUse(tx, scope, householdId, "update");
  if (household.endedOn) throw new Problem("household_ended");
  if (version !== undefined && household.version !== version) throw new Problem("changed_meanwhile");
  return household;
}

const nextVersion = (household: HouseholdBasics) => ({ version: household.version + 1 });

/** Corrects dwelling, place in the unit and how to reach the household. */
export async function editHousehold(tx: Tx, scope: Writing, input: z.output<typeof editHouseholdInput>) {
  const { id, version, ...fields } = input;
  const household = await living(tx, scope, id, version);
  refuseAll(await unknownCodes(tx, [{ path: "ethnicity", list: "ethnicGroups", code: fields.ethnicity }]));
  const [before] = await tx.select().from(households).where(eq(households.id, id));
  if (fields.villageId !== before!.villageId) {
    await checkVillage(tx, fields.villageId, household.unitId, today(scope.clock));
  }
  await tx
    .update(households)
    .set({ ...fields, area: area(fields.area), ...nextVersion(household) })
    .where(eq(households.id, id));
  const was = { ...before, area: before!.area === null ? null : Number(before!.area) };
  await said(tx, scope, "household.edited", household, changed(was, fields, personal));
  return { id };
}

/** Ends a household and everyone's membership in it. Nobody is deleted (invariant 19). */
export async function endHousehold(tx: Tx, scope: Writing, input: z.output<typeof endHouseholdInput>) {
  const household = await living(tx, scope, input.id, input.version);
  if (input.endedOn > today(scope.clock)) throw fieldProblem("endedOn", "day_has_not_come");
  refuseAll(await unknownCodes(tx, [{ path: "reason", list: "memberEndReasons", code: input.reason }]));
  await rows(
    tx,
    "households.end_members",
    `update members m set ended_on = $2, end_reason = $3
      where m.household_id = $1 and m.ended_on is null and ${withinText("m", "households.write")}`,
    [input.id, input.endedOn, input.reason],
  );
  await tx
    .update(households)
    .set({ endedOn: input.endedOn, ...nextVersion(household) })
    .where(eq(households.id, input.id));
  await said(tx, scope, "household.ended", household, { on: input.endedOn, reason: input.reason });
  return { id: input.id };
}

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

const livingMembers = (tx: Tx, householdId: string) =>
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

/** Some of the members found a household of their own. The family stays one, so that help to one counts for all. */
export async function splitHousehold(tx: Tx, scope: Writing, input: z.output<typeof splitHouseholdInput>) {
  const { id, fromId, version, splitOn, members: moving, ...dwelling } = input;
  const origin = await living(tx, scope, fromId, version);
  const onDate = today(scope.clock);
  if (splitOn > onDate) throw fieldProblem("splitOn", "day_has_not_come");
  const people = await livingMembers(tx, fromId);
  refuse(splitProblem(people, moving), {}, "members");
  refuseAll(
    await unknownCodes(tx, [
      { path: "ethnicity", list: "ethnicGroups", code: dwelling.ethnicity },
      ...moving.flatMap((member, at) => codesOf(member, `members.${at}.`)),
    ]),
  );
  const unit = await unitInForce(tx, origin.unitId, onDate);
  await checkVillage(tx, dwelling.villageId, origin.unitId, onDate);
  const place = { unitId: origin.unitId, provinceId: origin.provinceId };
  const code = await nextCode(tx, unit.provinceCode);
  const headId = moving.find(({ relationship }) => relationship === "head")!.memberId;
  const headName = people.find((member) => member.id === headId)!.name;
  await tx.insert(households).values({
    id,
    ...place,
    ...dwelling,
    area: area(dwelling.area),
    familyId: origin.familyId,
    splitFromId: fromId,
    splitOn,
    code,
    headName,
    folded: fold(headName),
    registeredBy: scope.personId,
  });
  // Out of the one before into the other: nobody is in two households, not even for a moment.
  await rows(
    tx,
    "households.split_out",
    `update members m set ended_on = $2, end_reason = 'split'
      where m.id = any ($1::uuid[]) and m.ended_on is null and ${withinText("m", "households.write")}`,
    [moving.map(({ memberId }) => memberId), splitOn],
  );
  await rows(
    tx,
    "households.split_in",
    `insert into members (id, household_id, unit_id, province_id, name, folded, born_on, sex, relationship, ethnicity, identity_cipher, identity_hash, identity_tail)
     select x.id, $4, m.unit_id, m.province_id, m.name, m.folded, m.born_on, m.sex, x.relationship, m.ethnicity, m.identity_cipher, m.identity_hash, m.identity_tail
       from unnest($1::uuid[], $2::uuid[], $3::text[]) x (id, member_id, relationship) join members m on m.id = x.member_id`,
    [
      moving.map((member) => member.id),
      moving.map(({ memberId }) => memberId),
      moving.map(({ relationship }) => relationship),
      id,
    ],
  );
  await tx.update(households).set(nextVersion(origin)).where(eq(households.id, fromId));
  await said(tx, scope, "household.split", origin, { into: id, members: moving.length });
  await said(tx, scope, "household.registered", { id, ...place }, { code, splitFrom: fromId, members: moving.length });
  return { id, code };
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
