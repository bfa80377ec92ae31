import pg from "pg";
import { isNamedAlive, processName } from "../launch/lock.mjs";
import { releasePostgres, startPostgres } from "../launch/postgres.mjs";
import { inCheckout, newSecrets } from "../launch/steps.mjs";
import { migrate } from "../migrate";
import { onDatabase } from "./database";

const dataDir = "data/test-pg";
const prefix = "terrace_template_";
/** Any number that nothing else locks: roles belong to the whole server, so migrations of two runs must not overlap. */
const TEMPLATE_LOCK = 7_208_811;

/** Named by the run's process, so that two runs on one server do not drop each other's template. */
const template = `${prefix}${processName().replaceAll("-", "_")}`;

async function dropLeftovers(client: pg.Client): Promise<void> {
  const found = await client.query<{ datname: string }>("select datname from pg_database where datname ^@ $1", [
    prefix,
  ]);
  for (const { datname } of found.rows) {
    const owner = datname.slice(prefix.length).replace("_", "-");
    if (datname === template || !isNamedAlive(owner)) await dropTemplate(client, datname);
  }
}

async function dropTemplate(client: pg.Client, name: string): Promise<void> {
  await client.query(`drop database if exists ${name} with (force)`);
}

export default async function setup(): Promise<() => Promise<void>> {
  const embedded = !process.env.DATABASE_URL;
  const serverUrl = process.env.DATABASE_URL || (await startPostgres({ durable: false, dataDir }));
  const release = async () => {
    if (embedded) await releasePostgres(dataDir);
  };
  process.env.FILES_DIR = inCheckout("data/test-files");
  process.env.AUDIT_ANCHOR = inCheckout("data/test-audit-anchor.jsonl");
  // It would lead the tests past their own databases.
  delete process.env.APP_DATABASE_URL;
  for (const [name, value] of Object.entries(newSecrets())) process.env[name] ??= value;
  const client = new pg.Client({ connectionString: serverUrl });
  try {
    await client.connect();
    await client.query("select pg_advisory_lock($1)", [TEMPLATE_LOCK]);
    await dropLeftovers(client);
    await client.query(`create database ${template}`);
    const templateUrl = onDatabase(serverUrl, template);
    await migrate(templateUrl);
    // Cloning needs a template that nobody is connected to.
    await client.query(`alter database ${template} with allow_connections false`);
    process.env.TEST_SERVER_URL = serverUrl;
    process.env.TEST_OWNER_URL = templateUrl;
  } catch (error) {
    await client.end().catch(() => {});
    await release();
    throw error;
  }
  await client.end();
  return async () => {
    const closing = new pg.Client({ connectionString: serverUrl });
    await closing.connect();
    await dropTemplate(closing, template);
    await closing.end();
    await release();
  };
}
