import { parseArgs } from "node:util";
import { Refusal } from "../launch/steps.mjs";

export const parts = ["a", "b", "c", "d", "e", "p", "i", "g", "s", "m", "x", "pages"] as const;
export type Part = (typeof parts)[number];

export type Options = { sizes: number[]; only: Set<Part>; seconds: number; rounds: number; write: boolean };

export const usage = `npm run bench -- [--size 10000,100000,1000000] [--only a,b,c,d,e,p,i,g,s,m,x,pages] [--seconds 1] [--rounds 5] [--no-write]`;

/** What the command line asks for; everything when it asks for nothing. */
export function options(args: string[]): Options {
  let values: Record<string, string | boolean | undefined>;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        size: { type: "string", default: "10000,100000,1000000" },
        only: { type: "string", default: parts.join(",") },
        seconds: { type: "string", default: "1" },
        rounds: { type: "string", default: "5" },
        "no-write": { type: "boolean", default: false },
      },
    }));
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n${usage}`);
  }
  const sizes = String(values.size)
    .split(",")
    .map(Number)
    .sort((a, b) => a - b);
  const only = String(values.only).split(",") as Part[];
  const [seconds, rounds] = [Number(values.seconds), Number(values.rounds)];
  // Below it a province has too few of anything, and what is divided must stay whole.
  if (sizes.some((size) => !Number.isInteger(size / 100) || size < 10_000))
    throw new Refusal(`--size: hundreds from 10000 on\n${usage}`);
  if (only.some((part) => !parts.includes(part))) throw new Refusal(usage);
  if (!(seconds > 0) || !(rounds >= 1)) throw new Refusal(usage);
  return { sizes, only: new Set(only), seconds, rounds, write: !values["no-write"] };
}
