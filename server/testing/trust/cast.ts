import { type Role, roles } from "@/db/schema/people-lists";
import { hashPassword } from "../../auth/password";
import { newId } from "../../ids";
import { householdCodes } from "../households";
import { makeWorld, type Person, type Unit } from "../world";
import { heldAt, type Relation } from "./oracle";
import { aTopLine, endedAt, neverMade, type Records, recordsAt, type Staff } from "./records";

/** Somebody who calls: with a role, and with why their session or role counts for nothing, if so. */
export type Actor = {
  name: string;
  role: Role | undefined;
  person: Person | undefined;
  spareSession: string;
  gone?: "anonymous" | "disabled" | "revoked" | "expired";
};

/** A world with records of every kind in every relation to a commune, and everybody who may or may not reach them. */
export async function makeCast() {
  const world = await makeWorld();
  await householdCodes(world);
  const own = await world.commune("Một");
  const sibling = await world.commune("Hai");
  const elsewhere = await world.commune("Bốn", world.otherProvince);
  const abolished = await world.unit("Cũ", "commune", world.province, { to: "2025-07-01" });
  await world.sql(
    `insert into unit_links (id, predecessor_id, successor_id, kind, part, passed_code, effective_on)
     values ($1, $2, $3, 'merged_into_new', false, false, '2025-07-01')`,
    [newId(), abolished.id, own.id],
  );
  await world.sql("select app.rebuild_unit_reach()");
  // A paper of the nation, which everybody may cite.
  world.ids.document = newId();
  await world.sql(
    `insert into documents (id, unit_id, province_id, number, number_folded, kind, issuer, issuer_folded, issued_on, summary, search_folded)
     values ($1, $2, $2, '9/TTg', '9/ttg', 'decision', 'TTg', 'ttg', '2024-01-02', 'x', '9/ttg')`,
    [world.ids.document, world.nation.id],
  );

  const hash = await hashPassword("right-password");
  const signedIn = async (role: Role, at: Unit, over: { to?: string } = {}) => {
    const person = await world.person(role, at, over);
    await world.sql("update people set password_hash = $2 where id = $1", [person.id, hash]);
    const spareSession = newId();
    await world.sql("insert into sessions (id, person_id, expires_at) values ($1, $2, now() + interval '1 hour')", [
      spareSession,
      person.id,
    ]);
    return { person, spareSession };
  };
  const placeOf = (role: Role) => (heldAt[role] === "commune" ? own : world.province);
  const actors: Actor[] = [
    { name: "anonymous", role: undefined, person: undefined, spareSession: newId(), gone: "anonymous" },
  ];
  for (const role of roles) actors.push({ name: role, role, ...(await signedIn(role, placeOf(role))) });
  for (const role of roles) {
    const disabled = await signedIn(role, placeOf(role));
    await world.sql("update people set disabled_at = now() where id = $1", [disabled.person.id]);
    actors.push({ name: `disabled ${role}`, role, ...disabled, gone: "disabled" });
    const revoked = await signedIn(role, placeOf(role));
    await world.sql("update sessions set revoked_at = now() where person_id = $1", [revoked.person.id]);
    actors.push({ name: `revoked ${role}`, role, ...revoked, gone: "revoked" });
    actors.push({
      name: `expired ${role}`,
      role,
      ...(await signedIn(role, placeOf(role), { to: "2025-01-01" })),
      gone: "expired",
    });
  }

  const the = (role: Role) => actors.find((actor) => actor.role === role && !actor.gone)!.person!;
  const staffOf = async (at: Unit, province: Unit, known: Partial<Staff> = {}): Promise<Staff> => ({
    clerk: await world.person("clerk", at),
    leader: await world.person("leader", at),
    finance: await world.person("finance", at),
    manager: await world.person("manager", province),
    otherManager: await world.person("manager", province),
    inspector: await world.person("inspector", province),
    ...known,
  });
  const shared = { manager: the("manager"), inspector: the("inspector") };
  const mine = { ...shared, clerk: the("clerk"), leader: the("leader"), finance: the("finance") };
  const top = await aTopLine(world, world.province);
  const farTop = await aTopLine(world, world.otherProvince);
  const nationsInspector = await world.person("inspector", world.nation);
  const ownRecords = await recordsAt(world, own, await staffOf(own, world.province, mine), top, "Anpha", "Một");
  const records: Record<Relation, Records> = {
    own: ownRecords,
    sibling: await recordsAt(world, sibling, await staffOf(sibling, world.province, shared), top, "Beta", "Hai"),
    parent: await recordsAt(
      world,
      world.province,
      await staffOf(world.province, world.province, { manager: the("manager"), inspector: nationsInspector }),
      top,
      "Gama",
      "Here",
    ),
    elsewhere: await recordsAt(world, elsewhere, await staffOf(elsewhere, world.otherProvince), farTop, "Delta", "Bốn"),
    ended: await endedAt(world, own, ownRecords, abolished),
    never: neverMade(ownRecords),
  };
  return { world, actors, records, the, placeOf };
}

export type Cast = Awaited<ReturnType<typeof makeCast>>;
