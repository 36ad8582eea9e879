import type { EditorFilter, EditorReport } from "../model";

export function editFilter(
  report: EditorReport,
  { id, part }: { id: string; part: Partial<Omit<EditorFilter, "id">> },
): EditorReport {
  return { ...report, filters: report.filters.map((filter) => (filter.id === id ? { ...filter, ...part } : filter)) };
}
