import type { Permission } from "../auth/permissions";
import type { Tx } from "../db";
import { searchDocuments } from "../documents/queries";
import { searchHouseholds } from "../households/queries";
import { findProjects } from "../projects/choice-queries";
import type { Scope } from "../trpc";
import { searchUnits } from "../units/queries";

const few = 5;

/** The few best of each kind of record that the person may read; null where they may read none of that kind. */
export async function searchAll(tx: Tx, scope: Scope<"units.read">, q: string) {
  const under = <P extends Permission, T>(permission: P, ask: (scope: Scope<P>) => Promise<T[]>) =>
    q !== "" && scope.who.permissions.includes(permission)
      ? ask({ ...scope, permission } as unknown as Scope<P>).then((found) => found.slice(0, few))
      : null;
  return {
    households: await under("households.read", (as) => searchHouseholds(tx, as, { q }, few)),
    projects: await under("projects.read", (as) => findProjects(tx, as, { q })),
    documents: await under("documents.read", (as) => searchDocuments(tx, as, q)),
    units: await under("units.read", (as) => searchUnits(tx, as, { q })),
  };
}
