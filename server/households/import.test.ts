import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { newId } from "../ids";
import { importAs } from "../testing/household-files";
import { aHousehold, householdCodes, someIdentity } from "../testing/households";
import { makeWorld, type Person, problemOf, type Unit, type World } from "../testing/world";

let world: World;
let here: Unit;
let there: Unit;
let clerk: Person;

const codeOf = (unit: Unit, code: string, from = "2020-01-01", to: string | null = null) =>
  world.sql(
    "insert into unit_codes (id, unit_id, scheme, code, valid_from, valid_to) values ($1, $2, 'gso', $3, $4, $5)",
    [newId(), unit.id, code, from, to],
  );

beforeAll(async () => {
  world = await makeWorld();
  await householdCodes(world);
  here = await world.commune("Bình Liêu");
  there = await world.commune("Lục Hồn");
  await world.unit("Khe Mó", "village", here);
  await codeOf(world.province, "22");
  await codeOf(here, "06838", "2025-07-01");
  await codeOf(there, "06841");
  clerk = await world.person("clerk", here);
});
afterAll(() => world.end());
beforeEach(() => world.sql("delete from operations"));

const heads =
  "unit_code,unit_on,village,address,phone,ethnicity,foundation,frame,roof,area,code,name,born_on,sex,relationship,person_ethnicity,identity";
const columns = heads.split(",");
/** A row: what is not told is as it should be. */
const row = (over: Partial<Record<string, string>> = {}) => {
  const cells: Record<string, string> = {
    unit_code: "06838",
    unit_on: "2025-07-01",
    ethnicity: "dao",
    name: "Chíu Sáng Lỷ",
    born_on: "06/05/1984",
    sex: "Nam",
    ...over,
  };
  return columns.map((column) => cells[column] ?? "").join(",");
};
const file = (...rows: string[]) => [heads, ...rows].join("\n");
const count = async (table: string) => Number((await world.sql(`select count(*) as n from ${table}`))[0]!.n);
const everything = async () => [await count("households"), await count("members"), await count("audit_events")];
/** What is in the database stays as it is. */
async function nothingChanges(work: () => Promise<void>) {
  const before = await everything();
  await work();
  expect(await everything()).toEqual(before);
  expect(await world.sql("select * from app.kept_total_differences()")).toEqual([]);
}

test("a clerk imports households with their people, and each is found like one from the form", async () => {
  const identity = someIdentity();
  const outcome = await importAs(
    clerk,
    `\uFEFF${file(
      row({
        village: "khe mo",
        phone: "0912 345 678",
        address: "cạnh trường",
        area: '"42,5"',
        foundation: "Không bền chắc",
        identity,
        code: "h-22-900001",
      }),
      row({ unit_code: "", unit_on: "", ethnicity: "", name: "Phùn Thị Mằn", sex: "nữ", relationship: "spouse" }),
      row({ name: "Đặng Văn Ba" }),
    ).replaceAll("\n", "\r\n")}\r\n`,
  );
  expect(outcome).toMatchObject({
    rows: 3,
    households: 2,
    badRows: 0,
    registered: 2,
    people: 3,
    kept: true,
    problems: [],
  });
  const { items } = await world.as(clerk).households.list({ q: "H-22-900001" });
  const page = await world.as(clerk).households.get({ id: items[0]!.id });
  expect(page).toMatchObject({
    headName: "Chíu Sáng Lỷ",
    memberCount: 2,
    villageName: "Khe Mó",
    phone: "0912345678",
    address: "cạnh trường",
    area: 42.5,
    foundation: "not_durable",
    frame: "unknown",
    version: 1,
  });
  expect(page.members.map(({ name, relationship }) => [name, relationship])).toEqual([
    ["Chíu Sáng Lỷ", "head"],
    ["Phùn Thị Mằn", "spouse"],
  ]);
  expect((await world.as(clerk).households.list({ q: identity })).total).toBe(1);
  expect((await world.as(clerk).households.list({ q: "dang van ba" })).items[0]?.code).toMatch(/^H-22-\d{6}$/);
  expect(await world.history(page.id)).toMatchObject([
    { event: "household.registered", person_id: clerk.id, detail: { code: "H-22-900001", members: 2 } },
    { event: "household.read" },
  ]);
  expect(
    await world.sql("select person_id, detail from audit_events where event = 'household.imported'"),
  ).toMatchObject([{ person_id: clerk.id, detail: { households: 2, people: 3, rows: 3, left: 0 } }]);
  expect(await world.sql("select * from app.kept_total_differences()")).toEqual([]);
});

test.each<[string, string[], string[]]>([
  ["no unit", [row({ unit_code: "" })], ["2 unit_code required"]],
  ["a code without its day (invariant 36)", [row({ unit_on: "" })], ["2 unit_on code_needs_day"]],
  ["a day that has not come", [row({ unit_on: "2099-01-01" })], ["2 unit_on day_has_not_come"]],
  ["a code of another time", [row({ unit_on: "2024-12-31" })], ["2 unit_code unknown_unit"]],
  ["a unit that the clerk does not reach", [row({ unit_code: "06841" })], ["2 unit_code unknown_unit"]],
  ["a village of another commune", [row({ village: "Nà Pò" })], ["2 village village_elsewhere"]],
  ["no name", [row({ name: " " })], ["2 name required"]],
  ["a day that does not exist", [row({ born_on: "30/02/1984" })], ["2 born_on not_a_date"]],
  ["born tomorrow", [row({ born_on: "01/01/2099" })], ["2 born_on day_has_not_come"]],
  ["a word that is no sex", [row({ sex: "x" })], ["2 sex not_in_list"]],
  ["a people that the list does not have", [row({ ethnicity: "Kinhh" })], ["2 ethnicity not_in_list"]],
  ["a code that the list does not have", [row({ ethnicity: "unheard" })], ["2 ethnicity not_in_list"]],
  ["nine digits", [row({ identity: "123456789" })], ["2 identity not_an_identity_number"]],
  ["a number that Excel has spoilt", [row({ identity: "1.23457E+10" })], ["2 identity not_an_identity_number"]],
  ["no phone number", [row({ phone: "912345678" })], ["2 phone not_phone"]],
  ["an area read in two ways", [row({ area: "1.234" })], ["2 area not_a_number"]],
  ["an area below nothing", [row({ area: "-3" })], ["2 area out_of_range"]],
  ["a part of no known make", [row({ roof: "tranh" })], ["2 roof not_in_list"]],
  ["a code with signs", [row({ code: "H 22" })], ["2 code not_valid"]],
  ["a member under nobody", [row({ relationship: "spouse" })], ["2 relationship member_without_head"]],
  [
    "a member who lives elsewhere than the head",
    [row(), row({ relationship: "spouse", address: "nơi khác" })],
    ["3 address differs_from_head"],
  ],
  [
    "a member of a kinship that the list does not have",
    [row(), row({ relationship: "neighbour" })],
    ["3 relationship not_in_list"],
  ],
  [
    "one number twice in a household",
    [row({ identity: "001084000001" }), row({ relationship: "spouse", identity: "001084000001" })],
    ["3 identity identity_twice"],
  ],
  [
    "one number in two households: either may be wrong",
    [row({ identity: "001084000001" }), row({ identity: "001084000001" })],
    ["2 identity identity_repeated", "3 identity identity_repeated"],
  ],
  [
    "one code at two households",
    [row({ code: "H-22-5" }), row({ code: "h-22-5" })],
    ["2 code code_repeated", "3 code code_repeated"],
  ],
  ["more cells than heads", [`${row()},x`], ["2  more_cells_than_heads"]],
  ["a quote in the middle", [row().replace("Chíu", '"Chíu"')], ["2  quote_is_not_closed"]],
])("refuses %s, and registers nothing", async (_, rows, problems) => {
  await nothingChanges(async () => {
    const outcome = await importAs(clerk, file(...rows));
    expect(outcome).toMatchObject({ problems, registered: 0, kept: false });
    expect(outcome.badRows).toBe(new Set(problems.map((each) => each.split(" ")[0])).size);
  });
});

test("refuses what others hold already, also where the clerk does not see it", async () => {
  const identity = someIdentity();
  const theirs = await aHousehold(world, there, { identity });
  const [{ code } = { code: "" }] = await world.sql<{ code: string }>("select code from households where id = $1", [
    theirs.id,
  ]);
  await nothingChanges(async () => {
    const outcome = await importAs(clerk, file(row({ identity }), row({ code })));
    expect(outcome.problems).toEqual(["2 identity identity_in_other_household", "3 code code_taken"]);
  });
});

test("names every row that is wrong at once, by the line that an editor shows", async () => {
  const outcome = await importAs(
    clerk,
    file(
      row(),
      row({ address: '"hai\ndòng"' }),
      "",
      row({ sex: "?" }),
      row({ unit_code: "99999" }),
      row({ born_on: "x", sex: "?" }),
    ),
  );
  expect(outcome.problems.sort()).toEqual([
    "6 sex not_in_list",
    "7 unit_code unknown_unit",
    "8 born_on not_a_date",
    "8 sex not_in_list",
  ]);
  expect(outcome).toMatchObject({ rows: 5, households: 5, badRows: 3, householdsLeft: 3, registered: 0, kept: false });
});

test.each([
  ["columns_unknown", `${heads},màu nhà\n${row()},xanh`],
  ["columns_twice", `${heads},name\n${row()},x`],
  ["columns_missing", "name,sex\nA,nam"],
  ["file_empty", ""],
  ["file_empty", "\uFEFF\r\n"],
  ["text_is_not_utf8", Buffer.concat([Buffer.from(`${heads}\n`), Buffer.from([0x43, 0xe9, 0x6e, 0x67, 0x0a])])],
  ["quote_is_not_closed", `${heads}\n"${"x".repeat(300_000)}`],
] as const)("refuses a file as a whole: %s", async (code, content) => {
  await nothingChanges(async () => {
    expect((await problemOf(importAs(clerk, content))).code).toBe(code);
  });
});

test.each([";", "\t"])("reads files that are separated by %j", async (separator) => {
  const rows = file(row({ name: "Một" }), row({ name: "Hai", area: "42.5" }));
  const outcome = await importAs(clerk, rows.replaceAll(",", separator), { dryRun: true });
  expect(outcome).toMatchObject({ households: 2, registered: 2, problems: [] });
});

test.each(["vi", "en"])("reads heads in a language: %s", async (language) => {
  const named = {
    vi: "Mã đơn vị,Ngày của mã,Họ và tên,Ngày sinh,Giới tính,Dân tộc",
    en: "unit CODE,Code as of,Name,Date of birth,Sex,Ethnicity",
  }[language];
  const outcome = await importAs(clerk, `${named}\n06838,1/7/2025,A,1984-05-06,Female,DAO`, { dryRun: true });
  expect(outcome).toMatchObject({ registered: 1, problems: [] });
});

test("a name is one name however its marks were typed", async () => {
  const name = "Hoàng Thị Ngọc Ảnh";
  await importAs(clerk, file(row({ name: name.normalize("NFD") }), row({ name: name.normalize("NFC") })));
  expect(
    await world.sql("select distinct head_name, folded from households where folded = 'hoang thi ngoc anh'"),
  ).toEqual([{ head_name: name.normalize("NFC"), folded: "hoang thi ngoc anh" }]);
});

test("a dry run comes to what the run comes to, and keeps nothing", async () => {
  const content = file(
    row({ name: "Thử Một" }),
    row({ sex: "?" }),
    row({ name: "Thử Ba", code: "H-22-77" }),
    row({ unit_code: "1" }),
  );
  let dry: Awaited<ReturnType<typeof importAs>> | undefined;
  await nothingChanges(async () => {
    dry = await importAs(clerk, content, { goodRows: true, dryRun: true });
  });
  const real = await importAs(clerk, content, { goodRows: true });
  expect(real).toMatchObject({ rows: 4, registered: 2, people: 2, badRows: 2, householdsLeft: 2 });
  expect({ ...dry, kept: true }).toEqual(real);
  expect((await world.as(clerk).households.list({ q: "thu" })).total).toBe(2);
});

test("the good rows leave out a household in which one person is wrong", async () => {
  const outcome = await importAs(
    clerk,
    file(
      row({ name: "Còn Lại" }),
      row({ name: "Bỏ Ra" }),
      row({ name: "Vợ", relationship: "spouse", born_on: "?" }),
      row({ name: "Trùng Một", identity: "001084000777" }),
      row({ name: "Con", relationship: "child" }),
      row({ name: "Trùng Hai", identity: "001084000777" }),
    ),
    { goodRows: true },
  );
  expect(outcome).toMatchObject({ households: 4, registered: 1, people: 1, householdsLeft: 3, badRows: 3 });
  expect((await world.as(clerk).households.list({ q: "còn lại" })).total).toBe(1);
  expect((await world.as(clerk).households.list({ q: "trùng" })).total).toBe(0);
  expect(await world.sql("select * from app.kept_total_differences()")).toEqual([]);
});

test("the same file is imported once, whoever brings it again", async () => {
  const content = file(row({ name: "Chỉ Một Lần" }));
  const first = await importAs(clerk, content);
  await nothingChanges(async () => {
    expect(await importAs(clerk, content)).toEqual({ ...first, repeated: true });
    const other = await world.person("clerk", world.province);
    expect((await problemOf(importAs(other, content))).code).toBe("file_imported_already");
  });
  expect((await world.as(clerk).households.list({ q: "chỉ một lần" })).total).toBe(1);
});

test("a file that was refused may be brought again when what stood in its way is gone", async () => {
  const identity = someIdentity();
  const other = await aHousehold(world, there, { identity });
  const content = file(row({ name: "Trở Lại", identity }));
  expect(await importAs(clerk, content)).toMatchObject({ registered: 0 });
  await world.sql("update members set ended_on = '2025-01-01' where household_id = $1", [other.id]);
  expect(await importAs(clerk, content)).toMatchObject({ registered: 1, kept: true });
});

test.each(["leader", "auditor", "administrator"] as const)(
  "a person without the right imports nothing: %s",
  async (role) => {
    const who = await world.person(role, here);
    await nothingChanges(async () => {
      expect((await problemOf(importAs(who, file(row())))).code).toBe("not_allowed");
    });
  },
);

test("without row policies the procedure alone keeps other units out, and without it the policy does", async () => {
  await world.withoutPolicies(["households", "members"], async () => {
    expect((await importAs(clerk, file(row({ unit_code: "06841" })))).problems).toEqual(["2 unit_code unknown_unit"]);
  });
  const id = newId();
  const insert = world.rawAs(clerk, (query) =>
    query(
      `with h as (insert into households (id, unit_id, province_id, family_id, code, head_name, folded, ethnicity, member_count)
                  values ($1, $2, $3, $1, 'H-X', 'x', 'x', 'dao', 1))
       insert into members (id, household_id, unit_id, province_id, name, folded, born_on, sex, relationship, ethnicity)
       values ($4, $1, $2, $3, 'x', 'x', '1990-01-01', 'male', 'head', 'dao')`,
      [id, there.id, there.provinceId, newId()],
    ),
  );
  await expect(insert).rejects.toThrow(/row-level security/);
});

test("a household of a unit that was, on a day on which it was, is registered there", async () => {
  const former = await world.unit("Húc Động", "commune", world.province, { to: "2025-07-01" });
  await codeOf(former, "06859", "2020-01-01", "2025-07-01");
  const provincial = await world.person("clerk", world.province);
  const cells = { unit_code: "06859", name: "Xã Cũ" };
  expect(await importAs(provincial, file(row({ ...cells, unit_on: "2024-12-31" })), { dryRun: true })).toMatchObject({
    registered: 1,
  });
  expect((await importAs(provincial, file(row({ ...cells, unit_on: "2025-07-01" })))).problems).toEqual([
    "2 unit_code unknown_unit",
  ]);
});

test("a day for all codes of a file may be told beside it", async () => {
  const content = file(row({ unit_on: "" }));
  expect(await importAs(clerk, content, { codesOn: "2025-07-01", dryRun: true })).toMatchObject({ registered: 1 });
});

test("codes given by a file are not given again", async () => {
  const [{ last } = { last: 0 }] = await world.sql<{ last: number }>(
    "select last_value::int as last from household_numbers",
  );
  await importAs(
    clerk,
    file(
      row({ code: `H-22-${String(last + 1).padStart(6, "0")}` }),
      row({ code: `H-22-${String(last + 2).padStart(6, "0")}` }),
    ),
  );
  const made = await importAs(clerk, file(row({ name: "Mã Sau" })));
  expect(made).toMatchObject({ registered: 1 });
  await world.sql("select setval('household_numbers', 1234567)");
  await importAs(clerk, file(row({ name: "Mã Dài" })));
  expect((await world.as(clerk).households.list({ q: "mã dài" })).items[0]?.code).toBe("H-22-1234568");
});
