import { execFile } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { promisify } from "node:util";
import type { Client } from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import { asOwner } from "../command-line";
import { inCheckout, newSecrets } from "../launch/steps.mjs";
import { databaseUrl } from "./data/database";
import { homeProvince } from "./data/people";
import type { Options } from "./options";
import { print } from "./report";

/** Rows m and x: households by the file from the command line, beside COPY of the same rows. */
const lines = 100_000;
const registrar = "registrar@bench";
const folder = inCheckout("data/bench-files");
const secrets = newSecrets();

type Figures = { seconds: number; idleRssMiB: number; peakRssMiB: number };
type Timed = { ours: Figures; floor: number };

/** A copy of the smallest database, with a clerk of a whole province in it. */
async function freshCopy(serverUrl: string, template: string): Promise<string> {
  const name = "bench_files";
  await asOwner(serverUrl, async (client) => {
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name} template ${template}`);
  });
  const url = databaseUrl(serverUrl, name);
  await asOwner(url, (client) =>
    client.query(`
      insert into people (id, username, name, folded, password_hash, must_change_password) values (bench.id(8, 1), '${registrar}', 'R', 'r', '-', false);
      insert into role_assignments (id, person_id, role, unit_id, province_id, valid_from)
      select bench.id(8, 2), bench.id(8, 1), 'clerk', id, id, '2021-01-01' from bench.provinces where no = ${homeProvince}`),
  );
  return url;
}

async function admin(url: string, ...args: string[]): Promise<Figures> {
  const env = { ...process.env, ...secrets, DATABASE_URL: url, NODE_ENV: "production" as const };
  const { stdout } = await promisify(execFile)(process.execPath, [".next/terrace/admin.js", ...args, "--json"], {
    cwd: inCheckout(),
    env,
  });
  return JSON.parse(stdout);
}

/** One person a household, all communes of the province in turn. */
const fileOfHouseholds = (url: string, file: string) =>
  asOwner(url, (client) =>
    pipeline(
      client.query(
        copyTo(`copy (
          select c.id as unit_id, 'Số ' || n as address, '09' || lpad(n::text, 8, '0') as phone, 'Kinh' as ethnicity, 'Nguyễn Thị ' || x.name as name,
                 to_char(date '1960-01-01' + n % 15000, 'DD/MM/YYYY') as born_on, case n % 2 when 0 then 'Nam' else 'Nữ' end as sex
            from generate_series(1, ${lines}) n
            join (select id, row_number() over (order by no) - 1 as at, count(*) over () as all from bench.communes where province_no = ${homeProvince}) c on c.at = n % c.all
            join (select name, at, count(*) over () as all from bench.name_parts where part = 'given') x on x.at = n % x.all
        ) to stdout with (format csv, header)`),
      ),
      fs.createWriteStream(file),
    ),
  );

const seconds = async (work: () => Promise<unknown>) => {
  const since = performance.now();
  await work();
  return (performance.now() - since) / 1000;
};

const copyOut = (client: Client, query: string, file: string) =>
  pipeline(client.query(copyTo(`copy (${query}) to stdout with (format csv)`)), fs.createWriteStream(file));
const copyIn = (client: Client, table: string, file: string) =>
  pipeline(fs.createReadStream(file), client.query(copyFrom(`copy ${table} from stdin with (format csv)`)));

/** What export writes, as a hand-written statement gives it. */
const exported = `
  select h.code, h.unit_id, u.name, v.name, h.address, h.phone, e.name ->> 'vi', h.foundation, h.frame, h.roof, h.area, h.current_class, h.member_count,
         m.name, to_char(m.born_on, 'DD/MM/YYYY'), m.sex, r.name ->> 'vi', f.name ->> 'vi', m.identity_tail
    from households h join members m on m.household_id = h.id join units u on u.id = h.unit_id left join units v on v.id = h.village_id
    left join codes e on e.list = 'ethnicGroups' and e.code = h.ethnicity left join codes r on r.list = 'relationships' and r.code = m.relationship
    left join codes f on f.list = 'ethnicGroups' and f.code = m.ethnicity
   where h.province_id = (select id from bench.provinces where no = ${homeProvince}) and h.ended_on is null and m.ended_on is null`;

/** Imports and exports once by the command and once by COPY. */
async function round(serverUrl: string, template: string): Promise<{ m: Timed; x: Timed }> {
  const file = (name: string) => path.join(folder, `bench-${name}.csv`);
  const url = await freshCopy(serverUrl, template);
  await fileOfHouseholds(url, file("in"));
  const imported = await admin(url, "households:import", file("in"), "--as", registrar);
  await asOwner(url, (client) => client.query("analyze households, members"));
  const written = await admin(url, "households:export", file("out"), "--as", registrar);
  const copiedOut = await asOwner(url, (client) => seconds(() => copyOut(client, exported, file("copied"))));
  const tables = ["households", "members"];
  await asOwner(url, async (client) => {
    const { rows } = await client.query(
      `select count(*)::int as n from households where registered_by = bench.id(8, 1)`,
    );
    if (rows[0].n !== lines) throw new Error(`Of ${lines} households ${rows[0].n} were imported`);
    await copyOut(client, "select * from households where registered_by = bench.id(8, 1)", file("households"));
    await copyOut(
      client,
      "select m.* from members m join households h on h.id = m.household_id where h.registered_by = bench.id(8, 1)",
      file("members"),
    );
  });
  const again = await freshCopy(serverUrl, template);
  const copiedIn = await asOwner(again, async (client) => {
    // All indexes and keys, but nothing that the portal keeps.
    for (const table of tables) await client.query(`alter table ${table} disable trigger user`);
    return seconds(async () => {
      for (const table of tables) await copyIn(client, table, file(table));
    });
  });
  return { m: { ours: imported, floor: copiedIn }, x: { ours: written, floor: copiedOut } };
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

export async function measureFiles(
  serverUrl: string,
  { template, size }: { template: number; size: number },
  { only, rounds: asked }: Options,
) {
  // Each takes a minute; a median needs three.
  const rounds = Math.min(asked, 3);
  fs.mkdirSync(folder, { recursive: true });
  const done: { m: Timed; x: Timed }[] = [];
  for (let at = 0; at < rounds; at++) done.push(await round(serverUrl, `bench_${template}`));
  for (const id of ["m", "x"] as const) {
    if (!only.has(id)) continue;
    const [value, floor] = [
      median(done.map((each) => each[id].ours.seconds)),
      median(done.map((each) => each[id].floor)),
    ];
    print(size, { id: `${id}.time`, value, unit: "s", floor, ratio: value / floor, n: rounds, lines });
    const above = Math.max(...done.map(({ [id]: { ours } }) => ours.peakRssMiB - ours.idleRssMiB));
    print(size, { id: `${id}.memory`, value: above, unit: "MiB above idle", n: rounds });
  }
  await asOwner(serverUrl, (client) => client.query("drop database if exists bench_files with (force)"));
  for (const name of fs.readdirSync(folder).filter((name) => /^bench-.*csv/.test(name)))
    fs.rmSync(path.join(folder, name));
}
