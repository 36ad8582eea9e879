import { mapTab, type EditorReport } from "../model";

export function renameTab(report: EditorReport, { id, name }: { id: string; name: string }): EditorReport {
  return mapTab(report, id, (tab) => ({ ...tab, name }));
}
