import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "@/server/testing/database";
import { seed } from "./seed";

let database: TestDatabase;
let owner: Client;
let files: string;
const filesBefore = process.env.FILES_DIR;

beforeAll(async () => {
  files = mkdtempSync(path.join(tmpdir(), "terrace-seed-"));
  process.env.FILES_DIR = files;
  database = await testDatabase();
  owner = new Client({ connectionString: database.ownerUrl });
  await owner.connect();
});

afterAll(async () => {
  await owner?.end();
  await database?.drop();
  rmSync(files, { recursive: true, force: true });
  if (filesBefore === undefined) delete process.env.FILES_DIR;
  else process.env.FILES_DIR = filesBefore;
});

test("an empty portal gets the reference data and a demonstration that adds up, once", {
  timeout: 180_000,
}, async () => {
  // It checks its own promises (models, roads, kept totals, no line below zero) and throws otherwise.
  expect((await seed(database.ownerUrl)).loaded).toBe(true);
  expect((await seed(database.ownerUrl)).loaded).toBe(false);
  const { rows } = await owner.query<Record<string, number>>(
    `select (select count(*)::int from requests where status = 'open') as waiting,
            (select count(*)::int from findings f where severity = 'serious' and closed_at is null
              and not exists (select from finding_releases r where r.finding_id = f.id)) as holding,
            (select count(*)::int from unit_links where part) as parts,
            (select count(distinct predecessor_id)::int from unit_links where part) as divided,
            (select count(*)::int from people where not must_change_password) as ready`,
  );
  expect(rows[0]).toEqual({ waiting: 14, holding: 1, parts: 29, divided: 14, ready: 24 });
});
