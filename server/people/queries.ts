import type { z } from "zod";
import type { Names } from "@/db/schema/columns";
import type { Role } from "@/db/schema/people";
import { row, rowByValue, type Tx } from "../db";
import { likePattern } from "../fold";
import { pageSize } from "../inputs";
import { Problem } from "../problem";
import { type Scope, withinText } from "../trpc";
import type { listPeopleInput, peopleSorts } from "./inputs";

type HeldRole = {
  id: string;
  role: Role;
  unitId: string;
  unitName: string;
  unitTitle: Names;
  validFrom: string;
  validTo: string | null;
};

export type PersonRow = {
  id: string;
  username: string;
  name: string;
  office: string;
  disabledAt: string | null;
  mustChangePassword: boolean;
  roles: HeldRole[] | null;
};

/** Those who hold or held a role in one's reach; who never held one is for those who reach everything. */
const visible = `(exists (select from role_assignments a where a.person_id = p.id and ${withinText("a", "people.read")})
  or ((select app.everywhere('people.read')) and not exists (select from role_assignments a where a.person_id = p.id)))`;

const live = "(a.valid_to is null or a.valid_to > current_date)";

const heldRoles = (which: string) => `(
  select jsonb_agg(jsonb_build_object('id', a.id, 'role', a.role, 'unitId', a.unit_id, 'unitName', u.name, 'unitTitle', t.title, 'validFrom', a.valid_from, 'validTo', a.valid_to)
                   order by a.valid_from desc)
    from role_assignments a join units u on u.id = a.unit_id join unit_types t on t.code = u.type_code
   where a.person_id = p.id and ${withinText("a", "people.read")} and ${which})`;

const orders: Record<(typeof peopleSorts)[number], string> = {
  name: "p.folded, p.username",
  username: "lower(p.username)",
};

/** One page of the people in one's reach, with the roles they hold. */
export async function listPeople(tx: Tx, _scope: Scope<"people.read">, input: z.output<typeof listPeopleInput>) {
  const order = orders[input.sort];
  const found = await rowByValue<{ total: number; items: PersonRow[] | null }>(
    tx,
    `people.list.${input.sort}`,
    `with matching as (
       select p.id, p.folded, p.username from people p
        where ${visible}
          and ($1 = '%%' or p.folded like $1 or lower(p.username) like $1)
          and ($2::text is null and $3::uuid is null or exists (
                select from role_assignments a
                 where a.person_id = p.id and ${live} and ${withinText("a", "people.read")}
                   and ($2::text is null or a.role = $2)
                   and ($3::uuid is null or a.unit_id in (select unit_id from unit_reach where ancestor_id = $3))))
          and case $4::text
                when 'disabled' then p.disabled_at is not null
                when 'active' then p.disabled_at is null and exists (select from role_assignments a where a.person_id = p.id and ${live})
                when 'ended' then not exists (select from role_assignments a where a.person_id = p.id and ${live})
                else true end
     )
     select (select count(*)::int from matching) as total,
            (select jsonb_agg(to_jsonb(page) - 'place') from (
               select row_number() over (order by ${order}) as place, p.id, p.username, p.name, p.office,
                      p.disabled_at as "disabledAt", p.must_change_password as "mustChangePassword", ${heldRoles(live)} as roles
                 from people p
                where p.id in (select m.id from matching m order by ${order.replaceAll("p.", "m.")} limit ${pageSize} offset $5)
                order by place) page) as items`,
    [likePattern(input.q), input.role ?? null, input.unit ?? null, input.state ?? null, (input.page - 1) * pageSize],
  );
  return { total: found?.total ?? 0, items: found?.items ?? [] };
}

export type Assignment = HeldRole & {
  live: boolean;
  reached: boolean;
  assignedAt: string;
  assignedBy: string | null;
  endedBy: string | null;
  document: { id: string; number: string } | null;
};

export type Device = {
  id: string;
  startedAt: string;
  lastSeenAt: string;
  expiresAt: string;
  device: string;
};

/** A person with all their roles in one's reach, and their open sessions for whoever may end them. */
export async function getPerson(tx: Tx, scope: Scope<"people.read">, personId: string) {
  const found = await row<
    Omit<PersonRow, "roles"> & {
      createdAt: Date;
      assignments: Assignment[] | null;
      sessions: Device[] | null;
      managed: boolean;
    }
  >(
    tx,
    "people.get",
    `select p.id, p.username, p.name, p.office, p.disabled_at as "disabledAt", p.must_change_password as "mustChangePassword", p.created_at as "createdAt",
            app.manages(p.id) as managed,
            (select jsonb_agg(to_jsonb(x) order by x.live desc, x."validFrom" desc) from (
               select a.id, a.role, a.unit_id as "unitId", u.name as "unitName", t.title as "unitTitle", a.valid_from as "validFrom", a.valid_to as "validTo",
                      ${live} as live, app.reaches('people.manage', a.unit_id, a.province_id) as reached,
                      a.assigned_at as "assignedAt", b.name as "assignedBy", e.name as "endedBy",
                      (select jsonb_build_object('id', d.id, 'number', d.number) from documents d where d.id = a.document_id) as document
                 from role_assignments a join units u on u.id = a.unit_id join unit_types t on t.code = u.type_code
                 left join people b on b.id = a.assigned_by left join people e on e.id = a.ended_by
                where a.person_id = p.id and ${withinText("a", "people.read")}) x) as assignments,
            case when app.manages(p.id) then (select jsonb_agg(to_jsonb(x) order by x."lastSeenAt" desc) from (
               select s.id, s.started_at as "startedAt", s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt", s.device
                 from sessions s where s.person_id = p.id and s.revoked_at is null and s.expires_at > now()) x) end as sessions
       from people p where p.id = $1 and ${visible}`,
    [personId],
  );
  if (!found) throw new Problem("not_found");
  const { managed, ...person } = found;
  const manages = scope.who.permissions.includes("people.manage");
  return {
    ...person,
    assignments: person.assignments ?? [],
    sessions: person.sessions ?? [],
    may: {
      assign: manages && personId !== scope.personId,
      change: managed,
    },
    isOneself: personId === scope.personId,
  };
}

/** For a command: the person, if visible, and whether the actor may change the account. */
export async function findManaged(tx: Tx, scope: Scope<"people.manage">, personId: string) {
  const found = await row<{
    id: string;
    managed: boolean;
    disabledAt: Date | null;
    unitId: string | null;
    provinceId: string | null;
  }>(
    tx,
    "people.managed",
    `select p.id, app.manages(p.id) as managed, p.disabled_at as "disabledAt", at.unit_id as "unitId", at.province_id as "provinceId"
       from people p
       left join lateral (select a.unit_id, a.province_id from role_assignments a
                           where a.person_id = p.id and ${withinText("a", "people.read")} order by ${live} desc, a.valid_from desc limit 1) at on true
      where p.id = $1 and ${visible}`,
    [personId],
  );
  if (!found) throw new Problem("not_found");
  const held = scope.who.roles.find(({ role }) => role === "administrator") ?? scope.who.roles[0];
  return {
    ...found,
    // Where the audit row of a person without any role lies: with whoever acts.
    unitId: found.unitId ?? held!.unitId,
    provinceId: found.provinceId ?? held!.provinceId,
  };
}
