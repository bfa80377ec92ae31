import { normId } from "../reference";
import { addDays, at, type Dice, idOf, type Row } from "../tools";
import { classOn, type Household } from "./households";
import { staffOf } from "./people";
import type { Pictures } from "./pictures";
import { fund, type Projects, type Status } from "./projects";
import { lines2026 } from "./successor";
import { storyDay } from "./world";

type WorkKind = "new" | "repair";
type Plan = {
  status: Status;
  stages: number;
  from: string;
  days: number;
  step?: 1 | 2;
  reason?: string;
  asked?: string;
};
type Scheme = {
  line: string;
  year: number;
  source: string;
  norm: (kind: WorkKind) => [id: string, amount: number];
  programme: string;
};

const schemes = {
  national2025: {
    line: "xnt-2024-2025:H1",
    year: 2025,
    source: "src_saving",
    norm: (kind: WorkKind) => [normId(`xnt-${kind}-2`), kind === "new" ? 60_000_000 : 30_000_000],
    programme: "Xóa nhà tạm, nhà dột nát",
  },
  quangNinh2025: {
    line: "qn-nha-o-2025:H1",
    year: 2025,
    source: "src_province",
    norm: (kind: WorkKind) => [normId(`qn-${kind}`), kind === "new" ? 80_000_000 : 40_000_000],
    programme: "Hỗ trợ nhà ở tỉnh Quảng Ninh năm 2025",
  },
  of2026: {
    line: lines2026.housing,
    year: 2026,
    source: "src_central",
    norm: (kind: WorkKind) => [normId(`demo-2026-${kind}`), kind === "new" ? 60_000_000 : 30_000_000],
    programme: "Chương trình 2026-2035, nhà ở",
  },
} satisfies Record<string, Scheme>;

const stageNames = ["foundation", "frame", "roof", "completed"] as const;
const captions = ["Đổ móng xong", "Dựng khung, xây tường xong", "Lợp mái xong", "Nhà hoàn thành"];
const progress = [0, 2500, 5000, 7500, 10000];

const plan = (
  count: number,
  status: Status,
  stages: number,
  from: string,
  days: number,
  more: Partial<Plan> = {},
): Plan[] => Array.from({ length: count }, () => ({ status, stages, from, days, ...more }));

/** Each commune with its houses, in every state that a house can be in. */
const communes: { units: string[]; scheme: keyof typeof schemes; houses: Plan[] }[] = [
  // First half of 2025: communes of that time
  {
    units: ["old-06391", "old-06394", "old-06139", "old-06157"],
    scheme: "national2025",
    houses: [...plan(6, "settled", 4, "2025-02-17", 60), ...plan(2, "completed", 4, "2025-04-07", 40)],
  },
  {
    units: ["old-06859", "old-06856", "old-06841"],
    scheme: "quangNinh2025",
    houses: [...plan(5, "settled", 4, "2025-02-10", 60), ...plan(1, "completed", 4, "2025-04-02", 30)],
  },
  // Second half of 2025, after storms 10 and 11
  {
    units: ["new-06391"],
    scheme: "national2025",
    houses: [...plan(3, "completed", 4, "2025-10-20", 50), ...plan(2, "in_progress", 3, "2025-12-08", 18)],
  },
  {
    units: ["new-06124", "new-06253"],
    scheme: "national2025",
    houses: [...plan(3, "completed", 4, "2025-09-08", 60), ...plan(1, "in_progress", 3, "2025-12-01", 20)],
  },
  {
    units: ["new-06838", "new-06856", "new-06841"],
    scheme: "quangNinh2025",
    houses: [...plan(4, "completed", 4, "2025-08-18", 50), ...plan(2, "in_progress", 3, "2025-10-20", 20)],
  },
  // 2026
  {
    units: ["new-06391"],
    scheme: "of2026",
    houses: [
      ...plan(2, "completed", 4, "2026-03-16", 30),
      ...plan(2, "in_progress", 2, "2026-08-03", 30),
      ...plan(1, "in_progress", 1, "2026-09-28", 10),
      ...plan(1, "approved", 0, "2026-11-02", 8),
      ...plan(2, "submitted", 0, "", 0, { asked: "2026-11-16", step: 1 }),
      ...plan(1, "submitted", 0, "", 0, { asked: "2026-11-02", step: 2 }),
      ...plan(1, "draft", 0, "", 0),
    ],
  },
  {
    units: ["new-06124"],
    scheme: "of2026",
    houses: [
      ...plan(2, "completed", 4, "2026-04-06", 30),
      ...plan(1, "in_progress", 3, "2026-06-22", 20),
      ...plan(1, "in_progress", 1, "2026-09-21", 20),
      ...plan(1, "approved", 0, "2026-10-28", 6),
      ...plan(1, "submitted", 0, "", 0, { asked: "2026-11-11", step: 2 }),
    ],
  },
  {
    units: ["new-06253"],
    scheme: "of2026",
    houses: [
      ...plan(1, "completed", 4, "2026-03-23", 10),
      ...plan(2, "in_progress", 2, "2026-07-13", 40),
      ...plan(1, "approved", 0, "2026-11-09", 3),
      ...plan(1, "returned", 0, "2026-11-12", 0, {
        step: 1,
        reason: "Ảnh nhà hiện tại chưa thấy rõ mái; bổ sung biên bản họp thôn.",
      }),
      ...plan(1, "draft", 0, "", 0),
    ],
  },
  {
    units: ["new-06838"],
    scheme: "of2026",
    houses: [
      ...plan(1, "in_progress", 1, "2026-10-12", 5),
      ...plan(1, "approved", 0, "2026-11-05", 3),
      ...plan(1, "submitted", 0, "", 0, { asked: "2026-11-10", step: 2 }),
    ],
  },
  {
    units: ["new-06856"],
    scheme: "of2026",
    houses: [
      ...plan(1, "in_progress", 2, "2026-10-05", 4),
      ...plan(1, "submitted", 0, "", 0, { asked: "2026-11-12", step: 1 }),
      ...plan(1, "rejected", 0, "2026-11-04", 0, {
        step: 2,
        reason: "Hộ đang ở nhà kiên cố tại thôn khác, không thuộc diện.",
      }),
    ],
  },
  {
    units: ["new-06841"],
    scheme: "of2026",
    houses: [...plan(1, "approved", 0, "2026-11-06", 3), ...plan(1, "draft", 0, "", 0)],
  },
];

/** Houses of 2022, which the guard remembers: one help in a family's life. */
export function addHousesOf2022(projects: Projects, households: Household[]): Set<string> {
  const world = projects.world;
  const dice = world.dice("houses of 2022");
  const helped = new Set<string>();
  const help = (household: Household, repair: boolean, day: string) => {
    if (helped.has(household.familyId)) return;
    helped.add(household.familyId);
    const poorDistrict = ["vn-181", "vn-184"].includes(world.parentOf(household.unit));
    world.add("supports", {
      id: idOf("support", "house 2022", household.key),
      householdId: household.id,
      familyId: household.familyId,
      ...world.place(household.unit),
      kind: "housing",
      state: "received",
      programme: poorDistrict ? "Giảm nghèo bền vững 2021-2025, Dự án 5" : "Dân tộc thiểu số và miền núi, Dự án 1",
      detail: repair ? "Sửa chữa nhà ở" : "Xây mới nhà ở",
      amount: repair ? 20_000_000 : 40_000_000,
      loan: 0,
      onDate: day,
      projectId: null,
      documentId: null,
      recordedBy: staffOf(world, household.unit).clerk,
      recordedAt: at(addDays(day, 4), 9),
    });
  };
  help(households.find(({ key }) => key === "story/chien")!, true, "2022-05-26");
  const old = households.filter(
    (one) => one.unit.startsWith("old-") && one.registered < "2022-01-01" && !one.key.startsWith("story"),
  );
  for (const household of old) {
    if (!["poor", "near_poor"].includes(classOn(household, "2022-06-01") ?? "")) continue;
    // The origins of two young families among them.
    if (dice.chance(0.07) || /^new-(06391|06856)\/old\/[01]$/.test(household.key))
      help(household, dice.chance(0.4), addDays("2022-04-18", dice.from(0, 200)));
  }
  return helped;
}

export function addHouses(
  projects: Projects,
  pictures: Pictures,
  households: Household[],
  helped: Set<string>,
): number {
  const world = projects.world;
  const dice = world.dice("houses");
  const dwellings = new Map<string, Row>(world.all("households").map((row) => [row.id, row]));
  let count = 0;
  for (const { units, scheme, houses } of communes)
    houses.forEach((house, index) => {
      const unit = units[index % units.length]!;
      const decided = house.from ? addDays(house.from, dice.from(0, house.days)) : null;
      const day = decided ?? house.asked ?? "2026-11-17";
      const household = households.find(
        (one) =>
          one.unit === unit &&
          !one.ended &&
          !one.key.startsWith("story") &&
          !helped.has(one.familyId) &&
          one.registered < addDays(day, -25) &&
          ["poor", "near_poor"].includes(
            classOn(one, day, scheme === "quangNinh2025" ? "provincial" : "national") ?? "",
          ),
      );
      if (!household) throw new Error(`no family for a house in ${unit} on ${day}`);
      helped.add(household.familyId);
      count += 1;
      addHouse(
        projects,
        pictures,
        dice,
        `house/${unit}/${scheme}/${index}`,
        household,
        dwellings.get(household.id)!,
        schemes[scheme],
        house,
        decided,
        day,
      );
    });
  return count;
}

function addHouse(
  projects: Projects,
  pictures: Pictures,
  dice: Dice,
  key: string,
  household: Household,
  dwelling: Row,
  scheme: Scheme,
  house: Plan,
  decided: string | null,
  day: string,
) {
  const world = projects.world;
  const workKind: WorkKind = dice.chance(0.62) ? "new" : "repair";
  const [norm, amount] = scheme.norm(workKind);
  const approved = ["approved", "in_progress", "completed", "settled"].includes(house.status);
  const stage = house.stages;
  const start = approved ? addDays(day, 12) : null;
  const reached = stageNames.slice(0, stage).map((_, index) => {
    const on = addDays(start!, [18, 46, 66, 92][index]! + dice.from(-6, 8));
    return on > storyDay ? addDays(storyDay, index - 6) : on;
  });
  const finished = stage === 4 ? reached[3]! : null;
  const own = dice.from(4, 16) * 2_500_000;
  const [committed, paid] =
    house.status === "approved" || !approved ? [0, 0] : [1, stage === 4 ? 1 : stage >= 1 ? 0.5 : 0];
  const { clerk } = staffOf(world, household.unit);
  const project = projects.add({
    key,
    kind: "housing",
    unit: household.unit,
    line: scheme.line,
    year: scheme.year,
    // By the household's code: names stay with the household, which fewer people may read.
    name: `${workKind === "new" ? "Xây mới" : "Sửa chữa"} nhà ở hộ ${dwelling.code}, ${world.nameOf(household.unit)}`,
    status: house.status,
    decided,
    ...(house.asked && { asked: house.asked }),
    ...(house.status === "draft" && { created: addDays(storyDay, -dice.from(1, 6)) }),
    step: house.step ?? 1,
    reason: house.reason ?? "",
    plannedStart: start ?? addDays(day, 20),
    plannedEnd: addDays(start ?? addDays(day, 20), 120),
    startedOn: stage > 0 ? start : null,
    completedOn: finished,
    progress: progress[stage]!,
    benefit: `${household.members} nhân khẩu`,
    funds: [
      fund({
        source: scheme.source,
        year: scheme.year,
        amount,
        payee: household.head,
        contract: approved ? `Cam kết ${dice.from(1, 90)}/CK` : "",
        from: start ?? day,
        to: finished ?? reached[0] ?? null,
        committed,
        paid,
        parts: stage === 4 ? 2 : 1,
      }),
    ],
    others: [{ source: "src_household_cash", amount: own }],
  });
  if (!approved) project.funds[0]!.allocated = 0;
  const place = projects.place(project);
  const bad = dice.pick([
    [true, true, true],
    [true, false, true],
    [false, true, true],
    [true, true, false],
  ]);
  const before = dice.from(16, 44);
  const after = workKind === "new" ? dice.from(30, 62) : Math.max(before, 24);
  // The dwelling as it stands now.
  if (stage === 4) Object.assign(dwelling, { foundation: "durable", frame: "durable", roof: "durable", area: after });
  else
    Object.assign(dwelling, {
      foundation: bad[0] ? "not_durable" : "durable",
      frame: bad[1] ? "not_durable" : "durable",
      roof: bad[2] ? "not_durable" : "durable",
      area: before,
    });
  const photo = (drawing: (typeof stageNames)[number], name: string, on: string) =>
    pictures.add(`${key}/${name}`, world.place(household.unit), drawing, `${name}.jpg`, clerk, on, dice);
  for (const [index, on] of reached.entries())
    world.add("housing_stage_reports", {
      id: idOf("stage", key, index),
      ...place,
      stage: stageNames[index],
      reachedOn: on,
      photoFileId: photo(stageNames[index]!, stageNames[index]!, on),
      reportedBy: clerk,
      reportedAt: at(on, 16),
    });
  if (finished) {
    const fileId = photo("completed", "ban-giao", finished);
    world.add("project_files", {
      id: idOf("project file", key),
      ...place,
      fileId,
      kind: "photo",
      caption: captions[3],
      takenOn: finished,
      attachedBy: clerk,
      attachedAt: at(finished, 16, 20),
    });
  }
  world.add("housing_details", {
    ...place,
    kind: "housing",
    householdId: household.id,
    workKind,
    badFoundation: bad[0],
    badFrame: bad[1],
    badRoof: bad[2],
    areaBefore: before,
    designArea: workKind === "new" ? Math.max(30, after) : after,
    decisionOn: decided ?? addDays(day, 14),
    normId: norm,
    normAmount: amount,
    ownAmount: own,
    hardFoundation: stage === 4,
    hardFrame: stage === 4,
    hardRoof: stage === 4,
    areaAfter: stage === 4 ? after : null,
    signatureFileId:
      finished &&
      pictures.add(`${key}/signature`, world.place(household.unit), "signature", "chu-ky.png", clerk, finished, dice),
    signedOn: finished,
  });
  if (["draft", "returned", "rejected"].includes(house.status)) return;
  const received = stage === 4;
  world.add("supports", {
    id: idOf("support", key),
    householdId: household.id,
    familyId: household.familyId,
    ...world.place(household.unit),
    kind: "housing",
    state: received ? "received" : "planned",
    programme: scheme.programme,
    detail: workKind === "new" ? "Xây mới nhà ở" : "Sửa chữa nhà ở",
    amount,
    loan: 0,
    onDate: finished ?? addDays(day, 14),
    projectId: project.id,
    documentId: null,
    recordedBy: clerk,
    recordedAt: at(project.asked!, 10),
  });
}
