import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../ids";
import { makeWorld, op, type Person, problemOf, type Unit, type World } from "../testing/world";
import { auditNouns } from "./inputs";

let world: World;
let here: Unit;
let clerk: Person;
let neighbour: Person;
let auditor: Person;

beforeAll(async () => {
  world = await makeWorld();
  here = await world.commune("Bình Liêu");
  clerk = await world.person("clerk", here);
  neighbour = await world.person("clerk", await world.commune("Lục Hồn"));
  auditor = await world.person("auditor", world.province);
});
afterAll(() => world.end());

let made = 0;
async function aDocument(who = clerk): Promise<string> {
  const id = newId();
  const paper = {
    id,
    number: `${++made}/TTr`,
    kind: "submission",
    issuer: "UBND xã",
    issuedOn: "2026-03-04",
    effectiveOn: null,
    summary: "Đề nghị",
    fileId: null,
  };
  await world.as(who).documents.register({ ...paper, ...op() });
  await world.as(who).documents.correct({ ...paper, summary: "Đề nghị hỗ trợ", ...op() });
  return id;
}

test("a clerk sees what changed on a record, field by field, by whom and when", async () => {
  const id = await aDocument();
  const events = await world.as(clerk).audit.history({ noun: "documents", recordId: id });
  expect(events).toMatchObject([
    {
      event: "document.corrected",
      personId: clerk.id,
      unit: { name: "Bình Liêu" },
      detail: { summary: { before: "Đề nghị", after: "Đề nghị hỗ trợ" } },
    },
    { event: "document.registered" },
  ]);
  expect(events[0]!.at).toBeInstanceOf(Date);
});

test.each(["both walls", "procedures alone"])(
  "the clerk of the next commune sees nothing of it, neither by record nor in the trail: %s",
  async (walls) => {
    const id = await aDocument();
    const look = async () => {
      expect(await world.as(neighbour).audit.history({ noun: "documents", recordId: id })).toEqual([]);
      expect(await problemOf(world.as(neighbour).audit.list({ record: id }))).toMatchObject({ code: "not_allowed" });
      const far = await world.person("auditor", world.otherProvince);
      expect((await world.as(far).audit.list({ record: id })).items).toEqual([]);
    };
    await (walls === "both walls" ? look() : world.withoutPolicies(["audit_events"], look));
  },
);

test("row policies alone keep the trail to one's reach, and the blocks to those who audit", async () => {
  const id = await aDocument();
  await world.settled();
  await world.sql("select app.seal_audit()");
  await world.rawAs(neighbour, async (query) => {
    expect(await query("select id from audit_events where record_id = $1", [id])).toEqual([]);
    expect(await query("select seq from audit_blocks")).toEqual([]);
  });
});

test("the history of a person is for those who may read people, not for every colleague", async () => {
  const administrator = await world.person("administrator", world.province);
  await world.as(administrator).people.revokeAllSessions({ id: neighbour.id, ...op() });
  expect(await problemOf(world.as(clerk).audit.history({ noun: "people", recordId: neighbour.id }))).toMatchObject({
    code: "not_found",
  });
  expect(await world.as(auditor).audit.history({ noun: "people", recordId: neighbour.id })).toHaveLength(1);
});

test("an auditor filters the trail by person, event, noun, record and day, and pages by key", async () => {
  const person = await world.person("clerk", here);
  for (let at = 0; at < 14; at++) await aDocument(person);
  const list = (input: object) => world.as(auditor).audit.list({ person: person.id, ...input });

  const first = await list({});
  expect(first.items).toHaveLength(25);
  const second = await list({ before: first.next! });
  expect(second).toMatchObject({ next: null });
  expect(second.items).toHaveLength(3);
  expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(28);

  expect((await list({ event: "document.registered" })).items).toHaveLength(14);
  expect((await list({ noun: "households" })).items).toEqual([]);
  expect((await list({ record: first.items[0]!.recordId })).items).toHaveLength(2);
  expect((await list({ to: "2020-01-01" })).items).toEqual([]);
  expect((await list({ from: "2020-01-01", to: "2099-01-01" })).items).toHaveLength(25);
});

test("nobody changes the trail: not the application, and not by policy", async () => {
  const id = await aDocument();
  await world.rawAs(clerk, async (query) => {
    await expect(query("update audit_events set event = 'x' where record_id = $1", [id])).rejects.toThrow(
      /permission denied/,
    );
  });
  await world.rawAs(auditor, async (query) => {
    await expect(query("delete from audit_events")).rejects.toThrow(/permission denied/);
  });
  await world.rawAs(clerk, async (query) => {
    await expect(
      query(
        "insert into audit_events (unit_id, province_id, person_id, event, noun, record_id, detail) values ($1, $2, $3, 'x', 'documents', $1, '{}')",
        [here.id, here.provinceId, neighbour.id],
      ),
    ).rejects.toThrow(/row-level security/);
  });
  await expect(world.sql("update audit_events set event = 'x' where record_id = $1", [id])).rejects.toThrow(
    /written.once/,
  );
});

const spoils: [string, string][] = [
  ["an edit", "update audit_events set detail = '{}' where id = (select min(id) from audit_events)"],
  ["a deletion", "delete from audit_events where id = (select min(id) from audit_events)"],
  [
    "an insertion",
    `insert into audit_events (unit_id, province_id, person_id, event, noun, record_id, detail, xid, at)
       select unit_id, province_id, person_id, 'forged', noun, record_id, '{}', xid, at from audit_events order by id limit 1`,
  ],
  ["a block cut out", "delete from audit_blocks where seq = 1"],
];

test.each(spoils)("%s by someone who owns the database is found by verifying", async (_, spoil) => {
  await aDocument();
  await world.settled();
  await world.sql("select app.seal_audit()");
  await aDocument();
  await world.settled();
  await world.sql("select app.seal_audit()");
  const verify = async () => (await world.as(auditor).audit.blocks({ verify: true })).broken;
  expect(await verify()).toEqual([]);

  await world.sql("alter table audit_events disable trigger all");
  await world.sql("alter table audit_blocks disable trigger all");
  await world.sql("begin");
  try {
    await world.sql(spoil);
    expect(await world.sql("select seq from app.verify_audit()")).not.toEqual([]);
  } finally {
    await world.sql("rollback");
    await world.sql("alter table audit_events enable trigger all");
    await world.sql("alter table audit_blocks enable trigger all");
  }
  expect(await verify()).toEqual([]);
});

test("blocks are told without verifying unless asked, and only to those who audit", async () => {
  await aDocument();
  await world.settled();
  await world.sql("select app.seal_audit()");
  const { sealed, broken } = await world.as(auditor).audit.blocks({});
  expect(sealed[0]).toMatchObject({ hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(broken).toBeNull();
  expect(await problemOf(world.as(clerk).audit.blocks({}))).toMatchObject({ code: "not_allowed" });
});

test("every noun that the code records is one whose history can be asked for", async () => {
  const server = path.join(process.cwd(), "server");
  const files = (await readdir(server, { recursive: true })).filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".test.ts"),
  );
  const said = new Set<string>();
  for (const name of files) {
    for (const [, noun] of (await readFile(path.join(server, name), "utf8")).matchAll(/\bnoun: "(\w+)"/g))
      said.add(noun!);
  }
  expect([...said].filter((noun) => !(auditNouns as string[]).includes(noun))).toEqual([]);
});
