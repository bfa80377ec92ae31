import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { checkKeptTotals, sealAudit, signAnchor } from "./jobs";
import { makeWorld, op, type World } from "./testing/world";

let world: World;

beforeAll(async () => {
  world = await makeWorld();
  process.env.AUDIT_ANCHOR = `/tmp/terrace-anchor-${randomUUID()}.jsonl`;
});
afterAll(() => world.end());

test("what was done is sealed, and its digest goes to a signed line outside the database", async () => {
  const clerk = await world.person("clerk", await world.commune("Bình Liêu"));
  await world.as(clerk).documents.register({
    id: randomUUID(),
    number: "1/BC",
    kind: "report",
    issuer: "UBND",
    issuedOn: "2026-01-02",
    effectiveOn: null,
    summary: "s",
    fileId: null,
    ...op(),
  });
  await world.settled();
  const seq = await sealAudit();
  expect(seq).toBe(1);
  expect(await sealAudit()).toBeUndefined();
  const [line] = (await readFile(process.env.AUDIT_ANCHOR!, "utf8")).trim().split("\n");
  const anchor = JSON.parse(line!) as { seq: number; hash: string; at: string; signature: string };
  const [block] = await world.sql<{ hash: string }>(
    "select encode(hash, 'hex') as hash from audit_blocks where seq = 1",
  );
  expect(anchor).toMatchObject({ seq: 1, hash: block!.hash, signature: signAnchor(1, anchor.hash, anchor.at) });
});

test("a kept total that differs from the facts raises the alarm", async () => {
  expect(await checkKeptTotals()).toBe(0);
  const here = await world.commune("Lục Hồn");
  await world.sql(
    "insert into help_totals (unit_id, province_id, year, class, count) values ($1, $2, 2026, 'poor', 1)",
    [here.id, here.provinceId],
  );
  expect(await checkKeptTotals()).toBe(1);
});
