import { places } from "./places";
import type { Records } from "./records";

/** The id that stands in a page's address, by its folder. */
const idOf: Record<string, (r: Records) => string> = {
  units: (r) => r.unit,
  people: (r) => r.person.id,
  documents: (r) => r.papers.document,
  households: (r) => r.household.id,
  projects: (r) => r.projects.draft,
  requests: (r) => r.projects.forManager,
  lines: (r) => r.money.unitLine,
  decisions: (r) => r.money.decision,
  inspections: (r) => r.visits.visit,
  findings: (r) => r.visits.finding,
};

export type Address = { page: string; path: string; permission: string };

/** Every page that is not open to everybody, as an address about a place's records. */
export const addressesOf = (r: Records): Address[] =>
  Object.entries(places)
    .filter(([name, permission]) => name.endsWith("page.tsx") && permission !== "open")
    .map(([page, permission]) => {
      const steps = page.replace(/\/?page\.tsx$/, "").split("/");
      const said = steps
        .filter((step) => !step.startsWith("("))
        .map((step, at, all) => {
          if (step === "[memberId]") return r.household.child;
          if (step === "[inspectionId]") return r.visits.visit;
          const id = idOf[all[at - 1] ?? ""];
          if (step === "[id]" && id) return id(r);
          if (step.startsWith("[")) throw new Error(`Whose id stands in the address of ${page}?`);
          return step;
        });
      return { page, permission, path: `/${said.join("/")}` };
    });
