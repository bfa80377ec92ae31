import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { inCheckout } from "../launch/steps.mjs";
import { goals, passes, said } from "./goals";

/** One figure: a line of JSON at once, a line of the table at the end. */
export type Figure = {
  id: string;
  value: number;
  unit: string;
  floor?: number;
  ratio?: number;
  n: number;
  [more: string]: unknown;
};

const round = (value: number) => Number(value.toPrecision(4));
const figures: (Figure & { size: number })[] = [];

export function print(size: number, figure: Figure) {
  const rounded = Object.fromEntries(
    Object.entries(figure).map(([key, value]) => [key, typeof value === "number" ? round(value) : value]),
  ) as Figure;
  const kept = { size, ...rounded };
  figures.push(kept);
  const { id, value, unit, floor, ratio, n, ...more } = rounded;
  console.log(
    JSON.stringify({
      id,
      value,
      unit,
      ...(floor !== undefined && { floor }),
      ...(ratio !== undefined && { ratio }),
      n,
      size,
      ...more,
    }),
  );
}

const goalOf = (id: string) => goals[id];

/** How a figure stands to its goal; undefined when it has none. */
export const verdict = (figure: Figure): boolean | undefined => {
  const goal = goalOf(figure.id);
  return goal && passes(goal, figure.ratio ?? figure.value);
};

const cell = (value: unknown) => (value === undefined || Number.isNaN(value) ? "" : String(value));

function lines(largest: number): string[][] {
  return figures
    .filter(({ size, id }) => size === largest || id.startsWith("g."))
    .map((figure) => {
      const goal = goalOf(figure.id);
      const verdictText = goal ? (verdict(figure) ? "PASS" : "FAIL") : "";
      const cpu = (side: string) => (figure[side] === undefined ? "" : cell(figure[side]));
      return [
        figure.id,
        goal?.what ?? "",
        `${figure.value} ${figure.unit}`,
        cell(figure.floor),
        cell(figure.ratio),
        goal ? said(goal) : "",
        verdictText,
        cell(figure.p95),
        cpu("cpu"),
        cpu("floorCpu"),
        cell(figure.n),
      ];
    });
}

const head = ["id", "work", "ours", "floor", "ratio", "goal", "", "p95 ms", "CPU ms: node + pg", "floor's CPU", "n"];

/** The table for people, aligned. */
export function printTable(largest: number) {
  const rows = [head, ...lines(largest)];
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  console.log("");
  for (const row of rows)
    console.log(
      row
        .map((text, column) => text.padEnd(widths[column]!))
        .join("  ")
        .trimEnd(),
    );
}

const git = (...args: string[]) => {
  try {
    return execFileSync("git", args, { cwd: inCheckout(), encoding: "utf8" }).trim();
  } catch {
    return "unknown";
  }
};

/** Keeps the last result in docs/bench.md. */
export function writeResult(sizes: number[], about: string) {
  const changed = git("status", "--porcelain", "--", "app", "server", "db") === "" ? "" : " with local changes";
  const text = `# Speed

The last result of \`npm run bench\`, of ${new Date().toISOString().slice(0, 10)} at commit ${git("rev-parse", "--short", "HEAD")}${changed}.
${about}

Households: ${sizes.map((size) => size.toLocaleString("en")).join(", ")}; the table is of the largest. "floor" is one hand-written statement of the same answer through a bare
\`node:http\` + \`pg\` server on the same database, measured turn by turn with the product. A ratio is ours by the floor's, for rates our share of it. What it is made of: [speed.md](speed.md).

| ${head.join(" | ")} |
|${head.map(() => " --- |").join("")}
${lines(Math.max(...sizes))
  .map((row) => `| ${row.join(" | ")} |`)
  .join("\n")}

${sizes.length > 1 ? `p50 at 1 client by size, ms:\n\n${bySize(sizes)}` : ""}`;
  fs.mkdirSync(inCheckout("docs"), { recursive: true });
  fs.writeFileSync(inCheckout("docs/bench.md"), `${text.trimEnd()}\n`);
}

function bySize(sizes: number[]): string {
  const ids = [...new Set(figures.filter(({ id }) => id.endsWith(".c1")).map(({ id }) => id))];
  const at = (id: string, size: number) => figures.find((figure) => figure.id === id && figure.size === size);
  const rows = ids.map(
    (id) =>
      `| ${id} | ${sizes.map((size) => `${cell(at(id, size)?.value)} (${cell(at(id, size)?.floor)})`).join(" | ")} |`,
  );
  return [
    `| id, ours (floor) | ${sizes.map((size) => size.toLocaleString("en")).join(" | ")} |`,
    `|${" --- |".repeat(sizes.length + 1)}`,
    ...rows,
  ].join("\n");
}
