import { row, type Tx } from "../db";
import type { Scope } from "../trpc";

export type Frame = {
  personId: string;
  name: string;
  office: string;
  mustChangePassword: boolean;
  permissions: string[];
  role: string;
  /** `title` is the name as it is written: "Xã Bình Liêu". */
  unit: { id: string; title: string; levelCode: string; provinceId: string } | undefined;
  waiting: number;
};

/** What the frame of every page shows: who, where, and how much waits for them. One statement. */
export async function frame(tx: Tx, scope: Scope): Promise<Frame> {
  const { who } = scope;
  const held = who.roles[0];
  const found = await row<{ unit: Frame["unit"]; waiting: number }>(
    tx,
    "session.frame",
    `select (select jsonb_build_object('id', u.id, 'title', concat_ws(' ', y.prefix ->> 'vi', u.name), 'levelCode', u.level_code, 'provinceId', u.province_id)
               from units u join unit_types y on y.code = u.type_code where u.id = $1) as unit,
            (select count(*)::int from requests r
              where r.status = 'open' and r.requested_by <> $2 and exists (
                select from jsonb_to_recordset($3::jsonb) as held(role text, "unitId" uuid)
                  join unit_reach x on x.ancestor_id = held."unitId" and x.unit_id = r.waiting_unit_id
                 where held.role = r.waiting_role))
          + (select count(*)::int from corrective_actions a
              where a.verified_at is null and a.answered_at is null and exists (
                select from jsonb_to_recordset($3::jsonb) as held(role text, "unitId" uuid)
                  join unit_reach x on x.ancestor_id = held."unitId" and x.unit_id = a.owner_unit_id
                 where held.role = a.owner_role)) as waiting`,
    [held?.unitId ?? null, who.personId, JSON.stringify(who.roles)],
  );
  return {
    personId: who.personId,
    name: who.name,
    office: who.office,
    mustChangePassword: who.mustChangePassword,
    permissions: who.permissions,
    role: held?.role ?? "",
    unit: found?.unit ?? undefined,
    waiting: found?.waiting ?? 0,
  };
}
