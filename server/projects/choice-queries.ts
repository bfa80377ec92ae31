import type { z } from "zod";
import type { Names } from "@/db/schema/columns";
import type { ProjectKind, ProjectStatus } from "@/db/schema/project-lists";
import { rows, type Tx } from "../db";
import { likePattern } from "../fold";
import { type Scope, withinText } from "../trpc";
import type { findProjectsInput, lineOptionsInput } from "./inputs";
import { titleOf } from "./queries";

/** For pickers: the few best by code or name. */
export async function findProjects(
  tx: Tx,
  _scope: Scope<"projects.read">,
  { q }: z.output<typeof findProjectsInput>,
): Promise<{ id: string; code: string; name: string; kind: ProjectKind; status: ProjectStatus; unitName: string }[]> {
  if (q === "") return [];
  return rows(
    tx,
    "projects.find",
    `select p.id, p.code, p.name, p.kind, p.status, ${titleOf("u", "ut")} as "unitName"
       from projects p join units u on u.id = p.unit_id join unit_types ut on ut.code = u.type_code
      where ${withinText("p", "projects.read")} and p.binned_at is null and p.id in (select app.projects_like($1, null))
      order by (lower(p.code) like $2) desc, p.created_at desc limit 10`,
    [likePattern(q), likePattern(q)],
  );
}

export type LineOption = {
  id: string;
  code: string;
  name: Names;
  programme: { id: string; code: string; name: Names; validFrom: string; validTo: string | null };
};

/** Programme lines that fund a kind of project, of the programmes that run where the person works. */
export async function lineOptions(
  tx: Tx,
  _scope: Scope<"projects.read">,
  { kind, year }: z.output<typeof lineOptionsInput>,
): Promise<LineOption[]> {
  return rows(
    tx,
    "projects.lines",
    `select l.id, l.code, l.name,
            jsonb_build_object('id', g.id, 'code', g.code, 'name', g.name, 'validFrom', g.valid_from, 'validTo', g.valid_to) as programme
       from programme_lines l join programmes g on g.id = l.programme_id
      where $1 = any (l.kinds)
        and ((select app.everywhere('projects.read')) or g.province_id is null or g.province_id = any ((select app.home())::uuid[]))
        and ($2::int is null or daterange(g.valid_from, g.valid_to) && daterange(make_date($2, 1, 1), make_date($2 + 1, 1, 1)))
      order by g.valid_from desc, g.code, l.sort`,
    [kind, year ?? null],
  );
}

/* One project */
