import "./node-version.mjs";
import { spawn } from "node:child_process";

const { existingPostgres, releasePostgres, joinPostgres } = await import("./postgres.mjs");
const { isBuilt } = await import("./built.mjs");
const { ensureInstalled, ensureSecrets, explain, inCheckout } = await import("./steps.mjs");

/** @type {import("node:child_process").ChildProcess | undefined} */
let child;
// The terminal sends Ctrl+C to the command itself; we only have to outlive it.
process.on("SIGINT", () => {});
for (const signal of ["SIGTERM", "SIGHUP"])
  process.on(signal, () => child?.kill(/** @type {NodeJS.Signals} */ (signal)));

let embedded;
let code = 1;
try {
  await ensureInstalled();
  const given = process.env.DATABASE_URL;
  const secrets = ensureSecrets(given ? undefined : existingPostgres());
  if (!given) embedded = await joinPostgres();
  const built = isBuilt();
  const program = built ? [".next/terrace/admin.js"] : ["--import", "tsx", "server/admin.ts"];
  const running = spawn(process.execPath, [...program, ...process.argv.slice(2)], {
    cwd: inCheckout(),
    env: { NODE_ENV: "production", ...process.env, ...secrets, DATABASE_URL: given ?? embedded?.url },
    stdio: "inherit",
  });
  child = running;
  code = await new Promise((done, fail) => {
    running.once("error", fail);
    running.once("exit", (status) => done(status ?? 1));
  });
} catch (error) {
  explain(error);
} finally {
  if (embedded) await releasePostgres(undefined, { leave: !embedded.started });
}
process.exit(code);
