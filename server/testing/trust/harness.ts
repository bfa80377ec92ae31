import fs from "node:fs";
import { expect } from "vitest";
import { inCheckout } from "../../launch/steps.mjs";

/**
 * What must never happen, as figures. A goal is a test in a file `<part>.trust.ts`: it measures, calls `figure`, and
 * has a mutant beside it, the same measure with one defence taken away, which must come out otherwise. `npm test`
 * runs them small; `npm run trust` runs them whole and writes docs/trust.md.
 */

export const whole = process.env.TRUST === "whole";

/** How much to do: in `npm test`, and in `npm run trust`. */
export const size = (short: number, full: number): number => (whole ? full : short);

export const reportFile = inCheckout("data/reports/trust.jsonl");

export type Figure = { id: string; what: string; figure: string; goal: string; pass: boolean; whole: boolean };

function keep(line: Figure) {
  fs.mkdirSync(inCheckout("data/reports"), { recursive: true });
  fs.appendFileSync(reportFile, `${JSON.stringify(line)}\n`);
  process.stdout.write(`${line.id} ${line.figure} ${line.goal} ${line.pass ? "PASS" : "FAIL"}\n`);
}

/**
 * Prints `id figure goal PASS|FAIL`, keeps the line for docs/trust.md and fails the test that it stands in.
 * `id` is trust.md's ("A3"); `what` is a few words, `figure` and `goal` are as a person reads them
 * ("0 of 200 worlds differ", "0").
 */
export function figure(id: string, what: string, measured: string, goal: string, pass: boolean): void {
  keep({ id, what, figure: measured, goal, pass, whole });
  expect(pass, `${id} ${what}: ${measured}, goal ${goal}`).toBe(true);
}

/** The goal's measure with a defence taken away: `passes` says whether the goal would still hold, which it must not. */
export function mutant(id: string, without: string, passes: boolean): void {
  keep({
    id: `${id} mutant`,
    what: without,
    figure: passes ? "not seen" : "seen",
    goal: "seen",
    pass: !passes,
    whole,
  });
  expect(passes, `${id} still passes ${without}`).toBe(false);
}

/**
 * How many times longer work takes here than the processor needs for it: about 1 on a quiet machine. A goal in
 * seconds is held to its figure times this, and the figure says so.
 */
export function slowness(): number {
  const began = performance.now();
  const used = process.cpuUsage();
  let spent = 0;
  while (spent < 150) {
    for (let turn = 0; turn < 100_000; turn++) Math.sqrt(turn);
    const { user, system } = process.cpuUsage(used);
    spent = (user + system) / 1000;
  }
  return Math.max(1, (performance.now() - began) / spent);
}

/** A figure in seconds: the slowest of what was measured, against a goal that a shared machine stretches: `before` is its slowness before the work. */
export function secondsFigure(id: string, what: string, seconds: number, goal: number, before: number): void {
  const slow = Math.max(before, slowness());
  const shared = slow < 1.5 ? "" : ` x ${slow.toFixed(1)}, the machine being shared`;
  figure(id, what, `${seconds.toFixed(1)} s`, `${goal} s${shared}`, seconds <= goal * slow);
}

/** A seed that is printed, so that what was found can be found again. TRUST_SEED overrides; `fresh` is another one each run. */
export function seeded(id: string, { fresh = false } = {}): { seed: number; random: () => number } {
  const seed = Number(process.env.TRUST_SEED ?? (fresh ? Date.now() % 2 ** 31 : 20_261_101));
  process.stdout.write(`${id} seed ${seed}\n`);
  let state = seed >>> 0;
  return {
    seed,
    // mulberry32
    random() {
      state = (state + 0x6d2b79f5) >>> 0;
      let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    },
  };
}
