import type { Client } from "pg";
import { provincesOf, readUnits, type UnitData } from "../reference";
import { Dice, insert, type Row, readSeed, unitId } from "../tools";

/** The day on which the demonstration's story stands. */
export const storyDay = "2026-11-20";
/** From this day on there are no districts, and communes are the new ones. */
export const reform = "2025-07-01";

/** In the order of what refers to what. */
const tables = [
  "people",
  "role_assignments",
  "documents",
  "files",
  "programme_lines",
  "norms",
  "indicator_values",
  "households",
  "members",
  "household_class_periods",
  "projects",
  "livelihood_details",
  "housing_details",
  "infrastructure_details",
  "project_places",
  "project_sources",
  "project_quantities",
  "milestones",
  "progress_reports",
  "participations",
  "project_inputs",
  "housing_stage_reports",
  "project_files",
  "project_documents",
  "project_versions",
  "supports",
  "audit_events",
] as const;
export type Table = (typeof tables)[number];

export type Placed = { unitId: string; provinceId: string };

/** What the parts of the demonstration have in common: the units, and the rows made so far. */
export class World {
  readonly units: Map<string, UnitData>;
  readonly programmeCodes: Map<string, string>;
  private readonly provinces: Map<string, string>;
  private readonly rows = new Map<Table, Row[]>(tables.map((table) => [table, []]));

  constructor() {
    const { units } = readUnits();
    this.units = new Map(units.map((unit) => [unit.key, unit]));
    this.provinces = provincesOf(units);
    const { programmes } = readSeed<{ programmes: { key: string; code: string }[] }>("data/programmes.json");
    this.programmeCodes = new Map(programmes.map(({ key, code }) => [key, code]));
  }

  dice(part: string): Dice {
    return new Dice(`terrace demo ${part}`);
  }

  add(table: Table, ...rows: Row[]): void {
    this.rows.get(table)!.push(...rows);
  }

  private readonly byProject = new Map<Table, Map<string, Row[]>>();
  /** A project's own rows, once they are all there. */
  of(table: Table, projectId: string): Row[] {
    let index = this.byProject.get(table);
    if (!index) {
      index = new Map();
      for (const row of this.rows.get(table)!) {
        const own = index.get(row.projectId);
        if (own) own.push(row);
        else index.set(row.projectId, [row]);
      }
      this.byProject.set(table, index);
    }
    return index.get(projectId) ?? [];
  }

  all(table: Table): readonly Row[] {
    return this.rows.get(table)!;
  }

  provinceOf(key: string): string {
    return key === "vn" ? "vn" : this.provinces.get(key)!;
  }

  place(key: string): Placed {
    return { unitId: unitId(key), provinceId: unitId(this.provinceOf(key)) };
  }

  /** As it was called on its last day: "xã Lục Hồn". */
  nameOf(key: string): string {
    const version = this.units.get(key)!.versions.at(-1)!;
    const words = { commune: "xã", ward: "phường", township: "thị trấn", special_zone: "đặc khu" };
    return `${words[version.type as keyof typeof words] ?? ""} ${version.name}`.trim();
  }

  /** "Xã Lục Hồn", "Tỉnh Lạng Sơn". */
  titleOf(key: string): string {
    const words: Record<string, string> = {
      province: "Tỉnh",
      rural_district: "Huyện",
      city: "Thành phố",
      town_district: "Thị xã",
    };
    const name = this.nameOf(key);
    const word = words[this.units.get(key)!.versions.at(-1)!.type];
    return word ? `${word} ${name}` : name.charAt(0).toUpperCase() + name.slice(1);
  }

  /** Its province, or the district it belonged to. */
  parentOf(key: string): string {
    return this.units.get(key)!.versions[0]!.parent!;
  }

  isUrban(key: string): boolean {
    return this.units.get(key)!.versions.at(-1)!.urban === true;
  }

  isNew(key: string): boolean {
    return key.startsWith("new-");
  }

  async write(client: Client): Promise<void> {
    // Totals follow by triggers, which update these rows again and again: room on the page keeps that cheap.
    const updated = ["projects", "budget_lines", "households"];
    for (const table of updated) await client.query(`alter table ${table} set (fillfactor = 20)`);
    for (const table of tables) {
      const rows = this.rows.get(table)!;
      if (rows.length < 2000) {
        await insert(client, table, rows);
        continue;
      }
      // With statistics of the first rows, the triggers on the others read by index.
      await insert(client, table, rows.slice(0, 300));
      await client.query(`analyze households, ${table}`);
      await insert(client, table, rows.slice(300));
    }
  }
}
