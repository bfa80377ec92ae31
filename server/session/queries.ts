import type { Names } from "@/db/schema/columns";
import { row, type Tx } from "../db";
import { countActionsWaiting } from "../findings/waiting-queries";
import { countRequestsWaiting } from "../requests/queries";
import type { Scope } from "../trpc";

export type Frame = {
  personId: string;
  name: string;
  username: string;
  office: string;
  mustChangePassword: boolean;
  permissions: string[];
  role: string;
  /** `title` is the name as it is written: "Xã Bình Liêu". */
  unit: { id: string; title: string; levelCode: string; provinceId: string } | undefined;
  waiting: number;
};

/** What the frame of every page shows: who, where, and how much of the inbox waits for them. */
export async function frame(tx: Tx, scope: Scope): Promise<Frame> {
  const { who } = scope;
  const held = who.roles[0];
  const decides = who.permissions.includes("requests.read");
  const [unit, requests, actions] = await Promise.all([
    row<NonNullable<Frame["unit"]>>(
      tx,
      "session.unit",
      `select u.id, app.titled(y.title, u.name) as title, u.level_code as "levelCode", u.province_id as "provinceId"
         from units u join unit_types y on y.code = u.type_code where u.id = $1`,
      [held?.unitId ?? null],
    ),
    decides ? countRequestsWaiting(tx, scope) : 0,
    decides ? countActionsWaiting(tx, scope) : 0,
  ]);
  return {
    personId: who.personId,
    name: who.name,
    username: who.username,
    office: who.office,
    mustChangePassword: who.mustChangePassword,
    permissions: who.permissions,
    role: held?.role ?? "",
    unit,
    waiting: requests + actions,
  };
}

export type OwnAccount = {
  username: string;
  roles: { role: string; unitName: string; unitTitle: Names; validFrom: string; validTo: string | null }[];
  sessions: { id: string; startedAt: string; lastSeenAt: string; device: string; current: boolean }[];
};

/** One's own account: roles held or coming, and where one is signed in. */
export async function ownAccount(tx: Tx, scope: Scope): Promise<OwnAccount> {
  const found = await row<OwnAccount>(
    tx,
    "session.mine",
    `select coalesce((select jsonb_agg(jsonb_build_object('role', a.role, 'unitName', u.name, 'unitTitle', t.title, 'validFrom', a.valid_from, 'validTo', a.valid_to) order by a.valid_from)
                        from role_assignments a join units u on u.id = a.unit_id join unit_types t on t.code = u.type_code
                       where a.person_id = $1 and (a.valid_to is null or a.valid_to > current_date)), '[]') as roles,
            coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'startedAt', s.started_at, 'lastSeenAt', s.last_seen_at, 'device', s.device, 'current', s.id = $2)
                                       order by s.id = $2 desc, s.last_seen_at desc)
                        from sessions s where s.person_id = $1 and s.revoked_at is null and s.expires_at > now()), '[]') as sessions`,
    [scope.personId, scope.sessionId],
  );
  return { username: scope.who.username, roles: found?.roles ?? [], sessions: found?.sessions ?? [] };
}
