import type { ProjectKind } from "@/db/schema/project-lists";
import { newId } from "../ids";
import type { Household } from "./households";
import { op, type Person, type Unit, type World } from "./world";

/** What a clerk sends to register a project of each kind: complete, so that it may be submitted. */

const common = (world: World) => ({
  id: newId(),
  lineId: world.ids.line,
  year: 2025,
  plannedStart: "2025-03-01" as string | null,
  plannedEnd: "2025-12-31" as string | null,
  benefit: "",
  places: [] as { id: string; placeId: string; note: string }[],
  sources: [{ sourceCode: "central", amount: "50000000" }],
  milestones: [] as { id: string; name: string; plannedOn: string }[],
  documents: [] as string[],
  decisionDocumentId: null as string | null,
});

export const aModel = (world: World, at: Unit, households: Household[], details: Record<string, unknown> = {}) => ({
  ...common(world),
  unitId: at.id,
  name: "Nuôi bò sinh sản quay vòng",
  sources: [
    { sourceCode: "central", amount: "400000000" },
    { sourceCode: "social", amount: "20000000" },
  ],
  details: {
    kind: "livelihood" as const,
    type: "livestock" as const,
    form: "group" as const,
    organisation: "Tổ hợp tác thôn Nà Bung",
    product: "Bò thịt",
    counterpartAmount: "60000000",
    counterpartNote: "Chuồng trại, ngày công",
    expectedIncome: "30000000",
    expectedJobs: 15,
    households: households.map(({ id }) => ({ id: newId(), householdId: id, joinedOn: "2025-03-01" })),
    inputs: [{ id: newId(), item: "Bò cái sinh sản", quantity: 12, measure: "con", unitPrice: "28000000" }],
    ...details,
  },
});

export const aHouse = (world: World, household: Household, details: Record<string, unknown> = {}) => ({
  ...common(world),
  unitId: household.unitId,
  name: "Xây mới nhà ở",
  details: {
    kind: "housing" as const,
    householdId: household.id,
    workKind: "new" as const,
    badFoundation: true,
    badFrame: true,
    badRoof: false,
    areaBefore: 24 as number | null,
    designArea: 42 as number | null,
    decisionOn: "2025-02-10" as string | null,
    ownAmount: "35000000",
    ...details,
  },
});

export const aRoad = (world: World, at: Unit, details: Record<string, unknown> = {}) => ({
  ...common(world),
  unitId: at.id,
  name: "Đường nối QL18C – ruộng bậc thang Lục Hồn",
  sources: [
    { sourceCode: "central", amount: "90000000000" },
    { sourceCode: "province", amount: "20000000000" },
  ],
  milestones: [{ id: newId(), name: "Thông xe", plannedOn: "2025-09-30" }],
  details: {
    kind: "infrastructure" as const,
    sector: "road" as const,
    startPoint: "QL18C, khu vực Bản Pạt",
    endPoint: "Ngàn Vàng Dưới",
    investor: "Ban Quản lý dự án",
    contractor: "",
    householdsServed: 1126,
    quantities: [
      { id: newId(), quantity: "length" as const, least: 8.73, most: null as number | null, measure: "km" as const },
      {
        id: newId(),
        quantity: "carriageway_width" as const,
        least: 5.5,
        most: 6 as number | null,
        measure: "m" as const,
      },
    ],
    ...details,
  },
});

export type SomeProject = ReturnType<typeof aModel> | ReturnType<typeof aHouse> | ReturnType<typeof aRoad>;

/** Somebody for each step of every route at a commune. */
export type Deciders = { leader: Person; manager: Person };

export const deciders = async (world: World, at: Unit): Promise<Deciders> => ({
  leader: await world.person("leader", at),
  manager: await world.person("manager", world.province),
});

export async function submitted(world: World, clerk: Person, project: SomeProject) {
  await world.as(clerk).projects.register({ ...project, ...op() });
  return world.as(clerk).projects.submit({ id: project.id, version: 1, ...op() });
}

const steps: Record<ProjectKind, readonly (keyof Deciders)[]> = {
  livelihood: ["leader", "manager"],
  housing: ["leader", "manager"],
  infrastructure: ["manager"],
};

/** Registered, submitted and approved by whoever the route asks. */
export async function approved(world: World, clerk: Person, by: Deciders, project: SomeProject): Promise<string> {
  const { requestId } = await submitted(world, clerk, project);
  for (const who of steps[project.details.kind]) {
    await world.as(by[who]).requests.decide({ requestId, verdict: "approve", ...op() });
  }
  return project.id;
}

/** A stored file as the upload would have left it, without its bytes. */
export async function aFile(world: World, at: Unit, by: Person, mediaType = "image/jpeg"): Promise<string> {
  const id = newId();
  await world.sql(
    `insert into files (id, unit_id, province_id, name, media_type, size_bytes, sha256, sent_sha256, uploaded_by)
     values ($1, $2, $3, 'anh.jpg', $4, 1000, decode('00', 'hex'), decode('00', 'hex'), $5)`,
    [id, at.id, at.provinceId, mediaType, by.id],
  );
  return id;
}

export const stages = ["foundation", "frame", "roof", "completed"] as const;

/** Reports the stages of an approved house, one a month from March 2025. */
export async function built(world: World, clerk: Person, at: Unit, projectId: string, upTo = 4): Promise<void> {
  for (const [i, stage] of stages.slice(0, upTo).entries()) {
    await world.as(clerk).projects.reportStage({
      id: projectId,
      reportId: newId(),
      stage,
      reachedOn: `2025-0${i + 3}-15`,
      photoFileId: await aFile(world, at, clerk),
      ...op(),
    });
  }
}

export const aCompletion = async (
  world: World,
  clerk: Person,
  at: Unit,
  id: string,
  over: Record<string, unknown> = {},
) => ({
  id,
  completedOn: "2025-06-20",
  hardFoundation: true,
  hardFrame: true,
  hardRoof: true,
  areaAfter: 42,
  signatureFileId: (await aFile(world, at, clerk, "application/pdf")) as string | null,
  signedOn: "2025-06-20" as string | null,
  ...over,
});
