import fs from "node:fs";
import { Client } from "pg";
import { inCheckout } from "../launch/steps.mjs";
import { ask, request } from "./client";
import type { Role, Scene } from "./people";
import { startProduct } from "./servers";

/** What is asked for the rows of the table, of the place where each person works. */
function asked(scene: Scene, role: Role) {
  const unit = role === "clerk" ? scene.commune : scene.province;
  return {
    "households.list": { ...(role === "clerk" ? { unit } : { province: unit }), class: "poor", q: "thi lan" },
    "projects.list": { unit, kind: "infrastructure", status: "in_progress" },
    "projects.get": { id: scene.projects[0] },
    "inspections.ofProject": { projectId: scene.projects[0] },
    "dashboard.overview": { unit, year: 2026 },
  };
}

const settings = {
  session_preload_libraries: "auto_explain",
  "auto_explain.log_min_duration": "0",
  "auto_explain.log_analyze": "on",
  "auto_explain.log_buffers": "on",
  "auto_explain.log_timing": "off",
};

/** A connection's first five runs of a statement are planned with its values; what comes then is what people wait for. */
const runs = 8;

/**
 * Lets PostgreSQL explain what it runs under the reach it runs with, and keeps the plans in a file, so
 * that a relation or a policy cannot make a cliff unseen.
 */
export async function explain(ownerUrl: string, scene: Scene, size: number, log: string) {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  const role = `role terrace_app in database ${new URL(ownerUrl).pathname.slice(1)}`;
  for (const [name, value] of Object.entries(settings)) await owner.query(`alter ${role} set ${name} = '${value}'`);
  try {
    const product = await startProduct(ownerUrl);
    const parts: string[] = [];
    for (const who of ["clerk", "manager", "auditor"] as const) {
      for (const [procedure, input] of Object.entries(asked(scene, who))) {
        const path = `/api/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`;
        let from = 0;
        for (let run = 0; run < runs; run++) {
          from = fs.statSync(log).size;
          await ask(product.port, request(path, { cookie: scene.cookie[who] }));
        }
        parts.push(`### ${procedure} of a ${who}\n\n${plans(readFrom(log, from))}`);
      }
    }
    await product.stop();
    const head = `The plans of the hot statements at ${size.toLocaleString("en")} households, as auto_explain saw them. Written by npm run bench.`;
    fs.writeFileSync(inCheckout("server/bench/explain.txt"), `${head}\n\n${parts.join("\n\n")}\n`);
  } finally {
    await owner.query(`alter ${role} reset all`);
    await owner.end();
  }
}

/** What a file holds from an offset on. The log of a cluster that is kept for weeks is large. */
function readFrom(file: string, from: number): string {
  const handle = fs.openSync(file, "r");
  try {
    const bytes = Buffer.alloc(fs.fstatSync(handle).size - from);
    return bytes.toString("utf8", 0, fs.readSync(handle, bytes, 0, bytes.length, from));
  } finally {
    fs.closeSync(handle);
  }
}

/** Each plan under the beginning of its statement; the opening of the transaction is left out. */
function plans(said: string): string {
  return said
    .split(/^(?=\d{4}-\d\d-\d\d .* LOG: {2}duration)/m)
    .filter((entry) => entry.includes("plan:") && !entry.includes("app.enter("))
    .map((entry) => {
      const lines = entry.split("\n");
      const text = lines.slice(1).map((line) => line.replace("Query Text:", "").trim());
      const planAt = lines.findIndex((line) => /\(cost=/.test(line));
      const took = /duration: (\S+ ms)/.exec(entry)?.[1];
      const plan = lines
        .slice(planAt)
        .filter((line) => line.startsWith("\t"))
        .map((line) => line.slice(1));
      return `-- ${took}: ${text.find((line) => line !== "")?.slice(0, 100)} …\n${plan.join("\n")}`;
    })
    .join("\n\n");
}
