import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../launch/postgres.mjs";
import { inCheckout, newSecrets } from "../launch/steps.mjs";

export type Server = { port: number; pid: number; startedIn: number; stop: () => Promise<void> };

/** Starts a server and waits until `path` is answered; says how long that took. */
async function started(args: string[], env: Record<string, string>, path: string): Promise<Server> {
  const port = Number(process.env.BENCH_PORT) || (await freePort());
  const began = performance.now();
  const child: ChildProcess = spawn(process.execPath, args, {
    cwd: inCheckout(),
    env: { ...process.env, ...env, PORT: String(port), NODE_ENV: "production" },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  const stopWithUs = () => child.kill("SIGKILL");
  process.once("exit", stopWithUs);
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${args.at(-1)} ended at its start`);
    const answer = await fetch(`http://127.0.0.1:${port}${path}`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer) break;
    await sleep(5);
  }
  const startedIn = (performance.now() - began) / 1000;
  return {
    port,
    pid: child.pid!,
    startedIn,
    async stop() {
      process.removeListener("exit", stopWithUs);
      child.kill("SIGTERM");
      await ended;
    },
  };
}

const secrets = newSecrets();

/** The product as it was built; its log goes nowhere, as a service's would go to a file that others read. */
export const startProduct = (ownerUrl: string, flags: string[] = []) =>
  started(
    [...flags, inCheckout(".next/terrace/main.js")],
    {
      ...secrets,
      DATABASE_URL: ownerUrl,
      FILES_DIR: inCheckout("data/bench-files"),
      AUDIT_ANCHOR: inCheckout("data/bench-anchor.jsonl"),
    },
    "/sign-in",
  );

export const startFloor = (ownerUrl: string) =>
  started(["--import", "tsx", inCheckout("server/bench/floor/main.ts")], { DATABASE_URL: ownerUrl }, "/");
