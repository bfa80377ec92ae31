import { addDays, at, type Dice, idOf } from "../tools";
import { classOn, type Household } from "./households";
import { staffOf } from "./people";
import { fund, type Project, type Projects, type Status } from "./projects";
import { lines2026 } from "./successor";
import { storyDay } from "./world";

type Type = "livestock" | "crop" | "forestry" | "aquaculture" | "non_farm";
type Form = "group" | "cooperative" | "value_chain";
type Idea = {
  name: string;
  item: string;
  measure: string;
  price: number;
  each: number;
  income: number;
  product: string;
};

const ideas: Record<"livestock" | "crop" | "forestry", Idea[]> = {
  livestock: [
    {
      name: "Nuôi bò sinh sản",
      item: "Bò cái sinh sản, 12-18 tháng tuổi",
      measure: "head",
      price: 17_000_000,
      each: 1,
      income: 22_000_000,
      product: "Bê giống",
    },
    {
      name: "Nuôi trâu sinh sản",
      item: "Trâu cái sinh sản, 18-24 tháng tuổi",
      measure: "head",
      price: 21_000_000,
      each: 1,
      income: 24_000_000,
      product: "Nghé giống",
    },
    {
      name: "Nuôi dê sinh sản",
      item: "Dê cái giống, trên 18 kg",
      measure: "head",
      price: 3_200_000,
      each: 5,
      income: 26_000_000,
      product: "Dê thịt",
    },
    {
      name: "Nuôi lợn đen bản địa",
      item: "Lợn đen giống, 10-12 kg",
      measure: "head",
      price: 1_900_000,
      each: 8,
      income: 28_000_000,
      product: "Thịt lợn đen",
    },
    {
      name: "Nuôi gà sáu ngón thả đồi",
      item: "Gà giống 21 ngày tuổi",
      measure: "head",
      price: 32_000,
      each: 300,
      income: 30_000_000,
      product: "Gà thương phẩm",
    },
    {
      name: "Nuôi ngựa bạch sinh sản",
      item: "Ngựa cái sinh sản",
      measure: "head",
      price: 23_000_000,
      each: 1,
      income: 31_000_000,
      product: "Ngựa giống",
    },
    {
      name: "Nuôi ong lấy mật",
      item: "Đàn ong nội kèm thùng",
      measure: "set",
      price: 1_300_000,
      each: 10,
      income: 27_000_000,
      product: "Mật ong",
    },
    {
      name: "Nuôi vịt bầu thương phẩm",
      item: "Vịt bầu giống",
      measure: "head",
      price: 28_000,
      each: 350,
      income: 24_000_000,
      product: "Vịt thịt",
    },
  ],
  crop: [
    {
      name: "Trồng hồng vành khuyên",
      item: "Cây hồng vành khuyên ghép",
      measure: "tree",
      price: 65_000,
      each: 200,
      income: 36_000_000,
      product: "Hồng vành khuyên",
    },
    {
      name: "Trồng thạch đen",
      item: "Giống thạch đen",
      measure: "kg",
      price: 18_000,
      each: 700,
      income: 30_000_000,
      product: "Thạch đen khô",
    },
    {
      name: "Trồng ớt liên kết tiêu thụ",
      item: "Hạt giống và phân bón",
      measure: "set",
      price: 9_500_000,
      each: 1,
      income: 33_000_000,
      product: "Ớt tươi",
    },
    {
      name: "Trồng na theo VietGAP",
      item: "Cây na giống và phân hữu cơ",
      measure: "tree",
      price: 45_000,
      each: 250,
      income: 42_000_000,
      product: "Na VietGAP",
    },
  ],
  forestry: [
    {
      name: "Trồng hồi hữu cơ",
      item: "Cây hồi ghép",
      measure: "tree",
      price: 22_000,
      each: 600,
      income: 40_000_000,
      product: "Hồi khô",
    },
    {
      name: "Trồng mắc ca xen cà phê",
      item: "Cây mắc ca ghép",
      measure: "tree",
      price: 70_000,
      each: 200,
      income: 38_000_000,
      product: "Hạt mắc ca",
    },
  ],
};
const villageWords = [
  "Nà Lốc",
  "Bản Chúc",
  "Khuổi Mòn",
  "Pò Mã",
  "Nà Pò",
  "Lũng Cải",
  "Pác Khuổi",
  "Nà Bung",
  "Khuổi Cáp",
  "Nà Kéo",
  "Bản Làn",
  "Làng Giàng",
  "Đồng Bé",
  "Nà Ven",
  "Tà Lài",
  "Bản Quyền",
  "Nà Mò",
  "Khòn Nưa",
  "Cốc Lùng",
  "Nà Phai",
  "Phai Xả",
  "Thâm Luông",
  "Kéo Cặp",
  "Bản Bẻng",
];
const word: Record<Form, string> = { group: "nhóm hộ", cooperative: "tổ hợp tác", value_chain: "liên kết" };

/** How far money follows a status: shares of what was allocated. */
const spent: Record<string, [committed: number, paid: number]> = {
  settled: [1, 1],
  completed: [0.98, 0.92],
  in_progress: [0.9, 0.48],
  approved: [0, 0],
};

function benefitOf(dice: Dice, households: number): string {
  const poor = Math.round(households * (0.26 + dice.roll() * 0.14));
  const near = Math.round(households * (0.4 + dice.roll() * 0.1));
  return `${households} hộ: ${poor} hộ nghèo, ${near} hộ cận nghèo, ${households - poor - near} hộ mới thoát nghèo`;
}

function addModel(
  projects: Projects,
  dice: Dice,
  about: {
    key: string;
    unit: string;
    line: string;
    decided: string | null;
    asked?: string;
    step?: 1 | 2;
    reason?: string;
    year: number;
    status: Status;
    type: Type;
    idea: Idea;
    form: Form;
    village?: string;
    name?: string;
    households: number;
    amount?: number;
    shares?: [source: string, share: number][];
    organisation?: string;
    benefit?: string;
    paid?: number;
    amends?: Project["amends"];
  },
): Project {
  const { idea, households } = about;
  const start = about.decided ? addDays(about.decided, 25) : null;
  const begun = ["in_progress", "completed", "settled"].includes(about.status);
  const over = ["completed", "settled"].includes(about.status);
  const supported = Math.round((idea.price * idea.each * households) / 1_000_000) * 1_000_000;
  const amount = about.amount ?? supported;
  const counterpart = Math.round((amount * (0.12 + dice.roll() * 0.1)) / 500_000) * 500_000;
  const [committed, paid] = spent[about.status] ?? [0, 0];
  const end = start ? addDays(start, dice.from(240, 420)) : `${about.year + 1}-06-30`;
  const finished = over ? addDays(end, dice.from(-20, 35)) : null;
  const shares = about.shares ?? [[dice.chance(0.84) ? "src_central" : "src_province", 1]];
  let left = amount;
  const project = projects.add({
    key: about.key,
    kind: "livelihood",
    unit: about.unit,
    line: about.line,
    year: about.year,
    name:
      about.name ??
      `${idea.name}, ${word[about.form]} thôn ${about.village ?? dice.pick(villageWords)}, ${projects.world.nameOf(about.unit)}`,
    status: about.status,
    decided: about.decided,
    ...(about.asked && { asked: about.asked }),
    step: about.step ?? 1,
    reason: about.reason ?? "",
    plannedStart: start ?? `${about.year}-12-01`,
    plannedEnd: start ? end : `${about.year + 1}-10-31`,
    startedOn: begun ? addDays(start!, dice.from(0, 20)) : null,
    completedOn: finished && finished > storyDay ? addDays(storyDay, -30) : finished,
    progress: over ? 10000 : about.status === "in_progress" ? dice.from(35, 85) * 100 : 0,
    benefit: about.benefit ?? benefitOf(dice, households),
    funds: shares.map(([source, share], index) => {
      const part = index === shares.length - 1 ? left : Math.round((amount * share) / 1_000_000) * 1_000_000;
      left -= part;
      return fund({
        source,
        year: about.year,
        amount: part,
        payee: about.organisation || `Ban phát triển thôn, ${projects.world.nameOf(about.unit)}`,
        contract: about.decided ? `HĐ ${dice.from(1, 90)}/${about.decided.slice(0, 4)}` : "",
        from: start,
        to: start && addDays(start, 150),
        committed,
        parts: about.status === "completed" ? 2 : 1,
        paid: paid === 1 || paid === 0 ? paid : (about.paid ?? paid) + (dice.roll() - 0.5) * 0.12,
      });
    }),
    others: [{ source: "src_household_kind", amount: counterpart }],
    ...(about.amends && { amends: about.amends, version: 2 }),
  });
  const totalBefore = about.amends?.find(({ field }) => field === "totalAmount");
  if (totalBefore) totalBefore.value = String(306_000_000 + counterpart);
  if (about.status === "cancelled" || ["draft", "submitted", "returned", "rejected"].includes(about.status))
    for (const one of project.funds) one.allocated = 0;
  projects.world.add("livelihood_details", {
    ...projects.place(project),
    kind: "livelihood",
    type: about.type,
    form: about.form,
    organisation: about.organisation ?? "",
    counterpartAmount: counterpart,
    counterpartNote: "Chuồng trại, cỏ và ngày công, tính theo giá tại thôn",
    expectedIncome: idea.income,
    expectedJobs: Math.max(1, Math.round(households * 0.85)),
    product: idea.product,
  });
  projects.world.add("project_inputs", {
    id: idOf("input", about.key),
    ...projects.place(project),
    item: idea.item,
    quantity: idea.each * households,
    measure: idea.measure,
    unitPrice: idea.price,
  });
  return project;
}

/** Families of the place join: most of the programme's own, some helped neighbours. */
function join(
  projects: Projects,
  _dice: Dice,
  project: Project,
  households: Household[],
  most: number,
  joined: Set<string>,
  detail: (index: number) => string,
  programme: string,
) {
  const day = project.startedOn ?? project.decided ?? project.asked ?? addDays(storyDay, -3);
  const place = projects.place(project);
  const world = projects.world;
  const good = households.filter(
    (one) =>
      one.unit === project.unit &&
      one.registered < day &&
      !one.ended &&
      !joined.has(one.id) &&
      ["poor", "near_poor", "newly_escaped"].includes(classOn(one, day) ?? ""),
  );
  const chosen = good.slice(0, most);
  chosen.forEach((household, index) => {
    joined.add(household.id);
    world.add("participations", {
      id: idOf("participation", project.key, household.key),
      ...place,
      householdId: household.id,
      joinedOn: day,
      classAtJoining: classOn(household, day)!,
      leftOn: null,
    });
    if (!project.startedOn) return;
    const budget = project.funds.reduce((sum, { planned }) => sum + planned, 0);
    world.add("supports", {
      id: idOf("support", project.key, household.key),
      householdId: household.id,
      familyId: household.familyId,
      ...world.place(household.unit),
      kind: "livelihood",
      state: "received",
      programme,
      detail: detail(index),
      amount: Math.round(budget / Math.max(most, chosen.length) / 100_000) * 100_000,
      loan: 0,
      onDate: addDays(day, 20),
      projectId: project.id,
      documentId: null,
      recordedBy: staffOf(world, project.unit).clerk,
      recordedAt: at(addDays(day, 22), 10),
    });
  });
  return chosen.length;
}

/** 2022, 2023, 2024: when models were approved in each year. */
const seasons: Record<number, [from: string, days: number]> = {
  2022: ["2022-09-05", 80],
  2023: ["2023-04-03", 120],
  2024: ["2024-03-04", 120],
  2025: ["2025-03-03", 70],
};

/** Communes of Lạng Sơn before the reform where the demonstration has households. */
const withHouseholds = [
  "old-06139",
  "old-06157",
  "old-06391",
  "old-06394",
  "old-06397",
  "old-06277",
  "old-06274",
  "old-06073",
  "old-06067",
  "old-06076",
  "old-06070",
];

export function addLivelihoods(projects: Projects, households: Household[]): { joined: number } {
  const dice = projects.world.dice("livelihood");
  const joined = new Set<string>();
  const langSon = [...projects.world.units.values()]
    .filter(
      (unit) =>
        unit.level === "commune" && unit.key.startsWith("old-") && projects.world.provinceOf(unit.key) === "vn-20",
    )
    .map(({ key }) => key);
  let count = 0;

  // The 249 models of Project 2. Of their 4,095 families (a published figure, held as an indicator)
  // the demonstration has about 250, in 26 of the models.
  const types: ("livestock" | "crop" | "forestry")[] = [
    ...Array(231).fill("livestock"),
    ...Array(14).fill("crop"),
    ...Array(4).fill("forestry"),
  ];
  types.forEach((type, index) => {
    const year = index % 3 === 0 ? 2022 : index % 3 === 1 ? 2023 : 2024;
    const here = index < 26 ? withHouseholds[index % withHouseholds.length]! : dice.pick(langSon);
    const [from, days] = seasons[year]!;
    const size = index < 26 ? 10 : dice.from(10, 23);
    const status: Status =
      index < 26
        ? index % 5 === 4
          ? "in_progress"
          : index % 2
            ? "completed"
            : "settled"
        : dice.weighted<Status>([
            ["settled", 56],
            ["completed", 30],
            ["in_progress", 14],
          ]);
    const idea = dice.pick(ideas[type]);
    const project = addModel(projects, dice, {
      key: `model/${index}`,
      unit: here,
      line: "gnbv-2021-2025:P2",
      decided: addDays(from, dice.from(0, days)),
      year,
      status,
      type,
      idea,
      form: dice.weighted<Form>([
        ["group", 80],
        ["cooperative", 14],
        ["value_chain", 6],
      ]),
      households: size,
    });
    if (index < 26) {
      const detail = () =>
        `${idea.each.toLocaleString("vi")} ${idea.item.charAt(0).toLowerCase()}${idea.item.slice(1)}`;
      count += join(
        projects,
        dice,
        project,
        households,
        size,
        joined,
        detail,
        "Giảm nghèo bền vững 2021-2025, Dự án 2",
      );
    }
  });

  // The 164 production projects of Project 3, sub-project 1: another register, never added to the models.
  for (let index = 0; index < 164; index++) {
    const year = 2022 + (index % 4);
    const [from, days] = seasons[year]!;
    const type = dice.weighted<"livestock" | "crop" | "forestry">([
      ["livestock", 48],
      ["crop", 38],
      ["forestry", 14],
    ]);
    const idea = dice.pick(ideas[type]);
    const form = dice.weighted<Form>([
      ["group", 45],
      ["cooperative", 20],
      ["value_chain", 35],
    ]);
    const status = dice.weighted<Status>([
      ["settled", 50],
      ["completed", 34],
      ["in_progress", 14],
      ["cancelled", 2],
    ]);
    addModel(projects, dice, {
      key: `production/${index}`,
      unit: dice.pick(langSon),
      line: "gnbv-2021-2025:P3.1",
      decided: addDays(from, dice.from(0, days)),
      year,
      status,
      type,
      idea,
      form,
      households: dice.from(14, 38),
      shares: [[dice.chance(0.76) ? "src_central" : "src_province", 1]],
      paid: status === "in_progress" ? 0.42 : 0.88,
    });
  }

  count += addQuangNinh(projects, dice, households, joined);
  count += addOf2026(projects, dice, households, joined);
  return { joined: count };
}

const idea = (
  name: string,
  item: string,
  measure: string,
  price: number,
  each: number,
  income: number,
  product: string,
): Idea => ({ name, item, measure, price, each, income, product });

/** Bình Liêu's canna and its vermicelli, and what else the three communes do. */
function addQuangNinh(projects: Projects, dice: Dice, households: Household[], joined: Set<string>): number {
  const programme = "Nghị quyết 06-NQ/TU, vùng dân tộc thiểu số, miền núi";
  const line = "qn-nq06-2021-2025:O3";
  let count = 0;
  const cooperative = addModel(projects, dice, {
    key: "canna",
    unit: "old-06859",
    line,
    decided: "2024-04-12",
    year: 2024,
    status: "in_progress",
    type: "non_farm",
    idea: idea(
      "Miến dong",
      "Máy nghiền, máy tráng miến và nhà phơi",
      "set",
      740_000_000,
      8,
      45_000_000,
      "Miến dong Bình Liêu",
    ),
    form: "value_chain",
    name: "Vùng dong riềng, miến dong Bình Liêu: hợp tác xã và 64 hộ",
    households: 1,
    amount: 5_200_000_000,
    shares: [["src_province", 1]],
    organisation: "Hợp tác xã nông sản Bình Liêu (mẫu)",
    benefit: "64 hộ thành viên trồng dong riềng; miến làm từ 100% củ dong, hợp đồng bao tiêu; 30 lao động thường xuyên",
    paid: 0.88,
  });
  cooperative.progress = 8500;
  cooperative.places = [
    { unit: "old-06859", note: "xưởng chế biến" },
    { unit: "old-06838", note: "" },
    { unit: "old-06856", note: "vùng trồng" },
  ];
  // Some two dozen of the 64 families are among the demonstration's households.
  count += join(
    projects,
    dice,
    cooperative,
    households,
    24,
    joined,
    () => "Giống dong riềng, phân bón và tập huấn; hợp đồng bao tiêu với hợp tác xã",
    programme,
  );
  const zone = addModel(projects, dice, {
    key: "canna zone",
    unit: "old-06856",
    line,
    decided: "2023-03-20",
    year: 2023,
    status: "completed",
    type: "crop",
    idea: idea(
      "Vùng trồng dong riềng tập trung 60 ha",
      "Củ giống dong riềng",
      "tonne",
      9_000_000,
      120,
      32_000_000,
      "Củ dong riềng",
    ),
    form: "group",
    name: "Vùng trồng dong riềng tập trung 60 ha, xã Lục Hồn",
    households: 1,
    shares: [
      ["src_province", 0.8],
      ["src_district", 0.2],
    ],
    benefit: "118 hộ, 60 ha; cung cấp củ cho hợp tác xã miến dong",
  });
  projects.world.add("project_quantities", {
    id: idOf("quantity", "canna zone"),
    ...projects.place(zone),
    quantity: "area",
    least: 60,
    most: null,
    measure: "ha",
  });
  const more: [
    key: string,
    unit: string,
    line: string,
    decided: string,
    status: Status,
    type: Type,
    what: Idea,
    households: number,
    village: string,
  ][] = [
    [
      "tien yen chicken",
      "old-06853",
      line,
      "2024-05-06",
      "in_progress",
      "livestock",
      idea("Nuôi gà bản thương phẩm", "Gà giống 21 ngày tuổi", "head", 34_000, 400, 33_000_000, "Gà bản"),
      18,
      "Nà Luông",
    ],
    [
      "cows dong van",
      "old-06847",
      "dtts-2021-2030:P3.2",
      "2023-06-14",
      "in_progress",
      "livestock",
      ideas.livestock[0]!,
      15,
      "Pắc Pộc",
    ],
    [
      "camellia",
      "old-06844",
      line,
      "2022-10-10",
      "settled",
      "forestry",
      idea("Trồng sở lấy dầu", "Cây sở ghép", "tree", 19_000, 500, 29_000_000, "Dầu sở"),
      22,
      "Phiêng Sáp",
    ],
    [
      "cinnamon",
      "old-06841",
      "dtts-2021-2030:P3.1",
      "2023-04-25",
      "completed",
      "forestry",
      idea("Trồng quế và bảo vệ rừng", "Cây quế giống", "tree", 3_500, 3000, 27_000_000, "Vỏ quế"),
      30,
      "Nà Choòng",
    ],
    [
      "pigs",
      "old-06838",
      "dtts-2021-2030:P3.2",
      "2024-06-03",
      "completed",
      "livestock",
      ideas.livestock[3]!,
      16,
      "Chang Nà",
    ],
    ["bees", "old-06856", line, "2022-11-02", "settled", "livestock", ideas.livestock[6]!, 12, "Khe O"],
    [
      "homestay",
      "old-06841",
      line,
      "2024-07-15",
      "cancelled",
      "non_farm",
      idea(
        "Du lịch cộng đồng",
        "Chăn màn, bếp và nhà vệ sinh cho khách",
        "set",
        42_000_000,
        1,
        48_000_000,
        "Lưu trú tại bản",
      ),
      9,
      "Phiêng Chiểng",
    ],
    [
      "ginseng",
      "old-06859",
      "dtts-2021-2030:P3.2",
      "2023-09-11",
      "settled",
      "crop",
      idea("Trồng ba kích tím", "Cây giống ba kích", "tree", 9_000, 1500, 34_000_000, "Ba kích tím"),
      14,
      "Nà Ếch",
    ],
  ];
  for (const [key, unit, of, decided, status, type, what, size, village] of more) {
    const project = addModel(projects, dice, {
      key,
      unit,
      line: of,
      decided,
      year: Number(decided.slice(0, 4)),
      status,
      type,
      idea: what,
      form: "group",
      households: size,
      village,
      shares: [["src_province", 1]],
    });
    if (["cows dong van", "bees"].includes(key))
      count += join(
        projects,
        dice,
        project,
        households,
        size,
        joined,
        () => `${what.each} ${what.item.charAt(0).toLowerCase()}${what.item.slice(1)}`,
        programme,
      );
  }
  return count;
}

/** What waits for somebody this November, and what was approved this year. */
function addOf2026(projects: Projects, dice: Dice, households: Household[], joined: Set<string>): number {
  const line = lines2026.livelihood;
  let count = 0;
  const of = (
    about: Parameters<typeof addModel>[2] extends infer T
      ? Partial<T> & { key: string; unit: string; status: Status; idea: Idea; households: number; village: string }
      : never,
  ) => {
    const quangNinh = projects.world.provinceOf(about.unit) === "vn-22";
    const project = addModel(projects, dice, {
      line,
      decided: null,
      year: 2026,
      type: "livestock",
      form: "group",
      shares: quangNinh
        ? [["src_province", 1]]
        : [
            ["src_central", 0.9],
            ["src_province", 0.1],
          ],
      ...about,
    } as Parameters<typeof addModel>[2]);
    // One draft still lacks its families.
    if (about.key !== "2026/vanquan pigs")
      count += join(
        projects,
        dice,
        project,
        households,
        Math.min(about.households, 14),
        joined,
        () => about.idea.item,
        "Chương trình 2026-2035, sinh kế",
      );
    return project;
  };
  const cows = ideas.livestock[0]!;
  const goats = ideas.livestock[2]!;
  const pigs = ideas.livestock[3]!;
  const anise = ideas.forestry[0]!;
  // Running, and approved with money waiting to be committed
  of({
    key: "2026/nasam goats",
    unit: "new-06124",
    status: "in_progress",
    decided: "2026-04-20",
    idea: goats,
    households: 14,
    village: "Đồng Tiến",
  });
  of({
    key: "2026/yenbinh cows",
    unit: "new-06391",
    status: "in_progress",
    decided: "2026-05-11",
    idea: cows,
    households: 12,
    village: "Làng Bến",
  });
  of({
    key: "2026/vanquan anise",
    unit: "new-06253",
    status: "approved",
    decided: "2026-10-26",
    idea: anise,
    households: 20,
    village: "Bản Làn",
    type: "forestry",
    form: "value_chain",
  });
  of({
    key: "2026/nasam persimmon",
    unit: "new-06124",
    status: "approved",
    decided: "2026-11-04",
    idea: ideas.crop[0]!,
    households: 16,
    village: "Nà Khách",
    type: "crop",
  });
  of({
    key: "2026/binhlieu pigs",
    unit: "new-06838",
    status: "in_progress",
    decided: "2026-05-25",
    idea: pigs,
    households: 15,
    village: "Khe Mó",
  });
  of({
    key: "2026/hoanhmo bees",
    unit: "new-06841",
    status: "approved",
    decided: "2026-10-30",
    idea: ideas.livestock[6]!,
    households: 12,
    village: "Khe Tiền",
  });
  // Waiting
  of({
    key: "2026/vanquan cows",
    unit: "new-06253",
    status: "submitted",
    asked: "2026-11-03",
    step: 2,
    idea: { ...cows, each: 2 },
    households: 14,
    village: "Nà Bung",
    amount: 476_000_000,
    benefit: "14 hộ, mỗi hộ 2 bò; thêm 5 hộ mới được công nhận nghèo, cận nghèo trong năm",
    amends: [
      { field: "totalAmount", value: "0" },
      { field: "src_central", group: "sources", value: "275000000" },
      { field: "src_province", group: "sources", value: "31000000" },
      { field: "householdCount", value: 9 },
      { field: "plannedEnd", value: "2027-09-30" },
      { field: "benefit", value: "9 hộ, mỗi hộ 2 bò" },
    ],
  });
  of({
    key: "2026/nasam buffalo",
    unit: "new-06124",
    status: "submitted",
    asked: "2026-11-18",
    step: 1,
    idea: ideas.livestock[1]!,
    households: 11,
    village: "Nà Lốc",
  });
  of({
    key: "2026/luchon camellia",
    unit: "new-06856",
    status: "submitted",
    asked: "2026-11-13",
    step: 2,
    idea: idea("Trồng sở lấy dầu", "Cây sở ghép", "tree", 19_000, 500, 29_000_000, "Dầu sở"),
    households: 26,
    village: "Ngàn Vàng Dưới",
    type: "forestry",
  });
  of({
    key: "2026/hoanhmo chicken",
    unit: "new-06841",
    status: "submitted",
    asked: "2026-11-09",
    step: 1,
    idea: ideas.livestock[4]!,
    households: 18,
    village: "Pắc Pộc",
  });
  // Sent back, refused, begun
  of({
    key: "2026/binhlieu goats",
    unit: "new-06838",
    status: "returned",
    decided: "2026-11-10",
    step: 1,
    reason: "Danh sách 12 hộ chưa có biên bản họp thôn; phần đối ứng chưa ghi cách tính.",
    idea: goats,
    households: 12,
    village: "Nà Luông",
  });
  of({
    key: "2026/yenbinh horses",
    unit: "new-06391",
    status: "rejected",
    decided: "2026-08-18",
    step: 2,
    reason: "Trùng đối tượng với mô hình ngựa bạch đã hỗ trợ năm 2023; chưa quá 36 tháng.",
    idea: ideas.livestock[5]!,
    households: 8,
    village: "Non Hương",
  });
  of({
    key: "2026/luchon ducks",
    unit: "new-06856",
    status: "draft",
    idea: ideas.livestock[7]!,
    households: 10,
    village: "Khe O",
  });
  of({
    key: "2026/vanquan pigs",
    unit: "new-06253",
    status: "draft",
    idea: pigs,
    households: 12,
    village: "Khuổi Phầy",
  });
  return count;
}
