import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "../ids";
import { makeWorld, op, type Person, problemOf, type Unit, type World } from "../testing/world";

let world: World;
let here: Unit;
let clerk: Person;
let neighbour: Person;

beforeAll(async () => {
  world = await makeWorld();
  here = await world.commune("Bình Liêu");
  clerk = await world.person("clerk", here);
  neighbour = await world.person("clerk", await world.commune("Lục Hồn"));
});
afterAll(() => world.end());

const paper = (over: Record<string, unknown> = {}) => ({
  id: newId(),
  number: "86/TTr-UBND",
  kind: "submission",
  issuer: "UBND xã Bình Liêu",
  issuedOn: "2026-03-04",
  effectiveOn: null,
  summary: "Đề nghị hỗ trợ nhà ở",
  fileId: null,
  ...over,
});

test("a clerk registers a document and finds it without tones or Đ", async () => {
  const document = paper({ number: "112/QĐ-UBND" });
  await world.as(clerk).documents.register({ ...document, ...op() });

  for (const q of ["112/qd", "de nghi ho tro", "binh lieu", "QĐ-UBND"]) {
    const { items } = await world.as(clerk).documents.list({ q });
    expect(items.map(({ id }) => id)).toContain(document.id);
  }
  expect(await world.history(document.id)).toMatchObject([{ event: "document.registered", person_id: clerk.id }]);
});

test.each(["both walls", "procedures alone"])(
  "the clerk of the next commune neither finds nor opens it: %s",
  async (walls) => {
    const document = paper({ number: `${walls}/BC` });
    await world.as(clerk).documents.register({ ...document, ...op() });
    const look = async () => {
      expect(await problemOf(world.as(neighbour).documents.get({ id: document.id }))).toMatchObject({
        code: "not_found",
      });
      expect((await world.as(neighbour).documents.list({ q: walls })).total).toBe(0);
      expect(await world.as(neighbour).documents.search({ q: walls })).toEqual([]);
      expect(
        await problemOf(world.as(neighbour).documents.correct({ ...document, summary: "mine", ...op() })),
      ).toMatchObject({ code: "not_found" });
    };
    await (walls === "both walls" ? look() : world.withoutPolicies(["documents"], look));
  },
);

test("row policies alone keep the neighbour out", async () => {
  const document = paper({ number: "7/BB" });
  await world.as(clerk).documents.register({ ...document, ...op() });
  await world.rawAs(neighbour, async (query) => {
    expect(await query("select id from documents where id = $1", [document.id])).toEqual([]);
    await query("update documents set summary = 'mine' where id = $1", [document.id]);
    await expect(
      query(
        `insert into documents (id, unit_id, province_id, number, number_folded, kind, issuer, issuer_folded, issued_on, summary, search_folded)
         values ($1, $2, $3, 'x', 'x', 'x', 'x', 'x', '2026-01-01', 'x', 'x')`,
        [newId(), here.id, here.provinceId],
      ),
    ).rejects.toThrow(/row-level security/);
  });
  expect(await world.sql("select summary from documents where id = $1", [document.id])).toEqual([
    { summary: document.summary },
  ]);
});

test("papers of the province are read in its communes, but corrected only there, and read nowhere else", async () => {
  expect(await world.as(clerk).documents.get({ id: world.ids.document })).toMatchObject({
    number: "1/QĐ-UBND",
    mayCorrect: false,
  });
  const stranger = await world.person("clerk", await world.commune("Xa", world.otherProvince));
  expect(await problemOf(world.as(stranger).documents.get({ id: world.ids.document }))).toMatchObject({
    code: "not_found",
  });
});

test("the same number, issuer and date is refused; another date is another document", async () => {
  await world.as(clerk).documents.register({ ...paper({ number: "9/QĐ-UBND" }), ...op() });
  expect(
    await problemOf(world.as(clerk).documents.register({ ...paper({ number: "9/QD-UBND" }), ...op() })),
  ).toMatchObject({ code: "document_exists" });
  await world.as(clerk).documents.register({ ...paper({ number: "9/QĐ-UBND", issuedOn: "2025-03-04" }), ...op() });
});

test("a document cannot take effect before it is issued", async () => {
  expect(
    await problemOf(
      world.as(clerk).documents.register({ ...paper({ number: "10/QĐ", effectiveOn: "2026-03-03" }), ...op() }),
    ),
  ).toMatchObject({
    code: "effective_before_issued",
    fields: [{ path: "effectiveOn" }],
  });
});

test("the same operation twice registers once, also when both arrive together; another body is refused", async () => {
  const document = paper({ number: "11/QĐ" });
  const operation = op();
  const both = await Promise.all([1, 2].map(() => world.as(clerk).documents.register({ ...document, ...operation })));
  expect(both).toEqual([{ id: document.id }, { id: document.id }]);
  expect(await world.sql("select count(*)::int as n from documents where number = '11/QĐ'")).toEqual([{ n: 1 }]);
  expect(await world.history(document.id)).toHaveLength(1);
  expect(
    await problemOf(world.as(clerk).documents.register({ ...document, summary: "other", ...operation })),
  ).toMatchObject({ code: "operation_reused" });
});

test("an auditor reads and registers nothing; nobody at all is asked to sign in", async () => {
  const auditor = await world.person("auditor", world.province);
  expect((await world.as(auditor).documents.list({})).total).toBeGreaterThan(0);
  expect(await problemOf(world.as(auditor).documents.register({ ...paper(), ...op() }))).toMatchObject({
    code: "not_allowed",
  });
  expect(await problemOf(world.as(undefined).documents.list({}))).toMatchObject({ code: "not_signed_in" });
});

test("bad input names each field", async () => {
  const bad = { ...paper({ number: "  ", issuedOn: "2026-02-30", extra: 1 }), ...op() };
  const problem = await problemOf(world.as(clerk).documents.register(bad as never));
  expect(problem.code).toBe("invalid");
  expect(problem.fields.map(({ path, code }) => `${path}:${code}`).sort()).toEqual([
    ":unknown_field",
    "issuedOn:not_a_date",
    "number:required",
  ]);
});
