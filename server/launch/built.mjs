import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { withLock } from "./lock.mjs";
import { checkout, checkStopping, digest, inCheckout, Refusal, runNode, say, seconds } from "./steps.mjs";

const BUILT_FOLDERS = new Set(["app", "server", "db", "public"]);
// Tests, the launcher and the migrations (read when they run) change without a new build.
const NOT_BUILT = /^server\/(bench|launch|testing)$|^db\/migrations$|\.test\.tsx?$|\.md$|(^|\/)\.[^/]+$/;

/**
 * @param {string} folder
 * @param {string[]} [found]
 */
function filesBelow(folder, found = []) {
  for (const entry of fs.readdirSync(inCheckout(folder), { withFileTypes: true })) {
    const name = path.posix.join(folder, entry.name);
    if (NOT_BUILT.test(name)) continue;
    if (entry.isDirectory()) filesBelow(name, found);
    else if (entry.isFile()) found.push(name);
  }
  return found;
}

function builtFiles() {
  const found = [];
  for (const entry of fs.readdirSync(checkout, { withFileTypes: true })) {
    if (entry.isDirectory() && BUILT_FOLDERS.has(entry.name)) filesBelow(entry.name, found);
    const isConfig = /\.([cm]?js|ts|json)$/.test(entry.name) && !["biome.json", "next-env.d.ts"].includes(entry.name);
    if (entry.isFile() && isConfig) found.push(entry.name);
  }
  return found.sort();
}

/** One hash over everything that the build reads. */
export function sourceHash() {
  const hash = crypto.createHash("sha256");
  for (const name of builtFiles()) hash.update(`${name}\0${digest(fs.readFileSync(inCheckout(name)))}\n`);
  return hash.digest("hex");
}

const BUILT = inCheckout(".next/terrace/built");

/** @param {string} [hash] */
export function isBuilt(hash = sourceHash()) {
  return (
    fs.existsSync(BUILT) &&
    fs.readFileSync(BUILT, "utf8") === hash &&
    fs.existsSync(inCheckout(".next/BUILD_ID")) &&
    ["main.js", "admin.js"].every((name) => fs.existsSync(inCheckout(".next/terrace", name)))
  );
}

/** What runs beside Next: the portal's own process and the commands of an administrator. */
async function bundle() {
  const { build } = await import("esbuild");
  await build({
    absWorkingDir: checkout,
    entryPoints: ["server/main.ts", "server/admin.ts"],
    outdir: ".next/terrace",
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node20",
    packages: "external",
    logLevel: "warning",
  });
}

async function makeBuild() {
  const hash = sourceHash();
  const since = Date.now();
  say("Building ...");
  fs.rmSync(BUILT, { force: true });
  // @ts-expect-error NODE_ENV is set by "next build" itself
  const { NODE_ENV: _, ...env } = process.env;
  const next = [inCheckout("node_modules/next/dist/bin/next"), "build"];
  const code = await runNode(next, { env: { ...env, NEXT_TELEMETRY_DISABLED: "1" } });
  if (code !== 0) throw new Refusal("The build failed; its message is above.");
  await bundle();
  // Next declares everything below .next to be CommonJS.
  fs.writeFileSync(inCheckout(".next/terrace/package.json"), '{"type":"module"}\n');
  fs.writeFileSync(BUILT, hash);
  say(`Built in ${seconds(since)}.`);
}

/** Builds unless the last build was made of these very sources. True if it built. */
export async function ensureBuilt() {
  return !isBuilt() && build((hash) => isBuilt(hash));
}

/**
 * Builds, one process at a time. True if it built.
 * @param {(hash: string) => boolean} [isDone] whether somebody else did it while this one waited
 */
export async function build(isDone = () => false) {
  return withLock(
    inCheckout("data/build.lock"),
    async () => {
      if (isDone(sourceHash())) return false;
      await makeBuild();
      return true;
    },
    {
      waitSeconds: 900,
      whileWaiting: checkStopping,
      onWait: (pid) => say(`Process ${pid} is building; waiting ...`),
    },
  );
}
