import type { EditorReport } from "../model";

export function renameReport(report: EditorReport, { name }: { name: string }): EditorReport {
  return { ...report, name };
}
