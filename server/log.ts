import pino from "pino";

/** JSON lines on stdout. They hold ids, never values (design.md D20). */
export const log = pino({
  level: process.env.LOG_LEVEL ?? (process.env.NODE_ENV === "test" || process.env.VITEST ? "silent" : "info"),
  base: null,
  redact: ["req.headers.cookie", "req.headers.authorization", "password"],
});
