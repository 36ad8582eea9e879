import type { EditorReport } from "../model";

export function addTab(report: EditorReport, { id, name }: { id: string; name: string }): EditorReport {
  return { ...report, tabs: [...report.tabs, { id, name, tiles: [] }] };
}
