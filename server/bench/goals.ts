/** The goals of design.md 5, as they stand there. A ratio is ours by the floor's, but for rates, where it is our share of them. */
export type Goal = { what: string; most?: number; least?: number };

export const goals: Record<string, Goal> = {
  "a.c1": { what: "household list, p50 at 1 client", most: 2 },
  "a.c16": { what: "household list, requests/s at 16 clients", least: 0.5 },
  "b.c1": { what: "project list with sums, p50 at 1 client", most: 2.5 },
  "b.c16": { what: "project list with sums, requests/s at 16 clients", least: 0.33 },
  "c.c1": { what: "project with inspections and findings, p50 at 1 client", most: 3 },
  "c.c16": { what: "project with inspections and findings, requests/s at 16 clients", least: 0.25 },
  "d.c1": { what: "create an inspection with 3 findings, p50 at 1 client", most: 3 },
  "d.c16": { what: "create an inspection with 3 findings, requests/s at 16 clients", least: 0.3 },
  "e.c1": { what: "dashboard of a province, p50 at 1 client", most: 2 },
  "e.c16": { what: "dashboard of a province, requests/s at 16 clients", least: 0.5 },
  "p.c1": { what: "household list as a page, p50 beside our own a", most: 4 },
  "i.cpu": { what: "sign-in, server CPU beside the hash alone", most: 1.15 },
  "m.time": { what: "import 100,000 households by the file, beside COPY of the same rows", most: 1.6 },
  "m.memory": { what: "import: memory above idle, MiB", most: 80 },
  "x.time": { what: "export the same, beside COPY out", most: 2.5 },
  "g.a": { what: "growth of a's p50 from the smallest size to the largest", most: 5 },
  "g.b": { what: "growth of b's p50", most: 2.5 },
  "g.c": { what: "growth of c's p50", most: 1.3 },
  "g.d": { what: "growth of d's p50", most: 1.3 },
  "g.e": { what: "growth of e's p50", most: 1.3 },
  "s.start": { what: "cold start to the first answer, s", most: 2 },
  "s.memory": { what: "idle memory, MiB", most: 200 },
};

export const passes = ({ most, least }: Goal, value: number): boolean =>
  (most === undefined || value <= most) && (least === undefined || value >= least);

export const said = ({ most, least }: Goal): string => (most !== undefined ? `≤ ${most}` : `≥ ${least}`);
