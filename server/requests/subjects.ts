import type { RequestSubject } from "@/db/schema/programmes";
import type { Verdict } from "@/db/schema/requests";
import type { Tx } from "../db";
import type { Scope } from "../trpc";

/** Something the portal has looked at for whoever decides. */
export type Check = { code: string; ok: boolean; values: Record<string, string | number>; href?: string };

/** What a noun gives that lets itself be approved: the engine knows none of them by name. */
export type Subject = {
  /** What a verdict does to what was asked about, in the transaction of the last decision. */
  decided: (tx: Tx, scope: Scope, subjectId: string, verdict: Verdict) => Promise<void>;
  checks: (tx: Tx, scope: Scope, subjectId: string) => Promise<Check[]>;
};

export type Subjects = Record<RequestSubject, Subject>;
