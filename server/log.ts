import pino from "pino";

const named = ["code", "constraint", "table", "column", "routine"] as const;

/**
 * An error as it is logged: what and where, never with which values. What the database, its driver
 * and a parser say quotes what was sent, so of them only codes and names stay.
 */
export function loggable(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const found = error as Error & Record<string, unknown>;
  const quotes = "severity" in error || "params" in error || error.cause !== undefined || error instanceof SyntaxError;
  return {
    type: error.name,
    ...(!quotes && { message: error.message }),
    ...Object.fromEntries(named.flatMap((name) => (found[name] === undefined ? [] : [[name, found[name]]]))),
    stack: (error.stack ?? "").split("\n").filter((line) => /^ +at /.test(line)),
    ...(error.cause !== undefined && { cause: loggable(error.cause) }),
  };
}

/** JSON lines on stdout. They hold ids, never values (design.md D20). */
export const log = pino({
  level: process.env.LOG_LEVEL ?? (process.env.NODE_ENV === "test" || process.env.VITEST ? "silent" : "info"),
  base: null,
  serializers: { err: loggable },
  redact: ["req.headers.cookie", "req.headers.authorization", "password"],
});

/** What libraries print by themselves becomes lines of the log as well: a stack of many lines is one of them. */
export function consoleToLog(): void {
  for (const level of ["debug", "info", "warn", "error"] as const) {
    console[level] = (...said: unknown[]) => {
      const error = said.find((each) => each instanceof Error);
      const words = said.filter((each) => typeof each === "string").join(" ");
      log[level]({ ...(error && { err: error }), console: words });
    };
  }
  console.log = console.info;
}
