import "./node-version.mjs";
import fs from "node:fs";

const { countLine, playwrightCounts, vitestCounts } = await import("./counts.mjs");
const { findChromium, isDebian } = await import("./chromium.mjs");
const { ensureBuilt } = await import("./built.mjs");
const {
  checkStopping,
  ensureInstalled,
  explain,
  inCheckout,
  isStopping,
  Refusal,
  run,
  runNode,
  say,
  seconds,
  stopOnSignals,
} = await import("./steps.mjs");

const reports = inCheckout("data/reports");
const total = { passed: 0, failed: 0, skipped: 0 };
/** @type {string[]} */
const times = [];

// Biome colours its output in CI even where it goes to a file.
const plain = process.stdout.isTTY ? [] : ["--colors=off"];

/** @param {string} name */
const bin = (name) => inCheckout("node_modules", name);

/** npm leaves out of the lock file what the registry does not serve, and "npm ci" then fails for everybody else. */
function checkLock() {
  const { packages } = JSON.parse(fs.readFileSync(inCheckout("package-lock.json"), "utf8"));
  const names = new Set(Object.keys(packages).map((key) => key.split("node_modules/").pop()));
  const missing = Object.values(packages).flatMap((entry) =>
    Object.keys(entry.optionalDependencies ?? {}).filter((name) => !names.has(name)),
  );
  if (missing.length === 0) return 0;
  console.error(
    `package-lock.json lacks these optional packages: ${[...new Set(missing)].join(", ")}. Pin an older release.`,
  );
  return 1;
}

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
const tool = (args, env) =>
  runNode(args, { env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", CI: process.env.CI ?? "1", ...env } });

async function checkTypes() {
  // Git ignores next-env.d.ts and the route types; on a fresh clone they are not there, after a change of routes they are old.
  const typegen = await tool([bin("next/dist/bin/next"), "typegen"]);
  return typegen || tool([bin("typescript/bin/tsc"), "--noEmit"]);
}

async function getChromium() {
  if (await findChromium()) return;
  say("No Chromium here: getting one in the background.");
  if (isDebian()) {
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    const apt = ["-qq", "-o", "DPkg::Lock::Timeout=300"];
    const failed =
      (await run("apt-get", [...apt, "update"], { env, quiet: true })) ||
      (await run("apt-get", [...apt, "install", "-y", "--no-install-recommends", "chromium-headless-shell"], {
        env,
        quiet: true,
      }));
    if (!failed) return;
  }
  const system = process.platform === "linux" && process.getuid?.() === 0 ? ["--with-deps"] : [];
  if ((await runNode([bin("@playwright/test/cli.js"), "install", ...system, "chromium"], { quiet: true })) !== 0)
    throw new Refusal("No Chromium could be had. Install one and name it: CHROMIUM_PATH=/path/to/chromium npm test");
}

/**
 * @param {string} project
 * @returns {() => Promise<number>}
 */
const vitest = (project) => () =>
  tool([
    ...[bin("vitest/vitest.mjs"), "run", "--config", "server/testing/vitest.config.ts", "--project", project],
    ...["--reporter=default", "--reporter=json", `--outputFile.json=${reports}/${project}.json`],
  ]);

const journeys = () =>
  tool([bin("@playwright/test/cli.js"), "test", "--config", "e2e/playwright.config.ts", "--reporter=list,json"], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: `${reports}/journeys.json`,
  });

/**
 * @param {string} name
 * @param {() => number | boolean | void | Promise<number | boolean | void>} work gives an exit code, if a program's
 * @param {(file: string) => import("./counts.mjs").Counts} [count] for a suite: reads its report
 */
async function stage(name, work, count) {
  checkStopping();
  const since = Date.now();
  const report = `${reports}/${name}.json`;
  fs.rmSync(report, { force: true });
  say(`\n--- ${name}`);
  let problem;
  try {
    const code = Number((await work()) ?? 0);
    if (code !== 0 && work !== ensureBuilt) problem = `${name} failed`;
  } catch (error) {
    checkStopping();
    explain(error);
    problem = `${name} failed`;
  }
  const counts = count?.(report) ?? { passed: 0, failed: 0, skipped: 0 };
  if (count && counts.passed + counts.failed === 0) problem ??= `${name} executed no test`;
  if (counts.failed > 0) problem ??= `${name} failed`;
  total.passed += counts.passed;
  total.skipped += counts.skipped;
  total.failed += counts.failed || (problem ? 1 : 0);
  times.push(`${name} ${seconds(since)}${count ? ` (${countLine(counts)})` : ""}`);
  if (problem) throw new Refusal(`FAILED: ${problem}`);
}

stopOnSignals();
const since = Date.now();
let ok = false;
/** @type {Promise<unknown> | undefined} */
let browser;
try {
  fs.mkdirSync(reports, { recursive: true });
  await stage("install", ensureInstalled);
  browser = getChromium();
  browser.catch(() => {});
  await stage("lock", checkLock);
  await stage("lint", () => run(process.execPath, [bin("@biomejs/biome/bin/biome"), "ci", ...plain, "."]));
  await stage("types", checkTypes);
  await stage("rules", vitest("rules"), vitestCounts);
  await stage("slices", vitest("slices"), vitestCounts);
  await stage("build", ensureBuilt);
  await stage("browser", () => /** @type {Promise<void>} */ (browser));
  await stage("trust", vitest("trust"), vitestCounts);
  await stage("trust-timed", vitest("trust-timed"), vitestCounts);
  await stage("journeys", journeys, playwrightCounts);
  ok = true;
} catch (error) {
  explain(error);
}
// Never leave while apt-get works: it would be left half done.
if (browser) await browser.catch(() => {});
if (isStopping()) process.exit(130);
say(`\n${times.join("\n")}\nall ${seconds(since)}\n`);
console.log(countLine(total));
process.exitCode = ok && total.failed === 0 ? 0 : 1;
