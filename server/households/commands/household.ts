import { eq } from "drizzle-orm";
import type { z } from "zod";
import { households, members } from "@/db/schema/households";
import { changed } from "../../audit";
import { today } from "../../clock";
import { rows, type Tx } from "../../db";
import { fold } from "../../fold";
import { fieldProblem, refuse } from "../../problem";
import { withinText } from "../../trpc";
import type { editHouseholdInput, endHouseholdInput, registerHouseholdInput, splitHouseholdInput } from "../inputs";
import { membersProblems, splitProblem } from "../rules";
import {
  area,
  checkVillage,
  codesOf,
  heldElsewhere,
  living,
  nextCode,
  nextVersion,
  personal,
  refuseAll,
  said,
  stored,
  unitInForce,
  unknownCodes,
  type Writing,
} from "./checks";
import { livingMembers } from "./members";

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
