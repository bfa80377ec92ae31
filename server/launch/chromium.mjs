import fs from "node:fs";

// The shell has no windows to draw: everything takes half the time in it.
const SYSTEM = [
  "/usr/bin/chromium-headless-shell",
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

/** A Chromium that is here: named, the system's, or Playwright's own (undefined if it has none either). */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named && !fs.existsSync(named)) throw new Error(`CHROMIUM_PATH names ${named}, which does not exist.`);
  if (named) return named;
  // Ubuntu's /usr/bin/chromium-browser may be a script that only starts a snap.
  const system = SYSTEM.find((file) => fs.existsSync(file) && fs.statSync(file).size > 0 && !isSnapStub(file));
  if (system) return system;
  const { chromium } = await import("@playwright/test");
  const own = chromium.executablePath();
  return fs.existsSync(own) ? own : undefined;
}

/** @param {string} file */
function isSnapStub(file) {
  const real = fs.realpathSync(file);
  return fs.statSync(real).size < 100_000 && fs.readFileSync(real, "utf8").includes("snap");
}

/** Whether apt-get gives Chromium as a package and not as a snap. */
export function isDebian() {
  try {
    return /^ID=debian$/m.test(fs.readFileSync("/etc/os-release", "utf8")) && process.getuid?.() === 0;
  } catch {
    return false;
  }
}
