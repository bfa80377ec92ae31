import { randomBytes } from "node:crypto";
import fs from "node:fs";
import { Client } from "pg";
import { existingPostgres, joinPostgres, stopPostgres } from "../../launch/postgres.mjs";
import { inCheckout } from "../../launch/steps.mjs";
import { migrate } from "../../migrate";

/** A PostgreSQL of one's own that keeps what it acknowledged, as in earnest, and that may be killed. */
export async function aCluster() {
  const dataDir = inCheckout(`data/trust-pg-${process.pid}-${randomBytes(3).toString("hex")}`);
  const start = () => joinPostgres({ dataDir });
  const { url } = await start();
  await migrate(url);
  const root = existingPostgres(dataDir)!;
  return {
    url,
    /** At the address that it had. */
    async start() {
      const again = await start();
      if (again.url !== url) throw new Error("The cluster came back elsewhere");
    },
    stop: () => stopPostgres(dataDir),
    /** Kill -9 of the process that its own pid file names. */
    kill() {
      process.kill(Number(fs.readFileSync(`${root}/cluster/postmaster.pid`, "utf8").split("\n")[0]), "SIGKILL");
    },
    /** SQL as the owner, on a connection that lives no longer than the work. */
    async ask<T>(work: (sql: <R>(text: string, values?: unknown[]) => Promise<R[]>) => Promise<T>): Promise<T> {
      const client = new Client({ connectionString: url });
      await client.connect();
      try {
        return await work(
          async <R>(text: string, values: unknown[] = []) => (await client.query(text, values)).rows as R[],
        );
      } finally {
        await client.end();
      }
    },
    async end() {
      await stopPostgres(dataDir);
      for (const left of [root, dataDir, `${dataDir}.elsewhere`]) fs.rmSync(left, { recursive: true, force: true });
    },
  };
}
