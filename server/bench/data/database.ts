import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { seed } from "@/db/seed/seed";
import { asOwner } from "../../command-line";
import { inCheckout } from "../../launch/steps.mjs";
import { migrate } from "../../migrate";
import { load } from "./load";

// Reference data alone: the people and records are our own.
process.env.DEMO = "0";

/** Everybody's password in the benchmark's databases, which listen on the loopback alone. */
export const password = "bench-2026";

/** What the data are made of: the reference data and this folder. Younger migrations are applied to them, as anywhere. */
function sourcesHash() {
  const hash = createHash("sha256");
  for (const folder of ["db/seed/data", "server/bench/data"]) {
    for (const name of fs.readdirSync(inCheckout(folder)).sort()) {
      hash.update(name).update(fs.readFileSync(inCheckout(path.join(folder, name))));
    }
  }
  return hash.digest("hex");
}

export const databaseUrl = (serverUrl: string, name: string) =>
  Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;

/** The database of a size, made if it is not there as the sources say. Gives the owner's address. */
export async function prepared(serverUrl: string, size: number, say: (text: string) => void): Promise<string> {
  const name = `bench_${size}`;
  const url = databaseUrl(serverUrl, name);
  const wanted = sourcesHash();
  const kept = await asOwner(serverUrl, (client) =>
    client.query<{ note: string }>(
      "select shobj_description(oid, 'pg_database') as note from pg_database where datname = $1",
      [name],
    ),
  );
  const usable =
    kept.rows[0]?.note === wanted &&
    (await migrate(url).then(
      () => true,
      () => false,
    ));
  if (!usable) {
    const since = performance.now();
    say(`Making the data of ${size.toLocaleString("en")} households ...`);
    await asOwner(serverUrl, async (client) => {
      await client.query(`drop database if exists ${name} with (force)`);
      await client.query(`create database ${name}`);
    });
    await migrate(url);
    await seed(url);
    await asOwner(url, (client) => load(client, size, password, say));
    await asOwner(serverUrl, (client) => client.query(`comment on database ${name} is '${wanted}'`));
    say(`  all: ${((performance.now() - since) / 1000).toFixed(0)} s`);
  }
  return url;
}
