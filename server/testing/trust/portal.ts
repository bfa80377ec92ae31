import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { encode } from "next-auth/jwt";
import { sessionCookie } from "../../auth/nextauth";
import { freePort } from "../../launch/postgres.mjs";
import { inCheckout } from "../../launch/steps.mjs";

/** The portal as it was built, a process of its own on a real port: for what only HTTP and signals can show. */
export type Portal = {
  origin: string;
  pid: number;
  /** What it has logged so far, one JSON object a line. */
  logged: () => string;
  /** Sends a signal and waits for the end: exit code, or the signal's name. */
  stop: (signal?: NodeJS.Signals) => Promise<number | string>;
  ended: () => boolean;
};

const tether = pathToFileURL(inCheckout("server/launch/tether.mjs")).href;

/** Starts the built portal on a database. `npm run build` must have run. */
export async function startPortal(
  ownerUrl: string,
  { port, env = {}, preload }: { port?: number; env?: Record<string, string>; preload?: string } = {},
): Promise<Portal> {
  if (!fs.existsSync(inCheckout(".next/terrace/main.js"))) throw new Error("The portal is not built: npm run build");
  const at = port ?? (await freePort());
  // Tests are patient, the portal is as it is.
  const { DATABASE_WAIT_MS: _, ...own } = process.env;
  const origin = `http://127.0.0.1:${at}`;
  const child: ChildProcess = spawn(
    process.execPath,
    // Tethered: should the tests be killed, no portal of theirs stays.
    ["--import", tether, ...(preload ? ["--import", preload] : []), inCheckout(".next/terrace/main.js")],
    {
      cwd: inCheckout(),
      // Under test the portal logs nothing of itself.
      env: { ...own, LOG_LEVEL: "info", NODE_ENV: "production", PORT: String(at), DATABASE_URL: ownerUrl, ...env },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    },
  );
  let log = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (part) => (log += part));
  let over: number | string | undefined;
  const end = new Promise<number | string>((done) =>
    child.once("exit", (code, signal) => {
      over = code ?? signal ?? 1;
      done(over);
    }),
  );
  const stopWithUs = () => child.kill("SIGKILL");
  process.once("exit", stopWithUs);
  void end.then(() => process.removeListener("exit", stopWithUs));
  for (let tries = 0; ; tries++) {
    if (over !== undefined) throw new Error(`The portal ended (${over}):\n${log}`);
    if (tries === 1800) throw new Error(`The portal does not get ready:\n${log}`);
    const answer = await fetch(`${origin}/api/health/ready`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok) break;
    await sleep(50);
  }
  return {
    origin,
    pid: child.pid!,
    logged: () => log,
    ended: () => over !== undefined,
    async stop(signal = "SIGTERM") {
      child.kill(signal);
      return end;
    },
  };
}

/** The cookie of a session that stands in the database. */
export const cookieOf = async (person: { sessionId: string }): Promise<string> =>
  `${sessionCookie}=${await encode({ token: { sid: person.sessionId }, secret: process.env.NEXTAUTH_SECRET! })}`;

export type Said = { status: number; code: string | undefined; data: unknown };

/** Calls a procedure over HTTP as our own pages do. `input` is plain JSON; a mutation brings its operation id. */
export async function call(
  portal: { origin: string },
  cookie: string,
  path: string,
  input: unknown,
  kind: "query" | "mutation" = "mutation",
): Promise<Said> {
  const headers = { cookie, "x-terrace": "1", "content-type": "application/json" };
  const address = `${portal.origin}/api/trpc/${path}`;
  const answer =
    kind === "query"
      ? await fetch(`${address}?input=${encodeURIComponent(JSON.stringify(input))}`, { headers })
      : await fetch(address, { method: "POST", headers, body: JSON.stringify(input) });
  const body = (await answer.json().catch(() => ({}))) as {
    result?: { data: unknown };
    error?: { data?: { problem?: { code: string } } };
    code?: string;
  };
  return { status: answer.status, code: body.error?.data?.problem?.code ?? body.code, data: body.result?.data };
}
