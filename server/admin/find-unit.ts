import type { Client } from "pg";
import { unitId } from "@/db/seed/tools";
import { today } from "../clock";
import { Refusal } from "../command-line";

/** By id, by the key of the seed ("vn-22", "new-06838"), or by the statistics office's code as of today. */
export async function findUnit(client: Client, said: string) {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(said);
  const found = await client.query<{ id: string; provinceId: string; name: string }>(
    `select u.id, u.province_id as "provinceId", btrim(concat_ws(' ', t.prefix ->> 'vi', u.name)) as name
       from units u join unit_types t on t.code = u.type_code
      where u.id = $1 or u.id = app.unit_by_code('gso', $2, $3::date)`,
    [isId ? said : unitId(said), said, today()],
  );
  const unit = found.rows[0];
  if (!unit) throw new Refusal(`No unit has the key, id or (today) code "${said}".`);
  return unit;
}
