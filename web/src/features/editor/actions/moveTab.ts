import type { EditorReport } from "../model";

/** One place to the left or right. */
export function moveTab(report: EditorReport, { id, by }: { id: string; by: -1 | 1 }): EditorReport {
  const from = report.tabs.findIndex((tab) => tab.id === id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= report.tabs.length) return report;
  const tabs = [...report.tabs];
  tabs.splice(to, 0, ...tabs.splice(from, 1));
  return { ...report, tabs };
}
