import { fileURLToPath } from "node:url";
import { defineConfig, devices } from "@playwright/test";
import { findChromium } from "../server/launch/chromium.mjs";

const port = Number(process.env.E2E_PORT || 3100);
// A portal that is served already, such as a build under work; its data are as the last run left them.
const served = process.env.E2E_URL;
const baseURL = served ?? `http://localhost:${port}`;
const looks = /(languages|layout|sweep)\.spec\.ts$/;
const executablePath = await findChromium();

export default defineConfig({
  testDir: ".",
  outputDir: "../test-results",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  timeout: 300_000,
  // Two workers, a server and a database share two cores.
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"]],
  use: {
    ...devices["Desktop Chrome"],
    baseURL,
    locale: "vi-VN",
    timezoneId: "Asia/Ho_Chi_Minh",
    // What is not there by then will not come: say so instead of waiting for the test to end.
    actionTimeout: 20_000,
    // Traces double the time of everything: E2E_TRACE=1 for whoever looks for a fault.
    trace: process.env.E2E_TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  // In this order: whoever only looks sees the demonstration as it was loaded.
  projects: [
    { name: "looks", testMatch: looks },
    { name: "journeys", testIgnore: looks },
  ],
  ...(!served && {
    webServer: {
      command: "node server/launch/e2e-server.mjs",
      cwd: fileURLToPath(new URL("..", import.meta.url)),
      url: `${baseURL}/api/health/ready`,
      reuseExistingServer: false,
      // Long enough for a build, if there is none.
      timeout: 300_000,
      gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
      stdout: process.env.E2E_VERBOSE ? "pipe" : "ignore",
    },
  }),
});
