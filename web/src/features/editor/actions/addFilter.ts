import type { EditorFilter, EditorReport } from "../model";

export function addFilter(report: EditorReport, { filter }: { filter: EditorFilter }): EditorReport {
  return { ...report, filters: [...report.filters, filter] };
}
