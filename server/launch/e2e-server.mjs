// The portal for the journeys: production build, its own database made anew, its own files and secrets.
import fs from "node:fs";
import { serve } from "./serve.mjs";
import { inCheckout, newSecrets } from "./steps.mjs";

const port = Number(process.env.E2E_PORT || 3100);
// Two runs in one checkout (another E2E_PORT) must not meet.
const suffix = port === 3100 ? "" : `_${port}`;
const files = inCheckout(`data/e2e-files${suffix}`);
const auditAnchor = inCheckout(`data/e2e-audit-anchor${suffix}.jsonl`);
fs.rmSync(auditAnchor, { force: true });
fs.rmSync(files, { recursive: true, force: true });
fs.mkdirSync(files, { recursive: true });

await serve({
  port,
  demo: false,
  postgres: { dataDir: "data/e2e-pg", durable: false },
  env: { ...newSecrets(), FILES_DIR: files, AUDIT_ANCHOR: auditAnchor },
  async prepareDatabase(serverUrl) {
    const { default: pg } = await import("pg");
    const name = `terrace_e2e${suffix}`;
    const client = new pg.Client({ connectionString: serverUrl });
    await client.connect();
    try {
      await client.query(`drop database if exists ${name} with (force)`);
      await client.query(`create database ${name}`);
    } finally {
      await client.end();
    }
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    return url.href;
  },
});
