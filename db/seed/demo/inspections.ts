import type { Client } from "pg";
import { documentRow } from "../reference";
import { addDays, at, documentId, idOf, insert, type Row, unitId } from "../tools";
import { clerkNow, staffOf } from "./people";
import type { Pictures } from "./pictures";
import type { Project, Projects } from "./projects";
import { storyDay, type World } from "./world";

type Severity = "minor" | "corrective" | "serious";
type State = "open" | "overdue" | "answered" | "refused" | "verified";

const notes: Record<string, [text: string, action: string][]> = {
  minutes_missing: [
    ["Thiếu biên bản bàn giao con giống cho 3 hộ.", "Lập bổ sung biên bản, có chữ ký của hộ và trưởng thôn."],
    ["Hồ sơ chưa có chữ ký của ban giám sát cộng đồng.", "Bổ sung chữ ký và gửi lại bản chụp."],
  ],
  stock_below_standard: [["2 con dưới cân nặng tối thiểu theo hợp đồng.", "Yêu cầu bên bán đổi con giống đạt cân."]],
  stock_lost: [
    ["1 con chết do rét, chưa báo trong 5 ngày.", "Lập biên bản xác nhận nguyên nhân, nhắc hộ che chắn chuồng."],
  ],
  list_not_posted: [
    ["Danh sách hộ chưa niêm yết tại nhà văn hóa thôn.", "Niêm yết danh sách 10 ngày, gửi ảnh bảng niêm yết."],
  ],
  counterpart_missing: [
    ["Phần đối ứng chuồng trại của 4 hộ chưa làm.", "Hoàn thành chuồng trại trước khi nhận con giống đợt 2."],
  ],
  work_quality: [
    ["Rãnh dọc Km5+200 lấp đất, chưa khơi thông.", "Khơi thông rãnh, gia cố miệng cống."],
    ["Mặt bê tông nứt dọc 12 m, sâu quá 5 mm.", "Khoan mẫu, sửa đoạn nứt theo chỉ dẫn kỹ thuật."],
    ["Thép đai cột chưa đúng khoảng cách.", "Bổ sung thép đai trước khi đổ bê tông."],
  ],
  late_progress: [["Chậm 47 ngày so với tiến độ đã duyệt.", "Lập lại tiến độ, cam kết ngày hoàn thành."]],
  payment_before_acceptance: [
    [
      "Đã thanh toán đợt 2 khi chưa có biên bản nghiệm thu giai đoạn.",
      "Bổ sung nghiệm thu, giải trình với Sở Tài chính.",
    ],
  ],
  money_mismatch: [
    ["Số tiền trên sổ của thôn lệch chứng từ 3.200.000 đồng.", "Đối chiếu sổ thôn với chứng từ Kho bạc."],
  ],
  wrong_beneficiary: [
    ["1 hộ trong danh sách không thuộc diện vào ngày nhận hỗ trợ.", "Thu hồi hỗ trợ, báo cáo kết quả xử lý."],
  ],
};
const kindsFor = {
  livelihood: [
    "minutes_missing",
    "stock_below_standard",
    "stock_lost",
    "list_not_posted",
    "counterpart_missing",
    "money_mismatch",
    "wrong_beneficiary",
  ],
  housing: ["minutes_missing", "list_not_posted", "work_quality", "late_progress"],
  infrastructure: ["work_quality", "late_progress", "minutes_missing", "payment_before_acceptance", "money_mismatch"],
} as const;

type Visit = {
  project: Project;
  planned: string;
  visited: string | null;
  concluded: boolean;
  cancelled?: boolean;
  findings: [
    kind: string,
    severity: Severity,
    state: State | "closed" | "withdrawn" | "released",
    note?: [string, string],
  ][];
};

/** The unit that answers today for what a commune of the past left. */
function answersFor(world: World, unit: string): string {
  if (world.isNew(unit)) return unit;
  const now: Record<string, string> = {
    "old-06838": "new-06838",
    "old-06859": "new-06838",
    "old-06856": "new-06856",
    "old-06844": "new-06856",
    "old-06841": "new-06841",
    "old-06847": "new-06841",
    "old-06124": "new-06124",
    "old-06139": "new-06124",
    "old-06157": "new-06124",
    "old-06391": "new-06391",
    "old-06394": "new-06391",
    "old-06397": "new-06391",
    "old-06253": "new-06253",
    "old-06274": "new-06253",
    "old-06277": "new-06253",
  };
  return now[unit] ?? unit;
}

function planVisits(projects: Projects): Visit[] {
  const world = projects.world;
  const dice = world.dice("inspections");
  const by = new Map(projects.list.map((project) => [project.key, project]));
  const get = (key: string) => {
    const found = by.get(key);
    if (!found) throw new Error(`no project ${key} to inspect`);
    return found;
  };
  const visits: Visit[] = [];
  const visit = (key: string, planned: string, findings: Visit["findings"] = [], more: Partial<Visit> = {}) =>
    visits.push({
      project: get(key),
      planned,
      visited: addDays(planned, more.visited === null ? 0 : dice.from(0, 3)),
      concluded: true,
      findings,
      ...more,
    });

  // The two roads
  visit("road 2", "2024-09-11", [
    [
      "work_quality",
      "serious",
      "closed",
      [
        "Sạt taluy dương Km3+750 sau bão số 3, vùi lấp nửa mặt đường.",
        "Hót sụt, gia cố taluy bằng rọ đá, nghiệm thu lại đoạn Km3+700 - Km3+800.",
      ],
    ],
  ]);
  visit("road 2", "2026-10-21", [["work_quality", "corrective", "open", notes.work_quality![0]!]]);
  visit("road 1", "2024-10-02", [
    ["late_progress", "corrective", "closed"],
    ["work_quality", "corrective", "closed"],
  ]);
  visit("road 1", "2026-08-12", [
    [
      "minutes_missing",
      "minor",
      "answered",
      [
        "Chưa có bảng xác nhận vốn huyện đã thanh toán đến 30/06/2025, có dấu Kho bạc.",
        "Xin xác nhận của Kho bạc, nộp kèm hồ sơ quyết toán.",
      ],
    ],
  ]);
  // What holds money in Lạng Sơn
  visit("work/van quan serious", "2026-09-23", [
    [
      "work_quality",
      "serious",
      "overdue",
      [
        "Cống qua suối thi công sai cao độ, nước tràn mặt đường; bê tông rỗ tổ ong 3 vị trí.",
        "Phá dỡ đoạn cống sai cao độ, làm lại theo thiết kế, có nghiệm thu của tư vấn giám sát.",
      ],
    ],
    ["payment_before_acceptance", "corrective", "answered"],
  ]);
  visit("work/na sam power", "2026-08-26", [
    ["late_progress", "minor", "verified"],
    ["minutes_missing", "minor", "refused"],
  ]);
  visit("work/na sam bridge", "2026-10-07", [["work_quality", "corrective", "open", notes.work_quality![2]!]]);
  visit("work/na ech water", "2026-07-15", [["late_progress", "corrective", "overdue"]]);
  visit("work/hoanh mo health", "2026-09-09", [["money_mismatch", "corrective", "answered"]]);
  visit("work/luc hon ditch", "2026-10-28", [["minutes_missing", "minor", "open"]]);
  visit("work/yen binh road", "2025-05-20", [["work_quality", "serious", "released", notes.work_quality![1]!]]);
  visit("work/binh lieu market", "2024-08-20", [["late_progress", "minor", "closed"]]);
  visit("work/dong tam school", "2023-09-19", [["work_quality", "corrective", "closed"]]);
  visit("canna", "2025-11-12", [["counterpart_missing", "corrective", "closed"]]);
  visit("canna", "2026-10-14", [["money_mismatch", "minor", "answered"]]);
  visit("cows dong van", "2024-12-03", [
    ["stock_below_standard", "corrective", "closed"],
    ["stock_lost", "minor", "withdrawn"],
  ]);
  // Livelihood models over the years, mostly quiet
  const models = projects.list.filter(({ key, status }) => /^model\/(\d|1\d|2[0-5])$/.test(key) && status !== "draft");
  models.slice(0, 16).forEach((project, index) => {
    const day = addDays(project.startedOn ?? project.decided!, dice.from(60, 240));
    const planned = day > "2026-06-01" ? "2026-05-20" : day;
    const kind = dice.pick(kindsFor.livelihood);
    visit(
      project.key,
      planned,
      index % 3 === 2
        ? []
        : [
            [
              kind,
              dice.weighted<Severity>([
                ["minor", 5],
                ["corrective", 4],
              ]),
              "closed",
            ],
            ...(index % 4 === 0 ? ([["list_not_posted", "minor", "closed"]] as Visit["findings"]) : []),
          ],
    );
  });
  visit("model/4", "2026-10-05", [
    ["stock_lost", "corrective", "overdue"],
    ["minutes_missing", "minor", "answered"],
  ]);
  visit("model/9", "2026-09-16", [["counterpart_missing", "corrective", "refused"]]);
  visit("2026/yenbinh cows", "2026-10-13", [
    ["stock_below_standard", "corrective", "open"],
    ["list_not_posted", "minor", "verified"],
  ]);
  visit("2026/binhlieu pigs", "2026-09-30", [
    ["stock_lost", "minor", "answered"],
    ["minutes_missing", "minor", "overdue"],
  ]);
  visit(
    "2026/nasam goats",
    "2026-11-11",
    [
      ["counterpart_missing", "corrective", "open"],
      ["minutes_missing", "minor", "open"],
    ],
    { concluded: false },
  );
  // Houses
  const houses = projects.list.filter(
    ({ kind, status }) => kind === "housing" && ["in_progress", "completed", "settled"].includes(status),
  );
  const before = houses.filter(({ decided }) => decided! < "2025-07-01").slice(0, 5);
  for (const [index, project] of before.entries())
    visit(project.key, addDays(project.completedOn!, 20), index % 2 ? [] : [["minutes_missing", "minor", "closed"]]);
  const now = houses.filter(({ decided }) => decided! > "2025-09-01");
  const rafters: [string, string] = ["Xà gồ mái nhỏ hơn thiết kế.", "Thay xà gồ trước khi lợp."];
  for (const [index, project] of now.slice(0, 4).entries())
    visit(
      project.key,
      addDays(project.startedOn ?? project.decided!, 70),
      index === 1 ? [["work_quality", "corrective", "verified", rafters]] : [],
    );
  // On the road tomorrow and in the weeks to come
  const ahead = { visited: null, concluded: false } as const;
  visit("work/luc hon ditch", "2026-11-21", [], ahead);
  visit("canna zone", "2026-11-24", [], ahead);
  visit("work/hoanh mo health", "2026-12-02", [], ahead);
  visit("work/van quan serious", "2026-11-23", [], ahead);
  visit("2026/vanquan anise", "2026-12-08", [], ahead);
  visit("work/na sam bridge", "2026-11-21", [], ahead);
  const ruinous = now.filter(({ status }) => status === "in_progress");
  visit(ruinous.find(({ unit }) => unit === "new-06391")!.key, "2026-11-25", [], ahead);
  visit(ruinous.find(({ unit }) => unit === "new-06856")!.key, "2026-11-26", [], ahead);
  visit("work/yen binh water", "2026-10-30", [], { ...ahead, cancelled: true });
  return visits;
}

/** Visits, what they found, and what became of it. Written after the money: a serious open finding holds the next payment. */
export async function writeInspections(
  client: Client,
  projects: Projects,
  pictures: Pictures,
): Promise<{ write: () => Promise<{ inspections: number; findings: number }> }> {
  const world = projects.world;
  const dice = world.dice("findings");
  const rows: Record<
    "inspections" | "findings" | "files" | "withdrawals" | "releases" | "actions" | "actionFiles" | "closed",
    Row[]
  > = {
    inspections: [],
    findings: [],
    files: [],
    withdrawals: [],
    releases: [],
    actions: [],
    actionFiles: [],
    closed: [],
  };
  const visits = planVisits(projects).sort((a, b) =>
    a.planned < b.planned ? -1 : a.planned > b.planned ? 1 : a.project.key < b.project.key ? -1 : 1,
  );
  visits.forEach((visit, index) => {
    const { project } = visit;
    const staff = staffOf(world, project.unit);
    const owner = answersFor(world, project.unit);
    const place = projects.place(project);
    const { unitId: unit, provinceId } = place;
    const id = idOf("inspection", index);
    const year = visit.planned.slice(0, 4);
    rows.inspections.push({
      id,
      ...place,
      code: `KT-${year}-${String(index + 1).padStart(4, "0")}`,
      kind: dice.weighted([
        ["check", 60],
        ["supervision", 30],
        ["inspection", 10],
      ]),
      reason: dice.pick([
        "Theo kế hoạch kiểm tra năm",
        "Kiểm tra sau bàn giao",
        "Theo dõi sau hỗ trợ",
        "Kiểm tra tiến độ và chất lượng",
      ]),
      plannedOn: visit.planned,
      visitedOn: visit.visited,
      inspectorId: staff.inspector,
      conclusion:
        visit.concluded && visit.visited
          ? visit.findings.length
            ? `Có ${visit.findings.length} phát hiện, yêu cầu khắc phục.`
            : "Đúng hồ sơ, đúng đối tượng; không có phát hiện."
          : "",
      concludedAt: visit.concluded && visit.visited ? at(addDays(visit.visited, 3), 16) : null,
      cancelledAt: visit.cancelled ? at("2026-10-29", 9) : null,
      createdAt: at(addDays(visit.planned, -20), 9),
    });
    visit.findings.forEach(([kind, severity, state, said], at_) => {
      const day = visit.visited!;
      const findingId = idOf("finding", index, at_);
      const [note, action] = said ?? dice.pick(notes[kind]!);
      const base = world.provinceOf(project.unit) === "vn-22" ? [21.53, 107.42] : [21.9, 106.55];
      const spot = dice.chance(0.7);
      rows.findings.push({
        id: findingId,
        unitId: unit,
        provinceId,
        inspectionId: id,
        projectId: project.id,
        code: `PH-${year}-${String(rows.findings.length + 1).padStart(4, "0")}`,
        kind,
        severity,
        note,
        latitude: spot ? Math.round((base[0]! + (dice.roll() - 0.5) * 0.1) * 1e5) / 1e5 : null,
        longitude: spot ? Math.round((base[1]! + (dice.roll() - 0.5) * 0.1) * 1e5) / 1e5 : null,
        accuracy: spot ? dice.from(4, 30) : null,
        seenAt: at(day, 10, dice.from(0, 59)),
        recordedBy: staff.inspector,
        recordedAt: at(day, 17, dice.from(0, 59)),
      });
      if (severity !== "minor" || dice.chance(0.3)) {
        const drawing =
          project.kind === "livelihood"
            ? "cow"
            : project.kind === "housing"
              ? "frame"
              : kind === "work_quality"
                ? "slide"
                : "road";
        const fileId = pictures.add(
          `finding/${index}/${at_}`,
          { unitId: unit, provinceId },
          drawing,
          `phat-hien-${index}-${at_}.jpg`,
          staff.inspector,
          day,
          dice,
        );
        rows.files.push({ findingId, unitId: unit, provinceId, fileId });
      }
      if (state === "withdrawn") {
        rows.withdrawals.push({
          findingId,
          unitId: unit,
          provinceId,
          reason: "Ghi nhầm hộ; con giống của hộ này còn sống, đã kiểm tra lại tại chỗ.",
          withdrawnBy: staff.inspector,
          withdrawnAt: at(addDays(day, 2), 9),
        });
        return;
      }
      const due =
        state === "overdue"
          ? addDays(storyDay, -dice.from(5, 25))
          : state === "open"
            ? addDays(storyDay, dice.from(4, 24))
            : addDays(day, 30);
      const answered = state === "open" || state === "overdue" ? null : addDays(day, dice.from(8, 24));
      const answeredOn = answered && (answered > storyDay ? addDays(storyDay, -1) : answered);
      const verified =
        state === "verified" || state === "closed" || state === "released" ? addDays(answeredOn!, 5) : null;
      const done = state === "released" ? null : verified && (verified > storyDay ? storyDay : verified);
      // Who could answer then: the district's clerk before the reform, the commune's since.
      const answeredBy =
        answeredOn && (answeredOn < "2025-07-01" ? staff.clerk : world.isNew(owner) ? clerkNow(owner) : staff.clerk);
      rows.actions.push({
        id: idOf("action", findingId),
        findingId,
        unitId: unit,
        provinceId,
        text: action,
        ownerRole: "clerk",
        ownerUnitId: unitId(owner),
        dueOn: state === "released" ? "2026-12-20" : due,
        requestedBy: staff.inspector,
        requestedAt: at(day, 17, 30),
        answer: answeredOn && "Đã làm xong, có ảnh và biên bản kèm theo.",
        answeredBy,
        answeredAt: answeredOn && at(answeredOn, 15),
        verifiedBy: done && staff.inspector,
        verifiedAt: done && at(done, 10),
        refusal: state === "refused" ? "Ảnh chụp không đúng vị trí phát hiện; đề nghị chụp lại có mốc." : null,
      });
      if (answeredOn && dice.chance(0.5)) {
        const fileId = pictures.add(
          `action/${index}/${at_}`,
          { unitId: unit, provinceId },
          project.kind === "livelihood" ? "cow" : project.kind === "housing" ? "completed" : "road",
          `khac-phuc-${index}-${at_}.jpg`,
          answeredBy!,
          answeredOn,
          dice,
        );
        rows.actionFiles.push({ actionId: idOf("action", findingId), unitId: unit, provinceId, fileId });
      }
      if (state === "closed") rows.closed.push({ id: findingId, at: at(done!, 10, 30), by: staff.inspector });
      if (state === "released") {
        const key = `demo-release-${index}`;
        world.add(
          "documents",
          documentRow({
            key,
            unit: provinceId,
            province: provinceId,
            number: `${64 + index}/SNNMT-GN`,
            kind: "official_letter",
            issuer: "Sở Nông nghiệp và Môi trường tỉnh Lạng Sơn",
            issuedOn: addDays(day, 12),
            summary: `Cho thanh toán tiếp ${project.name}, giữ lại 5% đến khi sửa xong (mẫu)`,
            registeredBy: staff.managers[1],
          }),
        );
        rows.releases.push({
          findingId,
          unitId: unit,
          provinceId,
          documentId: documentId(key),
          reason: "Nhà thầu đã nộp bảo lãnh sửa chữa; chỉ giữ lại 5% giá trị hợp đồng.",
          releasedBy: staff.managers[1],
          releasedAt: at(addDays(day, 13), 9),
        });
      }
    });
  });
  return {
    write: async () => {
      await insert(client, "inspections", rows.inspections);
      await insert(client, "findings", rows.findings);
      await insert(client, "finding_files", rows.files);
      await insert(client, "finding_withdrawals", rows.withdrawals);
      await insert(client, "finding_releases", rows.releases);
      await insert(client, "corrective_actions", rows.actions);
      await insert(client, "action_files", rows.actionFiles);
      await client.query(
        "update findings f set closed_at = n.at, closed_by = n.by from jsonb_to_recordset($1::jsonb) as n(id uuid, at timestamptz, by uuid) where f.id = n.id",
        [JSON.stringify(rows.closed)],
      );
      return { inspections: rows.inspections.length, findings: rows.findings.length };
    },
  };
}
