/** Unsaved work, kept in this browser until it is saved or thrown away, so that a closed tab costs nothing. */
import type { Report } from "../../lib/wire";
import { normal } from "./convert";

export interface Draft {
  /** The version it started from, and that version itself: a merge needs both. */
  etag: string;
  base: Report;
  report: Report;
  at: number;
}

/** One person's drafts are not shown to the next at the same machine. */
export function draftKey(user: string, document: string, report: string): string {
  return `lucarne-draft:${user}:${document}:${report}`;
}

export function readDraft(key: string, storage: Storage = localStorage): Draft | null {
  try {
    const draft = JSON.parse(storage.getItem(key) ?? "null") as Draft | null;
    return draft !== null && typeof draft.etag === "string" && Array.isArray(draft.report?.tabs) && Array.isArray(draft.base?.tabs)
      ? { ...draft, base: normal(draft.base), report: normal(draft.report) }
      : null;
  } catch {
    return null;
  }
}

/** False when the browser has no room or allows none: the editor then says so. */
export function keepDraft(key: string, draft: Draft, storage: Storage = localStorage): boolean {
  try {
    storage.setItem(key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

export function dropDraft(key: string, storage: Storage = localStorage): void {
  try {
    storage.removeItem(key);
  } catch {
    // A browser that keeps nothing has nothing to drop.
  }
}
