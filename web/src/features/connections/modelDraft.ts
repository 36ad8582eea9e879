import type { Diagnostic, Model } from "@/api/types";

/** Texts that were changed and not saved, by file; null for a file that does not exist on the server yet is never used. */
export type Edits = Record<string, string>;

/** The model as it would be with the edits. */
export const merged = (model: Model, edits: Edits): Record<string, string> => ({ ...model.files, ...edits });

/** Sets a file's text; back to what is saved means no edit. */
export function edit(model: Model, edits: Edits, file: string, text: string): Edits {
  if (model.files[file] === text) return without(edits, file);
  return { ...edits, [file]: text };
}

export function without(edits: Edits, file: string): Edits {
  const { [file]: _gone, ...rest } = edits;
  return rest;
}

/** Topics first, then views, then the rest; each by name. */
export function order(files: Record<string, string>): string[] {
  const rank = (name: string) => (name.includes(".topic.") ? 0 : name.includes(".view.") ? 1 : 2);
  return Object.keys(files).sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
}

/** How many faults each file has, and whether one of them is an error. */
export function faultsByFile(diagnostics: Diagnostic[]): Map<string, { count: number; error: boolean }> {
  const map = new Map<string, { count: number; error: boolean }>();
  for (const { file, severity } of diagnostics) {
    const now = map.get(file) ?? { count: 0, error: false };
    map.set(file, { count: now.count + 1, error: now.error || severity === "error" });
  }
  return map;
}
