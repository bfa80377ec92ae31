import { hashPassword, nobodysHash } from "../../../server/auth/password";
import { fold } from "../../../server/fold";
import { at, type Dice, idOf, readSeed } from "../tools";
import { reform, type World } from "./world";

type Account = {
  username: string;
  name: string;
  role: string;
  unit: string;
  key: string;
  office: string;
  from: string;
  mustChangePassword?: boolean;
};

export const personId = (username: string) => idOf("person", username);

const surnames = {
  tay: ["Hoàng", "Nông", "Lương", "Vi", "Bế", "Đàm", "Hứa", "Ma", "Lộc", "Chu"],
  nung: ["Nông", "Lý", "Hoàng", "Lộc", "Vi", "Linh", "Chu", "Lăng", "Mã", "Sầm"],
  dao: ["Chíu", "Dường", "Tằng", "Phùn", "Chìu", "Đặng", "Triệu", "Bàn", "Lý"],
  san_chay: ["Trần", "Nình", "Lỷ", "La", "Hoàng", "Ninh", "Trương", "Tô"],
  kinh: ["Nguyễn", "Trần", "Phạm", "Lê", "Vũ", "Đỗ", "Ngô"],
} as const;
const given = {
  male: [
    "Chiến",
    "Thành",
    "Sơn",
    "Hải",
    "Dũng",
    "Long",
    "Tiến",
    "Quân",
    "Vinh",
    "Bình",
    "Phong",
    "Thắng",
    "Lâm",
    "Đức",
    "Tài",
    "Hợp",
    "Páo",
    "Khải",
    "Cường",
    "Hiếu",
    "Nam",
    "Toàn",
    "Lập",
    "Kiên",
  ],
  female: [
    "Xuyến",
    "Hoa",
    "Mai",
    "Lan",
    "Hồng",
    "Thảo",
    "Nhung",
    "Hiền",
    "Loan",
    "Sen",
    "Dung",
    "Én",
    "Tuyết",
    "Thúy",
    "Yến",
    "Bích",
    "Mẩy",
    "Nga",
    "Phương",
    "Hà",
    "Diệp",
    "Liên",
    "Sim",
    "Thơm",
  ],
} as const;
const daoGiven = {
  male: ["Lỷ", "Dảu", "Phú", "Quay", "Sềnh", "Phúc", "Tài", "Chăn"],
  female: ["Mằn", "Sám", "Múi", "Phấy", "Hoa", "Tài", "Nhì", "Kíu"],
} as const;

export type Ethnicity = keyof typeof surnames;
export type Sex = "male" | "female";

export const surname = (dice: Dice, ethnicity: Ethnicity): string => dice.pick(surnames[ethnicity]);

/** An invented name; children bear their father's surname. */
export function fullName(dice: Dice, ethnicity: Ethnicity, sex: Sex, family = surname(dice, ethnicity)): string {
  if (ethnicity === "dao" && dice.chance(0.7)) {
    const middle =
      sex === "male" ? dice.pick(["Sáng", "Văn", "A", "Dảu", "Chăn"]) : dice.pick(["Thị", "Cắm", "Tài", "Sám"]);
    return `${family} ${middle} ${dice.pick(daoGiven[sex])}`;
  }
  const middle =
    sex === "male"
      ? dice.pick(["Văn", "Văn", "Đình", "Quốc", "Mạnh", "Minh"])
      : dice.pick(["Thị", "Thị", "Thị", "Thu", "Ngọc"]);
  return `${family} ${middle} ${dice.pick(given[sex])}`;
}

/** Districts whose officers kept the files until districts ended. They cannot sign in any more. */
const districts = [
  "vn-178",
  "vn-180",
  "vn-181",
  "vn-182",
  "vn-183",
  "vn-184",
  "vn-185",
  "vn-186",
  "vn-187",
  "vn-188",
  "vn-189",
  "vn-198",
  "vn-199",
  "vn-201",
  "vn-202",
];
const communeClerks: Record<string, [clerk: string, leader: string]> = {
  "new-06838": ["lan@binhlieu", "hung@binhlieu"],
  "new-06856": ["sinh@luchon", "loc@luchon"],
  "new-06841": ["thuy@hoanhmo", "tuan@hoanhmo"],
  "new-06124": ["tham@nasam", "cuong@nasam"],
  "new-06391": ["khanh@yenbinh", "hanh@yenbinh"],
  "new-06253": ["thang@vanquan", "dung@vanquan"],
};
const provinceStaff: Record<string, { managers: [string, string]; finance: string; inspector: string }> = {
  "vn-20": { managers: ["ha@langson", "loc@langson"], finance: "quan@langson", inspector: "hai@langson" },
  "vn-22": { managers: ["tuyen@quangninh", "nga@quangninh"], finance: "khai@quangninh", inspector: "mai@quangninh" },
};

/** Who wrote and who signed in a unit of that time, as ids. */
export function staffOf(world: World, key: string) {
  const province = provinceStaff[world.provinceOf(key)]!;
  const commune = communeClerks[key];
  const district = key.startsWith("old-") ? world.parentOf(key) : key;
  return {
    clerk: personId(commune?.[0] ?? `hoso@${district}`),
    leader: personId(commune?.[1] ?? `lanhdao@${district}`),
    managers: province.managers.map(personId) as [string, string],
    finance: personId(province.finance),
    inspector: personId(province.inspector),
  };
}

/** Today's clerk of a commune, who answers for what its predecessors left. */
export const clerkNow = (key: string): string => personId(communeClerks[key]![0]);

export async function addPeople(world: World): Promise<void> {
  const { password, accounts } = readSeed<{ password: string; accounts: Account[] }>("accounts.json");
  // The password is printed at every start: one hash for all costs nothing more.
  const passwordHash = await hashPassword(password);
  const dice = world.dice("people");
  for (const account of accounts) {
    world.add("people", {
      id: personId(account.username),
      username: account.username,
      name: account.name,
      folded: fold(account.name),
      office: account.office,
      passwordHash,
      mustChangePassword: account.mustChangePassword ?? false,
      disabledAt: null,
      createdAt: at(account.from, 8),
    });
    world.add("role_assignments", {
      id: idOf("assignment", account.username),
      personId: personId(account.username),
      role: account.role,
      ...world.place(account.key),
      validFrom: account.from,
      validTo: null,
      assignedBy: account.username === "admin@terrace" ? null : personId("admin@terrace"),
      assignedAt: at(account.from, 8),
      endedBy: null,
    });
  }
  for (const key of districts) {
    const district = world.units.get(key)!.versions[0]!.name;
    for (const [prefix, role] of [
      ["hoso", "clerk"],
      ["lanhdao", "leader"],
    ] as const) {
      const id = personId(`${prefix}@${key}`);
      const slug = `${prefix}@${fold(district).replaceAll(" ", "")}${key === "vn-178" ? "-tp" : ""}.cu`;
      const name = fullName(dice, dice.pick(["tay", "nung", "kinh"]), dice.pick(["male", "female"]));
      world.add("people", {
        id,
        username: slug,
        name,
        folded: fold(name),
        office: `UBND ${key === "vn-178" ? "thành phố" : "huyện"} ${district} (đến 30/06/2025)`,
        passwordHash: nobodysHash,
        mustChangePassword: true,
        disabledAt: at(reform, 0),
        createdAt: at("2021-01-01", 8),
      });
      world.add("role_assignments", {
        id: idOf("assignment", id),
        personId: id,
        role,
        ...world.place(key),
        validFrom: "2021-01-01",
        validTo: reform,
        assignedBy: personId("admin@terrace"),
        assignedAt: at("2021-01-01", 8),
        endedBy: personId("admin@terrace"),
      });
    }
  }
}
