import type { Severity } from "@/db/schema/inspection-lists";
import type { FindingKind } from "@/server/findings/rules";
import type { Command } from "../../phone";
import type { Place } from "./use-place";

/** What survives when the camera ends the page: everything but the photo. It lives with the tab, for this visit alone. */
export type Draft = {
  kind?: FindingKind | undefined;
  severity?: Severity | undefined;
  note: string;
  place?: Place | undefined;
  seenAt: string;
  keptAt: number;
  /** What went out and got no answer: it goes out again as it was, also from a page that was opened anew. */
  sent?: Command | undefined;
};

const key = (inspectionId: string) => `finding:${inspectionId}`;

/** True when it is really kept. */
export function keepDraft(inspectionId: string, draft: Draft): boolean {
  try {
    sessionStorage.setItem(key(inspectionId), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function findDraft(inspectionId: string): Draft | undefined {
  try {
    const kept = sessionStorage.getItem(key(inspectionId));
    return kept ? (JSON.parse(kept) as Draft) : undefined;
  } catch {
    return undefined;
  }
}

export function dropDraft(inspectionId: string): void {
  try {
    sessionStorage.removeItem(key(inspectionId));
  } catch {
    // Nothing was kept where nothing can be kept.
  }
}
