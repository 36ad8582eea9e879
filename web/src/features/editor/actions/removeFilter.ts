import type { EditorReport } from "../model";

export function removeFilter(report: EditorReport, { id }: { id: string }): EditorReport {
  return { ...report, filters: report.filters.filter((filter) => filter.id !== id) };
}
