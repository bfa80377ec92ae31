import type { Values } from "@/app/ui/typed/typed";
import type { Severity } from "@/db/schema/inspection-lists";
import { daysToAct, type FindingKind } from "@/server/findings/rules";
import type { Place } from "./use-place";

/** A finding as it is being recorded, and then the work that it asks for. Its photos are kept beside it. */
export type Draft = {
  kind?: FindingKind | undefined;
  severity?: Severity | undefined;
  note: string;
  place?: Place | undefined;
  seenAt: string;
  /** The server has the finding. */
  arrived?: { id: string; code: string; at: number; photos: number; dueOn?: string | undefined } | undefined;
  action: { text: string; days: number };
};

export const freshDraft = (): Draft => ({
  note: "",
  seenAt: new Date().toISOString(),
  action: { text: "", days: daysToAct("corrective") },
});

/** Nothing before the first choice; and of a finding that has arrived only the work that somebody has begun to write. */
export const worthKeeping = (draft: Draft): Values =>
  (draft.arrived ? draft.action.text : draft.kind) ? { ...draft } : {};
