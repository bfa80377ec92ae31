import { execFile, spawn } from "node:child_process";
import { chownSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { promisify } from "node:util";
import { Client } from "pg";
import { freePort, startPostgres, stopPostgres } from "../../launch/postgres.mjs";
import { inCheckout } from "../../launch/steps.mjs";

const run = promisify(execFile);

/** A server of one's own: `url` is the owner's. */
export type Cluster = { url: string; stop: () => Promise<void> };

/** A fresh embedded server with an empty database: the machine after the fire. */
export async function freshCluster(name: string): Promise<Cluster> {
  const dataDir = `data/drill-${name}-${process.pid}`;
  const url = await startPostgres({ dataDir, durable: false });
  return {
    url,
    async stop() {
      await stopPostgres(dataDir);
      rmSync(inCheckout(dataDir), { recursive: true, force: true });
    },
  };
}

const bin15 = process.env.POSTGRES15_BIN ?? "/usr/lib/postgresql/15/bin";
export const hasPostgres15 = existsSync(`${bin15}/initdb`);

/**
 * A PostgreSQL 15 as somebody else runs it: the portal's owner is no superuser, so its forced row policies bind the owner too.
 */
export async function externalCluster(): Promise<Cluster> {
  const root = inCheckout(`data/drill-15-${process.pid}`);
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? { uid: 65534, gid: 65534 } : {};
  mkdirSync(root, { recursive: true });
  writeFileSync(`${root}/password`, "drill");
  if (isRoot) for (const each of [root, `${root}/password`]) chownSync(each, 65534, 65534);
  const call = (program: string, args: string[]) => run(`${bin15}/${program}`, args, { ...user, cwd: "/" });
  await call("initdb", [
    "-D",
    `${root}/cluster`,
    "-U",
    "master",
    "--auth=scram-sha-256",
    `--pwfile=${root}/password`,
    "-E",
    "UTF8",
    "--locale=C",
    "--no-sync",
  ]);
  const port = await freePort();
  const options = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off`;
  const start = ["-D", `${root}/cluster`, "-l", `${root}/cluster/log`, "-w", "-o", options, "start"];
  await new Promise<void>((done, fail) => {
    // No pipes: the server would keep them open.
    spawn(`${bin15}/pg_ctl`, start, { ...user, cwd: "/", stdio: "ignore" }).once("exit", (code) =>
      code === 0 ? done() : fail(new Error(`PostgreSQL 15 did not start (${code}); see ${root}/cluster/log`)),
    );
  });
  const master = new Client({ connectionString: `postgres://master:drill@127.0.0.1:${port}/postgres` });
  await master.connect();
  await master.query("create role keeper login createrole password 'drill'");
  await master.query("create database portal owner keeper");
  await master.end();
  return {
    url: `postgres://keeper:drill@127.0.0.1:${port}/portal`,
    async stop() {
      await call("pg_ctl", ["-D", `${root}/cluster`, "-m", "immediate", "-w", "stop"]).catch(() => undefined);
      rmSync(root, { recursive: true, force: true });
    },
  };
}
