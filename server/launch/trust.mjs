// `npm run trust`: every goal whole, and its result as a table in docs/trust.md.
import "./node-version.mjs";
import { execFileSync } from "node:child_process";
import fs from "node:fs";

const { ensureBuilt } = await import("./built.mjs");
const { ensureInstalled, inCheckout, runNode, say, seconds, stopOnSignals } = await import("./steps.mjs");

stopOnSignals();
const since = Date.now();
await ensureInstalled();
await ensureBuilt();
const report = inCheckout("data/reports/trust.jsonl");
fs.rmSync(report, { force: true });
const asked = process.argv.slice(2);
let code = 0;
for (const project of ["trust", "trust-timed"]) {
  const args = ["run", "--config", "server/testing/vitest.config.ts", "--project", project, "--passWithNoTests"];
  const env = { ...process.env, TRUST: "whole", CI: process.env.CI ?? "1", NEXT_TELEMETRY_DISABLED: "1" };
  code = (await runNode([inCheckout("node_modules/vitest/vitest.mjs"), ...args, ...asked], { env })) || code;
}
/** @type {import("../testing/trust/harness").Figure[]} */
const lines = fs.existsSync(report)
  ? fs
      .readFileSync(report, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
  : [];
const natural = new Intl.Collator("en", { numeric: true });
lines.sort((a, b) => natural.compare(a.id, b.id));
const failed = lines.filter(({ pass }) => !pass);
// Parts of the set are for looking, not for the record.
if (asked.length === 0 && lines.length > 0) {
  const git = (/** @type {string[]} */ ...args) => execFileSync("git", args, { cwd: inCheckout() }).toString().trim();
  const cell = (/** @type {string} */ text) => text.replaceAll("|", "\\|");
  fs.writeFileSync(
    inCheckout("docs/trust.md"),
    [
      "# Trust, as figures",
      "",
      "Written by `npm run trust`. A mutant is the same measure with one defence taken away: it must be seen.",
      "",
      `${new Date().toISOString().slice(0, 10)}, commit ${git("rev-parse", "--short", "HEAD")}, ${seconds(since)}, ${lines.length - failed.length} of ${lines.length} pass.`,
      "",
      "| id | what | figure | goal | |",
      "| --- | --- | --- | --- | --- |",
      ...lines.map(
        ({ id, what, figure, goal, pass }) =>
          `| ${id} | ${cell(what)} | ${cell(figure)} | ${cell(goal)} | ${pass ? "PASS" : "**FAIL**"} |`,
      ),
      "",
    ].join("\n"),
  );
}
for (const { id, what, figure, goal, pass } of lines)
  say(`${id.padEnd(12)} ${pass ? "PASS" : "FAIL"}  ${figure}  (${goal})  ${what}`);
say(`\n${lines.length - failed.length} passed, ${failed.length} failed`);
process.exitCode = code || (failed.length ? 1 : 0);
