// What the commands of this folder share. Only node builtins: it runs before node_modules exists.
import { spawn } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { sleep, withLock } from "./lock.mjs";

export const checkout = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
/** @param {...string} parts */
export const inCheckout = (...parts) => path.join(checkout, ...parts);

/** A failure whose message is all that a person needs: no stack. */
export class Refusal extends Error {}

/** Thrown out of a step when the person asked to stop. */
export class Stopped extends Error {}

/** @param {string} text */
export const say = (text) => console.log(text);

/** @param {number} since */
export const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** @param {unknown} error */
export function explain(error) {
  if (error instanceof Stopped) return;
  const { message, stack } = /** @type {Error} */ (error);
  console.error(`\n${error instanceof Refusal || process.env.DEBUG === undefined ? message : stack}`);
}

/** @typedef {import("node:child_process").ChildProcess} ChildProcess */

/** @type {Set<ChildProcess>} */
const children = new Set();
let stopping = false;

export const isStopping = () => stopping;

/**
 * @param {ChildProcess} child
 * @param {NodeJS.Signals} signal
 * @param {boolean} [whole] its whole process group: npm's shells do not pass signals on
 */
export function signalChild(child, signal, whole = true) {
  try {
    if (whole && process.platform !== "win32" && child.pid) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It ended in the meantime.
  }
}

/** @param {(how: "SIGTERM" | "SIGKILL") => void} [also] */
export function stopOnSignals(also) {
  let first = 0;
  const stop = () => {
    // npm passes on a Ctrl+C that the terminal has sent to us as well: only a later one is a second one.
    if (first && Date.now() - first < 1500) return;
    const how = first ? "SIGKILL" : "SIGTERM";
    if (!first) say("\nStopping ...");
    first = Date.now();
    stopping = true;
    for (const child of children) signalChild(child, how);
    also?.(how);
  };
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, stop);
  // npm gives SIGTERM to its shell, and the shell dies of it without telling us.
  const parent = process.ppid;
  if (!process.env.npm_lifecycle_event || process.platform === "win32") return;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    stop();
  }, 250);
  watch.unref();
}

export function checkStopping() {
  if (stopping) throw new Stopped("stopped");
}

/**
 * @typedef {object} RunOptions
 * @property {NodeJS.ProcessEnv} [env] replaces the environment
 * @property {boolean} [quiet] keep the output; show it only if the command fails
 * @property {(line: string) => void} [onText]
 */

/**
 * Runs a program to its end and gives its exit code. In a process group of its own, so that only we forward signals.
 * @param {string} program
 * @param {string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<number>}
 */
export function run(program, args, { env = process.env, quiet = false } = {}) {
  checkStopping();
  return new Promise((done, fail) => {
    const child = spawn(program, args, {
      cwd: checkout,
      env,
      stdio: quiet ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
      detached: process.platform !== "win32",
    });
    children.add(child);
    let kept = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (part) => {
        kept += part;
      });
    }
    child.once("error", (error) => {
      children.delete(child);
      fail(error);
    });
    child.once("close", (code) => {
      children.delete(child);
      if (stopping) return fail(new Stopped("stopped"));
      if (quiet && code !== 0) process.stderr.write(kept);
      done(code ?? 1);
    });
  });
}

/**
 * @param {string[]} args
 * @param {RunOptions} [options]
 */
export const runNode = (args, options) => run(process.execPath, args, options);

/**
 * @param {string[]} args
 * @param {RunOptions} [options]
 */
export function runNpm(args, options) {
  const cli = process.env.npm_execpath;
  if (cli && /npm-cli\.c?js$/.test(cli)) return runNode([cli, ...args], options);
  return process.platform === "win32"
    ? run("cmd.exe", ["/d", "/s", "/c", "npm", ...args], options)
    : run("npm", args, options);
}

/** @param {string | Buffer} content */
export const digest = (content) => crypto.createHash("sha256").update(content).digest("hex");

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/**
 * Whether npm's own note of what it installed holds everything the lock file demands on every platform.
 * @param {string} lockText
 */
function isInstalled(lockText) {
  const installed = readJson(inCheckout("node_modules/.package-lock.json"))?.packages;
  if (!installed) return false;
  return Object.entries(JSON.parse(lockText).packages).every(
    ([name, wanted]) => name === "" || wanted.optional || wanted.link || installed[name]?.version === wanted.version,
  );
}

/** Installs what package-lock.json names, unless that is what node_modules holds. */
export async function ensureInstalled() {
  const lockText = fs.readFileSync(inCheckout("package-lock.json"), "utf8");
  const wanted = digest(lockText);
  const note = inCheckout("node_modules/.terrace-lock");
  const done = () => fs.existsSync(note) && fs.readFileSync(note, "utf8") === wanted;
  if (done()) return;
  await withLock(
    inCheckout("data/install.lock"),
    async () => {
      if (done()) return;
      if (!isInstalled(lockText)) {
        const since = Date.now();
        say("Installing packages (npm ci) ...");
        const { NODE_ENV: _, ...env } = process.env;
        const code = await runNpm(["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund"], { env });
        if (code !== 0) throw new Refusal("npm ci failed; its message is above.");
        say(`Installed in ${seconds(since)}.`);
      }
      fs.writeFileSync(note, wanted);
    },
    {
      waitSeconds: 900,
      whileWaiting: checkStopping,
      onWait: (pid) => say(`Process ${pid} is installing packages; waiting ...`),
    },
  );
}

const SECRETS = ["NEXTAUTH_SECRET", "IDENTITY_KEY", "AUDIT_KEY"];

export const newSecrets = () =>
  Object.fromEntries(SECRETS.map((name) => [name, crypto.randomBytes(32).toString("base64")]));

/**
 * The secrets that the environment does not give, made once and kept in data/secrets.json.
 * @param {string | undefined} existing the folder of a database that was written with earlier secrets
 * @returns {Record<string, string>}
 */
export function ensureSecrets(existing) {
  if (SECRETS.every((name) => process.env[name])) return {};
  const file = inCheckout("data/secrets.json");
  let kept = readJson(file);
  if (!kept) {
    if (fs.existsSync(file)) throw new Refusal(`${file} is not readable JSON. Restore it: the data need these keys.`);
    if (existing)
      throw new Refusal(
        `${file} is missing, but there is a database in ${existing}: with new keys the identity numbers in it could not be read. ` +
          "Restore the file, or remove that folder to start empty.",
      );
    kept = {};
  }
  const missing = SECRETS.filter((name) => !kept[name]);
  if (missing.length > 0) {
    const fresh = newSecrets();
    for (const name of missing) kept[name] = fresh[name];
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const partial = `${file}.${process.pid}`;
    fs.writeFileSync(partial, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
    fs.renameSync(partial, file);
    if (process.env.DATABASE_URL)
      say(`Made ${missing.join(", ")} in ${file}. Back it up, and give every process on this database the same keys.`);
  }
  return Object.fromEntries(SECRETS.map((name) => [name, process.env[name] ?? kept[name]]));
}

/**
 * @param {number} port
 * @param {string} host
 * @returns {Promise<string | undefined>} the error's code
 */
function tryPort(port, host) {
  return new Promise((done) => {
    const probe = net.createServer();
    probe.once("error", (error) => done(/** @type {NodeJS.ErrnoException} */ (error).code ?? error.message));
    probe.listen(port, host, () => probe.close(() => done(undefined)));
  });
}

/**
 * @param {number} port
 * @param {string} host
 */
export async function demandFreePort(port, host) {
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Refusal("PORT must be a number from 1 to 65535.");
  let problem = await tryPort(port, host);
  // One that was just told to stop may still be draining.
  for (let waited = 0; problem === "EADDRINUSE" && waited < 2000; waited += 200) {
    await sleep(200);
    checkStopping();
    problem = await tryPort(port, host);
  }
  if (problem === "EADDRINUSE")
    throw new Refusal(
      `Port ${port} is already taken by another program (or by a Terrace that still runs). ` +
        `Stop that one, or choose another port: PORT=${port + 1} npm start`,
    );
  if (problem === "EACCES")
    throw new Refusal(`This account may not listen on port ${port}. Choose one above 1023: PORT=3000`);
  if (problem) throw new Refusal(`Cannot listen on ${host}:${port}: ${problem}`);
}
