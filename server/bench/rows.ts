import { randomUUID } from "node:crypto";
import { likePattern } from "../fold";
import { newId } from "../ids";
import { request } from "./client";
import type { Scene } from "./people";

/** One row of the table: what is asked of both sides, and what both must say. */
export type Row = {
  id: string;
  /** A person's request: the input for the floor and the requests for both, made of it. */
  next: () => { product: Buffer; floor: Buffer };
  /** The product's answer in the floor's words. */
  canonical: (answer: never) => unknown;
  /** Whether it writes: then the two sides' answers are compared by their shape. */
  writes?: true;
};

// biome-ignore lint/suspicious/noExplicitAny: answers of many procedures, compared as they come
type Any = Record<string, any>;
const picked = (from: Any, keys: string[]) => Object.fromEntries(keys.map((key) => [key, from[key]]));

const typedParts = ["thi lan", "van hung", "nguyen", "minh", "tran thi", "huong", "quang", "nong van", "hoai an", "le"];

/** The same series of choices on every run. */
function choices() {
  let at = 0;
  return <T>(list: readonly T[]): T => list[at++ % list.length]!;
}

const query = (procedure: string, input: unknown, cookie: string) =>
  request(`/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`, { cookie });
const floor = (name: string, input: unknown) => request(`/${name}?input=${encodeURIComponent(JSON.stringify(input))}`);
const data = (answer: unknown) => (answer as { result: { data: Any } }).result.data;
const householdKeys = [
  "id",
  "code",
  "headName",
  "unitName",
  "unitTitle",
  "villageName",
  "ethnicity",
  "memberCount",
  "currentClass",
  "provincialClass",
  "plannedSupports",
];

/** `a` as somebody: the manager asks about their own province, the auditor about each in turn. */
export function households(scene: Scene, who: "manager" | "auditor" | "clerk" = "manager"): Row {
  const next = choices();
  return {
    id: who === "manager" ? "a" : `a.${who}`,
    next: () => {
      const [province, q] = [who === "auditor" ? next(scene.provinces) : scene.province, next(typedParts)];
      const place = who === "clerk" ? { unit: scene.commune } : { province };
      const asked = { ...place, class: "poor", like: likePattern(q), page: 1 };
      return {
        product: query("households.list", { ...place, class: "poor", q }, scene.cookie[who]),
        floor: floor(who === "clerk" ? "a.clerk" : "a", asked),
      };
    },
    canonical: (answer) => {
      const { total, items } = data(answer);
      return { total, items: items.map((row: Any) => picked(row, householdKeys)) };
    },
  };
}

const projectKeys = [
  "id",
  "code",
  "name",
  "kind",
  "status",
  "year",
  "unitId",
  "unitName",
  "placeNames",
  "totalAmount",
  "allocatedAmount",
  "committedAmount",
  "paidAmount",
  "progress",
  "plannedEnd",
];

export function projects(scene: Scene): Row {
  const next = choices();
  return {
    id: "b",
    next: () => {
      const [kind, status] = [next(["infrastructure", "livelihood", "housing"]), next(["in_progress", "approved"])];
      return {
        product: query("projects.list", { unit: scene.province, kind, status }, scene.cookie.manager),
        floor: floor("b", { province: scene.province, kind, status, page: 1 }),
      };
    },
    canonical: (answer) => {
      const { total, sums, items } = data(answer);
      return {
        total,
        sums: picked(sums, ["total", "allocated", "committed", "paid"]),
        items: items.map((row: Any) => picked(row, projectKeys)),
      };
    },
  };
}

const plainKeys = [
  "id",
  "code",
  "name",
  "kind",
  "status",
  "year",
  "plannedStart",
  "plannedEnd",
  "startedOn",
  "completedOn",
  "progress",
  "totalAmount",
  "allocatedAmount",
  "committedAmount",
  "paidAmount",
];
const inspectionKeys = [
  "id",
  "code",
  "kind",
  "reason",
  "plannedOn",
  "visitedOn",
  "conclusion",
  "concludedAt",
  "cancelledAt",
  "inspectorId",
  "inspectorName",
  "findings",
];
const findingKeys = [
  "id",
  "code",
  "kind",
  "severity",
  "note",
  "inspectionId",
  "seenAt",
  "recordedAt",
  "closedAt",
  "withdrawnAt",
  "releasedAt",
  "asked",
  "refused",
  "answered",
  "verified",
  "dueOn",
  "fileCount",
];

export function project(scene: Scene): Row {
  const next = choices();
  return {
    id: "c",
    next: () => {
      const id = next(scene.projects);
      const input = { 0: { id }, 1: { projectId: id } };
      return {
        product: request(
          `/api/trpc/projects.get,inspections.ofProject?batch=1&input=${encodeURIComponent(JSON.stringify(input))}`,
          { cookie: scene.cookie.manager },
        ),
        floor: floor("c", { id }),
      };
    },
    canonical: (answer) => {
      const [found, around] = (answer as unknown[]).map(data) as [Any, Any];
      return {
        ...picked(found, plainKeys),
        unitName: found.unit.name,
        line: found.line.code,
        programme: found.line.programme.code,
        inspections: around.inspections.map((row: Any) => picked(row, inspectionKeys)),
        findings: around.findings.map((row: Any) => picked(row, findingKeys)),
      };
    },
  };
}

export function visit(scene: Scene): Row {
  const next = choices();
  const finding = () => ({
    id: newId(),
    kind: "late_progress",
    severity: next(["minor", "corrective", "minor"]),
    note: "Ghi nhận tại hiện trường",
    place: { latitude: 21.5, longitude: 107.2, accuracy: 12 },
    seenAt: new Date().toISOString(),
    fileIds: [],
  });
  return {
    id: "d",
    writes: true,
    next: () => {
      const input = () => ({
        id: newId(),
        projectId: next(scene.projects),
        kind: "inspection",
        reason: "",
        visitedOn: scene.today,
        findings: [finding(), finding(), finding()],
      });
      return {
        product: request(
          "/api/trpc/inspections.record",
          { cookie: scene.cookie.inspector, "x-terrace": "1" },
          JSON.stringify({ ...input(), operationId: randomUUID() }),
        ),
        floor: request("/d", { cookie: `session=${scene.sessionId}` }, JSON.stringify(input())),
      };
    },
    canonical: (answer) => {
      const { id, code, findings } = data(answer);
      return { id, code, findings };
    },
  };
}

export function dashboard(scene: Scene): Row {
  const next = choices();
  return {
    id: "e",
    next: () => {
      const [province, year] = [next(scene.provinces), next([2026, 2025, 2024])];
      return {
        product: query("dashboard.overview", { unit: province, year }, scene.cookie.auditor),
        floor: floor("e", { province, year, today: scene.today }),
      };
    },
    canonical: (answer) => {
      const found = data(answer);
      return {
        projects: found.projects,
        helped: found.helped,
        households: found.households,
        money: found.money.map((row: Any) => picked(row, ["source", "received", "committed", "paid"])),
        findings: found.findings,
        parts: found.parts.map((row: Any) => picked(row, ["id", "name", "projects", "helped", "received", "paid"])),
      };
    },
  };
}

/** The page that shows what `a` answers; there is no floor but our own `a`. */
export function page(scene: Scene): Row {
  const next = choices();
  return {
    id: "p",
    next: () => {
      const asked = new URLSearchParams({ province: scene.province, class: "poor", q: next(typedParts) });
      return { product: request(`/households?${asked}`, { cookie: scene.cookie.manager }), floor: Buffer.alloc(0) };
    },
    canonical: () => undefined,
  };
}
