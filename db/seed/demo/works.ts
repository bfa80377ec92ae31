import { addDays, at, idOf } from "../tools";
import { staffOf } from "./people";
import type { Pictures } from "./pictures";
import { type Fund, fund, type Project, type Projects, type Status } from "./projects";
import { lines2026 } from "./successor";
import { reform, storyDay } from "./world";

type Report = { on: string; progress: number; note?: string; correction?: boolean };

function details(
  projects: Projects,
  project: Project,
  about: {
    sector: string;
    start?: string;
    end?: string;
    investor: string;
    contractor?: string;
    served: number;
    accepted?: string;
    handedOver?: string;
    operating?: string;
  },
) {
  projects.world.add("infrastructure_details", {
    ...projects.place(project),
    kind: "infrastructure",
    sector: about.sector,
    startPoint: about.start ?? "",
    endPoint: about.end ?? "",
    investor: about.investor,
    contractor: about.contractor ?? "",
    householdsServed: about.served,
    acceptedOn: about.accepted ?? null,
    acceptanceDocumentId: null,
    handedOverOn: about.handedOver ?? null,
    handoverDocumentId: null,
    inOperationOn: about.operating ?? null,
  });
}

function quantity(
  projects: Projects,
  project: Project,
  kind: string,
  least: number,
  measure: string,
  most: number | null = null,
) {
  projects.world.add("project_quantities", {
    id: idOf("quantity", project.key, kind, measure),
    ...projects.place(project),
    quantity: kind,
    least,
    most,
    measure,
  });
}

function milestones(
  projects: Projects,
  project: Project,
  steps: [name: string, planned: string, actual: string | null][],
) {
  for (const [sort, [name, plannedOn, actualOn]] of steps.entries())
    projects.world.add("milestones", {
      id: idOf("milestone", project.key, sort),
      ...projects.place(project),
      name,
      plannedOn,
      actualOn,
      sort,
    });
}

function reports(projects: Projects, project: Project, list: Report[]) {
  for (const { on, progress, note, correction } of list)
    projects.world.add("progress_reports", {
      id: idOf("progress", project.key, on),
      ...projects.place(project),
      onDate: on,
      progress,
      note: note ?? "",
      correction: correction ?? false,
      reportedBy: staffOf(projects.world, project.unit).clerk,
      reportedAt: at(on, 17),
    });
}

/** The two roads of Bình Liêu, as they are known: lengths, sums, places, the storm of September 2024. */
function addRoads(projects: Projects, pictures: Pictures) {
  const world = projects.world;
  const dice = world.dice("roads");
  const investor = "Ban Quản lý dự án huyện Bình Liêu";
  const line = "qn-nq06-2021-2025:O1";
  const billion = 1_000_000_000;
  const money = (
    payee: string,
    contract: string,
    lines: [source: string, year: number, amount: number, paid: number][],
  ): Fund[] =>
    lines.map(([source, year, amount, paid]) => {
      const from = `${year}-04-10`;
      return {
        source,
        capital: "capital_investment",
        year,
        planned: amount * billion,
        allocated: amount * billion,
        committed: amount * billion,
        payee,
        contract,
        committedOn: from,
        payments: [0.35, 0.4, 0.25].map((share, index) => ({
          on: source === "src_district" && year === 2025 ? "2025-06-20" : addDays(from, [40, 130, 250][index]!),
          amount: Math.round(paid * billion * share),
        })),
      };
    });
  const one = projects.add({
    key: "road 1",
    kind: "infrastructure",
    unit: "old-06859",
    line,
    year: 2022,
    name: "Cải tạo, nâng cấp đường Húc Động - Đồng Văn - Cao Ba Lanh",
    status: "in_operation",
    created: "2022-03-14",
    decided: "2022-06-20",
    plannedStart: "2023-01-10",
    plannedEnd: "2024-12-31",
    startedOn: "2023-02-06",
    completedOn: "2025-03-28",
    progress: 10000,
    fixedNumber: 3,
    benefit: "2.310 hộ ở ba xã đi lại, bán dong riềng, hồi, quế ra Quốc lộ 18C và cửa khẩu Hoành Mô thuận lợi hơn",
    places: [
      { unit: "old-06859", note: "điểm đầu, Húc Động" },
      { unit: "old-06847", note: "Đồng Văn" },
      { unit: "old-06841", note: "nhánh lên Cao Ba Lanh" },
    ],
    funds: money("Liên danh xây dựng Đông Bắc (mẫu)", "HĐ 07/2023/XD", [
      ["src_province", 2023, 150, 150],
      ["src_province", 2024, 140, 140],
      ["src_province", 2025, 54, 42.86],
      ["src_district", 2023, 46, 46],
      ["src_district", 2024, 40, 34],
    ]),
  });
  details(projects, one, {
    sector: "road",
    start: "Xã Húc Động, nối Quốc lộ 18C",
    end: "Cao Ba Lanh, xã Đồng Văn",
    investor,
    contractor: "Liên danh xây dựng Đông Bắc (mẫu)",
    served: 2310,
    accepted: "2025-03-28",
    handedOver: "2025-04-15",
    operating: "2025-04-20",
  });
  quantity(projects, one, "length", 43.27, "km");
  quantity(projects, one, "carriageway_width", 3.5, "m", 5.5);
  world.add("project_quantities", {
    id: idOf("quantity", "road 1", "part 1"),
    ...projects.place(one),
    quantity: "length",
    least: 28.82,
    most: null,
    measure: "km",
  });
  world.add("project_quantities", {
    id: idOf("quantity", "road 1", "part 2"),
    ...projects.place(one),
    quantity: "length",
    least: 14.45,
    most: null,
    measure: "km",
  });
  milestones(projects, one, [
    ["Khởi công", "2023-01-10", "2023-02-06"],
    ["Xong nền đoạn Húc Động - Đồng Văn, 28,82 km", "2023-12-31", "2024-01-20"],
    ["Xong mặt đường đoạn Cao Ba Lanh, 14,45 km", "2024-10-31", "2025-01-17"],
    ["Nghiệm thu", "2024-12-15", "2025-03-28"],
    ["Bàn giao, đưa vào sử dụng", "2024-12-31", "2025-04-20"],
  ]);
  reports(projects, one, [
    { on: "2023-06-30", progress: 1800 },
    { on: "2023-12-31", progress: 4100 },
    { on: "2024-06-30", progress: 7200 },
    { on: "2024-08-31", progress: 8400 },
    {
      on: "2024-09-16",
      progress: 7700,
      correction: true,
      note: "Bão số 3 gây 65 điểm sạt lở, đường tắc hai tuần; khối lượng đã báo giảm theo biên bản kiểm đếm ngày 15/09/2024.",
    },
    { on: "2024-12-31", progress: 9300 },
    { on: "2025-03-28", progress: 10000 },
  ]);

  const two = projects.add({
    key: "road 2",
    kind: "infrastructure",
    unit: "old-06856",
    line,
    year: 2022,
    name: "Cải tạo, nâng cấp đường nối QL18C đến ruộng bậc thang xã Lục Hồn",
    status: "in_operation",
    created: "2022-08-22",
    decided: "2022-12-14",
    plannedStart: "2023-03-01",
    plannedEnd: "2024-09-30",
    startedOn: "2023-03-06",
    completedOn: "2024-11-30",
    progress: 10000,
    fixedNumber: 7,
    benefit: "1.126 hộ ở Lục Hồn và Đồng Tâm đi lại, buôn bán; đón khách đến ruộng bậc thang",
    places: [
      { unit: "old-06856", note: "điểm đầu, khu vực Bản Pạt" },
      { unit: "old-06844", note: "điểm cuối, khu vực Ngàn Vàng Dưới" },
    ],
    funds: money("Công ty xây dựng Tiên Yên (mẫu)", "HĐ 02/2023/XD", [
      ["src_province", 2023, 50, 50],
      ["src_province", 2024, 30, 30],
      ["src_province", 2025, 8, 3.21],
      ["src_district", 2023, 14, 14],
      ["src_district", 2024, 8, 4.43],
    ]),
  });
  details(projects, two, {
    sector: "road",
    start: "QL18C, khu vực Bản Pạt, xã Lục Hồn",
    end: "đường Lục Hồn - Đồng Tâm - Hoành Mô, khu vực Ngàn Vàng Dưới",
    investor,
    contractor: "Công ty xây dựng Tiên Yên (mẫu)",
    served: 1126,
    accepted: "2024-11-25",
    handedOver: "2024-11-28",
    operating: "2024-11-30",
  });
  quantity(projects, two, "length", 8.73, "km");
  quantity(projects, two, "carriageway_width", 5.5, "m", 6);
  milestones(projects, two, [
    ["Khởi công", "2023-03-01", "2023-03-06"],
    ["Xong nền đường", "2024-01-31", "2024-03-12"],
    ["Xong mặt đường bê tông", "2024-08-31", "2024-11-08"],
    ["Nghiệm thu", "2024-09-15", "2024-11-25"],
    ["Đưa vào sử dụng", "2024-09-30", "2024-11-30"],
  ]);
  reports(projects, two, [
    { on: "2023-06-30", progress: 1400 },
    { on: "2023-12-31", progress: 3100 },
    { on: "2024-03-31", progress: 5200 },
    { on: "2024-06-30", progress: 6900 },
    { on: "2024-08-31", progress: 8000 },
    {
      on: "2024-09-12",
      progress: 7400,
      correction: true,
      note: "Bão số 3: sạt taluy dương Km3+750, trôi 420 m mặt đường mới đổ; khối lượng giảm từ 80% còn 74%.",
    },
    { on: "2024-10-31", progress: 9200 },
    { on: "2024-11-25", progress: 10000 },
  ]);
  for (const [project, days] of [
    [one, ["2023-12-30", "2025-03-28"]],
    [two, ["2024-09-12", "2024-11-25"]],
  ] as const)
    days.forEach((day, index) => {
      const clerk = staffOf(world, project.unit).clerk;
      const fileId = pictures.add(
        `${project.key}/photo ${index}`,
        world.place(project.unit),
        project === two && index === 0 ? "slide" : "road",
        `duong-${index + 1}.jpg`,
        clerk,
        day,
        dice,
      );
      world.add("project_files", {
        id: idOf("project file", project.key, index),
        ...projects.place(project),
        fileId,
        kind: "photo",
        caption: project === two && index === 0 ? "Sạt taluy Km3+750 sau bão số 3" : "Mặt đường",
        takenOn: day,
        attachedBy: clerk,
        attachedAt: at(day, 16),
      });
    });
}

type Work = [
  key: string,
  unit: string,
  line: string,
  name: string,
  sector: string,
  quantity: [kind: string, value: number, measure: string],
  million: number,
  day: string,
  status: Status,
  progress: number,
  served: number,
];

const p11 = "gnbv-2021-2025:P1.1";
const ethnic = "dtts-2021-2030:P4";
const rural = "ntm-2021-2025:C2";
const of2026 = lines2026.infrastructure;
const works: Work[] = [
  // Lạng Sơn
  [
    "van quan road",
    "old-06277",
    p11,
    "Đường bê tông thôn Nà Bung - Bản Làn",
    "road",
    ["length", 3.4, "km"],
    4800,
    "2022-10-12",
    "settled",
    10000,
    186,
  ],
  [
    "van quan water",
    "old-06274",
    p11,
    "Cấp nước sinh hoạt tập trung thôn Lùng Pa",
    "water",
    ["capacity", 60, "m3_day"],
    3650,
    "2023-03-22",
    "in_operation",
    10000,
    92,
  ],
  [
    "hoa tham road",
    "old-06073",
    p11,
    "Đường liên thôn Nà Ven - Nà Pàn",
    "road",
    ["length", 4.2, "km"],
    4950,
    "2023-04-18",
    "settled",
    10000,
    143,
  ],
  [
    "quy hoa school",
    "old-06076",
    p11,
    "Trường mầm non Quý Hòa, 4 phòng học",
    "school",
    ["count", 4, "classroom"],
    4700,
    "2023-06-07",
    "in_operation",
    10000,
    210,
  ],
  [
    "hung dao bridge",
    "old-06067",
    p11,
    "Ngầm tràn Bản Chúc",
    "road",
    ["length", 48, "m"],
    3900,
    "2024-03-26",
    "in_operation",
    10000,
    118,
  ],
  [
    "vinh yen culture",
    "old-06070",
    ethnic,
    "Nhà văn hóa thôn Vằng Mần",
    "culture_house",
    ["area", 120, "m2"],
    950,
    "2024-04-23",
    "completed",
    10000,
    64,
  ],
  [
    "na sam ditch",
    "old-06139",
    rural,
    "Kiên cố hóa kênh mương Nà Lốc",
    "irrigation",
    ["length", 2.1, "km"],
    2300,
    "2023-08-15",
    "settled",
    10000,
    88,
  ],
  [
    "yen binh road",
    "old-06391",
    rural,
    "Đường nội thôn Làng Giàng - Làng Bến",
    "road",
    ["length", 2.8, "km"],
    3200,
    "2024-05-14",
    "in_operation",
    10000,
    131,
  ],
  [
    "yen binh health",
    "old-06397",
    ethnic,
    "Sửa chữa trạm y tế xã Quyết Thắng cũ",
    "health_station",
    ["count", 1, "work"],
    1850,
    "2025-03-18",
    "completed",
    10000,
    420,
  ],
  [
    "van quan serious",
    "new-06253",
    ethnic,
    "Đường thôn Khuổi Phầy, đoạn qua suối",
    "road",
    ["length", 1.9, "km"],
    4600,
    "2025-08-20",
    "in_progress",
    6400,
    97,
  ],
  [
    "na sam power",
    "new-06124",
    rural,
    "Đường điện 0,4 kV thôn Khuổi Mòn",
    "electricity",
    ["capacity", 100, "kva"],
    2750,
    "2025-09-24",
    "in_progress",
    7800,
    58,
  ],
  [
    "na sam bridge",
    "new-06124",
    of2026,
    "Cầu dân sinh thôn Nà Khách",
    "road",
    ["length", 36, "m"],
    4900,
    "2026-04-14",
    "in_progress",
    4200,
    77,
  ],
  [
    "yen binh water",
    "new-06391",
    of2026,
    "Cấp nước sinh hoạt thôn Non Hương",
    "water",
    ["capacity", 45, "m3_day"],
    3100,
    "2026-10-20",
    "approved",
    0,
    69,
  ],
  [
    "van quan school",
    "new-06253",
    of2026,
    "Trường tiểu học Văn Quan, sửa 6 phòng học",
    "school",
    ["count", 6, "classroom"],
    3800,
    "2026-11-04",
    "submitted",
    0,
    260,
  ],
  [
    "na sam culture",
    "new-06124",
    of2026,
    "Nhà văn hóa thôn Đồng Tiến",
    "culture_house",
    ["area", 150, "m2"],
    1400,
    "2026-09-10",
    "rejected",
    0,
    72,
  ],
  [
    "cancelled dam",
    "old-06394",
    rural,
    "Đập dâng Đồng Bé",
    "irrigation",
    ["count", 1, "work"],
    4100,
    "2024-06-18",
    "cancelled",
    0,
    95,
  ],
  // Quảng Ninh
  [
    "na ech water",
    "old-06859",
    "qn-nq06-2021-2025:O1",
    "Cấp nước sinh hoạt tập trung thôn Nà Ếch",
    "water",
    ["capacity", 180, "m3_day"],
    14800,
    "2024-05-20",
    "in_progress",
    9200,
    214,
  ],
  [
    "hoanh mo health",
    "new-06841",
    ethnic,
    "Trạm y tế xã Hoành Mô: sửa chữa, bổ sung thiết bị",
    "health_station",
    ["count", 1, "work"],
    6450,
    "2025-09-03",
    "in_progress",
    6200,
    1180,
  ],
  [
    "dong tam school",
    "old-06844",
    "qn-nq06-2021-2025:O1",
    "Trường tiểu học và trung học cơ sở Đồng Tâm, nhà bán trú",
    "school",
    ["count", 8, "classroom"],
    12200,
    "2022-09-12",
    "settled",
    10000,
    340,
  ],
  [
    "vo ngai road",
    "old-06853",
    "qn-nq06-2021-2025:O1",
    "Đường Vô Ngại - Nà Luông",
    "road",
    ["length", 5.6, "km"],
    18600,
    "2023-02-20",
    "in_operation",
    10000,
    233,
  ],
  [
    "binh lieu market",
    "old-06838",
    rural,
    "Cải tạo chợ trung tâm Bình Liêu",
    "other",
    ["area", 2400, "m2"],
    9800,
    "2023-10-09",
    "in_operation",
    10000,
    900,
  ],
  [
    "hoanh mo power",
    "old-06841",
    "qn-nq06-2021-2025:O1",
    "Cấp điện ba thôn vùng cao Hoành Mô",
    "electricity",
    ["capacity", 250, "kva"],
    7600,
    "2024-03-11",
    "completed",
    10000,
    112,
  ],
  [
    "luc hon ditch",
    "new-06856",
    of2026,
    "Kênh tưới ruộng bậc thang Khe O",
    "irrigation",
    ["length", 3.2, "km"],
    4400,
    "2026-05-18",
    "in_progress",
    5500,
    126,
  ],
  [
    "pac poc road",
    "new-06841",
    of2026,
    "Đường bê tông nội thôn Pắc Pộc",
    "road",
    ["length", 1.2, "km"],
    980,
    "",
    "draft",
    0,
    41,
  ],
  [
    "binh lieu culture",
    "new-06838",
    of2026,
    "Nhà văn hóa thôn Pắc Liềng",
    "culture_house",
    ["area", 140, "m2"],
    1650,
    "2026-10-27",
    "submitted",
    0,
    84,
  ],
  [
    "luc hon school",
    "new-06856",
    of2026,
    "Điểm trường Phiêng Sáp, 2 phòng học",
    "school",
    ["count", 2, "classroom"],
    1900,
    "2026-11-03",
    "returned",
    0,
    52,
  ],
  [
    "hoanh mo bridge",
    "new-06841",
    of2026,
    "Cầu treo Khe Tiền",
    "road",
    ["length", 52, "m"],
    4800,
    "2026-10-15",
    "approved",
    0,
    66,
  ],
];

const spent: Partial<Record<Status, [number, number]>> = {
  settled: [1, 1],
  in_operation: [1, 0.94],
  completed: [0.98, 0.87],
  in_progress: [0.9, 0.44],
};

/** About 25 smaller works of all sectors and in every state, besides the two roads. Returns the projects whose progress is reported. */
export function addWorks(projects: Projects, pictures: Pictures): Set<string> {
  addRoads(projects, pictures);
  const dice = projects.world.dice("works");
  for (const [key, unit, line, name, sector, [kind, value, measure], million, day, status, progress, served] of works) {
    const approved = !["draft", "submitted", "returned", "rejected"].includes(status);
    const open = status === "submitted" || status === "draft";
    const start = approved ? addDays(day, 45) : null;
    const end = start ? addDays(start, 210 + dice.from(0, 90)) : null;
    const quangNinh = projects.world.provinceOf(unit) === "vn-22";
    const [committed, paid] = spent[status] ?? [0, 0];
    const amount = million * 1_000_000;
    const begun = progress > 0;
    const late = progress === 10000 ? addDays(end!, dice.from(-10, 50)) : null;
    const year = Number((day || storyDay).slice(0, 4));
    const central = Math.round((amount * 0.7) / 1_000_000) * 1_000_000;
    const second = day && day < reform && key !== "van quan serious" ? "src_district" : "src_province";
    const shares: [string, number][] = quangNinh
      ? second === "src_district"
        ? [
            ["src_province", central],
            [second, amount - central],
          ]
        : [["src_province", amount]]
      : [
          ["src_central", central],
          [second, amount - central],
        ];
    const contractor = begun
      ? dice.pick([
          "Công ty xây dựng Bắc Sơn (mẫu)",
          "Công ty 189 (mẫu)",
          "Hợp tác xã xây dựng Kỳ Cùng (mẫu)",
          "Tổ thợ thôn (mẫu)",
        ])
      : "";
    const project = projects.add({
      key: `work/${key}`,
      kind: "infrastructure",
      unit,
      line,
      year,
      name,
      status,
      decided: approved || status === "rejected" || status === "returned" ? day : null,
      ...(open && day ? { asked: day } : {}),
      ...(status === "draft" ? { created: "2026-11-14" } : {}),
      reason:
        status === "rejected"
          ? "Thôn đã có nhà văn hóa đạt chuẩn cách 400 m."
          : status === "returned"
            ? "Thiếu xác nhận quyền sử dụng đất và bản vẽ mẫu."
            : "",
      plannedStart: start ?? "2027-01-15",
      plannedEnd: end ?? "2027-09-30",
      startedOn: begun ? addDays(start!, dice.from(0, 15)) : null,
      completedOn: late,
      progress,
      benefit: `${served} hộ hưởng lợi`,
      funds: shares.map(([source, part]) =>
        fund({
          source,
          capital: "capital_investment",
          year,
          amount: part,
          payee: contractor,
          contract: begun ? `HĐ ${dice.from(1, 60)}/${year}/XD` : "",
          from: start,
          to: start && addDays(start, 190),
          committed,
          paid,
          parts: paid > 0.5 ? 3 : 2,
        }),
      ),
    });
    if (!approved || status === "cancelled") for (const one of project.funds) one.allocated = 0;
    const investor = unit.startsWith("old-")
      ? `Ban Quản lý dự án huyện ${projects.world.units.get(projects.world.parentOf(unit))!.versions[0]!.name}`
      : `UBND ${projects.world.nameOf(unit)}`;
    details(projects, project, {
      sector,
      investor,
      contractor,
      served,
      ...(late && { accepted: late }),
      ...(late && status !== "completed" && { handedOver: addDays(late, 7), operating: addDays(late, 10) }),
    });
    quantity(projects, project, kind, value, measure);
    quantity(projects, project, "households_served", served, "household");
    if (!start) continue;
    milestones(projects, project, [
      ["Khởi công", start, project.startedOn],
      ["Xong phần thô", addDays(start, 100), progress >= 5000 ? addDays(start, 112) : null],
      ["Nghiệm thu", addDays(end!, -10), late],
      ["Bàn giao", end!, late && status !== "completed" ? addDays(late, 7) : null],
    ]);
    if (!begun) continue;
    const last = late ?? addDays(storyDay, -dice.from(8, 40));
    const days = Math.round((Date.parse(last) - Date.parse(start)) / 86_400_000);
    reports(
      projects,
      project,
      [0.3, 0.62, 1].map((share, index) => ({
        on: addDays(start, Math.max(Math.round(days * share), 10 + index)),
        progress: Math.round((progress * share) / 100) * 100,
        ...(share === 1 && { progress }),
      })),
    );
  }
  return new Set(projects.world.all("progress_reports").map(({ projectId }) => projectId as string));
}
