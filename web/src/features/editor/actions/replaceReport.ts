import type { EditorReport } from "../model";

/** Another version as a whole: a draft, theirs, or a merge. It can be undone like everything else. */
export function replaceReport(_report: EditorReport, { by }: { by: EditorReport }): EditorReport {
  return by;
}
