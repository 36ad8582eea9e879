import type { EditorReport } from "../model";
import { removeTile } from "./removeTile";

/** A tab with its tiles; the last one stays, because a report has at least one. */
export function removeTab(report: EditorReport, { id }: { id: string }): EditorReport {
  const tab = report.tabs.find((one) => one.id === id);
  if (tab === undefined || report.tabs.length === 1) return report;
  const without = tab.tiles.reduce((rest, tile) => removeTile(rest, { id: tile.id }), report);
  return { ...without, tabs: without.tabs.filter((one) => one.id !== id) };
}
