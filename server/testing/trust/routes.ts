import { newId } from "../../ids";
import { places } from "./places";
import type { Scene } from "./scene";

/** Every page of the portal as an address, with records of the scene where the address names one. */
export async function pageAddresses({ world }: Scene): Promise<string[]> {
  const first = async (table: string) => {
    const [row] = await world.sql<{ id: string }>(`select id from ${table} order by id desc limit 1`);
    return row?.id ?? newId();
  };
  const records: Record<string, string> = {
    "budgets/decisions": await first("budget_decisions"),
    "budgets/lines": await first("budget_lines"),
    documents: await first("documents"),
    findings: await first("findings"),
    households: (await world.sql<{ household_id: string }>("select household_id from members order by id limit 1"))[0]!
      .household_id,
    inspections: await first("inspections"),
    field: await first("inspections"),
    people: await first("people"),
    projects: await first("projects"),
    requests: await first("requests"),
    units: await first("units"),
  };
  const [member] = await world.sql<{ id: string }>("select id from members order by id limit 1");
  return Object.keys(places)
    .filter((file) => file.endsWith("page.tsx"))
    .map((file) => {
      const parts = file
        .split("/")
        .slice(0, -1)
        .filter((part) => !/^\(.*\)$/.test(part));
      const at = parts.findIndex((part) => part.startsWith("["));
      const noun = parts.slice(0, at).join("/");
      return `/${parts.map((part, n) => (n === at ? (records[noun] ?? newId()) : part === "[memberId]" ? member!.id : part.startsWith("[") ? newId() : part)).join("/")}`;
    })
    .sort();
}
