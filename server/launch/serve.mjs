import { spawn } from "node:child_process";
import fs from "node:fs";
import { pathToFileURL } from "node:url";
import { ensureBuilt } from "./built.mjs";
import { isAlive, sleep } from "./lock.mjs";
import { addPostgresUser, existingPostgres, joinPostgres, releasePostgres } from "./postgres.mjs";
import {
  checkStopping,
  demandFreePort,
  ensureInstalled,
  ensureSecrets,
  explain,
  inCheckout,
  isStopping,
  Refusal,
  runNode,
  say,
  seconds,
  signalChild,
  stopOnSignals,
} from "./steps.mjs";

/** How long requests in flight may take to end. */
const DRAIN_SECONDS = 30;

/** @type {((how: "SIGTERM" | "SIGKILL") => void) | undefined} */
let onStop;

/**
 * @typedef {object} ServeOptions
 * @property {boolean} [dev]
 * @property {number} [port]
 * @property {{ dataDir: string, durable: boolean }} [postgres] the embedded server's place, if not the usual one
 * @property {(serverUrl: string) => Promise<string>} [prepareDatabase] gives the URL to use
 * @property {Record<string, string>} [env] more for the portal; secrets in it are not made
 * @property {boolean} [demo] print the demonstration accounts
 */

/** @param {boolean} dev */
const programs = (dev) =>
  dev
    ? { main: ["--import", "tsx", "server/main.ts"], admin: ["--import", "tsx", "server/admin.ts"] }
    : { main: [".next/terrace/main.js"], admin: [".next/terrace/admin.js"] };

/** @param {string} host */
const reachable = (host) =>
  ["0.0.0.0", "::", ""].includes(host) ? "127.0.0.1" : host.includes(":") ? `[${host}]` : host;

function printAccounts() {
  let demo;
  try {
    demo = JSON.parse(fs.readFileSync(inCheckout("db/seed/accounts.json"), "utf8"));
  } catch {
    return;
  }
  const rows = (demo.accounts ?? []).map((/** @type {Record<string, string>} */ account) =>
    ["username", "role", "name", "unit"].map((key) => String(account[key] ?? "")),
  );
  if (rows.length === 0) return;
  const widths = [0, 1, 2].map((column) =>
    Math.max(...rows.map((/** @type {string[]} */ row) => row[column]?.length ?? 0)),
  );
  say(`\n  Demonstration accounts (password of all: ${demo.password})`);
  for (const row of rows)
    say(
      `    ${row.map((/** @type {string} */ cell, /** @type {number} */ i) => cell.padEnd(widths[i] ?? 0)).join("  ")}`,
    );
}

/**
 * @param {string} url
 * @param {() => boolean} ended
 */
async function waitReady(url, ended) {
  for (let tries = 0; !ended() && !isStopping(); tries++) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(5000) });
      await answer.arrayBuffer();
      if (answer.ok) return true;
      if (tries === 300) say(`Still waiting: ${url} answers ${answer.status}.`);
    } catch {
      // Not listening yet.
    }
    await sleep(tries < 50 ? 50 : 200);
  }
  return false;
}

/**
 * Everything from a fresh clone to a served portal, and back down on a signal. Gives the exit code.
 * @param {ServeOptions} options
 * @returns {Promise<number>}
 */
async function serveUntilStopped(options) {
  const { dev = false, postgres, demo = process.env.DEMO !== "0" } = options;
  const since = Date.now();
  const port = options.port ?? Number(process.env.PORT || 3000);
  const host = process.env.HOST || "127.0.0.1";
  const dataDir = postgres?.dataDir;
  let embedded;
  let joined = false;
  /** @type {NodeJS.Timeout | undefined} */
  let watch;
  try {
    await demandFreePort(port, host);
    await ensureInstalled();
    checkStopping();
    const given = process.env.DATABASE_URL;
    const secrets = options.env?.NEXTAUTH_SECRET ? {} : ensureSecrets(given ? undefined : existingPostgres(dataDir));
    const [built, database] = await Promise.allSettled([
      dev ? false : ensureBuilt(),
      given ? undefined : joinPostgres({ dataDir, durable: postgres?.durable ?? true }),
    ]);
    joined = database.status === "fulfilled" && database.value !== undefined;
    if (database.status === "rejected") throw database.reason;
    if (built.status === "rejected") throw built.reason;
    checkStopping();
    embedded = database.value;
    const serverUrl = given ?? /** @type {{ url: string }} */ (embedded).url;
    /** @type {NodeJS.ProcessEnv} */
    const env = {
      ...process.env,
      ...secrets,
      ...options.env,
      NEXT_TELEMETRY_DISABLED: "1",
      NODE_ENV: dev ? "development" : "production",
      PORT: String(port),
      HOST: host,
      DATABASE_URL: (await options.prepareDatabase?.(serverUrl)) ?? serverUrl,
    };
    // It would lead past the database that was just prepared.
    if (options.prepareDatabase) delete env.APP_DATABASE_URL;
    const { main, admin } = programs(dev);
    for (const [command, what] of [
      ["db:migrate", "Bringing the database up to date"],
      ["db:seed", "Loading the reference and demonstration data"],
    ]) {
      const code = await runNode([...admin, /** @type {string} */ (command)], { env });
      if (code !== 0) throw new Refusal(`${what} failed; the message is above.`);
    }
    checkStopping();
    await demandFreePort(port, host);

    const tether = pathToFileURL(inCheckout("server/launch/tether.mjs")).href;
    const child = spawn(process.execPath, ["--import", tether, ...main], {
      cwd: inCheckout(),
      env,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      detached: process.platform !== "win32",
    });
    if (embedded && child.pid) addPostgresUser(dataDir, child.pid);
    let ended = false;
    let lost = false;
    /** @type {Promise<number>} */
    const end = new Promise((done) => {
      child.once("error", (error) => {
        console.error(error.message);
        done(1);
      });
      child.once("exit", (code, signal) => {
        ended = true;
        done(code ?? (signal ? 1 : 0));
      });
    });
    /** @param {"SIGTERM" | "SIGKILL"} [how] */
    const stopChild = (how = "SIGTERM") => {
      signalChild(child, how, false);
      setTimeout(() => !ended && signalChild(child, "SIGKILL"), DRAIN_SECONDS * 1000).unref();
    };
    onStop = (how) => {
      if (!ended) stopChild(how);
    };
    if (isStopping()) stopChild();
    if (embedded) {
      const { pid, log } = embedded;
      watch = setInterval(() => {
        if (lost || ended || isAlive(pid)) return;
        lost = true;
        if (isStopping()) return;
        console.error(
          `\nThe embedded PostgreSQL has stopped; see ${log}. Start again: it repairs itself when it opens.`,
        );
        stopChild();
      }, 1000);
    }
    const address = `http://${reachable(host)}:${port}`;
    if (await waitReady(`${address}/api/health/ready`, () => ended)) {
      say(`\n  Terrace is ready at ${address.replace("127.0.0.1", "localhost")}   (started in ${seconds(since)})`);
      if (host !== reachable(host)) say(`  It listens on every network interface (HOST=${host}).`);
      if (demo) printAccounts();
      say("\n  Ctrl+C stops it.\n");
    }
    const code = await end;
    signalChild(child, "SIGKILL");
    if (isStopping()) return 0;
    if (!lost) console.error(`\nThe portal ended by itself (exit code ${code}).`);
    return code || 1;
  } finally {
    clearInterval(watch);
    onStop = undefined;
    if (joined) await releasePostgres(dataDir);
  }
}

/** @param {ServeOptions} [options] */
export async function serve(options = {}) {
  stopOnSignals((how) => onStop?.(how));
  let code = 1;
  try {
    code = await serveUntilStopped(options);
  } catch (error) {
    explain(error);
    if (isStopping()) code = 0;
  }
  process.exit(code);
}
