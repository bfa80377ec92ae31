import type { z } from "zod";

/** Refuses the second row of a list that names the same thing, at that row. */
export const once =
  <T>(key: keyof T & string, problem: string) =>
  (rows: T[], context: z.RefinementCtx<T[]>) => {
    for (const [at, row] of rows.entries()) {
      if (rows.findIndex((other) => other[key] === row[key]) < at) {
        context.addIssue({ code: "custom", message: problem, path: [at, key] });
      }
    }
  };
