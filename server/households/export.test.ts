import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../ids";
import { exportAs, importAs } from "../testing/household-files";
import { aHousehold, householdCodes, someIdentity } from "../testing/households";
import { makeWorld, type Person, type Unit, type World } from "../testing/world";

let world: World;
let here: Unit;
let there: Unit;
let clerk: Person;

beforeAll(async () => {
  world = await makeWorld();
  await householdCodes(world);
  here = await world.commune("Bình Liêu");
  there = await world.commune("Lục Hồn");
  await world.unit("Khe Mó", "village", here);
  for (const [unit, code] of [
    [here, "06838"],
    [there, "06841"],
  ] as const) {
    await world.sql(
      "insert into unit_codes (id, unit_id, scheme, code, valid_from) values ($1, $2, 'gso', $3, '2020-01-01')",
      [newId(), unit.id, code],
    );
  }
  clerk = await world.person("clerk", here);
});
afterAll(() => world.end());

const heads =
  "unit_code,unit_on,village,address,phone,ethnicity,foundation,frame,roof,area,code,name,born_on,sex,relationship,person_ethnicity,identity";
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
const line = (...cells: string[]) => `${cells.map(quoted).join(",")}\n`;

/** Cells of a file, read without any knowledge of ours but what RFC 4180 says. */
function read(content: string): string[][] {
  const lines: string[][] = [[]];
  for (const [, cell = "", plain = "", end = ""] of content
    .replace("\uFEFF", "")
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    lines.at(-1)!.push(cell === "" ? plain : cell.replaceAll('""', '"'));
    if (end !== ",") lines.push([]);
  }
  return lines.filter((cells) => cells.length > 1);
}

test("what a spreadsheet would evaluate is text, and a number stays a number", async () => {
  const begins = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'"];
  const payloads = begins.flatMap((sign) => [
    `${sign}1+1`,
    `${sign}cmd|' /C calc'!A0`,
    `${sign}HYPERLINK("http://x")`,
    `${sign}${sign}x`,
  ]);
  expect(payloads.length).toBeGreaterThanOrEqual(40);
  const unit = await world.commune("Công thức");
  const owner = await world.person("clerk", unit);
  for (const [at, payload] of payloads.entries()) {
    await world.sql(
      `with h as (insert into households (id, unit_id, province_id, family_id, code, address, head_name, folded, ethnicity, phone, area)
                  values ($1, $2, $3, $1, $4, $4, $4, 'x', $4, $4, 12.5))
       insert into members (id, household_id, unit_id, province_id, name, folded, born_on, sex, relationship, ethnicity)
       values ($5, $1, $2, $3, $4, 'x', '1990-01-01', 'male', $4, $4)`,
      [newId(), unit.id, unit.provinceId, at === 0 ? payload : payload, newId()],
    );
  }
  const { content, rows } = await exportAs(owner);
  expect(rows).toBe(payloads.length);
  const [, ...lines] = read(content);
  const cells = lines.flat();
  expect(cells.filter((cell) => /^[=+\-@\t\r\n＝＋－＠]/.test(cell))).toEqual([]);
  expect(cells).toContain("'=1+1");
  expect(cells).toContain("12.50");
});

test("a clerk exports the households of their reach, without their numbers, and the trail says what was taken", async () => {
  const identity = someIdentity();
  await aHousehold(world, here, { name: "Của Mình", class: "poor", identity });
  await aHousehold(world, here, { name: "Hạng Khác" });
  await aHousehold(world, there, { name: "Của Người", class: "poor" });
  for (const withoutPolicies of [false, true]) {
    const look = async () => {
      const { content, rows } = await exportAs(clerk);
      expect(rows).toBe(2);
      expect(content.startsWith("\uFEFFMã hộ,")).toBe(true);
      expect(content).toContain("Của Mình");
      expect(content).not.toContain("Của Người");
      expect(content).not.toContain(identity);
      expect(content).toContain(`********${identity.slice(-4)}`);
      expect((await exportAs(clerk, { unit: there.id })).rows).toBe(0);
    };
    if (withoutPolicies) await world.withoutPolicies(["households", "members"], look);
    else await look();
  }
  const poor = await exportAs(clerk, { class: "poor", unit: here.id, language: "en" });
  expect(poor.rows).toBe(1);
  expect(poor.content.startsWith("\uFEFFHousehold code,")).toBe(true);
  const told = await world.sql<{ person_id: string; detail: object }>(
    "select person_id, detail from audit_events where event = 'household.exported' and person_id = $1 order by id desc limit 1",
    [clerk.id],
  );
  expect(told).toEqual([{ person_id: clerk.id, detail: { rows: 1, unit: here.id, classes: "poor" } }]);
});

test("a person without the right exports nothing", async () => {
  const finance = await world.person("finance", here);
  await expect(exportAs(finance)).rejects.toThrow("not_allowed");
});

const letters = fc.string({ unit: fc.constantFrom(..."aăâđêôơư ảýự,;\"'=+-@\t\n\\|0Ặ…"), minLength: 1, maxLength: 30 });
const written = letters.map((text) => text.normalize("NFC").trim()).filter((text) => text !== "");
const someone = fc.record({
  name: written,
  born: fc
    .date({ min: new Date("1930-01-01"), max: new Date("2020-12-31"), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10)),
  sex: fc.constantFrom("male", "female"),
  ethnicity: fc.constantFrom("dao", "kinh", "tay"),
});
const family = fc.record({
  head: someone,
  others: fc.array(someone, { maxLength: 3 }),
  address: fc.option(written, { nil: "" }),
  phone: fc.constantFrom("", "0912345678"),
  part: fc.constantFrom("durable", "not_durable", "unknown"),
  area: fc.option(
    fc.integer({ min: 0, max: 200000 }).map((hundredths) => (hundredths / 100).toFixed(2)),
    { nil: "" },
  ),
  village: fc.constantFrom("", "Khe Mó"),
});

test("what is exported comes back whole into a register of the same units", async () => {
  const kept = () =>
    world.sql(
      `select h.code, h.unit_id, h.province_id, h.village_id, h.address, h.head_name, h.folded, h.ethnicity, h.member_count, h.phone, h.foundation, h.frame, h.roof, h.area,
              (select jsonb_agg(jsonb_build_array(m.name, m.folded, m.born_on, m.sex, m.relationship, m.ethnicity) order by m.relationship <> 'head', m.id)
                 from members m where m.household_id = h.id) as people
         from households h order by h.code`,
    );
  const empty = async () => {
    for (const table of ["household_class_periods", "members", "households", "household_totals", "operations"]) {
      await world.sql(`delete from ${table}`);
    }
  };
  let made = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(family, { minLength: 1, maxLength: 6 }),
      fc.constantFrom("vi", "id", "en" as const),
      async (families, language) => {
        await empty();
        const rows = families.map(({ head, others, address, phone, part, area, village }) => {
          const code = `R-${++made}`;
          const dwelling = [
            "06838",
            "2025-07-01",
            village,
            address,
            phone,
            head.ethnicity,
            part,
            part,
            part,
            area,
            code,
          ];
          const people = [head, ...others].map((person, at) =>
            line(
              ...(at === 0 ? dwelling : dwelling.map(() => "")),
              person.name.replace(/^'/, "''"),
              person.born,
              person.sex,
              at === 0 ? "" : "child",
              person.ethnicity,
              at === 0 ? someIdentity() : "",
            ),
          );
          return people.join("");
        });
        expect(await importAs(clerk, `${heads}\n${rows.join("")}`)).toMatchObject({
          problems: [],
          kept: true,
          registered: families.length,
        });
        const before = await kept();
        const { content, rows: taken } = await exportAs(clerk, { language: language as "vi" });
        await empty();
        expect(await importAs(clerk, content)).toMatchObject({
          problems: [],
          kept: true,
          rows: taken,
          registered: families.length,
        });
        expect(await kept()).toEqual(before);
        expect(
          await world.sql(
            "select identity_hash from members where identity_hash is not null or identity_cipher is not null",
          ),
        ).toEqual([]);
      },
    ),
    { numRuns: 12, endOnFailure: true },
  );
}, 120_000);
