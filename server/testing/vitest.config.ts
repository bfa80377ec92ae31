import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL("../..", import.meta.url));
const rules = ["**/rules.test.ts", "**/*.rules.test.ts"];
// Goals in seconds: measured while nothing else of the set runs.
const timed = ["absent", "audit", "overload"].map((name) => `server/testing/trust/${name}.trust.ts`);
const ignored = ["**/node_modules/**", "**/.next/**", "e2e/**", "data/**"];

export default defineConfig({
  root,
  resolve: {
    alias: [
      { find: /^@\//, replacement: root },
      // It throws outside Next.
      { find: /^server-only$/, replacement: fileURLToPath(new URL("./empty.ts", import.meta.url)) },
    ],
  },
  test: {
    pool: "forks",
    maxWorkers: 2,
    projects: [
      { extends: true, test: { name: "rules", include: rules, exclude: ignored } },
      {
        extends: true,
        test: {
          name: "slices",
          include: ["server/**/*.test.ts", "db/**/*.test.ts", "app/**/*.test.ts"],
          exclude: [...ignored, ...rules],
          globalSetup: fileURLToPath(new URL("./global-setup.ts", import.meta.url)),
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "trust",
          include: ["server/testing/trust/*.trust.ts"],
          exclude: [...ignored, ...timed],
          globalSetup: fileURLToPath(new URL("./global-setup.ts", import.meta.url)),
          testTimeout: 1_200_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "trust-timed",
          include: timed,
          globalSetup: fileURLToPath(new URL("./global-setup.ts", import.meta.url)),
          testTimeout: 1_200_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
