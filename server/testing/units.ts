import { fold } from "../fold";
import { newId } from "../ids";
import type { Unit, World } from "./world";

type Version = {
  name: string;
  type: string;
  parent?: Unit | undefined;
  from?: string;
  to?: string;
  code?: string;
  urban?: boolean;
};

const levelOf: Record<string, string> = { xa: "commune", thi_tran: "commune", huyen: "district", thon: "village" };
const prefixOf: Record<string, string> = { xa: "Xã", thi_tran: "Thị trấn", huyen: "Huyện", thon: "Thôn" };

/** Unit types as Vietnam names them. */
export async function namedTypes(world: World) {
  for (const [code, prefix] of Object.entries(prefixOf)) {
    await world.sql("insert into unit_types (code, level_code, name, prefix, title) values ($1, $2, $3, $3, $4)", [
      code,
      levelOf[code],
      JSON.stringify({ vi: prefix, id: prefix, en: prefix }),
      JSON.stringify({ vi: `${prefix} {name}`, id: `${prefix} {name}`, en: `{name} ${code}` }),
    ]);
  }
}

/** A unit with one version and, if told, a code of the statistics office for the same time. */
export async function aUnit(world: World, version: Version): Promise<Unit> {
  const id = newId();
  const { name, type, parent = world.province, from = "2021-01-01", to, code, urban = false } = version;
  const row = [id, name, fold(name), type, levelOf[type], parent.id, parent.provinceId, from, to ?? null];
  await world.sql(
    "insert into units (id, name, folded, type_code, level_code, parent_id, province_id, valid_from, valid_to) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    row,
  );
  await world.sql(
    `insert into unit_versions (id, unit_id, name, folded, type_code, level_code, parent_id, province_id, valid_from, valid_to, urban)
     values ($10, $1, $2, $3, $4, $5, $6, $7, $8, $9, $11)`,
    [...row, newId(), urban],
  );
  if (code) {
    await world.sql(
      "insert into unit_codes (id, unit_id, scheme, code, valid_from, valid_to) values ($1, $2, 'gso', $3, $4, $5)",
      [newId(), id, code, from, to ?? null],
    );
  }
  return { id, provinceId: parent.provinceId };
}

export async function aLink(
  world: World,
  predecessor: Unit,
  successor: Unit,
  { part = false, passedCode = false, share }: { part?: boolean; passedCode?: boolean; share?: number } = {},
) {
  await world.sql(
    `insert into unit_links (id, predecessor_id, successor_id, kind, part, passed_code, household_share, effective_on)
     values ($1, $2, $3, $4, $5, $6, $7, '2025-07-01')`,
    [
      newId(),
      predecessor.id,
      successor.id,
      part ? "divided_into" : "merged_into_new",
      part,
      passedCode,
      share ?? (part ? null : 1),
    ],
  );
}

/** Bình Liêu over the first of July 2025: a township and a commune whole, Vô Ngại in part, and the old code reused. */
export async function theReform(world: World) {
  await namedTypes(world);
  const day = "2025-07-01";
  const district = await aUnit(world, { name: "Bình Liêu", type: "huyen", to: day, code: "198" });
  const old = { parent: district, to: day };
  const township = await aUnit(world, { name: "Bình Liêu", type: "thi_tran", code: "06838", urban: true, ...old });
  const hucDong = await aUnit(world, { name: "Húc Động", type: "xa", code: "06859", ...old });
  const voNgai = await aUnit(world, { name: "Vô Ngại", type: "xa", code: "06853", ...old });
  const commune = await aUnit(world, { name: "Bình Liêu", type: "xa", code: "06838", from: day });
  const tienYen = await aUnit(world, { name: "Tiên Yên", type: "xa", code: "06862", from: day });
  await aLink(world, township, commune, { passedCode: true });
  await aLink(world, hucDong, commune);
  await aLink(world, voNgai, commune, { part: true, share: 0.613 });
  await aLink(world, voNgai, tienYen, { part: true, share: 0.379 });
  await world.sql("select app.rebuild_unit_reach()");
  return { district, township, hucDong, voNgai, commune, tienYen };
}
