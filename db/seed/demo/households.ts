import { sealIdentity } from "../../../server/auth/identity";
import { fold } from "../../../server/fold";
import { standardId } from "../reference";
import { addDays, at, type Dice, documentId, idOf, unitId } from "../tools";
import { type Ethnicity, fullName, type Sex, staffOf, surname } from "./people";
import { reform, type World } from "./world";

export type Class = "poor" | "near_poor" | "newly_escaped" | "average_standard" | "not_poor";

export type Household = {
  key: string;
  id: string;
  familyId: string;
  unit: string;
  head: string;
  members: number;
  registered: string;
  ended: boolean;
  parts: { foundation: string; frame: string; roof: string };
  area: number;
  /** Under the national standard, and under the province's own. */
  periods: { standard: "national" | "provincial"; class: Class; from: string; to: string | null }[];
};

/** The present commune, who lives there, and the divided unit whose families wait to be assigned. */
const communes: { key: string; ethnic: [Ethnicity, number][] }[] = [
  {
    key: "new-06838",
    ethnic: [
      ["tay", 5],
      ["dao", 4],
      ["san_chay", 3],
      ["kinh", 1],
    ],
  },
  {
    key: "new-06856",
    ethnic: [
      ["tay", 5],
      ["san_chay", 4],
      ["dao", 3],
    ],
  },
  {
    key: "new-06841",
    ethnic: [
      ["dao", 6],
      ["tay", 4],
      ["kinh", 1],
    ],
  },
  {
    key: "new-06124",
    ethnic: [
      ["nung", 5],
      ["tay", 4],
      ["kinh", 1],
    ],
  },
  {
    key: "new-06391",
    ethnic: [
      ["nung", 5],
      ["tay", 4],
      ["kinh", 2],
    ],
  },
  {
    key: "new-06253",
    ethnic: [
      ["nung", 5],
      ["tay", 5],
    ],
  },
  {
    key: "new-06073",
    ethnic: [
      ["tay", 5],
      ["dao", 4],
      ["nung", 3],
    ],
  },
  {
    key: "new-06076",
    ethnic: [
      ["tay", 5],
      ["dao", 4],
    ],
  },
];
const divided = "old-06853"; // Vô Ngại: a part went to Bình Liêu, a part to Tiên Yên
const oldPerCommune = 94;
const newPerCommune = 54;
const waiting = 30;

export const roundDocument = (province: string, year: number) =>
  province === "vn-22" && year === 2025
    ? documentId("4559-qd-ubnd-qn-2025")
    : documentId(`demo-review-${province}-${year}`);

const rounds = [2021, 2022, 2023, 2024, 2025];
const validFrom = (round: number) => `${round + 1}-01-01`;
const indicators = [
  "employment",
  "dependent",
  "nutrition",
  "health_insurance",
  "adult_education",
  "school_attendance",
  "housing_quality",
  "housing_area",
  "water_source",
  "toilet",
  "telecom",
  "info_access",
];
const isTarget = (value: Class) => value === "poor" || value === "near_poor";

/** Classes of the rounds 2021 to 2025 under the national standard: falling as the published rates do. */
function path(dice: Dice, quangNinh: boolean): Class[] {
  const classes: Class[] = [
    dice.weighted<Class>(
      quangNinh
        ? [
            ["poor", 25],
            ["near_poor", 35],
            ["average_standard", 25],
            ["not_poor", 15],
          ]
        : [
            ["poor", 48],
            ["near_poor", 36],
            ["average_standard", 10],
            ["not_poor", 6],
          ],
    ),
  ];
  for (const round of rounds.slice(1)) {
    const before = classes.at(-1)!;
    const escapedFor = classes.length - 1 - classes.findLastIndex((value) => value !== "newly_escaped");
    let next: Class;
    if (before === "poor")
      next = dice.weighted<Class>(
        quangNinh
          ? [
              ["poor", 35],
              ["near_poor", 40],
              ["newly_escaped", 25],
            ]
          : [
              ["poor", 66],
              ["near_poor", 22],
              ["newly_escaped", 12],
            ],
      );
    else if (before === "near_poor")
      next = dice.weighted<Class>([
        ["poor", quangNinh ? 2 : 5],
        ["near_poor", 60],
        ["newly_escaped", 35],
      ]);
    else if (before === "newly_escaped")
      next =
        escapedFor >= 3
          ? dice.pick(["average_standard", "not_poor"])
          : dice.weighted<Class>([
              ["newly_escaped", 94],
              ["near_poor", 5],
              ["poor", 1],
            ]);
    else
      next = dice.weighted<Class>([
        [before, 95],
        ["near_poor", 4],
        ["poor", 1],
      ]);
    // Quảng Ninh: nobody below the province's higher line at the end of 2025, so nobody below the national one either.
    if (quangNinh && round === 2025 && isTarget(next)) next = "newly_escaped";
    classes.push(next);
  }
  return classes;
}

/** An income and lacks that explain the class. */
function survey(dice: Dice, value: Class, urban: boolean, least = 0): { income: number; lacks: string[] } {
  const line = urban ? 2_000_000 : 1_500_000;
  const average = urban ? 3_000_000 : 2_250_000;
  const [low, high] = isTarget(value)
    ? [line * 0.45, line]
    : value === "not_poor"
      ? [average + 50_000, average * 1.6]
      : [line + 20_000, average];
  const count =
    value === "poor"
      ? dice.from(3, 6)
      : value === "near_poor"
        ? dice.from(0, 2)
        : dice.from(0, value === "newly_escaped" ? 3 : 1);
  const income = Math.round(Math.max(low + dice.roll() * (high - low), least) / 10_000) * 10_000;
  const lacks = new Set<string>();
  while (lacks.size < count) lacks.add(dice.pick(indicators));
  return {
    income: isTarget(value) ? Math.min(income, line) : income,
    lacks: indicators.filter((code) => lacks.has(code)),
  };
}

let identities = 0;
/** Twelve digits in the shape of a personal number, none of them a real person's: the birth province codes are not in use. */
function identity(born: string, sex: Sex): string {
  const century = Number(born.slice(0, 4)) >= 2000 ? 2 : 0;
  identities += 1;
  return `099${century + (sex === "female" ? 1 : 0)}${born.slice(2, 4)}${String((identities * 7919) % 1_000_000).padStart(6, "0")}`;
}

const birthday = (dice: Dice, year: number) => addDays(`${year}-01-01`, dice.from(0, 364));

function addMembers(
  world: World,
  dice: Dice,
  household: Household,
  ethnicity: Ethnicity,
  endedOn: string | null,
  headName?: string,
) {
  const place = world.place(household.unit);
  const size = dice.weighted([
    [2, 10],
    [3, 18],
    [4, 30],
    [5, 24],
    [6, 12],
    [7, 6],
  ] as const);
  const headSex: Sex = headName?.includes(" Thị ") || (!headName && dice.chance(0.18)) ? "female" : "male";
  const headYear = dice.from(1956, 1996);
  const family = headName?.split(" ")[0] ?? surname(dice, ethnicity);
  const people: { name: string; sex: Sex; year: number; relationship: string }[] = [
    {
      name: headName ?? fullName(dice, ethnicity, headSex, family),
      sex: headSex,
      year: headYear,
      relationship: "head",
    },
  ];
  if (dice.chance(0.86)) {
    const sex: Sex = headSex === "male" ? "female" : "male";
    people.push({
      name: fullName(dice, ethnicity, sex),
      sex,
      year: headYear + dice.from(-3, 5),
      relationship: "spouse",
    });
  }
  if (size >= 5 && headYear > 1972 && dice.chance(0.7)) {
    const sex = dice.pick<Sex>(["female", "female", "male"]);
    people.push({
      name: fullName(dice, ethnicity, sex),
      sex,
      year: headYear - dice.from(22, 30),
      relationship: "parent",
    });
  }
  while (people.length < size) {
    const sex = dice.pick<Sex>(["male", "female"]);
    people.push({
      name: fullName(dice, ethnicity, sex, family),
      sex,
      year: Math.min(headYear + 20 + dice.from(0, 14), 2020),
      relationship: "child",
    });
  }
  people.forEach((person, index) => {
    const born = birthday(dice, person.year);
    const sealed = dice.chance(0.97) ? sealIdentity(identity(born, person.sex)) : undefined;
    world.add("members", {
      id: idOf("member", household.key, index),
      householdId: household.id,
      ...place,
      name: person.name,
      folded: fold(person.name),
      bornOn: born,
      sex: person.sex,
      relationship: person.relationship,
      ethnicity,
      identityCipher: sealed?.cipher ?? null,
      identityHash: sealed?.hash ?? null,
      identityTail: sealed?.tail ?? null,
      endedOn,
      endReason: endedOn && "moved_out",
    });
  });
  household.head = people[0]!.name;
  household.members = people.length;
}

function addClasses(world: World, dice: Dice, household: Household, classes: Class[], relapse: boolean) {
  const province = world.provinceOf(household.unit);
  const quangNinh = province === "vn-22";
  const urban = world.isUrban(household.unit);
  const place = world.place(household.unit);
  const add = (
    standard: "national" | "provincial",
    round: string,
    value: Class,
    from: string,
    to: string | null,
    said: { income: number; lacks: string[] },
    year: number,
  ) => {
    if (to !== null && to <= from) return;
    household.periods.push({ standard, class: value, from, to });
    world.add("household_class_periods", {
      id: idOf("class period", household.key, standard, round),
      householdId: household.id,
      ...place,
      standardId: standardId(standard === "national" ? "std-vn-2022" : "std-qn-2023"),
      class: value,
      validFrom: from,
      validTo: to,
      round,
      incomePerCapita: said.income,
      deprivations: said.lacks,
      documentId: year === 2026 ? null : roundDocument(province, year),
    });
  };
  rounds.forEach((round, index) => {
    const next = index + 1 < rounds.length ? validFrom(rounds[index + 1]!) : null;
    // A family registered later has the class of the round then in force from that day on.
    if (next !== null && next <= household.registered) return;
    const from = validFrom(round) < household.registered ? household.registered : validFrom(round);
    const value = classes[index]!;
    const said = survey(dice, value, urban, quangNinh && round === 2025 ? (urban ? 2_610_000 : 2_110_000) : 0);
    const relapsed = relapse && round === 2025 ? "2026-09-15" : next;
    add("national", String(round), value, from, relapsed, said, round);
    if (quangNinh && round >= 2023) {
      const line = urban ? 2_600_000 : 2_100_000;
      const own: Class =
        said.income > line
          ? isTarget(value)
            ? "newly_escaped"
            : value
          : said.lacks.length >= 3
            ? "poor"
            : "near_poor";
      // Decision 4559 of 1 December 2025 ends the round; the standard itself lapses with the year.
      const [start, end] =
        round === 2025 ? ["2025-12-01", "2026-01-01"] : round === 2024 ? [from, "2025-12-01"] : [from, next];
      add(
        "provincial",
        String(round),
        own,
        start > household.registered ? start : household.registered,
        end,
        said,
        round,
      );
    }
  });
  if (relapse) {
    const value: Class = dice.pick(["poor", "near_poor", "near_poor"]);
    add("national", "2026-09", value, "2026-09-15", null, survey(dice, value, urban), 2026);
  }
}

function addHousehold(
  world: World,
  dice: Dice,
  about: {
    key: string;
    unit: string;
    village?: string | undefined;
    ethnicity: Ethnicity;
    registered: string;
    endedOn?: string | null;
    splitFrom?: Household;
    splitOn?: string;
    head?: string;
    classes?: Class[];
    relapse?: boolean;
  },
): Household {
  const id = idOf("household", about.key);
  const quangNinh = world.provinceOf(about.unit) === "vn-22";
  const classes = about.classes ?? path(dice, quangNinh);
  const worst = classes.some((value) => value === "poor") ? 0.7 : classes.some(isTarget) ? 0.45 : 0.15;
  const part = () => (dice.chance(worst) ? "not_durable" : "durable");
  const household: Household = {
    key: about.key,
    id,
    familyId: about.splitFrom?.familyId ?? id,
    unit: about.unit,
    head: "",
    members: 0,
    registered: about.registered,
    ended: Boolean(about.endedOn),
    parts: { foundation: part(), frame: part(), roof: part() },
    area: dice.from(18, 90) + dice.pick([0, 0, 0.5]),
    periods: [],
  };
  addMembers(world, dice, household, about.ethnicity, about.endedOn ?? null, about.head);
  addClasses(world, dice, household, classes, about.relapse ?? false);
  world.add("households", {
    id,
    ...world.place(about.unit),
    familyId: household.familyId,
    splitFromId: about.splitFrom?.id ?? null,
    splitOn: about.splitOn ?? null,
    villageId: about.village ? unitId(about.village) : null,
    address: about.village ? "" : `Xóm ${dice.from(1, 9)}`,
    headName: household.head,
    folded: fold(household.head),
    ethnicity: about.ethnicity,
    phone: dice.chance(0.6) ? `0900${String(dice.from(0, 999_999)).padStart(6, "0")}` : null,
    ...household.parts,
    area: household.area,
    endedOn: about.endedOn ?? null,
    registeredBy: household.registered < reform || world.isNew(about.unit) ? registrar(world, about.unit) : null,
    registeredAt: at(about.registered, dice.from(8, 16), dice.from(0, 59)),
  });
  return household;
}

function registrar(world: World, unit: string): string | null {
  // Two of the demonstration's communes have no account of their own.
  if (unit === "new-06073" || unit === "new-06076") return null;
  return staffOf(world, unit).clerk;
}

/**
 * A small share of the two provinces' families: those of eight present communes. Whoever was registered
 * before 1 July 2025 is in the commune of that time, and is seen through its successor.
 */
export function addHouseholds(world: World): Household[] {
  identities = 0;
  const dice = world.dice("households");
  const made: Household[] = [];
  const villages = [...world.units.values()].filter(({ level }) => level === "village");
  for (const { key, ethnic } of communes) {
    const here = villages.filter(({ versions }) => versions.at(-1)!.parent === key && versions[0]!.parent !== divided);
    const now = villages.filter(({ versions }) => versions.at(-1)!.parent === key);
    for (let n = 0; n < oldPerCommune; n++) {
      const village = dice.pick(here);
      const registered = dice.chance(0.82)
        ? addDays("2021-09-15", dice.from(0, 80))
        : addDays("2022-02-01", dice.from(0, 1200));
      made.push(
        addHousehold(world, dice, {
          key: `${key}/old/${n}`,
          unit: village.versions[0]!.parent!,
          village: village.key,
          ethnicity: dice.weighted(ethnic),
          registered,
          endedOn: n % 60 === 59 ? "2024-08-15" : null,
        }),
      );
    }
    for (let n = 0; n < newPerCommune; n++)
      made.push(
        addHousehold(world, dice, {
          key: `${key}/new/${n}`,
          unit: key,
          village: dice.pick(now).key,
          ethnicity: dice.weighted(ethnic),
          registered: dice.chance(0.85)
            ? addDays("2025-07-05", dice.from(0, 60))
            : addDays("2025-10-01", dice.from(0, 360)),
          // After the September storm of 2026 some families fell back: found by the review within the year.
          relapse: world.provinceOf(key) === "vn-22" && n % 7 === 3,
        }),
      );
  }
  for (let n = 0; n < waiting; n++)
    made.push(
      addHousehold(world, dice, {
        key: `${divided}/${n}`,
        unit: divided,
        village: n % 3 === 0 ? "vil-06838-na-luong" : undefined,
        ethnicity: dice.weighted<Ethnicity>([
          ["dao", 5],
          ["tay", 3],
          ["san_chay", 2],
        ]),
        registered: addDays("2021-09-20", dice.from(0, 90)),
      }),
    );

  // Stories. A family that was housed in 2022, and the daughter's household that split from it.
  const chien = addHousehold(world, dice, {
    key: "story/chien",
    unit: "old-06391",
    village: "vil-06391-lang-giang",
    ethnicity: "nung",
    registered: "2021-10-04",
    head: "Nông Văn Chiến",
    classes: ["poor", "poor", "near_poor", "newly_escaped", "newly_escaped"],
  });
  const xuyen = addHousehold(world, dice, {
    key: "story/xuyen",
    unit: "new-06391",
    village: "vil-06391-lang-giang",
    ethnicity: "nung",
    registered: "2025-08-11",
    splitFrom: chien,
    splitOn: "2023-03-14",
    head: "Nông Thị Xuyến",
    classes: ["poor", "poor", "poor", "poor", "poor"],
  });
  const dau = addHousehold(world, dice, {
    key: "story/dau",
    unit: "old-06859",
    village: "vil-06838-khe-mo",
    ethnicity: "dao",
    registered: "2021-09-28",
    head: "Chíu Văn Dảu",
    classes: ["poor", "near_poor", "near_poor", "newly_escaped", "newly_escaped"],
  });
  const ly = addHousehold(world, dice, {
    key: "story/ly",
    unit: "old-06859",
    village: "vil-06838-khe-mo",
    ethnicity: "dao",
    registered: "2021-09-28",
    splitFrom: dau,
    splitOn: "2016-03-20",
    head: "Chíu Sáng Lỷ",
    classes: ["poor", "near_poor", "near_poor", "average_standard", "average_standard"],
  });
  made.push(chien, xuyen, dau, ly);
  // A few more young families that split from families of their own commune.
  for (const { key, ethnic } of communes.slice(0, 6)) {
    const origins = made.filter((one) => one.key.startsWith(`${key}/old/`) && !one.ended).slice(0, 2);
    for (const origin of origins)
      made.push(
        addHousehold(world, dice, {
          key: `${origin.key}/split`,
          unit: key,
          ethnicity: dice.weighted(ethnic),
          registered: addDays("2025-07-20", dice.from(0, 60)),
          splitFrom: origin,
          splitOn: addDays("2023-02-01", dice.from(0, 700)),
          head: fullName(dice, "tay", "male", origin.head.split(" ")[0]),
        }),
      );
  }
  number(world);
  return made;
}

/** "H-20-000123", in the order of registration. */
function number(world: World) {
  const byDay = [...world.all("households")].sort((a, b) =>
    a.registeredAt < b.registeredAt ? -1 : a.registeredAt > b.registeredAt ? 1 : a.id < b.id ? -1 : 1,
  );
  byDay.forEach((row, index) => {
    row.code = `H-${row.provinceId === unitId("vn-22") ? "22" : "20"}-${String(index + 1).padStart(6, "0")}`;
  });
}

/** The class on a day, under the national standard or the province's own. */
export function classOn(
  household: Household,
  day: string,
  of: "national" | "provincial" = "national",
): Class | undefined {
  return household.periods.find(({ standard, from, to }) => standard === of && from <= day && (to === null || day < to))
    ?.class;
}

/** Documents of the rounds, invented but for the one that was published. */
export const reviewDocuments = ["vn-20", "vn-22"].flatMap((province) =>
  rounds
    .filter((year) => !(province === "vn-22" && year === 2025))
    .map((year) => ({
      key: `demo-review-${province}-${year}`,
      province,
      year,
      issuedOn: `${year}-12-${province === "vn-20" ? "10" : "05"}`,
    })),
);
