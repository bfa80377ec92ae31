import type { RequestSubject } from "@/db/schema/programmes";
import type { Change, Verdict } from "@/db/schema/requests";
import type { Tx } from "../db";
import type { Scope } from "../trpc";

/** Something the portal has looked at for whoever decides. */
export type Check = { code: string; ok: boolean; values: Record<string, string | number>; href?: string };

/** How a subject stands while its request is open; `changes` where others may have moved the "before" since it was asked. */
export type Standing = { checks: Check[]; changes?: Change[] };

/** What a noun gives that lets itself be approved: the engine knows none of them by name. */
export type Subject = {
  /** What a verdict does to what was asked about, in the transaction of the last decision. */
  decided: (tx: Tx, scope: Scope, subjectId: string, verdict: Verdict) => Promise<void>;
  standing: (tx: Tx, scope: Scope, subjectId: string) => Promise<Standing>;
};

export type Subjects = Record<RequestSubject, Subject>;
