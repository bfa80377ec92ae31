import type { z } from "zod";
import { one, type Query, sortOf } from "@/app/ui/query";
import type { listProjectsInput } from "@/server/projects/inputs";

export const path = "/projects";
export const filterNames = ["q", "kind", "unit", "source", "line", "year"];
/** What the tabs over the list set; a stage comes from the dashboard and covers several statuses. */
export const tabFilters = ["status", "stage", "late"];

export const sortAsked = (query: Query) => sortOf(query, { by: "recent", down: true });

export type Asked = z.input<typeof listProjectsInput>;

/** The address as the query's own input; what makes no sense there is refused by it. */
export function asked(query: Query): Asked {
  const sort = sortAsked(query);
  const filter = (name: string) => {
    const value = one(query, name);
    return value ? { [name]: value } : {};
  };
  const number = (name: string) => {
    const value = one(query, name);
    return value ? { [name]: Number(value) } : {};
  };
  return {
    ...filter("q"),
    ...filter("kind"),
    ...filter("status"),
    ...filter("stage"),
    ...filter("unit"),
    ...filter("line"),
    ...filter("source"),
    ...number("year"),
    ...number("page"),
    ...(one(query, "late") && { late: true }),
    ...(one(query, "bin") && { binned: true }),
    sort: sort.by,
    direction: sort.down ? "down" : "up",
  } as Asked;
}
