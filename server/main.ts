import { createServer } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import next from "next";
import { makeEntry } from "./entry";
import { startJobs } from "./jobs";
import { consoleToLog, log } from "./log";
import { closePool } from "./pool";

/** The process: one port, one pool. What is not answered by the entry is Next's (design.md D21). */

const dev = process.env.NODE_ENV !== "production";
const port = Number(process.env.PORT ?? 3000);
const host = process.env.HOST ?? "127.0.0.1";
const startedAt = process.hrtime.bigint();

/** How long new work is still taken after saying that there is to be none, so that a balancer hears of it first. */
const noticeMs = Number(process.env.DRAIN_NOTICE_MS ?? 1000);

let draining = false;

// In development a person reads what is said there.
if (!dev) consoleToLog();

const app = next({ dev, dir: process.cwd(), hostname: host, port });
const ready = app.prepare();

const server = createServer(makeEntry({ ready, answer: app.getRequestHandler(), dev }, () => draining));
server.requestTimeout = 60_000;
server.headersTimeout = 15_000;
server.keepAliveTimeout = 10_000;

let stopJobs = async () => {};

async function drain(signal: string) {
  if (draining) return;
  draining = true;
  log.info({ signal }, "draining");
  const deadline = setTimeout(() => process.exit(0), 10_000);
  deadline.unref();
  // Who presses Ctrl+C has no balancer.
  if (signal === "SIGTERM" && !dev) await sleep(noticeMs);
  server.close();
  server.closeIdleConnections();
  await new Promise((resolve) => {
    const check = setInterval(() => {
      server.closeIdleConnections();
      server.getConnections((_error, open) => {
        if (open === 0) {
          clearInterval(check);
          resolve(undefined);
        }
      });
    }, 50);
  });
  await stopJobs();
  await closePool();
  process.exit(0);
}
process.on("SIGTERM", () => void drain("SIGTERM"));
process.on("SIGINT", () => void drain("SIGINT"));

server.on("error", (error: NodeJS.ErrnoException) => {
  console.error(error.code === "EADDRINUSE" ? `Port ${port} is taken. Set PORT to another one.` : error.message);
  process.exit(1);
});
server.listen(port, host, () => {
  stopJobs = startJobs();
  void ready.then(() => log.info({ port, ms: Number((process.hrtime.bigint() - startedAt) / 1_000_000n) }, "ready"));
});
